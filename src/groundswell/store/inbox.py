"""Looks into the inbox: lanes with their counts, and the items of a lane, page by page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from groundswell.domain.words import Kind, Lane, Network
from groundswell.store import groups, schema, wave_parts
from groundswell.store.items import Item, items

MOST_COUNTED = 1_000
"""With filters, counting stops here; the page says "1,000 and more"."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items: one lane (or several) in one state, narrowed by what is not none.

    A post stands for all that make one wave with it, a person for everybody who is the same.
    """

    lanes: tuple[Lane, ...] = ()
    state: str = "open"
    post_id: int | None = None
    person_id: int | None = None
    network: Network | None = None
    language: str | None = None
    kind: Kind | None = None
    since: int | None = None
    until: int | None = None

    @property
    def plain(self) -> bool:
        """Whether the counts kept for each post suffice."""
        return (self.person_id, self.network, self.language, self.kind, self.since, self.until) == (None,) * 6


def page(conn: Connection, wanted: Wanted, after: tuple[int, int] | None, limit: int) -> list[Item]:
    """At most `limit` items, highest first, after the cursor `(sort, id)` of the last one seen."""
    box = schema.inbox.c
    found: list[tuple[int, int]] = []
    # Lane by lane, since the index orders within a lane: merging a few rows of each beats sorting all.
    scopes = _scopes(conn, wanted)
    for lane, scope in product(wanted.lanes or Lane, scopes):
        keys = select(box.sort, box.interaction_id).where(*_conditions(wanted, lane, scope))
        if after is not None:
            keys = keys.where(tuple_(box.sort, box.interaction_id) < tuple_(*after))
        keys = keys.order_by(box.sort.desc(), box.interaction_id.desc()).limit(limit)
        found += ((row[0], row[1]) for row in conn.execute(keys))
    return items(conn, [one_id for _, one_id in sorted(found, reverse=True)[:limit]])


def lane_counts(conn: Connection, wanted: Wanted) -> dict[Lane, int]:
    """How many items each lane holds in the wanted state; with filters, none above `MOST_COUNTED`."""
    if wanted.plain:
        table = schema.tally
        query = (
            select(table.c.lane, func.sum(table.c.n))
            .where(table.c.state == wanted.state)
            .group_by(table.c.lane)
        )
        if wanted.post_id is not None:
            query = query.where(table.c.post_id.in_(wave_parts.together(conn, wanted.post_id)))
        counted = {row[0]: row[1] for row in conn.execute(query)}
        return {lane: int(counted.get(lane, 0)) for lane in Lane}
    scopes = _scopes(conn, wanted)
    return {
        lane: min(MOST_COUNTED, sum(_count(conn, wanted, lane, scope) for scope in scopes)) for lane in Lane
    }


class _Scope(NamedTuple):
    """One post and everybody who is the wanted person; an index orders within one post only."""

    post_id: int | None
    people: Sequence[int]


def _scopes(conn: Connection, wanted: Wanted) -> list[_Scope]:
    """What to look into, one after the other: the posts of the wanted wave."""
    people = [] if wanted.person_id is None else groups.same_as(conn, wanted.person_id)
    posts = [None] if wanted.post_id is None else wave_parts.together(conn, wanted.post_id)
    return [_Scope(post_id, people) for post_id in posts]


def in_need(conn: Connection, persons: Collection[int]) -> set[int]:
    """Those of these people of whom something, in any state, reads as written in a hard place."""
    box = schema.inbox.c
    theirs = box.person_id.in_(persons)
    found = select(box.person_id).where(theirs, box.lane == Lane.NEEDS_YOU.value).distinct()
    return set(conn.execute(found).scalars())


def nothing_taken_in(conn: Connection) -> bool:
    """Whether the store is as empty as on the first day, and no network is followed that could fill it."""
    taken = schema.import_part.c.id
    ways = (
        select(taken).where(schema.import_part.c.new > 0),
        select(schema.line.c.id),
        select(schema.interaction.c.id),
    )
    return not any(conn.execute(query.limit(1)).first() for query in ways)


def _count(conn: Connection, wanted: Wanted, lane: Lane, scope: _Scope) -> int:
    conditions = _conditions(wanted, lane, scope)
    some = select(schema.inbox.c.interaction_id).where(*conditions).limit(MOST_COUNTED).subquery()
    return int(conn.execute(select(func.count()).select_from(some)).scalar_one())


def languages(conn: Connection, state: str, lane: Lane) -> list[str]:
    """The languages of a lane's items, by their codes; one look into the index for each."""
    box = schema.inbox.c
    found: list[str] = []
    last = ""
    while True:
        query = select(func.min(box.language)).where(
            box.state == state, box.lane == lane.value, box.language > last
        )
        nearest = conn.execute(query).scalar()
        if nearest is None:
            return found
        last = str(nearest)
        found.append(last)


def _conditions(wanted: Wanted, lane: Lane, scope: _Scope) -> list[ColumnElement[bool]]:
    box = schema.inbox.c
    conditions = [box.state == wanted.state, box.lane == lane.value]
    for column, value in (
        (box.post_id, scope.post_id),
        (box.network, wanted.network and wanted.network.value),
        (box.language, wanted.language),
        (box.kind, wanted.kind and wanted.kind.value),
    ):
        if value is not None:
            conditions.append(column == value)
    if wanted.person_id is not None:
        conditions.append(box.person_id.in_(scope.people))
    return conditions + _time_conditions(wanted)


def _time_conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.since is None and wanted.until is None:
        return []
    one = schema.interaction.c
    during = select(one.id).where(one.id == schema.inbox.c.interaction_id)
    if wanted.since is not None:
        during = during.where(one.at_until >= wanted.since)
    if wanted.until is not None:
        during = during.where(one.at < wanted.until)
    return [during.exists()]


def highest(conn: Connection, lanes: Sequence[Lane], states: Sequence[str], most: int) -> list[int]:
    """The ids of the highest items of each lane in each state, at most so many of each."""
    box = schema.inbox.c
    ids: list[int] = []
    for lane in lanes:
        for state in states:
            # One look along the index for each.
            query = select(box.interaction_id).where(box.state == state, box.lane == lane.value)
            ids += conn.execute(query.order_by(box.sort.desc()).limit(most)).scalars()
    return ids
