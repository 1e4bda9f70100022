"""Who is shown as whom. The table `person_group` follows from what the user said, and may be dropped."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, select

from groundswell.domain.pairing import grouped
from groundswell.store import pairs, schema
from groundswell.store.bulk import chunks, insert_missing


def regroup_people(conn: Connection) -> set[int]:
    """Computes anew whom everybody is shown as: whoever of the group was met first.

    Gives who is shown as somebody else than before, with whom they were and are shown as.
    """
    table, person = schema.person_group, schema.person.c
    groups = grouped(pairs.standing(conn, "person"))
    ids: dict[str, int] = {}
    for chunk in chunks(key for group in groups for key in group):
        ids.update(
            (key, one)
            for one, key in conn.execute(select(person.id, person.key).where(person.key.in_(chunk)))
        )
    now: dict[int, int] = {}
    for group in groups:
        there = sorted(ids[key] for key in group if key in ids)
        if len(there) > 1:
            now.update(dict.fromkeys(there, there[0]))
    before = {row[0]: row[1] for row in conn.execute(select(table.c.person_id, table.c.shown_id))}
    if before == now:
        return set()
    conn.execute(delete(table))
    insert_missing(conn, table, ("person_id", "shown_id"), list(now.items()))
    moved = {one for one in before.keys() | now.keys() if before.get(one, one) != now.get(one, one)}
    return moved | {which.get(one, one) for one in moved for which in (before, now)}


def same_as(conn: Connection, person_id: int) -> list[int]:
    """The ids of everybody who is this person, whom they are shown as first; themselves if nobody else is."""
    table = schema.person_group.c
    shown = select(table.shown_id).where(table.person_id == person_id).scalar_subquery()
    query = select(table.person_id).where(table.shown_id == shown).order_by(table.person_id)
    return list(conn.execute(query).scalars()) or [person_id]


def everywhere(conn: Connection, shown: Iterable[int]) -> dict[int, list[int]]:
    """The same as `same_as` for many people at once, who are all shown as themselves."""
    found = {one: [one] for one in shown}
    table = schema.person_group.c
    for chunk in chunks(list(found)):
        query = select(table.shown_id, table.person_id).where(table.shown_id.in_(chunk))
        for head, member in conn.execute(query.order_by(table.person_id)):
            if member != head:
                found[head].append(member)
    return found


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
