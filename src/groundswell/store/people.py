"""People as they are met: each once, with what was told of them last.

Of two things told the newer is kept, in whatever order they come in. What comes without a time changes
nothing that has one.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, select

from groundswell.domain.activity import Person
from groundswell.domain.words import Network
from groundswell.store import schema
from groundswell.store.bulk import Row, chunks, insert_missing

_TOLD = ("name", "url", "headline", "company", "email", "degree", "connected")
_COLUMNS = ("network", "key", *_TOLD, "told")
_NOTHING: Mapping[str, int] = {}
_MOST_REMEMBERED = 200_000


@dataclass(frozen=True, slots=True)
class _Profile:
    """What was told of somebody.

    Attributes:
        told: When each thing was told, in epoch milliseconds; what came without a time is left out.
    """

    person: Person
    told: Mapping[str, int]

    @classmethod
    def of(cls, person: Person) -> "_Profile":
        """As a source tells it."""
        if person.told is None:
            return cls(person, _NOTHING)
        at = person.told
        return cls(person, {name: at for name in _TOLD if getattr(person, name) not in ("", None)})

    def after(self, news: "_Profile", *, in_passing: bool = False) -> "_Profile":
        """What is known after hearing the news; itself if they change nothing."""
        values: dict[str, Any] = {}
        told = dict(self.told)
        for name in _TOLD:
            value, there = getattr(news.person, name), getattr(self.person, name)
            if value in ("", None):
                continue  # What the news leave open stays.
            before, at = self.told.get(name), news.told.get(name)
            if there in ("", None):
                wins = True
            elif at is None:
                wins = before is None and not in_passing and value != there
            else:
                # Of two that were told in the same instant one has to be chosen: the same one every time.
                wins = before is None or (at, str(value)) > (before, str(there))
            if wins:
                values[name] = value
                if at is not None:
                    told[name] = at
        return _Profile(replace(self.person, **values), told) if values else self

    def changes(self, now: "_Profile") -> list[str]:
        """Which things are told otherwise now."""
        return [name for name in _TOLD if getattr(now.person, name) != getattr(self.person, name)]

    def row(self) -> Row:
        """As it is stored, in the order of `_COLUMNS`."""
        values = (getattr(self.person, name) for name in ("network", "key", *_TOLD))
        return (*values, json.dumps(self.told) if self.told else None)


@dataclass(slots=True)
class Acquaintance:
    """The people met so far, so that a thousand messages of one person cost one look-up.

    Attributes:
        now: When what is told comes in, in epoch milliseconds; none where nobody says.
    """

    now: int | None = None
    _known: dict[str, tuple[int, _Profile]] = field(default_factory=dict)

    def id_of(self, person: Person | None) -> int | None:
        """The id of somebody met before; none for nobody or somebody without a key."""
        if person is None or not person.key:
            return None
        return self._known[person.key][0]

    def meet(self, conn: Connection, people: Iterable[Person], *, in_passing: bool = False) -> list[Person]:
        """Makes sure that all of them are in the store; returns those that were new or brought news.

        Who is met `in_passing`, as the writer of something, tells what was not known, and only with a time
        something else than what was.
        """
        if len(self._known) > _MOST_REMEMBERED:
            self._known.clear()
        first, news = self._news(people)
        unsure = [key for key, one in news.items() if self._after(key, one, in_passing) is not self._of(key)]
        # Others may have changed or forgotten them meanwhile.
        self._recall(conn, unsure)
        missing = {key: one for key, one in news.items() if key not in self._known}
        insert_missing(conn, schema.person, _COLUMNS, [one.row() for one in missing.values()])
        fresh = [*missing, *self._renew(conn, {key: news[key] for key in unsure}, in_passing)]
        self._remember(conn, missing)
        for key, (person_id, known) in ((key, self._known[key]) for key in news):
            if first[key] == known.person:
                # The same object is likely to come again: next time it is known at sight.
                self._known[key] = (person_id, replace(known, person=first[key]))
        return [first[key] for key in fresh]

    def _news(self, people: Iterable[Person]) -> tuple[dict[str, Person], dict[str, _Profile]]:
        """By key, as each is first told of, and all that is told; who is known at sight is left out."""
        first: dict[str, Person] = {}
        news: dict[str, _Profile] = {}
        last: dict[str, Person] = {}
        for one in people:
            known = self._of(one.key)
            if not one.key or (known and known.person is one) or last.get(one.key) is one:
                continue
            last[one.key] = one
            before = news.get(one.key)
            news[one.key] = _Profile.of(one) if before is None else before.after(_Profile.of(one))
            first.setdefault(one.key, one)
        return first, news

    def _of(self, key: str) -> _Profile | None:
        known = self._known.get(key)
        return known[1] if known else None

    def _after(self, key: str, news: _Profile, in_passing: bool) -> _Profile:
        known = self._of(key)
        return known.after(news, in_passing=in_passing) if known else news

    def _renew(self, conn: Connection, news: Mapping[str, _Profile], in_passing: bool) -> list[str]:
        """Writes what the news change; returns the keys of those of whom something else is told now."""
        table, again, changed = schema.person, list[dict[str, object]](), list[str]()
        for key, one in news.items():
            if key not in self._known:
                continue
            person_id, known = self._known[key]
            now = known.after(one, in_passing=in_passing)
            if now is known:
                continue
            self._known[key] = (person_id, now)
            if now.person == known.person:
                again.append({"of": person_id, "at": dict(now.told)})
            else:
                self._note_changes(conn, person_id, known, now)
                values = {name: getattr(now.person, name) for name in known.changes(now)}
                told = dict(now.told) or None
                conn.execute(table.update().where(table.c.id == person_id).values(**values, told=told))
                changed.append(key)
        if again:
            one_of_them = table.update().where(table.c.id == bindparam("of"))
            conn.execute(one_of_them.values(told=bindparam("at")), again)
        return changed

    def _remember(self, conn: Connection, added: Mapping[str, _Profile]) -> None:
        column = schema.person.c
        for chunk in chunks(added):
            for person_id, key in conn.execute(select(column.id, column.key).where(column.key.in_(chunk))):
                self._known[key] = (person_id, added[key])

    def _note_changes(self, conn: Connection, person_id: int, before: _Profile, after: _Profile) -> None:
        """Keeps that a headline or company became another one: it may be news."""
        for name in ("headline", "company"):
            was, is_now = getattr(before.person, name), getattr(after.person, name)
            at = after.told.get(name, self.now)
            if was and is_now != was and at is not None:
                values = {"person_id": person_id, "field": name, "before": was, "after": is_now, "at": at}
                conn.execute(schema.person_change.insert().values(values))

    def _recall(self, conn: Connection, keys: Iterable[str]) -> None:
        table = schema.person
        for chunk in chunks(keys):
            for key in chunk:
                self._known.pop(key, None)
            rows = conn.execute(select(table).where(table.c.key.in_(chunk))).mappings()
            self._known.update((row["key"], (row["id"], _profile(row))) for row in rows)


def _profile(row: RowMapping) -> _Profile:
    values = {name: row[name] for name in _TOLD}
    return _Profile(Person(Network(row["network"]), row["key"], **values), row["told"] or _NOTHING)
