"""What the store holds of somebody who is to be forgotten.

Whoever adds a table that names people adds a holding to the list in `store.forgetting`; where the table has
a column with their natural keys it is one line: `keyed("what it is", table.c.person)`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, Connection, delete, func, select

from groundswell.domain.keys import folded
from groundswell.store.bulk import chunks

_LEAST_TEXT = 12
"""Characters from which on words are somebody's own; "Thank you!" is said by everybody."""


@dataclass(frozen=True)
class Whom:
    """Somebody with all their profiles.

    Attributes:
        ids: Of their rows in `person`.
        keys: Their natural keys.
        names: How they are called, with their handles and addresses.
        items: Ids and natural keys of all that passed with them, both ways.
        texts: What was said in it.
    """

    ids: tuple[int, ...]
    keys: tuple[str, ...]
    names: tuple[str, ...]
    items: dict[int, str]
    texts: tuple[str, ...]

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """The keys of what was said, and of themselves: what answers are to."""
        return (*self.keys, *self.items.values())

    @cached_property
    def _said(self) -> frozenset[str]:
        return frozenset(said for text in self.texts if len(said := folded(text)) >= _LEAST_TEXT)

    @cached_property
    def _called(self) -> re.Pattern[str] | None:
        names = sorted({folded(name) for name in (*self.names, *self.keys) if len(folded(name)) > 1}, key=len)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, reversed(names)))})(?!\w)") if names else None

    def named_in(self, text: str) -> bool:
        """Whether a text names them, by one of their names as a whole."""
        return self._called is not None and self._called.search(folded(text)) is not None

    def said_in(self, text: str) -> bool:
        """Whether a text holds, or is the beginning of, something that was said."""
        whole = folded(text)
        begin = whole.rstrip(".").strip()  # "…" is folded to dots.
        return any(
            said in whole or (len(begin) >= _LEAST_TEXT and said.startswith(begin)) for said in self._said
        )


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of thing that the store holds of people.

    Attributes:
        name: What it is, in the plural, as the user is shown it.
        count: How many there are of somebody.
        drop: Deletes them, or what of them names somebody.
    """

    name: str
    count: Callable[[Connection, Whom], int]
    drop: Callable[[Connection, Whom], None]


def keyed(
    name: str, *columns: ColumnElement[str], of: Callable[[Whom], Iterable[str]] = lambda whom: whom.keys
) -> Holding:
    """Rows of a table of which one of these columns holds a natural key.

    Args:
        of: Which keys: those of the person, unless told otherwise.
    """
    (table,) = {column.table for column in columns}

    def count(conn: Connection, whom: Whom) -> int:
        found: set[int] = set()
        for column in columns:
            for chunk in chunks(of(whom)):
                found.update(conn.execute(select(table.c.id).where(column.in_(chunk))).scalars())
        return len(found)

    def drop(conn: Connection, whom: Whom) -> None:
        for column in columns:
            for chunk in chunks(of(whom)):
                conn.execute(delete(table).where(column.in_(chunk)))

    return Holding(name, count, drop)


def rows(name: str, column: ColumnElement[int], of: Callable[[Whom], Iterable[int]]) -> Holding:
    """Rows of a table by their own ids, or those of what they belong to."""
    table = column.table

    def count(conn: Connection, whom: Whom) -> int:
        return sum(
            conn.execute(select(func.count()).select_from(table).where(column.in_(chunk))).scalar_one()
            for chunk in chunks(of(whom))
        )

    def drop(conn: Connection, whom: Whom) -> None:
        for chunk in chunks(of(whom)):
            conn.execute(delete(table).where(column.in_(chunk)))

    return Holding(name, count, drop)
