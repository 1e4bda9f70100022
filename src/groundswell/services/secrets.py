"""What opens the lines to the networks: in the system's keyring, or in an encrypted file where there is none.

Never in the database, never in a log, an address or a message.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex

import keyring
import pyrage
from filelock import FileLock
from keyring.backends import fail, null
from keyring.errors import KeyringError

from groundswell.domain.errors import StoreError
from groundswell.services.settings import key_file

_SERVICE = "groundswell"
_FILE = "secrets.age"
APART = "rehearsal.json"
"""A data folder that holds this has no part in the keyring: it reads and leaves nothing there."""

_SIGN_IN = "groundswell:sign-in"
_UNSURE = "groundswell:unsure"
"""Under what marks are kept beside a secret; no network calls anything so."""

Secret = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """A secret, and a mark of the sign-in that it comes from: renewing keeps the mark, signing in makes a new
    one.

    Attributes:
        unsure: Whether it was renewed while the keyring was locked, so that it is not known yet whether
            somebody signed out or in anew before.
    """

    secret: Secret
    sign_in: str
    unsure: bool = False


class Secrets:
    """Secrets by the key of an account; any number of threads and programs may keep and read them.

    While the keyring is locked or refuses, the encrypted file takes what is to be kept. What lies there is
    therefore the newer one, and goes into the keyring as soon as that works.

    Args:
        home: The data folder, for the encrypted file. Its key lies outside of the data folder, so that a copy
            of the folder (a backup, a synchronised drive) opens nothing.
    """

    def __init__(self, home: Path) -> None:
        self._file = home / _FILE
        self._lock = FileLock(home / f"{_FILE}.lock")
        self._apart = (home / APART).exists()

    def keep(self, account: str, secret: Secret) -> None:
        """Keeps the secret of a new sign-in, in place of an older one."""
        with self._lock:
            self._keep(account, Kept(secret, token_hex(8)))

    def renew(self, account: str, sign_in: str, secret: Secret) -> bool:
        """Keeps what a line renewed, unless somebody signed out or in anew since; says whether it did.

        Args:
            sign_in: The mark of the secret that the line was opened with.
        """
        with self._lock:
            held = self._kept(account)
            if held is None and self._has_keyring() and not self._asked(account)[0]:
                held = Kept(secret, sign_in, unsure=True)
            if held is None or held.sign_in != sign_in:
                return False
            self._keep(account, replace(held, secret=secret))
        return True

    def of(self, account: str) -> Secret | None:
        """The secret of an account; none if there is none."""
        held = self.kept(account)
        return None if held is None else held.secret

    def kept(self, account: str) -> Kept | None:
        """The secret of an account with the mark of its sign-in; none if there is none."""
        with self._lock:
            return self._kept(account)

    def look(self) -> None:
        """Looks whether what lies in the file can be read. Raises StoreError where it cannot."""
        if self._file.exists():
            with self._lock:
                self._read()

    def forget(self, account: str) -> None:
        """Forgets a secret wherever it lies.

        Raises:
            StoreError: The keyring does not let it be taken out; then nothing is forgotten.
        """
        with self._lock:
            if self._has_keyring():
                try:
                    if keyring.get_password(_SERVICE, account) is not None:
                        keyring.delete_password(_SERVICE, account)
                except KeyringError as error:
                    raise StoreError(
                        "the system's keyring is locked and does not forget what opens the account",
                        mend="Unlock it and try again.",
                    ) from error
            self._drop(account)

    def _kept(self, account: str) -> Kept | None:
        """The newest that is kept; on the way it goes from the file into the keyring where it can."""
        kept = _told(self._read().get(account))
        if kept is None:
            return _told(self._asked(account)[1])
        if kept.unsure:
            answers, said = self._asked(account)
            if not answers:
                return kept
            before = _told(said)
            if before is None or before.sign_in != kept.sign_in:
                self._drop(account)
                return before
            kept = replace(kept, unsure=False)
        if not self._apart and _gave(account, _text(kept)):
            self._drop(account)
        return kept

    def _keep(self, account: str, kept: Kept) -> None:
        if not (kept.unsure or self._apart) and _gave(account, _text(kept)):
            self._drop(account)
        else:
            self._write({**self._read(), account: _text(kept)})

    def _has_keyring(self) -> bool:
        return not self._apart and has_keyring()

    def _asked(self, account: str) -> tuple[bool, str | None]:
        return (False, None) if self._apart else _asked(account)

    def _drop(self, account: str) -> None:
        held = self._read()
        if held.pop(account, None) is None:
            return
        if held:
            self._write(held)
        else:
            self._file.unlink()

    def _read(self) -> dict[str, str]:
        if not self._file.exists():
            return {}
        try:
            content = pyrage.decrypt(self._file.read_bytes(), [_identity()])
        except pyrage.DecryptError as error:
            raise StoreError(
                "the file of secrets cannot be opened with this machine's key",
                where=str(self._file),
                mend=f"Put back the key that it was made with, or remove {self._file}, sign in to the "
                "networks again and give passwords anew.",
            ) from error
        held: dict[str, str] = json.loads(content)
        return held

    def _write(self, held: Mapping[str, str]) -> None:
        content = pyrage.encrypt(json.dumps(dict(held)).encode(), [_identity().to_public()])
        write_private(self._file, content)


def _told(text: str | None) -> Kept | None:
    if text is None:
        return None
    told: dict[str, str] = json.loads(text)
    sign_in, unsure = told.pop(_SIGN_IN, ""), bool(told.pop(_UNSURE, ""))
    return Kept(told, sign_in, unsure)


def _text(kept: Kept) -> str:
    """What `_told` understands."""
    return json.dumps({**kept.secret, _SIGN_IN: kept.sign_in, **({_UNSURE: "yes"} if kept.unsure else {})})


def has_keyring() -> bool:
    """Whether the system has a keyring, locked or not."""
    return not isinstance(keyring.get_keyring(), fail.Keyring | null.Keyring)


def _gave(account: str, text: str) -> bool:
    """Gives something to the keyring; says whether there is one that took it."""
    if has_keyring():
        with suppress(KeyringError):  # One that is locked or refuses is as good as none.
            keyring.set_password(_SERVICE, account, text)
            return True
    return False


def _asked(account: str) -> tuple[bool, str | None]:
    """Whether there is a keyring that answers, and what it says."""
    if has_keyring():
        with suppress(KeyringError):
            return True, keyring.get_password(_SERVICE, account)
    return False, None


def _identity() -> pyrage.x25519.Identity:
    """The key of the file, made when it is first needed: by one program only, whichever folder it serves."""
    path = key_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(path.with_name(f"{path.name}.lock")):
            if not path.exists():
                write_private(path, str(pyrage.x25519.Identity.generate()).encode("ascii"))
    return pyrage.x25519.Identity.from_str(path.read_text("ascii").strip())


def write_private(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all, for nobody else to read."""
    written = path.with_name(f"{path.name}.{token_hex(8)}.new")
    try:
        handle = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)
