"""A list of people to write to, as a table: one row each, whatever its columns are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from groundswell.domain.errors import DamagedFile
from groundswell.domain.records import SetAside
from groundswell.sources.common.headers import find_header
from groundswell.sources.common.tables import Table, text_of
from groundswell.sources.common.text import clean
from groundswell.sources.protocol import Limits


@dataclass(frozen=True, slots=True)
class People:
    """A table that was opened.

    Attributes:
        columns: Its column names, as they stand.
        rows: Row number as a spreadsheet shows it, and column → cell; or a row that could not be read.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]] | SetAside, ...]


def people_in(path: Path, limits: Limits, name: str = "") -> People:
    """The rows of a table; `name` is what the user calls it, by default what leads to it.

    Raises:
        DamagedFile: It cannot be read, is empty, or holds no column names.
    """
    name = name or str(path)
    try:
        file = path.open("rb")
    except OSError as error:
        mend = "Check that it is there and yours."
        raise DamagedFile(f"cannot be read ({error.strerror})", where=name, mend=mend) from error
    with file:
        head, rest = text_of(file)
        header = find_header(head, name=name)
        table = Table(header, head, rest, limits.field_chars)
        return People(header.columns, tuple(_rows(table, header.columns)))


def _rows(table: Table, columns: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, str]] | SetAside]:
    for row in table:
        if isinstance(row, SetAside):
            yield row
        else:
            number, cells = row
            yield number, {name: clean(cell) for name, cell in zip(columns, cells, strict=False) if name}
