"""What came in and after a wave: who took part, connected, asked to, and talked with the account."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, func, select

from groundswell.domain.words import Direction, Kind
from groundswell.store import groups, schema
from groundswell.store.bulk import chunks

_IN, _OUT = Direction.IN.value, Direction.OUT.value
_DRAFT = "draft"


def took_part(conn: Connection, posts: Sequence[int]) -> set[int]:
    """Who reacted to these posts, answered, quoted or passed them on, each as whom they are shown."""
    one = schema.interaction.c
    query = select(one.person_id).where(
        one.post_id.in_(posts), one.direction == _IN, one.person_id.is_not(None)
    )
    return heads(conn, conn.execute(query.distinct()).scalars())


def connected(conn: Connection, since: int, until: int) -> dict[int, int]:
    """Who became a connection between two instants, each as whom they are shown, and when."""
    who = schema.person.c
    query = select(who.id, who.connected).where(who.connected.between(since, until))
    found = {row[0]: row[1] for row in conn.execute(query)}
    shown = groups.shown_as(conn, found)
    return {shown.get(one, one): at for one, at in found.items()}


def asked(conn: Connection, kind: Kind, since: int, until: int) -> set[int]:
    """Who sent an invitation or followed between two instants, each as whom they are shown."""
    one = schema.interaction.c
    query = select(one.person_id).where(
        one.kind == kind.value, one.direction == _IN, one.person_id.is_not(None), one.at.between(since, until)
    )
    return heads(conn, conn.execute(query.distinct()).scalars())


def talked(conn: Connection, since: int, until: int) -> set[int]:
    """With whom messages went both ways between two instants, each as whom they are shown."""
    one = schema.interaction.c
    ways: dict[str, set[int]] = {_IN: set(), _OUT: set()}
    query = select(one.person_id, one.direction).where(
        one.kind == Kind.MESSAGE.value, one.person_id.is_not(None), one.at.between(since, until),
        one.flavour != _DRAFT,
    )  # fmt: skip
    for person_id, way in conn.execute(query.distinct()):
        ways[way].add(person_id)
    return heads(conn, ways[_IN]) & heads(conn, ways[_OUT])


def known_before(conn: Connection, ids: Collection[int], instant: int) -> set[int]:
    """Those of these people with whom anything had passed before an instant."""
    one, group = schema.interaction.c, schema.person_group.c
    head = func.coalesce(group.shown_id, one.person_id)
    found: set[int] = set()
    for chunk in chunks(ids):
        others = select(group.person_id).where(group.shown_id.in_(chunk))
        query = (
            select(head)
            .select_from(schema.interaction)
            .outerjoin(schema.person_group, group.person_id == one.person_id)
            .where(one.person_id.in_(chunk) | one.person_id.in_(others), one.at < instant)
        )
        found |= {*conn.execute(query.distinct()).scalars()}
    return found


def heads(conn: Connection, ids: Iterable[int]) -> set[int]:
    """Whom these people are shown as."""
    wanted = set(ids)
    shown = groups.shown_as(conn, wanted)
    return {shown.get(one, one) for one in wanted}
