"""What the user decided about an item: an append-only log in which nothing is deleted, only undone."""

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Connection, func, select

from groundswell.domain.errors import NotFound
from groundswell.store import schema
from groundswell.store.placing import place

DecisionKind = Literal["done", "reopen", "snooze", "lane"]


def decide(conn: Connection, ids: Sequence[int], kind: DecisionKind, value: str, now: int) -> list[int]:
    """Logs one decision for each item and places them anew; returns the decisions' ids for undoing.

    Args:
        value: For `snooze` the instant to wake at in epoch milliseconds, for `lane` the lane; else empty.

    Raises:
        NotFound: One of the items does not exist; then nothing was decided.
    """
    one, table = schema.interaction.c, schema.decision
    there = set(conn.execute(select(one.id).where(one.id.in_(ids))).scalars())
    for missing in set(ids) - there:
        raise NotFound(f"there is no item {missing}", mend="Reload the page: it may have been forgotten.")
    before = conn.execute(select(func.max(table.c.id))).scalar() or 0
    rows = [{"interaction_id": one_id, "kind": kind, "value": value, "at": now} for one_id in ids]
    conn.execute(table.insert(), rows)
    place(conn, ids, now)
    return list(conn.execute(select(table.c.id).where(table.c.id > before)).scalars())


def undo(conn: Connection, decision_ids: Sequence[int], now: int) -> list[int]:
    """Takes decisions back; returns the items they were about."""
    table = schema.decision
    chosen = table.c.id.in_(decision_ids) & table.c.undone.is_(None)
    ids = list(conn.execute(select(table.c.interaction_id).where(chosen).distinct()).scalars())
    conn.execute(table.update().where(chosen).values(undone=now))
    place(conn, ids, now)
    return ids


def latest(conn: Connection) -> list[int]:
    """The decisions made together last that are not undone, for the key `u`."""
    table = schema.decision
    at = select(func.max(table.c.at)).where(table.c.undone.is_(None)).scalar_subquery()
    return list(conn.execute(select(table.c.id).where(table.c.at == at, table.c.undone.is_(None))).scalars())
