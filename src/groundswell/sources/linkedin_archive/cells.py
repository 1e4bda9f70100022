"""Cells of the archive's tables: found by column name, read as names, texts and links."""

from collections.abc import Callable, Sequence
from operator import itemgetter

from groundswell.domain.activity import Fact
from groundswell.sources.common.tables import MEND
from groundswell.sources.common.text import clean, one_line

Cells = tuple[str, ...]
RowReader = Callable[[list[str]], tuple[Fact, ...]]
"""Reads one row into its facts; raises BadRow or BadDate if it cannot be used."""

_NOTHING = frozenset(
    {"NA", "N/A", "n/a", "#N/A", "#NA", "#N/A N/A", "<NA>", "NULL", "null", "None", "none", "NaN", "nan"}
    | {"-NaN", "-nan", "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN"}
)
"""What spreadsheets and scripts write for "no value"."""


LONGEST_VALUE = 4_000
"""Characters in a name, link or other short value."""


class BadRow(ValueError):
    """A row that cannot be used.

    Args:
        why: What is wrong with it.
        mend: What to do about it.
    """

    def __init__(self, why: str, mend: str = MEND) -> None:
        super().__init__(why)
        self.mend = mend


def column_name(cell: str) -> str:
    """A header's cell as it is compared."""
    return " ".join(cell.casefold().split())


class Columns:
    """A table's columns by name, whatever their case; those that a year's export lacks are empty."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._places = {column_name(cell): place for place, cell in enumerate(columns)}

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def pick(self, *names: str) -> Callable[[list[str]], Cells]:
        """Takes the named cells (two or more) out of a row to whose end an empty cell was added."""
        return itemgetter(*(self._places.get(name, -1) for name in names))


def told(cell: str) -> str:
    """A name, link or other short value on one line; empty for what only says that there is none.

    Raises:
        BadRow: It is far longer than any of these.
    """
    if len(cell) > LONGEST_VALUE:
        raise BadRow(f"a value of {len(cell):,} characters where a name, a date or a link should stand")
    text = one_line(cell)
    return "" if text in _NOTHING else text


def words(cell: str, longest: int) -> str:
    """What somebody wrote. Raises BadRow if there is nothing, or more than `longest` characters."""
    text = any_words(cell, longest)
    if not text:
        raise BadRow("there is no text")
    return text


def any_words(cell: str, longest: int) -> str:
    """What somebody wrote, if anything. Raises BadRow if it has more than `longest` characters."""
    text = clean(cell)
    return "" if text in _NOTHING else within(text, longest)


def within(text: str, longest: int) -> str:
    """The text itself. Raises BadRow if it has more than `longest` characters."""
    if len(text) > longest:
        raise BadRow(f"a text of {len(text):,} characters; at most {longest:,} are taken (`text_chars`)")
    return text
