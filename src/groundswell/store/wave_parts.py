"""Which posts make one wave. The table `wave_part` follows from their texts and from what the user said."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, delete, func, select

from groundswell.domain.pairing import grouped
from groundswell.domain.words import Network
from groundswell.store import pairs, schema
from groundswell.store.bulk import insert_missing


class Written(NamedTuple):
    """A post of the account whose time and text are known; `at` in epoch milliseconds."""

    id: int
    key: str
    network: Network
    at: int
    text: str


def written(conn: Connection) -> list[Written]:
    """The account's posts whose time and text are known, in the order of time."""
    one = schema.post.c
    query = select(one.id, one.key, one.network, one.at, one.text).where(
        one.mine, one.at.is_not(None), one.text != ""
    )
    rows = conn.execute(query.order_by(one.at, one.id))
    return [Written(post_id, key, Network(network), at, text) for post_id, key, network, at, text in rows]


def state(conn: Connection, upto: int | None = None) -> list[int]:
    """What changes when a post comes in, or another text or time of one; `upto`: the last id."""
    one = schema.post.c
    query = select(func.count(), func.max(one.id), func.total(func.length(one.text)), func.total(one.at))
    query = query.where(one.mine) if upto is None else query.where(one.mine, one.id <= upto)
    return [int(value or 0) for value in conn.execute(query).one()]


def keep_same(conn: Connection, found: Sequence[tuple[int, int]], *, anew: bool) -> None:
    """Keeps which posts were recognised as one text, by id; `anew`: in place of all that was kept."""
    if anew:
        conn.execute(delete(schema.same_text))
    insert_missing(conn, schema.same_text, ("one_id", "other_id"), list(found))


def regroup_posts(conn: Connection) -> list[int]:
    """Computes anew which posts make one wave; gives the posts whose wave is another now."""
    table, post, same = schema.wave_part, schema.post.c, schema.same_text.c
    other = schema.post.alias("other")
    query = (
        select(post.key, other.c.key)
        .join_from(schema.same_text, schema.post, post.id == same.one_id)
        .join(other, other.c.id == same.other_id)
        .order_by(post.at, same.one_id, same.other_id)
    )
    groups = grouped(pairs.standing(conn, "post"), [(row[0], row[1]) for row in conn.execute(query)])
    before = _groups(heads(conn))
    rows = []
    for group in groups:
        query = select(post.id).where(post.key.in_(group), post.mine).order_by(post.at, post.id)
        there = list(conn.execute(query).scalars())
        if len(there) > 1:
            rows += [(one, there[0]) for one in there]
    conn.execute(delete(table))
    insert_missing(conn, table, ("post_id", "head_id"), rows)
    after = _groups(heads(conn))
    return sorted(one for one in before.keys() | after.keys() if before.get(one) != after.get(one))


def heads(conn: Connection) -> dict[int, int]:
    """For each post that makes one wave with others the first of them."""
    part = schema.wave_part.c
    return {row[0]: row[1] for row in conn.execute(select(part.post_id, part.head_id))}


def head_of(post_id: Column[int]) -> ColumnElement[int]:
    """The first post of a wave, where `wave_part` was joined from the outside."""
    return func.coalesce(schema.wave_part.c.head_id, post_id)


def together(conn: Connection, post_id: int) -> list[int]:
    """All posts that make one wave with this one, itself among them."""
    part = schema.wave_part.c
    head = select(part.head_id).where(part.post_id == post_id).scalar_subquery()
    query = select(part.post_id).where(part.head_id == head).order_by(part.post_id)
    return list(conn.execute(query).scalars()) or [post_id]


def by_head(conn: Connection, ids: Collection[int]) -> dict[int, list[int]]:
    """The parts of the waves that begin with these posts and have several."""
    part = schema.wave_part.c
    found: dict[int, list[int]] = {}
    for post_id, head in conn.execute(select(part.post_id, part.head_id).where(part.head_id.in_(ids))):
        found.setdefault(head, []).append(post_id)
    return found


def _groups(head: dict[int, int]) -> dict[int, frozenset[int]]:
    members: dict[int, set[int]] = {}
    for one, first in head.items():
        members.setdefault(first, set()).add(one)
    return {one: frozenset(members[first]) for one, first in head.items()}
