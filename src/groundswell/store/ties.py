"""Ties: what passed with each person, as it comes in, and the sums that are kept of it.

The table `tie` follows from interactions, from what is kept by hand and from who is the same as whom; it may
be dropped. What was counted already is known by the id of the last interaction that was.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from heapq import merge
from itertools import starmap
from operator import itemgetter
from typing import NamedTuple, cast

from sqlalchemy import Connection, Dialect, Select, bindparam, delete, func, select

from groundswell.domain.tie import Gift, Passed, Tie
from groundswell.domain.words import Direction
from groundswell.store import keeping, schema
from groundswell.store.bulk import chunks, upsert

_FIELDS = tuple(one.name for one in fields(Tie))
_COLUMNS = ("person_id", "rank", *_FIELDS)
_GIFTS = {one.value: one for one in Gift}
_WAYS = {one.value: one for one in Direction}
_AT_A_TIME = 10_000
_LETTERS_A_WORD = 6
"""With the space behind it. Words are not counted one by one: not every language puts spaces between them."""


class Came(NamedTuple):
    """One thing that passed with somebody, by the id as whom they are shown."""

    at: int
    person: int
    thing: Passed


def counted(conn: Connection) -> int:
    """The id of the last interaction that was counted; 0 for none, or where the ties were dropped since."""
    return int(cast(int, keeping.setting(conn, keeping.TIES_COUNTED) or 0))


def set_counted(conn: Connection, newest: int) -> None:
    """Notes up to which interaction everything was counted."""
    keeping.set_setting(conn, keeping.TIES_COUNTED, newest)


def state(conn: Connection) -> tuple[int, ...]:
    """Figures that change whenever something is counted or noted by hand, or somebody is shown as somebody
    else."""
    note, group = schema.by_hand.c, schema.person_group.c
    hand = conn.execute(select(func.max(note.id), func.count(note.undone))).one()
    same = conn.execute(select(func.count(), func.sum(group.person_id * group.shown_id))).one()
    return tuple(int(value or 0) for value in (*hand, *same, counted(conn)))


def everything(conn: Connection) -> Iterator[tuple[int, Passed]]:
    """All that networks tell to have passed with anybody, in the order of time; not what is kept by hand."""
    # The driver's own tuples, as there are millions: to make SQLAlchemy's of them takes longer than to read.
    cursor = conn.exec_driver_sql(_everything(conn.dialect)).cursor
    assert cursor is not None
    while rows := cursor.fetchmany(_AT_A_TIME):
        for person, at, kind, direction, words in rows:
            yield person, Passed(at, _GIFTS[kind], _WAYS[direction], words)


@cache
def _everything(dialect: Dialect) -> str:
    # By nothing but the time: a second key would make the sorting take twice as long.
    query = _PASSED.order_by(schema.interaction.c.at_until)
    return str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def after(conn: Connection, last: int, limit: int, newest: int) -> tuple[list[Came], int]:
    """What came in after an interaction, in the order of time, and the id up to which that is everything.

    Args:
        limit: How many are given at most.
        newest: The id of the newest interaction.
    """
    rows = conn.execute(_AFTER, {"last": last, "most": limit, "newest": newest}).all()
    end = rows[-1].id if len(rows) == limit else newest
    return [_came(*row[:5]) for row in sorted(rows, key=itemgetter(1, 5))], end


def with_people(conn: Connection, shown: Iterable[int]) -> Iterator[Came]:
    """All that ever passed with these people, in the order of time."""
    group, one = schema.person_group.c, schema.interaction.c
    for chunk in chunks(shown):
        members = list(
            conn.execute(select(group.person_id).where(group.shown_id.in_(chunk))).scalars()
        ) + list(chunk)
        query = _PASSED.where(one.person_id.in_(members)).order_by(one.at_until, one.id)
        yield from merge(starmap(_came, conn.execute(query)), by_hand(conn, chunk), key=itemgetter(0))


def by_hand(conn: Connection, shown: Iterable[int] | None = None) -> list[Came]:
    """What is kept by hand, of everybody or of these, in the order of time."""
    note, who, group = schema.by_hand.c, schema.person.c, schema.person_group.c
    head = func.coalesce(group.shown_id, who.id)
    query = (
        select(note.happened, head, note.gift, note.direction)
        .join_from(schema.by_hand, schema.person, who.key == note.person)
        .outerjoin(schema.person_group, group.person_id == who.id)
        .where(note.undone.is_(None))
        .order_by(note.happened, note.id)
    )
    wanted = None if shown is None else set(shown)
    found = []
    for at, person, gift, direction in conn.execute(query):
        if wanted is None or person in wanted:
            found.append(Came(at, person, Passed(at, _GIFTS[gift], _WAYS[direction])))
    return found


def ties(conn: Connection, people: Iterable[int]) -> dict[int, Tie]:
    """The ties of these people; those with whom nothing passed are left out."""
    table = schema.tie
    found: dict[int, Tie] = {}
    for chunk in chunks(people):
        rows = conn.execute(select(table).where(table.c.person_id.in_(chunk))).mappings()
        found.update((row["person_id"], Tie(*(row[name] for name in _FIELDS))) for row in rows)
    return found


def strongest(conn: Connection, limit: int) -> dict[int, Tie]:
    """The ties that count for most now, the strongest first."""
    table = schema.tie
    rows = conn.execute(select(table).order_by(table.c.rank.desc()).limit(limit)).mappings()
    return {row["person_id"]: Tie(*(row[name] for name in _FIELDS)) for row in rows}


def keep(conn: Connection, found: Mapping[int, tuple[float, Tie]]) -> None:
    """Keeps ties with their ranks, in place of earlier ones."""
    # In the order of the table, to which rows are so added at its end.
    rows = [
        (person, rank, *(getattr(tie, name) for name in _FIELDS))
        for person, (rank, tie) in sorted(found.items())
    ]
    upsert(conn, schema.tie, _COLUMNS, rows, "person_id")


def drop(conn: Connection, people: Iterable[int] | None = None) -> None:
    """Throws away the ties of these people; all if none are named, and then everything is counted anew."""
    if people is None:
        conn.execute(delete(schema.tie))
        set_counted(conn, 0)
        return
    for chunk in chunks(people):
        conn.execute(delete(schema.tie).where(schema.tie.c.person_id.in_(chunk)))


def _came(person: int, at: int, kind: str, direction: str, words: int) -> Came:
    return Came(at, person, Passed(at, _GIFTS[kind], _WAYS[direction], words))


def _passed() -> Select[int, int, str, str, int]:
    one, group, who = schema.interaction.c, schema.person_group.c, schema.person.c
    # The user is among the people: nobody has a tie with herself.
    own = select(who.id).join_from(schema.account, schema.person, who.key == schema.account.c.key)
    return (
        # Where a time is an interval, its end counts.
        select(
            func.coalesce(group.shown_id, one.person_id), one.at_until, one.kind, one.direction,
            func.length(one.text) // _LETTERS_A_WORD,
        )
        .outerjoin_from(schema.interaction, schema.person_group, group.person_id == one.person_id)
        .where(one.person_id.is_not(None), one.flavour != "draft", one.person_id.not_in(own))
    )  # fmt: skip


_PASSED = _passed()
_AFTER = (
    _PASSED.add_columns(schema.interaction.c.id)
    .where(schema.interaction.c.id > bindparam("last"), schema.interaction.c.id <= bindparam("newest"))
    .order_by(schema.interaction.c.id)
    .limit(bindparam("most"))
)
"""Made once: to make a statement takes as long as to run it."""
