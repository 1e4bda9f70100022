"""Who is shown as whom. The table `person_group` follows from what the user said, and may be dropped."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, select

from groundswell.domain.pairing import grouped
from groundswell.store import pairs, schema
from groundswell.store.bulk import chunks, insert_missing


def regroup_people(conn: Connection) -> None:
    """Computes anew whom everybody is shown as: whoever of the group was met first."""
    table, person = schema.person_group, schema.person.c
    groups = grouped(pairs.standing(conn, "person"))
    ids: dict[str, int] = {}
    for chunk in chunks(key for group in groups for key in group):
        ids.update(
            (key, one)
            for one, key in conn.execute(select(person.id, person.key).where(person.key.in_(chunk)))
        )
    rows: list[tuple[object, ...]] = []
    for group in groups:
        there = sorted(ids[key] for key in group if key in ids)
        if len(there) > 1:
            rows += ((one, there[0]) for one in there)
    conn.execute(delete(table))
    insert_missing(conn, table, ("person_id", "shown_id"), rows)


def same_as(conn: Connection, person_id: int) -> list[int]:
    """The ids of everybody who is this person, whom they are shown as first; themselves if nobody else is."""
    table = schema.person_group.c
    shown = select(table.shown_id).where(table.person_id == person_id).scalar_subquery()
    query = select(table.person_id).where(table.shown_id == shown).order_by(table.person_id)
    return list(conn.execute(query).scalars()) or [person_id]


def shown_as(conn: Connection, ids: Iterable[int]) -> dict[int, int]:
    """Whom these people are shown as; those who are shown as themselves are left out."""
    table = schema.person_group.c
    found: dict[int, int] = {}
    for chunk in chunks(ids):
        query = select(table.person_id, table.shown_id).where(table.person_id.in_(chunk))
        found.update((one, shown) for one, shown in conn.execute(query) if one != shown)
    return found


def once_each(conn: Connection, ids: Sequence[int]) -> list[int]:
    """Whom these people are shown as, each once, in the given order."""
    shown = shown_as(conn, ids)
    return list(dict.fromkeys(shown.get(one, one) for one in ids))
