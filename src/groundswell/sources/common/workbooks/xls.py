"""Reads .xls: BIFF records in an OLE container."""

import struct
from io import StringIO
from pathlib import Path

import xlrd  # type: ignore[import-untyped]

from groundswell.domain.errors import DamagedFile
from groundswell.sources.common.workbooks.workbook import Allowance, Cell, Row, Sheet, Workbook
from groundswell.sources.protocol import Limits

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_AGAIN = "Save or download the workbook again and give the new file."
_LOCKED = "Open it with its password, save it without one and give that file."
_TROUBLE = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What `xlrd` raises on damaged files; it checks little and trusts Python to."""

_FIRST_SECTOR, _FIRST_RECORD = 512, b"\x09\x08"
"""Where the workbook's stream mostly begins, and with what; its name may stand in a part that is cut off."""

_SEARCHED = 32 * 1024**2
_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book", "EncryptedPackage"))


def looks_like_one(path: Path, head: bytes) -> bool:
    """Whether an OLE container says that it holds a workbook, be it damaged or locked."""
    if not head.startswith(MAGIC):
        return False
    if head[_FIRST_SECTOR:].startswith(_FIRST_RECORD):
        return True
    with path.open("rb") as file:
        content = file.read(_SEARCHED)
    return any(name in content for name in _STREAMS)


def read(path: Path, limits: Limits, most_rows: int | None = None) -> Workbook:
    """The workbook.

    Raises:
        DamagedFile: It is cut off, broken, locked with a password or no workbook.
        UnsafeFile: It passes the limits.
    """
    allowance = Allowance(limits)
    allowance.take(size=path.stat().st_size)
    _refuse_locked(path)
    try:
        # Without a log xlrd prints its doubts; ragged rows hold no cells beyond their last.
        book = xlrd.open_workbook(str(path), logfile=StringIO(), on_demand=True, ragged_rows=True)
        with book:
            return Workbook(
                tuple(_sheet(book, index, allowance, most_rows) for index in range(book.nsheets)),
                calendar_1904=book.datemode == 1,
            )
    except _TROUBLE as error:
        if "encrypted" in str(error):
            raise DamagedFile("the workbook is locked with a password", mend=_LOCKED) from error
        raise DamagedFile(
            f"the workbook is cut off or damaged ({str(error)[:80] or type(error).__name__})", mend=_AGAIN
        ) from error


def _refuse_locked(path: Path) -> None:
    with path.open("rb") as file:
        content = file.read(_SEARCHED)
    if _STREAMS[2] in content and _STREAMS[0] not in content:
        raise DamagedFile("the workbook is locked with a password", mend=_LOCKED)


def _sheet(book: xlrd.Book, index: int, allowance: Allowance, most_rows: int | None) -> Sheet:
    sheet = book.sheet_by_index(index)
    rows = []
    for number in range(sheet.nrows):
        kinds, values = sheet.row_types(number), sheet.row_values(number)
        cells = [_cell(kind, value) for kind, value in zip(kinds, values, strict=True)]
        dates = frozenset(place for place, kind in enumerate(kinds) if kind == xlrd.XL_CELL_DATE)
        if any(cell != "" for cell in cells):
            allowance.take(
                cells=len(cells), characters=sum(len(one) for one in cells if isinstance(one, str))
            )
            rows.append(Row(number + 1, cells, dates))
        if most_rows is not None and len(rows) >= most_rows:
            break
    book.unload_sheet(index)
    return Sheet(str(sheet.name), rows)


def _cell(kind: int, value: object) -> Cell:
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    if kind in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE} and isinstance(value, float):
        return value
    return ""
