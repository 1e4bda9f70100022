"""What a source is. Built-in sources and strangers' are registered the same way, as entry points
of the group `groundswell.sources` that name a class without constructor arguments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from groundswell.domain.activity import Account
from groundswell.domain.records import Yielded

HEAD_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may ask of this machine. Each can be raised in the settings.

    Attributes:
        archive_members: Members in one archive.
        archive_bytes: Unpacked bytes of one archive.
        archive_ratio: Unpacked over packed size of one member, beyond its first 10 MB.
        text_chars: Characters in one text; a longer one is set aside.
        field_chars: Characters in one cell of a table.
        page_bytes: Size of one saved page or one mail.
        workbook_bytes: Unpacked size of one workbook.
    """

    archive_members: int = 10_000
    archive_bytes: int = 4 * 1024**3
    archive_ratio: int = 200
    text_chars: int = 100_000
    field_chars: int = 2_000_000
    page_bytes: int = 256 * 1024**2
    workbook_bytes: int = 512 * 1024**2


@dataclass(frozen=True, slots=True)
class Asked:
    """What the import knows before a file is read.

    Attributes:
        now: The instant of the import in epoch milliseconds; relative times ("2w") count back from it,
            unless the file tells when it was saved.
        accounts: The user's own identities so far, to tell `in` from `out`.
        post: Key of the post that comments without a link belong to; empty if not told.
        mapping: For tables: field (`text`, `name`, `url`, `time` …) → column header, told by the user.
    """

    now: int
    accounts: tuple[Account, ...] = ()
    post: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Given:
    """A file or folder as it was given, with its beginning for recognition.

    Attributes:
        path: Where it lies.
        name: What to call it in messages; for uploads the name that it had at the user's.
        head: The first `HEAD_BYTES` bytes; empty for a folder.
    """

    path: Path
    name: str
    head: bytes

    @classmethod
    def at(cls, path: Path, name: str = "") -> "Given":
        """Opens `path` far enough to recognise it. Raises OSError if it cannot be read."""
        head = b""
        if not path.is_dir():
            with path.open("rb") as file:
                head = file.read(HEAD_BYTES)
        return cls(path, name or path.name, head)

    def open(self) -> BinaryIO:
        """The bytes from the beginning."""
        return self.path.open("rb")


class Source(Protocol):
    """One kind of file or network, read into facts."""

    kind: str
    """A short stable name such as `linkedin-archive`."""

    title: str
    """What the user calls it, such as "LinkedIn archive"."""

    def recognise(self, given: Given) -> float:
        """How sure, 0–1, that the file is of this kind, by its content. Cheap; never raises on bad bytes."""
        ...

    def read(self, given: Given, asked: Asked) -> Iterator[Yielded]:
        """Streams the file as parts, records and rows set aside, in bounded memory.

        A row that cannot be read is yielded as `SetAside` and the rest goes on.

        Raises:
            InputError: The file as a whole cannot be used; what was yielded before stays good.
        """
        ...
