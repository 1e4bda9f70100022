"""Forgets somebody: all that the store holds of them goes, and only digests of their keys stay.

`HOLDINGS` lists what is held of people; a test holds that after forgetting nothing of them is left in any
table, nor in the bytes of the file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, func, or_, select, text

from groundswell.domain.keys import digest
from groundswell.store import placing, schema, search, ties, traces
from groundswell.store.bulk import chunks, insert_missing
from groundswell.store.holding import Holding, Whom, keyed, rows
from groundswell.store.readings import newest

HOLDINGS: tuple[Holding, ...] = (
    traces.SHEETS,
    traces.PRESSES,
    traces.FINDINGS,
    traces.EXCERPTS,
    traces.THREADS,
    traces.POSTS,
    traces.DELIVERIES,
    traces.LEADS,
    traces.DIGESTS,
    keyed("answers to them", schema.answer.c.target, of=lambda whom: whom.targets),
    keyed("things sent or to be sent", schema.outbox.c.target, of=lambda whom: whom.targets),
    keyed("decisions about the same people", schema.pairing.c.one, schema.pairing.c.other),
    keyed("decisions about the circle", schema.circle.c.person),
    keyed("things kept by hand", schema.by_hand.c.person),
    keyed("notes on leaning on them", schema.lean.c.person),
    rows("things that they published", schema.their_post.c.person_id, lambda whom: whom.ids),
    rows("changes of their profile", schema.person_change.c.person_id, lambda whom: whom.ids),
    rows("decisions about what they said", schema.decision.c.interaction_id, lambda whom: whom.items),
    rows("readings of what they said", schema.reading.c.interaction_id, lambda whom: whom.items),
    rows("comments, messages and other things that passed", schema.interaction.c.id, lambda whom: whom.items),
    rows("profiles", schema.person.c.id, lambda whom: whom.ids),
)
"""In the order in which they go: what is found by the rows of others goes before these."""


def whom(conn: Connection, ids: Sequence[int]) -> Whom:
    """Somebody by the ids of all their profiles."""
    who, one = schema.person.c, schema.interaction.c
    people = conn.execute(select(who.key, who.name, who.url).where(who.id.in_(ids))).all()
    said = conn.execute(select(one.id, one.key, one.text, one.subject).where(one.person_id.in_(ids))).all()
    names = {name for _, name, url in people for name in (name, url, _handle(url)) if name}
    texts = {words for _, _, body, subject in said for words in (body, subject) if words}
    items = {row_id: key for row_id, key, _, _ in said}
    return Whom(
        tuple(ids), tuple(row[0] for row in people), tuple(sorted(names)), items, tuple(sorted(texts))
    )


def outside(conn: Connection, key: str) -> Whom:
    """Somebody whom no network knows, by the key under which she chose to lean on them."""
    return replace(whom(conn, []), keys=(key,))


def _handle(url: str) -> str:
    """What stands last in a profile's address; short ones are words like any other."""
    last = url.rstrip("/").rpartition("/")[2].lstrip("@")
    return last if len(last) > 5 else ""


def held(conn: Connection, one: Whom) -> Mapping[str, int]:
    """How much is held of somebody, by what it is; what there is none of is left out."""
    counted = {holding.name: holding.count(conn, one) for holding in HOLDINGS}
    return {name: n for name, n in counted.items() if n}


def forget(conn: Connection, one: Whom, now: int) -> None:
    """Deletes all that is held of somebody, and keeps digests of their keys."""
    # What is deleted is overwritten, and does not stay in the file until something else needs the room.
    conn.execute(text("PRAGMA secure_delete = ON"))
    copies = _copies(conn, one)
    for holding in HOLDINGS:
        holding.drop(conn, one)
    # What said the same as they did is shown by itself again.
    placing.place(conn, copies, now)
    search.merge(conn)
    ties.set_counted(conn, min(ties.counted(conn), newest(conn)))
    insert_missing(conn, schema.forgotten, ("digest", "at"), [(mark(key), now) for key in one.keys])


def _copies(conn: Connection, one: Whom) -> list[int]:
    table = schema.alike.c
    found: list[int] = []
    for chunk in chunks(one.items):
        query = select(table.interaction_id).where(table.head_id.in_(chunk))
        found += (row_id for row_id in conn.execute(query).scalars() if row_id not in one.items)
    return found


def mark(key: str) -> str:
    """What is kept of the key of somebody who was forgotten."""
    return digest("forgotten", key)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Somebody who was forgotten: a code, and when, in epoch milliseconds."""

    code: str
    at: int


def forgotten(conn: Connection) -> list[Forgotten]:
    """Everybody who was forgotten, the last first; of one with several profiles, the first code."""
    table = schema.forgotten.c
    query = select(func.min(table.digest), table.at).group_by(table.at).order_by(table.at.desc())
    return [Forgotten(code[:8], at) for code, at in conn.execute(query)]


def last(conn: Connection) -> int:
    """When somebody was forgotten last, in epoch milliseconds; -1 for never."""
    found = conn.execute(select(func.max(schema.forgotten.c.at))).scalar()
    return -1 if found is None else int(found)


def allow(conn: Connection, keys: Iterable[str], code: str) -> int:
    """Lets somebody come in again, with all their profiles; by a key of theirs or the code. Says how many."""
    table = schema.forgotten
    marks = [mark(key) for key in keys]
    # Codes are eight signs; what is shorter may fit anybody.
    begin = code if len(code) >= 8 else "-"
    which = or_(table.c.digest.in_(marks), table.c.digest.startswith(begin, autoescape=True))
    times = select(table.c.at).where(which)
    return conn.execute(delete(table).where(table.c.at.in_(times))).rowcount


def forget_again(conn: Connection, marks: Mapping[str, int], now: int) -> int:
    """Forgets whoever has one of these marks, as after an older copy was put back; says how many had.

    Args:
        marks: As `marks` gives them. Who was forgotten at the same time is let in again together, so each
            keeps the time when they were.
    """
    insert_missing(conn, schema.forgotten, ("digest", "at"), list(marks.items()))
    who = schema.person.c
    ids = [row_id for row_id, key in conn.execute(select(who.id, who.key)) if marks and mark(key) in marks]
    gone = [whom(conn, [row_id]) for row_id in ids]
    leaned = conn.execute(select(schema.lean.c.person).distinct()).scalars()
    known = {key for one in gone for key in one.keys}
    gone += [outside(conn, key) for key in leaned if key not in known and mark(key) in marks]
    for one in gone:
        forget(conn, one, now)
    return len(gone)


def marks(conn: Connection) -> Mapping[str, int]:
    """The digests of all who were forgotten, with when, in epoch milliseconds; few, mostly none."""
    table = schema.forgotten.c
    return {row.digest: row.at for row in conn.execute(select(table.digest, table.at))}
