"""A list of people to write to, as a table or a workbook: one row each, whatever its columns are called."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from groundswell.domain.errors import DamagedFile, UnrecognisedFile, UnsafeFile
from groundswell.domain.records import SetAside
from groundswell.domain.when import DAY
from groundswell.sources.common.headers import find_header
from groundswell.sources.common.tables import Table, text_of
from groundswell.sources.common.text import clean, one_line
from groundswell.sources.common.workbooks import Row, Workbook, open_workbook
from groundswell.sources.letters.reading import is_no_text
from groundswell.sources.protocol import Given, Limits

Entry = tuple[int, Mapping[str, str]]
"""Row number as a spreadsheet shows it, and column → cell."""

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MOST_CHARS = 20_000_000
"""Characters of a whole list, all of which is held in memory: some 1,000 rows of twenty pages each."""
_PER_ROW, _PER_CELL = 200, 60
"""What an empty row and an empty cell take, counted in characters."""
_HEADER_WITHIN = 50
_ADDRESS = re.compile(r"[^\s@]@[^\s@]{1,60}\.[a-z]{2}", re.IGNORECASE)
_LAST_DAY = 2_958_465
"""The 31st of December 9999, as workbooks count days."""


@dataclass(frozen=True, slots=True)
class People:
    """A table that was opened.

    Attributes:
        columns: Its column names, as they stand.
        rows: Its rows, those without anything in them left out; or a row that could not be read.
    """

    columns: tuple[str, ...]
    rows: tuple[Entry | SetAside, ...]


def people_in(path: Path, limits: Limits, name: str = "") -> People:
    """The rows of a table; `name` is what the user calls it, by default what leads to it.

    Of a workbook the first sheet with a row of column names is taken. Of two columns of one name the first
    counts.

    Raises:
        DamagedFile: It cannot be read, is empty, or holds no column names.
        UnrecognisedFile: It is no table.
        UnsafeFile: It is longer than any list of people.
    """
    name = name or str(path)
    try:
        given = Given.at(path, name)
        if given.head.startswith(_WORKBOOKS):
            return _from_workbook(open_workbook(given, limits), name)
        if is_no_text(given.head):
            raise UnrecognisedFile("this is no table", where=name, mend="Give CSV or Excel (.xlsx).")
        file = given.open()
    except OSError as error:
        mend = "Check that it is there and yours."
        raise DamagedFile(f"cannot be read ({error.strerror})", where=name, mend=mend) from error
    with file:
        head, rest = text_of(file)
        header = find_header(head, name=name)
        columns = _named(header.columns, name)
        return People(columns, _kept(Table(header, head, rest, limits.field_chars), columns, name))


def _named(cells: Sequence[str], name: str) -> tuple[str, ...]:
    """The names of the columns. Raises DamagedFile if the first row is a person."""
    if any(_ADDRESS.search(cell) for cell in cells):
        mend = "Put a row above it that names the columns, such as: name, email."
        raise DamagedFile("the first row holds an address, and no names of columns", where=name, mend=mend)
    return tuple(one_line(cell) for cell in cells)


def _kept(
    rows: Iterable[tuple[int, list[str]] | SetAside], columns: Sequence[str], name: str
) -> tuple[Entry | SetAside, ...]:
    """The rows that hold something. Raises UnsafeFile where they are too many to be held."""
    # The first of two columns of one name is put in last, and stays.
    backwards = [(place, column) for place, column in enumerate(columns) if column][::-1]
    kept, left = list[Entry | SetAside](), _MOST_CHARS
    for row in rows:
        left -= _PER_ROW
        if isinstance(row, SetAside):
            kept.append(row)
        else:
            number, cells = row
            told = {column: clean(cells[place]) for place, column in backwards if place < len(cells)}
            if any(told.values()):
                left -= sum(map(len, told.values())) + _PER_CELL * len(told)
                kept.append((number, told))
        if left < 0:
            mend = "Split it, or leave out columns that the letter does not need."
            raise UnsafeFile("this is longer than a list of people", where=name, mend=mend)
    return tuple(kept)


def _from_workbook(book: Workbook, name: str) -> People:
    for sheet in book.sheets:
        rows = [row for row in sheet.rows if _filled(row)]
        width = max((_filled(row) for row in rows[:_HEADER_WITHIN]), default=0)
        header = next((row for row in rows if 2 * _filled(row) > width and _filled(row) > 1), None)
        if header is not None:
            columns = _named([header.text(place) for place in range(len(header.cells))], name)
            below = (
                (row.number, [_said(row, place, book) for place in range(len(columns))])
                for row in rows
                if row.number > header.number
            )
            return People(columns, _kept(below, columns, name))
    mend = "Put the names of the columns into the first row."
    raise DamagedFile("no row with the column names was found", where=name, mend=mend)


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if isinstance(cell, float) or cell.strip())


def _said(row: Row, place: int, book: Workbook) -> str:
    """A cell as words; a day as 2026-03-04, for which a workbook holds a number and a look."""
    cell = row.cell(place)
    if place not in row.dates or not isinstance(cell, float) or not 0 <= cell <= _LAST_DAY:
        return row.text(place)
    minute = round(cell * DAY / 60_000) * 60
    when = datetime.fromtimestamp(book.day_zero / 1000 + minute, UTC)
    day, time = when.strftime("%Y-%m-%d"), when.strftime("%H:%M")
    return time if cell < 1 else day if time == "00:00" else f"{day} {time}"
