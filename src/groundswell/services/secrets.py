"""What opens the lines to the networks: in the system's keyring, or in an encrypted file where there is none.

Never in the database, never in a log, an address or a message.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import keyring
import pyrage
from keyring.backends import fail, null
from keyring.errors import KeyringError

from groundswell.domain.errors import StoreError
from groundswell.services.settings import key_file

_SERVICE = "groundswell"
_FILE = "secrets.age"

Secret = Mapping[str, str]


class Secrets:
    """Secrets by the key of an account.

    Args:
        home: The data folder, for the encrypted file. Its key lies outside of the data folder, so that a copy
            of the folder (a backup, a synchronised drive) opens nothing.
    """

    def __init__(self, home: Path) -> None:
        self._file = home / _FILE

    def keep(self, account: str, secret: Secret) -> None:
        """Keeps a secret, in place of an older one."""
        text = json.dumps(dict(secret))
        if _has_keyring():
            # A keyring that is locked or refuses is as good as none: the file takes it.
            with suppress(KeyringError):
                keyring.set_password(_SERVICE, account, text)
                return
        self._write({**self._read(), account: text})

    def of(self, account: str) -> Secret | None:
        """The secret of an account; none if there is none."""
        text = None
        if _has_keyring():
            try:
                text = keyring.get_password(_SERVICE, account)
            except KeyringError:
                text = None
        text = text or self._read().get(account)
        return None if text is None else json.loads(text)

    def forget(self, account: str) -> None:
        """Forgets a secret wherever it lies."""
        if _has_keyring():
            with suppress(KeyringError):  # there was none
                keyring.delete_password(_SERVICE, account)
        held = self._read()
        if account in held:
            del held[account]
            self._write(held)

    def _read(self) -> dict[str, str]:
        if not self._file.exists():
            return {}
        try:
            content = pyrage.decrypt(self._file.read_bytes(), [_identity()])
        except pyrage.DecryptError as error:
            raise StoreError(
                "the file of secrets cannot be opened with this machine's key",
                where=str(self._file),
                mend="Remove it and sign in to the networks again.",
            ) from error
        held: dict[str, str] = json.loads(content)
        return held

    def _write(self, held: Mapping[str, str]) -> None:
        content = pyrage.encrypt(json.dumps(dict(held)).encode(), [_identity().to_public()])
        written = self._file.with_suffix(".new")
        _write_private(written, content)
        written.replace(self._file)


def _has_keyring() -> bool:
    return not isinstance(keyring.get_keyring(), fail.Keyring | null.Keyring)


def _identity() -> pyrage.x25519.Identity:
    path = key_file()
    if path.exists():
        return pyrage.x25519.Identity.from_str(path.read_text("ascii").strip())
    identity = pyrage.x25519.Identity.generate()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_private(path, str(identity).encode("ascii"))
    return identity


def _write_private(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
