"""Opens a workbook of either format, and tells which files are workbooks at all."""

from dataclasses import replace
from pathlib import Path

from groundswell.domain.errors import DamagedFile, InputError, UnrecognisedFile
from groundswell.sources.common.workbooks import xls, xlsx
from groundswell.sources.common.workbooks.workbook import Workbook
from groundswell.sources.protocol import Given, Limits

_PEEK_ROWS = 40
_PEEK = replace(Limits(), workbook_bytes=32 * 1024**2)


def open_workbook(given: Given, limits: Limits) -> Workbook:
    """Reads a workbook.

    Raises:
        DamagedFile: It is cut off, broken or locked with a password.
        UnsafeFile: It passes the limits or declares XML entities.
        UnrecognisedFile: It is no workbook.
    """
    try:
        book = _opened(given.path, given.head, limits, None)
        modified = int(given.path.stat().st_mtime) * 1000
    except OSError as error:
        raise DamagedFile(
            f"cannot be read ({error.strerror})", mend="Check that it is there and yours."
        ) from error
    if book is None:
        raise UnrecognisedFile("not a workbook", mend="Give an .xlsx or .xls file as it was made.")
    return replace(book, modified=modified)


def is_workbook(given: Given) -> bool:
    """Whether a file's beginning is that of a workbook of either format."""
    return xlsx.looks_like_one(given.head) or xls.looks_like_one(given.path, given.head)


def peek(given: Given) -> Workbook | None:
    """The beginning of each sheet, for recognition; none if the file is no workbook.

    Raises:
        InputError: It is a workbook, but one that cannot be read.
    """
    if given.path.is_dir():
        return None
    try:
        return _opened(given.path, given.head, _PEEK, _PEEK_ROWS)
    except InputError:
        if is_workbook(given):
            raise
        return None


def _opened(path: Path, head: bytes, limits: Limits, most_rows: int | None) -> Workbook | None:
    if head.startswith(xls.MAGIC):
        return xls.read(path, limits, most_rows)
    if head.startswith(xlsx.MAGIC):
        return xlsx.read(path, limits, most_rows)
    return None
