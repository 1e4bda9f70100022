"""Ties: what passed with each person, as it comes in, and the sums that are kept of it.

The table `tie` follows from interactions, from what is kept by hand and from who is the same as whom; it may
be dropped. What was counted already is known by the id of the last interaction that was.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from heapq import merge
from operator import itemgetter
from typing import NamedTuple, cast

from sqlalchemy import ColumnElement, Connection, Result, Select, and_, delete, func, select

from groundswell.domain.tie import Gift, Passed, Tie
from groundswell.domain.words import Direction
from groundswell.store import keeping, schema
from groundswell.store.bulk import Row, chunks, upsert

_FIELDS = tuple(one.name for one in fields(Tie))
_COLUMNS = ("person_id", "rank", *_FIELDS)
_MARK = "ties_counted"
_GIFTS = {one.value: one for one in Gift}
_WAYS = {one.value: one for one in Direction}
_LETTERS_A_WORD = 6
"""With the space behind it. Words are not counted one by one: not every language puts spaces between them."""


class Came(NamedTuple):
    """One thing that passed with somebody, by the id as whom they are shown."""

    at: int
    person: int
    thing: Passed


def counted(conn: Connection) -> int:
    """The id of the last interaction that was counted; 0 for none, or where the ties were dropped since."""
    last, some = cast(tuple[int, bool], keeping.setting(conn, _MARK) or (0, False))
    return last if some == _there_are_some(conn) else 0


def set_counted(conn: Connection, newest: int) -> None:
    """Notes up to which interaction everything was counted."""
    keeping.set_setting(conn, _MARK, (newest, _there_are_some(conn)))


def _there_are_some(conn: Connection) -> bool:
    return conn.execute(select(schema.tie.c.person_id).limit(1)).first() is not None


def state(conn: Connection) -> tuple[int, ...]:
    """Figures that change whenever something is noted by hand, or somebody is shown as somebody else."""
    note, group = schema.by_hand.c, schema.person_group.c
    hand = conn.execute(select(func.max(note.id), func.count(note.undone))).one()
    same = conn.execute(select(func.count(), func.sum(group.person_id * group.shown_id))).one()
    return tuple(int(value or 0) for value in (*hand, *same))


def everything(conn: Connection) -> Iterator[Came]:
    """All that ever passed with anybody, in the order of time."""
    rows = conn.execute(_passed(conn), execution_options={"yield_per": 20_000})
    return merge(_came(rows), by_hand(conn), key=itemgetter(0))


def after(conn: Connection, last: int, limit: int) -> tuple[list[Came], int]:
    """What came in after an interaction, in the order of time, and the id of the last one of it.

    Args:
        limit: How many interactions are looked at; those with nobody known do not count for ties.
    """
    one = schema.interaction.c
    some = select(one.id).where(one.id > last).order_by(one.id).limit(limit).subquery()
    end = conn.execute(select(func.max(some.c.id))).scalar()
    if end is None:
        return [], last
    rows = conn.execute(_passed(conn, one.id > last, one.id <= end))
    return list(_came(rows)), int(end)


def with_people(conn: Connection, shown: Iterable[int]) -> Iterator[Came]:
    """All that ever passed with these people, in the order of time."""
    group, one = schema.person_group.c, schema.interaction.c
    for chunk in chunks(shown):
        members = list(
            conn.execute(select(group.person_id).where(group.shown_id.in_(chunk))).scalars()
        ) + list(chunk)
        rows = conn.execute(_passed(conn, one.person_id.in_(members)))
        yield from merge(_came(rows), by_hand(conn, chunk), key=itemgetter(0))


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
    rows: list[Row] = [
        (person, rank, *(getattr(tie, name) for name in _FIELDS)) for person, (rank, tie) in found.items()
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


def _passed(conn: Connection, *wanted: ColumnElement[bool]) -> Select[int, int, str, str, int]:
    one, group = schema.interaction.c, schema.person_group.c
    own = _own_profiles(conn)
    conditions = and_(one.person_id.is_not(None), one.flavour != "draft", *wanted)
    if own:
        conditions = and_(conditions, one.person_id.not_in(own))
    head = func.coalesce(group.shown_id, one.person_id)
    return (
        # Where a time is an interval, its end counts.
        select(one.at_until, head, one.kind, one.direction, func.length(one.text))
        .outerjoin_from(schema.interaction, schema.person_group, group.person_id == one.person_id)
        .where(conditions)
        .order_by(one.at_until, one.id)
    )


def _own_profiles(conn: Connection) -> list[int]:
    """The user among the people: nobody has a tie with herself."""
    who = schema.person.c
    query = select(who.id).join_from(schema.account, schema.person, who.key == schema.account.c.key)
    return list(conn.execute(query).scalars())


def _came(rows: Result[int, int, str, str, int]) -> Iterator[Came]:
    for at, person, kind, direction, letters in rows:
        yield Came(at, person, Passed(at, _GIFTS[kind], _WAYS[direction], letters // _LETTERS_A_WORD))
