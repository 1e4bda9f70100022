"""Where the header of a delimited text stands, and what delimits its cells."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from groundswell.domain.errors import DamagedFile

_DELIMITERS = ",\t;|"
_HEADER_WITHIN = 50
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """Where a table's header stands.

    Attributes:
        columns: Its cells, stripped.
        end: Index of the first character after it.
        number: Its row number.
    """

    columns: tuple[str, ...]
    delimiter: str
    end: int
    number: int


def find_header(
    head: str, is_header: Callable[[Sequence[str]], bool] | None = None, *, name: str = ""
) -> Header:
    """Finds the header and the delimiter in the beginning of a text.

    Args:
        is_header: Tells the header by its stripped cells, one of the first 50 lines. Without it, the first
            row at least as wide as most rows is the header.
        name: What to call the file in errors.

    Raises:
        DamagedFile: The text is empty or holds no header.
    """
    if not head.strip():
        raise DamagedFile("the file is empty", where=name, mend="Export it again and import the new file.")
    declared = _DECLARED.match(head)
    delimiters = declared[1] if declared else _DELIMITERS
    skip, before = (declared.end(), 1) if declared else (0, 0)
    found = (
        _known_header(head, skip, before, delimiters, is_header)
        if is_header
        else _likely_header(head, skip, before, delimiters)
    )
    if found is None:
        raise DamagedFile(
            "no line with the column names was found",
            where=name,
            mend="Check that the file is complete and its first lines were not changed.",
        )
    return found


def _known_header(
    head: str, position: int, number: int, delimiters: str, is_header: Callable[[Sequence[str]], bool]
) -> Header | None:
    for line in islice(StringIO(head[position:], newline=""), _HEADER_WITHIN):
        position, number = position + len(line), number + 1
        for delimiter in delimiters:
            cells = next(_lenient([line], delimiter), [])
            if is_header(cells):
                return Header(tuple(cells), delimiter, position, number)
    return None


def _likely_header(head: str, skip: int, before: int, delimiters: str) -> Header | None:
    best: tuple[int, int] = (0, 0)
    chosen: Header | None = None
    for delimiter in delimiters:
        lines = StringIO(head[skip:], newline="")
        rows = [(row, lines.tell()) for row in islice(_lenient(lines, delimiter), _HEADER_WITHIN)]
        widths = Counter(_filled(row) for row, _ in rows)
        score, width = max(((n, w) for w, n in widths.items() if w > 1), default=(0, 1))
        for number, (row, end) in enumerate(rows, before + 1):
            if _filled(row) >= width and 2 * sum(map(bool, row)) >= width and (score, width) > best:
                best, chosen = (score, width), Header(tuple(row), delimiter, skip + end, number)
    return chosen


def _filled(row: list[str]) -> int:
    """How many cells a row has up to its last one with something in it."""
    return max((place for place, cell in enumerate(row, start=1) if cell), default=0)


def _lenient(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Rows with stripped cells, as far as they can be read at all."""
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            yield [cell.strip().lstrip("\ufeff") for cell in row]
    except csv.Error:
        return
