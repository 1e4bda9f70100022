"""One person, on all networks where they are known, and everything that passed between the two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, func, select, tuple_

from groundswell.domain.errors import NotFound
from groundswell.domain.when import When
from groundswell.domain.words import Direction, Kind, Lane, Network
from groundswell.store import groups, schema
from groundswell.store.bulk import chunks


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A stored person."""

    id: int
    network: Network
    key: str
    name: str
    url: str
    headline: str
    company: str
    degree: int | None
    connected: int | None
    email: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """One interaction between the account and a person, either way. `lane` is none for what is not read."""

    id: int
    cursor: tuple[int, int]
    kind: Kind
    direction: Direction
    when: When
    text: str
    subject: str
    flavour: str
    url: str
    person_id: int | None
    post_id: int | None
    lane: Lane | None


def person(conn: Connection, person_id: int) -> PersonRow:
    """One person. Raises NotFound if there is none."""
    found = people(conn, [person_id])
    if not found:
        raise NotFound(f"there is no person {person_id}", mend="Search for the name.")
    return found[0]


@dataclass(frozen=True, slots=True)
class Named:
    """How a network calls a person."""

    network: Network
    key: str
    name: str
    url: str


def named(conn: Connection, person_id: int) -> Named:
    """How their network calls somebody. Raises NotFound if there is no such person."""
    one = schema.person.c
    query = select(one.network, one.key, one.name, one.url).where(one.id == person_id)
    row = conn.execute(query).first()
    if row is None:
        raise NotFound(f"there is no person {person_id}", mend="Search for the name.")
    return Named(Network(row.network), row.key, row.name, row.url)


def people(conn: Connection, ids: list[int]) -> list[PersonRow]:
    """These people, in the given order."""
    table = schema.person
    rows = {row["id"]: row for row in conn.execute(select(table).where(table.c.id.in_(ids))).mappings()}
    return [_person(rows[one]) for one in ids if one in rows]


def by_key(conn: Connection, keys: Iterable[str]) -> dict[str, PersonRow]:
    """These people by their natural keys; who is not known is left out."""
    table = schema.person
    found: dict[str, PersonRow] = {}
    for chunk in chunks(keys):
        rows = conn.execute(select(table).where(table.c.key.in_(chunk))).mappings()
        found.update((row["key"], _person(row)) for row in rows)
    return found


def by_url(conn: Connection, urls: Sequence[str]) -> dict[str, PersonRow]:
    """Who has one of these addresses as their profile's, by natural key."""
    table = schema.person
    rows = conn.execute(select(table).where(table.c.url.in_(urls), table.c.url != "")).mappings()
    return {row["key"]: _person(row) for row in rows}


def shown_people(conn: Connection, ids: Iterable[int]) -> dict[int, PersonRow]:
    """For each of these people whom they are shown as."""
    wanted = set(ids)
    shown = groups.shown_as(conn, wanted)
    rows = {one.id: one for one in people(conn, [shown.get(one, one) for one in wanted])}
    return {one: rows[shown.get(one, one)] for one in wanted if shown.get(one, one) in rows}


def between(
    conn: Connection, person_id: int, after: tuple[int, int] | None = None, limit: int = 50
) -> list[Passed]:
    """What passed between the two on any network, newest first, after the cursor `(at, id)` of the last one
    seen."""
    one, box = schema.interaction.c, schema.inbox.c
    query = (
        select(schema.interaction, box.lane)
        .outerjoin(schema.inbox, box.interaction_id == one.id)
        .where(one.person_id.in_(groups.same_as(conn, person_id)))
        .order_by(one.at.desc(), one.id.desc())
        .limit(limit)
    )
    if after is not None:
        query = query.where(tuple_(one.at, one.id) < tuple_(*after))
    return [passed(row) for row in conn.execute(query).mappings()]


def around(conn: Connection, interaction_id: int, limit: int = 40) -> list[Passed]:
    """The exchange that an item belongs to, oldest first: the messages with its writer up to now, or the
    comment it answers and the answers to it."""
    one, box = schema.interaction.c, schema.inbox.c
    this = conn.execute(select(schema.interaction).where(one.id == interaction_id)).mappings().one()
    if this["kind"] == Kind.COMMENT:
        same = one.thread == (this["thread"] or this["key"])
        related = (one.key == (this["thread"] or this["key"])) | (same & (one.kind == Kind.COMMENT.value))
    else:
        related = (one.person_id == this["person_id"]) & one.kind.in_(
            [Kind.MESSAGE.value, Kind.INVITATION.value]
        )
    query = (
        select(schema.interaction, box.lane)
        .outerjoin(schema.inbox, box.interaction_id == one.id)
        .where(related)
        .order_by(one.at.desc(), one.id.desc())
        .limit(limit)
    )
    return [passed(row) for row in conn.execute(query).mappings()][::-1]


def passed_items(conn: Connection, ids: list[int]) -> list[Passed]:
    """These interactions, in the given order."""
    one, box = schema.interaction.c, schema.inbox.c
    query = (
        select(schema.interaction, box.lane)
        .outerjoin(schema.inbox, box.interaction_id == one.id)
        .where(one.id.in_(ids))
    )
    found = {row["id"]: passed(row) for row in conn.execute(query).mappings()}
    return [found[one_id] for one_id in ids if one_id in found]


def summary(conn: Connection, person_id: int) -> dict[tuple[Kind, Direction], int]:
    """How many interactions of each kind passed each way, on all networks."""
    one = schema.interaction.c
    query = select(one.kind, one.direction, func.count())
    query = query.where(one.person_id.in_(groups.same_as(conn, person_id)))
    rows = conn.execute(query.group_by(one.kind, one.direction))
    return {(Kind(kind), Direction(direction)): n for kind, direction, n in rows}


def summaries(conn: Connection, ids: Iterable[int]) -> dict[int, dict[tuple[Kind, Direction], int]]:
    """The same as `summary` for many people at once."""
    wanted = set(ids)
    shown = groups.shown_as(conn, wanted)
    heads = {shown.get(one, one) for one in wanted}
    one, group = schema.interaction.c, schema.person_group.c
    head = func.coalesce(group.shown_id, one.person_id).label("head")
    found: dict[int, dict[tuple[Kind, Direction], int]] = {one: {} for one in heads}
    for chunk in chunks(heads):
        others = select(group.person_id).where(group.shown_id.in_(chunk))
        query = (
            select(head, one.kind, one.direction, func.count())
            .outerjoin(schema.person_group, group.person_id == one.person_id)
            .where(one.person_id.in_(chunk) | one.person_id.in_(others))
            .group_by(head, one.kind, one.direction)
        )
        for person_id, kind, direction, n in conn.execute(query):
            found[person_id][Kind(kind), Direction(direction)] = n
    return {one: found[shown.get(one, one)] for one in wanted}


def passed(row: RowMapping) -> Passed:
    """A joined row of `interaction` and its lane as a value."""
    return Passed(
        id=row["id"],
        cursor=(row["at"], row["id"]),
        kind=Kind(row["kind"]),
        direction=Direction(row["direction"]),
        when=When(row["at"], row["at_until"]),
        text=row["text"],
        subject=row["subject"],
        flavour=row["flavour"],
        url=row["url"],
        person_id=row["person_id"],
        post_id=row["post_id"],
        lane=Lane(row["lane"]) if row["lane"] else None,
    )


def _person(row: RowMapping) -> PersonRow:
    return PersonRow(
        id=row["id"],
        network=Network(row["network"]),
        key=row["key"],
        name=row["name"],
        url=row["url"],
        headline=row["headline"],
        company=row["company"],
        degree=row["degree"],
        connected=row["connected"],
        email=row["email"],
    )
