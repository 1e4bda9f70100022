"""People as they are met: each once, with what the latest file said of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from sqlalchemy import Connection, select

from groundswell.domain.activity import Person
from groundswell.domain.words import Network
from groundswell.store import schema
from groundswell.store.bulk import chunks, insert_missing

_COLUMNS = tuple(one.name for one in fields(Person))
_MOST_REMEMBERED = 200_000


@dataclass(slots=True)
class Acquaintance:
    """The people met so far, so that a thousand messages of one person cost one look-up."""

    _known: dict[str, tuple[int, Person]] = field(default_factory=dict)

    def id_of(self, person: Person | None) -> int | None:
        """The id of somebody met before; none for nobody or somebody without a key."""
        if person is None or not person.key:
            return None
        return self._known[person.key][0]

    def meet(self, conn: Connection, people: Iterable[Person], *, in_passing: bool = False) -> list[Person]:
        """Makes sure that all of them are in the store; returns those that were new or brought news.

        Who is met `in_passing`, as the writer of something, only fills in what was not known.
        """
        if len(self._known) > _MOST_REMEMBERED:
            self._known.clear()
        told: dict[str, Person] = {}
        first: dict[str, Person] = {}
        for one in people:
            if not one.key or (one.key in self._known and self._known[one.key][1] is one):
                continue
            before = told.get(one.key)
            if before is one:
                continue
            told[one.key] = one if before is None else replace(before, **_gained(before, one))
            first.setdefault(one.key, one)
        self._recall(conn, [key for key in told if key not in self._known])
        missing = [one for key, one in told.items() if key not in self._known]
        insert_missing(conn, schema.person, _COLUMNS, [_row(one) for one in missing])
        fresh = [one.key for one in missing]
        for key, one in told.items():
            if key in self._known:
                person_id, known = self._known[key]
                gained = _gained(known, one, in_passing)
                if not gained:
                    # The same object is likely to come again: next time it is known at sight.
                    self._known[key] = (person_id, one if one == known else known)
                else:
                    table = schema.person
                    conn.execute(table.update().where(table.c.id == person_id).values(gained))
                    fresh.append(key)
                    self._known[key] = (person_id, replace(known, **gained))
        self._remember(conn, {one.key: one for one in missing})
        return [first[key] for key in fresh]

    def _remember(self, conn: Connection, added: dict[str, Person]) -> None:
        column = schema.person.c
        for chunk in chunks(added):
            for person_id, key in conn.execute(select(column.id, column.key).where(column.key.in_(chunk))):
                self._known[key] = (person_id, added[key])

    def _recall(self, conn: Connection, keys: list[str]) -> None:
        table = schema.person
        for chunk in chunks(keys):
            rows = conn.execute(select(table).where(table.c.key.in_(chunk))).mappings()
            for row in rows:
                values = {name: row[name] for name in _COLUMNS}
                values["network"] = Network(values["network"])
                self._known[row["key"]] = (row["id"], Person(**values))


def _row(one: Person) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in _COLUMNS)


def _gained(known: Person, news: Person, blanks_only: bool = False) -> dict[str, Any]:
    """What the news change; what they leave open stays."""
    return {
        name: value
        for name in _COLUMNS
        if (value := getattr(news, name)) not in ("", None)
        and value != (there := getattr(known, name))
        and not (blanks_only and there not in ("", None))
    }
