"""The members of a ZIP or a folder, read as streams and never unpacked to disk.

Nothing that a ZIP says of its own size is believed: bytes are counted as they come out.
"""

import os
import re
import stat
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import BinaryIO, Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from groundswell.domain.errors import DamagedFile, UnsafeFile
from groundswell.sources.common.decoding import Readable
from groundswell.sources.protocol import Limits

_FREE_BYTES = 10 * 1024**2
"""Unpacked bytes of a member up to which its ratio is not looked at."""

_ENTRY_BYTES = 512
"""More than a member takes in a ZIP's directory on average; names are some 40 bytes long."""

_TROUBLE = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
)
"""What `zipfile` raises on damaged, encrypted and exotic files."""

_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_AGAIN = "Download it again and import the new file."
_RAISE = "If you trust the file, raise the limit `{}` in the settings."


class Stream(Readable, Protocol):
    """Bytes that can be read once, from the beginning."""

    def close(self) -> None:
        """Frees what was opened."""
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive or folder.

    Attributes:
        name: Its path in there, with `/`.
        open: Opens it. This or a later `read` raises DamagedFile if the member cannot be read (others may
            well be), and UnsafeFile if the archive passes its limits.
    """

    name: str
    open: Callable[[], Stream]


@dataclass(slots=True)
class _Budget:
    """Unpacked bytes that an archive may still give."""

    left: int


class _Unpacked:
    """The bytes of one member, counted against the archive's budget and the member's ratio."""

    def __init__(self, file: BinaryIO, name: str, allowed: int, budget: _Budget) -> None:
        self._file, self._name, self._allowed, self._budget = file, name, allowed, budget

    def read(self, size: int, /) -> bytes:
        try:
            data = self._file.read(size)
        except _TROUBLE as error:
            raise _damaged(self._name, error) from error
        self._allowed -= len(data)
        self._budget.left -= len(data)
        if self._allowed < 0:
            raise UnsafeFile(
                "a member unpacks to far more than it weighs",
                where=self._name,
                mend=_RAISE.format("archive_ratio"),
            )
        if self._budget.left < 0:
            raise UnsafeFile(
                "the archive unpacks to more than is allowed",
                where=self._name,
                mend=_RAISE.format("archive_bytes"),
            )
        return data

    def close(self) -> None:
        self._file.close()


class _Guarded(FileIO):
    """A file whose ZIP directory is not loaded if it lists far too much."""

    longest = 0

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > self.longest:
            raise _too_many()
        return super().read(size)


@contextmanager
def zip_members(path: Path, limits: Limits) -> Iterator[list[Member]]:
    """The files in a ZIP, readable until the context ends; nested archives stay packed.

    Raises:
        DamagedFile: It is cut off, is no ZIP, or needs a password.
        UnsafeFile: It holds too many members, links, or paths that lead outside.
    """
    try:
        file = _Guarded(path)
    except OSError as error:
        raise _damaged("", error) from error
    with file:
        file.longest = limits.archive_members * _ENTRY_BYTES + 65_536
        try:
            archive = ZipFile(file)
        except _TROUBLE as error:
            raise DamagedFile("the ZIP is cut off or damaged", mend=_AGAIN) from error
        with archive:
            entries = archive.infolist()
            if len(entries) > limits.archive_members:
                raise _too_many()
            for entry in entries:
                _refuse_traps(entry)
            budget = _Budget(limits.archive_bytes)
            yield [
                _packed(archive, entry, limits, budget)
                for entry in entries
                if not entry.filename.endswith("/")
            ]


def folder_members(folder: Path, limits: Limits) -> list[Member]:
    """The regular files below a folder, by name; links are not followed.

    Raises:
        UnsafeFile: There are too many of them.
    """
    members: list[Member] = []

    def unreadable(error: OSError) -> None:
        members.append(_below(folder, Path(error.filename or folder)))

    for place, _, names in os.walk(folder, onerror=unreadable):
        for name in names:
            path = Path(place, name)
            try:
                if stat.S_ISREG(path.lstat().st_mode):
                    members.append(_below(folder, path))
            except OSError as error:
                unreadable(error)
        if len(members) > limits.archive_members:
            raise _too_many()
    return sorted(members, key=lambda member: member.name)


def _too_many() -> UnsafeFile:
    return UnsafeFile("it holds too many files", mend=_RAISE.format("archive_members"))


def _refuse_traps(entry: ZipInfo) -> None:
    if _OUTSIDE.search(entry.filename):
        raise UnsafeFile(
            f"a member's path leads outside the archive: {entry.filename[:80]!r}",
            mend="Files that LinkedIn gives have no such paths; download yours again.",
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnsafeFile(
            f"a member is a link: {entry.filename[:80]!r}", mend="Pack the file itself and import it again."
        )
    if entry.flag_bits & 1:
        raise DamagedFile(
            "the ZIP is locked with a password", mend="Unpack it and import the folder that comes out."
        )


def _packed(archive: ZipFile, entry: ZipInfo, limits: Limits, budget: _Budget) -> Member:
    name = entry.filename

    def opened() -> Stream:
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise DamagedFile(
                "packed in a way that is not read here", where=name, mend="Unpack it and import the folder."
            )
        try:
            file = archive.open(entry)
        except _TROUBLE as error:
            raise _damaged(name, error) from error
        allowed = max(_FREE_BYTES, limits.archive_ratio * entry.compress_size)
        return _Unpacked(file, name, allowed, budget)  # type: ignore[arg-type]  # an IO[bytes]

    return Member(name, opened)


def file_member(path: Path, name: str) -> Member:
    """A file on its own, under the name to call it by."""

    def opened() -> Stream:
        try:
            return _Unpacked(path.open("rb"), name, sys.maxsize, _Budget(sys.maxsize))
        except OSError as error:
            raise _damaged(name, error) from error

    return Member(name, opened)


def _below(folder: Path, path: Path) -> Member:
    return file_member(path, os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace"))


def _damaged(name: str, error: Exception) -> DamagedFile:
    return DamagedFile(f"cannot be read on ({error})", where=name, mend=_AGAIN)
