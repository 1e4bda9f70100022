"""Who asked to connect, followed or became a connection, and what is known of them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from groundswell.domain.words import Direction, Kind
from groundswell.store import groups, schema
from groundswell.store.bulk import chunks

_IN, _OUT = Direction.IN.value, Direction.OUT.value
_ASKS = (Kind.INVITATION.value, Kind.FOLLOW.value)
_SAYS = (Kind.COMMENT.value, Kind.MESSAGE.value, Kind.MENTION.value, Kind.QUOTE.value)
_DOES = (Kind.REACTION.value, Kind.REPOST.value)


@dataclass(slots=True)
class Coming:
    """Somebody who came, as whom they are shown; times in epoch milliseconds.

    Attributes:
        at: When they came last.
        invited: Id of the newest invitation; none where they sent none.
        followed: Whether they follow.
        connected: When they became a connection; none where they are none.
        met: The id under which they came: what is done to them is done to that.
    """

    id: int
    at: int
    met: int
    invited: int | None = None
    followed: bool = False
    connected: int | None = None


def coming(conn: Connection, since: int) -> dict[int, Coming]:
    """Everybody who asked, followed or became a connection since an instant, the newest first."""
    one, who = schema.interaction.c, schema.person.c
    asks = select(one.id, one.person_id, one.kind, one.at).where(
        one.kind.in_(_ASKS), one.direction == _IN, one.person_id.is_not(None), one.at >= since
    )
    rows = [(row.id, row.person_id, row.kind, row.at) for row in conn.execute(asks.order_by(one.at, one.id))]
    new = conn.execute(select(who.id, who.connected).where(who.connected >= since)).all()
    shown = groups.shown_as(conn, {*(row[1] for row in rows), *(row[0] for row in new)})
    found: dict[int, Coming] = {}
    for row_id, met, kind, at in rows:
        head = shown.get(met, met)
        there = found.setdefault(head, Coming(head, at, met))
        there.at, there.met = max(there.at, at), met
        if kind == Kind.INVITATION.value:
            there.invited = row_id
        else:
            there.followed = True
    for met, at in new:
        head = shown.get(met, met)
        there = found.setdefault(head, Coming(head, at, met))
        there.at, there.connected = max(there.at, at), at
    for head, at in _connected(conn, found).items():
        found[head].connected = found[head].connected or at
    return dict(sorted(found.items(), key=lambda pair: (-pair[1].at, pair[0])))


def newest(conn: Connection) -> int:
    """When somebody last asked, followed or connected, in epoch milliseconds; 0 where nobody did."""
    one, who = schema.interaction.c, schema.person.c
    asked = select(func.max(one.at)).where(one.kind.in_(_ASKS), one.direction == _IN)
    connected = select(func.max(who.connected))
    return max(conn.execute(asked).scalar() or 0, conn.execute(connected).scalar() or 0)


def spoken(conn: Connection, ids: Collection[int]) -> dict[int, list[int]]:
    """Ids of what each of these people said to the account, the newest first; invitations are left out."""
    one = schema.interaction.c
    found: dict[int, list[int]] = {}
    for chunk, head in _everywhere(conn, ids):
        query = select(one.id, one.person_id).where(
            one.person_id.in_(chunk), one.direction == _IN, one.kind.in_(_SAYS)
        )
        for row_id, person_id in conn.execute(query.order_by(one.at.desc(), one.id.desc())):
            found.setdefault(head[person_id], []).append(row_id)
    return found


def reacted(conn: Connection, ids: Collection[int]) -> Counter[int]:
    """How often each of these people reacted or passed something on."""
    one = schema.interaction.c
    found: Counter[int] = Counter()
    for chunk, head in _everywhere(conn, ids):
        query = select(one.person_id, func.count()).where(
            one.person_id.in_(chunk), one.direction == _IN, one.kind.in_(_DOES)
        )
        for person_id, n in conn.execute(query.group_by(one.person_id)):
            found[head[person_id]] += n
    return found


def firms(conn: Connection) -> Counter[str]:
    """Firm, folded → how many connections work there."""
    who = schema.person.c
    query = select(who.company).where(who.company != "", who.connected.is_not(None) | (who.degree == 1))
    return Counter(str(name).strip().casefold() for name in conn.execute(query).scalars())


def skills(conn: Connection) -> list[str]:
    """For what the account was endorsed."""
    one, begin = schema.interaction.c, "endorsement: "
    query = select(one.flavour).where(one.direction == _IN, one.flavour.startswith(begin)).distinct()
    return [str(flavour).removeprefix(begin) for flavour in conn.execute(query).scalars()]


def own_languages(conn: Connection, limit: int = 400) -> Counter[str]:
    """In which languages those wrote under posts whom the account answered last."""
    one, said = schema.interaction.c, schema.reading.c
    answered = select(one.thread).where(
        one.kind == Kind.COMMENT.value, one.thread != "", one.direction == _OUT
    )
    threads = list(conn.execute(answered.order_by(one.id.desc()).limit(limit)).scalars())
    query = (
        select(said.language)
        .join_from(schema.interaction, schema.reading, one.id == said.interaction_id)
        .where(one.key.in_(threads))
    )
    return Counter(conn.execute(query).scalars())


def _connected(conn: Connection, ids: Collection[int]) -> dict[int, int]:
    who = schema.person.c
    found: dict[int, int] = {}
    for chunk, head in _everywhere(conn, ids):
        query = select(who.id, who.connected).where(who.id.in_(chunk), who.connected.is_not(None))
        found.update((head[person_id], at) for person_id, at in conn.execute(query))
    return found


def _everywhere(conn: Connection, ids: Collection[int]) -> Sequence[tuple[list[int], dict[int, int]]]:
    """The ids of these people and of all who are the same, in parts; with each as whom they are shown."""
    group, parts = schema.person_group.c, []
    for chunk in chunks(ids, 2_000):
        head = {one: one for one in chunk}
        query = select(group.person_id, group.shown_id).where(group.shown_id.in_(chunk))
        head.update((person_id, shown) for person_id, shown in conn.execute(query))
        parts.append((list(head), head))
    return parts
