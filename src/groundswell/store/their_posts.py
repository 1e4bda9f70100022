"""What people of the circle published lately, and when it was asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, or_, select

from groundswell.domain.activity import TheirPost
from groundswell.domain.circle import UNWELCOME, is_hard_time
from groundswell.domain.when import DAY
from groundswell.domain.words import Lane
from groundswell.store import schema
from groundswell.store.bulk import chunks, insert_missing, upsert

KEPT_MS = 35 * DAY
"""What is older is nobody's business any more, and goes with the next visit of anybody."""


@dataclass(frozen=True, slots=True)
class Written:
    """Something that somebody published.

    Attributes:
        at: Epoch milliseconds.
        words: Untrusted text.
        hard: Whether it says that they have a hard time.
    """

    id: int
    person: int
    at: int
    words: str
    url: str
    hard: bool


def due(conn: Connection, people: Iterable[int], begin: str, before: int, most: int) -> list[tuple[int, str]]:
    """Id and key of those of these people on a network who were not visited since `before` (epoch
    milliseconds), whom it is longest ago first.

    Args:
        begin: How all keys of the network begin.
    """
    who, last = schema.person.c, schema.visit.c
    found: list[tuple[int, str, int]] = []
    for chunk in chunks(people):
        query = (
            select(who.id, who.key, last.at)
            .outerjoin(schema.visit, last.person_id == who.id)
            .where(
                who.id.in_(chunk), who.key.startswith(begin, autoescape=True),
                or_(last.at.is_(None), last.at < before),
            )
        )  # fmt: skip
        found += [(row_id, key, at or 0) for row_id, key, at in conn.execute(query)]
    found.sort(key=lambda one: (one[2], one[0]))
    return [(row_id, key) for row_id, key, _ in found[:most]]


def keep(conn: Connection, person: int, told: Sequence[TheirPost], now: int) -> None:
    """Notes a visit: what they published last is `told`, and what they took down since is kept no longer."""
    table = schema.their_post
    fresh = [one for one in told if one.at > now - KEPT_MS]
    since = min((one.at for one in fresh), default=now - KEPT_MS)
    there = {one.key for one in fresh}
    # Anybody's: who has left the circle is not visited any more.
    conn.execute(delete(table).where(table.c.at <= now - KEPT_MS))
    kept = conn.execute(select(table.c.id, table.c.key, table.c.at).where(table.c.person_id == person)).all()
    # A few are told, the newest: of what is older than these nothing is known.
    gone = [row_id for row_id, key, at in kept if at >= since and key not in there]
    conn.execute(delete(table).where(table.c.id.in_(gone)))
    rows = [(person, one.key, one.at, one.text, one.url) for one in fresh]
    insert_missing(conn, table, ("person_id", "key", "at", "text", "url"), rows)
    upsert(conn, schema.visit, ("person_id", "at"), [(person, now)], "person_id")


def clear(conn: Connection) -> None:
    """Lets go of everything that anybody published, and of when it was asked for."""
    conn.execute(delete(schema.their_post))
    conn.execute(delete(schema.visit))


def unread(conn: Connection, model: str) -> list[tuple[int, str]]:
    """Id and text of what has no reading by `model`."""
    one, said = schema.their_post.c, schema.their_reading.c
    query = (
        select(one.id, one.text)
        .outerjoin(schema.their_reading, said.post_id == one.id)
        .where(or_(said.model.is_(None), said.model != model), one.text != "")
        .order_by(one.id)
    )
    return [(row_id, text) for row_id, text in conn.execute(query)]


def read(conn: Connection, readings: Iterable[tuple[int, str, Lane, float]]) -> None:
    """Keeps what was read: the id, the model, the lane, and how likely it needs support (0–1)."""
    rows = [(row_id, model, lane.value, needs) for row_id, model, lane, needs in readings]
    upsert(conn, schema.their_reading, ("post_id", "model", "lane", "hard"), rows, "post_id")


def lately(conn: Connection, people: Iterable[int], since: int, now: int) -> list[Written]:
    """What these people published between two instants and was read, oldest first; no abuse, no spam."""
    one, said = schema.their_post.c, schema.their_reading.c
    found: list[Written] = []
    for chunk in chunks(people):
        query = (
            select(one.id, one.person_id, one.at, one.text, one.url, said.lane, said.hard)
            .join(schema.their_reading, said.post_id == one.id)
            .where(
                one.person_id.in_(chunk), one.at > since, one.at <= now,
                said.lane.not_in([lane.value for lane in UNWELCOME]),
            )
        )  # fmt: skip
        rows = conn.execute(query)
        found += [Written(*row[:5], is_hard_time(Lane(row.lane), row.hard)) for row in rows]
    return sorted(found, key=lambda each: (each.at, each.id))
