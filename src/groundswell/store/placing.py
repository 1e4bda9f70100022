"""Places what was read into the inbox: which lane, which state, how high.

The table `inbox` follows from readings, decisions and later activity alone, so it can be thrown away.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, and_, exists, func, select

from groundswell.domain.when import DAY
from groundswell.domain.words import Direction, Kind, Lane
from groundswell.store import schema
from groundswell.store.bulk import Row, chunks, upsert
from groundswell.store.readings import is_said_to_the_account

EARLIER_DAYS = 60
"""Older than this, counted back from the newest interaction, an item no longer asks for anything."""

_STEPS = 20
_TIME_BITS = 43
_COLUMNS = (
    "interaction_id", "state", "lane", "tone", "sort", "wake",
    "network", "kind", "language", "person_id", "post_id",
)  # fmt: skip


@dataclass(slots=True)
class _Decided:
    lane: str = ""
    done: bool = False
    wake: int | None = None


def sort_key(priority: float, at: int) -> int:
    """One number that orders by priority in steps of a twentieth, then by time."""
    return round(priority * _STEPS) << _TIME_BITS | min(max(at, 0), (1 << _TIME_BITS) - 1)


def place(conn: Connection, ids: Sequence[int], now: int) -> None:
    """Computes the inbox rows of these interactions anew; those without a reading get none."""
    horizon = _horizon(conn)
    one, said = schema.interaction.c, schema.reading.c
    for chunk in chunks(ids):
        decided = _decisions(conn, chunk)
        copies = set(conn.execute(_copies_among(chunk)).scalars())
        answered = set(conn.execute(_answered_among(chunk)).scalars())
        query = (
            select(
                one.id, one.network, one.kind, one.at_until, one.person_id, one.post_id,
                said.lane, said.tone, said.language, said.priority,
            )
            .join_from(schema.interaction, schema.reading, said.interaction_id == one.id)
            .where(one.id.in_(chunk))
        )  # fmt: skip
        rows: list[Row] = []
        for row_id, network, kind, at, person_id, post_id, lane, tone, language, priority in conn.execute(
            query
        ):
            choice = decided.get(row_id, _Decided())
            where = choice.lane or lane
            wake = choice.wake if choice.wake is not None and choice.wake > now else None
            state = _state(choice, wake, answered=row_id in answered, earlier=at < horizon)
            # Somebody in a hard place is never folded into another item.
            if state == "open" and row_id in copies and where != Lane.NEEDS_YOU:
                state = "alike"
            head = (row_id, state, where, tone, sort_key(priority, at), wake)
            rows.append((*head, network, kind, language, person_id, post_id))
        upsert(conn, schema.inbox, _COLUMNS, rows, "interaction_id")


def _state(choice: _Decided, wake: int | None, *, answered: bool, earlier: bool) -> str:
    if choice.done:
        return "done"
    if wake is not None:
        return "snoozed"
    if answered:
        return "answered"
    # Who snoozed an old item wants it back, however old it is.
    return "earlier" if earlier and choice.wake is None else "open"


def wake_up(conn: Connection, now: int) -> int:
    """Opens what was snoozed until now; says how many that were."""
    table = schema.inbox
    due = table.c.wake.is_not(None) & (table.c.wake <= now)
    return conn.execute(table.update().where(due).values(state="open", wake=None)).rowcount


def settle_answered(conn: Connection) -> None:
    """Marks open items as answered where the account has answered meanwhile."""
    table = schema.inbox
    ids = select(table.c.interaction_id).where(table.c.state == "open")
    conn.execute(
        table.update().where(table.c.interaction_id.in_(_answered_among(ids))).values(state="answered")
    )


def _horizon(conn: Connection) -> int:
    newest = conn.execute(
        select(func.max(schema.interaction.c.at_until)).where(is_said_to_the_account())
    ).scalar()
    return (newest or 0) - EARLIER_DAYS * DAY


def _decisions(conn: Connection, ids: Sequence[int]) -> dict[int, _Decided]:
    table = schema.decision
    query = (
        select(table.c.interaction_id, table.c.kind, table.c.value)
        .where(table.c.interaction_id.in_(ids), table.c.undone.is_(None))
        .order_by(table.c.id)
    )
    decided: dict[int, _Decided] = {}
    for row_id, kind, value in conn.execute(query):
        choice = decided.setdefault(row_id, _Decided())
        if kind == "lane":
            choice.lane = value
        else:
            choice.done = kind == "done"
            choice.wake = int(value) if kind == "snooze" else None
    return decided


def _copies_among(ids: Sequence[int]) -> Select[tuple[int]]:
    table = schema.alike.c
    return select(table.interaction_id).where(table.interaction_id.in_(ids))


def _answered_among(ids: Sequence[int] | Select[tuple[int]]) -> Select[tuple[int]]:
    one, own = schema.interaction.c, schema.interaction.alias("own")
    ours = own.c.direction == Direction.OUT.value
    message = and_(
        one.kind == Kind.MESSAGE.value,
        exists().where(
            own.c.person_id == one.person_id,
            own.c.at >= one.at,
            ours,
            own.c.kind == Kind.MESSAGE.value,
            own.c.flavour != "draft",
        ),
    )
    comment = and_(
        one.kind == Kind.COMMENT.value,
        exists().where(own.c.thread == one.key, own.c.kind == Kind.COMMENT.value, own.c.thread != "", ours),
    )
    return select(one.id).where(one.id.in_(ids), message | comment)
