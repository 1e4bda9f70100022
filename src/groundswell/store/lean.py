"""Whom the user may turn to and when she did: an append-only log by natural keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from groundswell.domain.confidants import LeanDoes, LeanWord
from groundswell.domain.words import Kind, Lane, SendState
from groundswell.store import log, schema


def say(
    conn: Connection,
    does: LeanDoes,
    person: str,
    now: int,
    *,
    about: int | None = None,
    sent: str = "",
    told: Mapping[str, object] | None = None,
) -> int:
    """Logs one press, see `LeanWord`; returns its id for taking it back."""
    values = {
        "does": does.value, "person": person, "about": about, "sent": sent, "told": dict(told or {}),
        "at": now,
    }  # fmt: skip
    return log.add(conn, schema.lean, values)


def take_back(conn: Connection, ids: Sequence[int], now: int) -> int:
    """Takes words back; says how many of them stood."""
    return log.take_back(conn, schema.lean, ids, now)


def standing(conn: Connection) -> list[LeanWord]:
    """The words that were not taken back, in the order in which they were said.

    That she turned to somebody stands only as long as the message was not taken back from the outbox.
    """
    table, box = schema.lean, schema.outbox.c
    query = (
        select(table)
        .outerjoin(schema.outbox, (box.key == table.c.sent) & (table.c.sent != ""))
        .where(table.c.undone.is_(None))
        .where(box.state.is_(None) | (box.state != SendState.CANCELLED.value))
        .order_by(table.c.id)
    )
    return [_word(row) for row in conn.execute(query).mappings()]


def of_person(conn: Connection, keys: Sequence[str]) -> list[LeanWord]:
    """Everything that is held of a person who goes by these keys, taken back or not, the oldest first."""
    table = schema.lean
    query = select(table).where(table.c.person.in_(keys)).order_by(table.c.id)
    return [_word(row) for row in conn.execute(query).mappings()]


@dataclass(frozen=True, slots=True)
class Came:
    """Something that came in; `at` in epoch milliseconds."""

    at: int
    kind: Kind
    lane: Lane
    subject: str
    text: str


def came_lately(conn: Connection, limit: int) -> list[Came]:
    """The newest things that were read, the newest first."""
    one, box = schema.interaction.c, schema.inbox.c
    query = (
        select(one.at, one.kind, box.lane, one.subject, one.text)
        .join_from(schema.inbox, schema.interaction, one.id == box.interaction_id)
        .order_by(box.interaction_id.desc())
        .limit(limit)
    )
    return [
        Came(row.at, Kind(row.kind), Lane(row.lane), row.subject, row.text) for row in conn.execute(query)
    ]


def _word(row: RowMapping) -> LeanWord:
    does = LeanDoes(row["does"])
    return LeanWord(row["id"], does, row["person"], row["at"], row["about"], row["sent"], row["told"])
