"""The journal: one sealed file for each entry, in a folder of its own; the store knows nothing of it.

Sealing needs the public half of the key alone: so she can write while it is locked. Reading needs the other
half, which lies in the system's keyring, or in a file that a passphrase seals. The file of an entry tells its
length and when it was written, and nothing else.
"""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from secrets import token_hex

import pyrage

from groundswell.domain.errors import NotFound, StoreError, UsageError
from groundswell.domain.when import MINUTE, from_ms
from groundswell.services.secrets import Secrets, has_keyring, write_private
from groundswell.services.workspace import Workspace

_FOLDER, _PUBLIC, _SEALED_KEY, _ENTRY = "journal", "public.txt", "key.age", ".entry.age"
LOCKS_AFTER = 15 * MINUTE
"""An open journal that nobody looks into locks itself."""
LONGEST = 50_000
SHORTEST_PASSPHRASE = 8


class OpenedBy(StrEnum):
    """What opens it."""

    NOTHING = "nothing"
    """There is none yet."""
    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105, what it is called, and no passphrase


@dataclass(frozen=True, slots=True)
class Entry:
    """What she wrote; `at` in epoch milliseconds, 0 for an entry that is damaged and cannot be read."""

    key: str
    at: int
    text: str


class Journal:
    """The journal of a data folder. What opens it is held in memory while it is open, and nowhere else.

    Any number of threads may use it.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._folder = workspace.home / _FOLDER
        self._key: str | None = None
        self._used = 0
        self._lock = threading.RLock()

    @property
    def opened_by(self) -> OpenedBy:
        """What opens it, as it was begun."""
        if not (self._folder / _PUBLIC).exists():
            return OpenedBy.NOTHING
        return OpenedBy.PASSPHRASE if (self._folder / _SEALED_KEY).exists() else OpenedBy.KEYRING

    @property
    def is_open(self) -> bool:
        """Whether it can be read now; it locks itself when nobody has looked into it for a while."""
        with self._lock:
            if self._key is not None and self._workspace.now() - self._used > LOCKS_AFTER:
                self._key = None
            return self._key is not None

    @staticmethod
    def keyring_is_there() -> bool:
        """Whether the system has a keyring that could open it."""
        return has_keyring()

    def begin(self, passphrase: str = "") -> None:
        """Makes the key, sealed by a passphrase, or in the keyring where none is given; then it is open.

        Raises:
            UsageError: There is a journal already, the passphrase is too short, or none is given and there is
                no keyring.
        """
        with self._lock:
            if self.opened_by is not OpenedBy.NOTHING:
                raise UsageError("there is a journal already", mend="Open it, or burn all of it first.")
            # Whoever ends a rehearsal deletes all of it by one press, and must not delete true words.
            self._workspace.only_real("what you write here would be deleted with it")
            if not passphrase and not has_keyring():
                raise UsageError("there is no keyring on this machine", mend="Choose a passphrase.")
            identity = pyrage.x25519.Identity.generate()
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            # What a kill has left of a beginning must not be taken for the key of this one.
            (self._folder / _SEALED_KEY).unlink(missing_ok=True)
            self._keep_key(str(identity), str(identity.to_public()), passphrase)
            # The public half comes last: without it there is no journal.
            write_private(self._folder / _PUBLIC, str(identity.to_public()).encode("ascii"))
            self._opened(str(identity))

    def open(self, passphrase: str = "") -> None:
        """Opens it.

        Raises:
            UsageError: The passphrase is another one, or there is no journal.
            StoreError: The keyring does not give the key.
        """
        with self._lock:
            match self.opened_by:
                case OpenedBy.NOTHING:
                    raise UsageError("there is no journal yet", mend="Begin one.")
                case OpenedBy.PASSPHRASE:
                    self._opened(self._unsealed(passphrase))
                case OpenedBy.KEYRING:
                    secret = Secrets(self._workspace.home).of(self._account())
                    if secret is None:
                        raise StoreError(
                            "the keyring does not give what opens the journal",
                            mend="Unlock the keyring. If the key is gone, nothing can open the entries.",
                        )
                    self._opened(secret["identity"])

    def lock(self) -> None:
        """Forgets what opens it, until it is opened again."""
        with self._lock:
            self._key = None

    def change_passphrase(self, passphrase: str) -> None:
        """Seals the key by another passphrase; the keyring opens it no more then. Raises UsageError."""
        with self._lock:
            key = self._open_key()
            by_keyring = self.opened_by is OpenedBy.KEYRING
            if not passphrase:
                raise UsageError("the passphrase is empty", mend="Choose one.")
            self._keep_key(key, "", passphrase)
            if by_keyring:
                Secrets(self._workspace.home).forget(self._account())

    def write(self, text: str) -> None:
        """Seals an entry and keeps it, locked or not. Raises UsageError, or StoreError if that cannot be."""
        if not text.strip():
            raise UsageError("there are no words", mend="Write something first.")
        if len(text) > LONGEST:
            raise UsageError(f"this is longer than {LONGEST:,} characters", mend="Make two entries of it.")
        with self._lock:
            if self.opened_by is OpenedBy.NOTHING:
                raise UsageError("there is no journal yet", mend="Begin one.")
            public = pyrage.x25519.Recipient.from_str((self._folder / _PUBLIC).read_text("ascii").strip())
            told = json.dumps({"at": self._workspace.now(), "text": text}).encode()
            try:
                write_private(self._folder / f"{token_hex(16)}{_ENTRY}", pyrage.encrypt(told, [public]))
            except OSError as error:
                raise StoreError(
                    f"it could not be kept ({error.strerror})",
                    where=str(self._folder),
                    mend="Keep the page open.",
                ) from error

    def entries(self) -> list[Entry]:
        """Everything, the newest first; what is damaged comes last, without a text.

        Raises:
            UsageError: It is locked.
        """
        with self._lock:
            identity = pyrage.x25519.Identity.from_str(self._open_key())
            found = [_entry(path, identity) for path in self._files()]
        return sorted(found, key=lambda one: (-one.at, one.key))

    def count(self) -> int:
        """How many entries there are, which can be told while it is locked."""
        return sum(1 for _ in self._files())

    def as_text(self) -> str:
        """All of it as plain text, the oldest first, for her to take along. Raises UsageError."""
        told = (one for one in reversed(self.entries()) if one.at)
        return "".join(f"{from_ms(one.at).astimezone():%Y-%m-%d %H:%M}\n{one.text}\n\n" for one in told)

    def burn(self, key: str) -> None:
        """Deletes one entry; there is no way back. Raises NotFound."""
        with self._lock:
            path = next((one for one in self._files() if one.name == f"{key}{_ENTRY}"), None)
            if path is None:
                raise NotFound("this entry is not there", mend="Reload the page.")
            _delete(path)

    def burn_all(self) -> None:
        """Deletes every entry and what opens them. Raises StoreError if the keyring keeps the key."""
        with self._lock:
            for path in self._files():
                _delete(path)
            if self.opened_by is OpenedBy.KEYRING:
                Secrets(self._workspace.home).forget(self._account())
            for name in (_PUBLIC, _SEALED_KEY):
                if (self._folder / name).exists():
                    _delete(self._folder / name)
            self._key = None

    def _account(self) -> str:
        """Under what the keyring holds the key: another name for each journal, since folders share it."""
        return _account_of((self._folder / _PUBLIC).read_text("ascii").strip())

    def _keep_key(self, key: str, public: str, passphrase: str) -> None:
        if not passphrase:
            Secrets(self._workspace.home).keep(_account_of(public), {"identity": key})
            return
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise UsageError(
                "the passphrase is too short",
                mend=f"Take {SHORTEST_PASSPHRASE} characters or more; four words do.",
            )
        write_private(self._folder / _SEALED_KEY, pyrage.passphrase.encrypt(key.encode("ascii"), passphrase))

    def _unsealed(self, passphrase: str) -> str:
        try:
            content: bytes = pyrage.passphrase.decrypt((self._folder / _SEALED_KEY).read_bytes(), passphrase)
        except pyrage.DecryptError as error:
            raise UsageError(
                "this is not the passphrase", mend="Try it again; there is no other way in."
            ) from error
        return content.decode("ascii")

    def _opened(self, key: str) -> None:
        self._key, self._used = key, self._workspace.now()

    def _open_key(self) -> str:
        if not self.is_open or self._key is None:
            raise UsageError("the journal is locked", mend="Open it first.")
        self._used = self._workspace.now()
        return self._key

    def _files(self) -> Iterator[Path]:
        return self._folder.glob(f"*{_ENTRY}")


def _account_of(public: str) -> str:
    return f"journal:{public}"


def _entry(path: Path, identity: object) -> Entry:
    key = path.name.removesuffix(_ENTRY)
    try:
        told = json.loads(pyrage.decrypt(path.read_bytes(), [identity]))
    except pyrage.DecryptError:
        return Entry(key, 0, "")
    return Entry(key, int(told["at"]), str(told["text"]))


def _delete(path: Path) -> None:
    """Deletes a file so that it stays deleted whatever happens next."""
    path.unlink()
    with suppress(OSError):  # Not every system lets a folder be opened.
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
