"""What the user decided about an item: an append-only log in which nothing is deleted, only undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, func, select

from groundswell.domain.errors import NotFound
from groundswell.domain.reading import words_of
from groundswell.domain.words import Lane
from groundswell.store import log, schema
from groundswell.store.bulk import chunks
from groundswell.store.placing import place

DecisionKind = Literal["done", "reopen", "snooze", "lane"]


def decide(conn: Connection, ids: Sequence[int], kind: DecisionKind, value: str, now: int) -> list[int]:
    """Logs one decision for each item and places them anew; returns the decisions' ids for undoing.

    Args:
        value: For `snooze` the instant to wake at in epoch milliseconds, for `lane` the lane, for `done` the
            words with which the user answered it elsewhere, if any; else empty.

    Raises:
        NotFound: One of the items does not exist; then nothing was decided.
    """
    one, table = schema.interaction.c, schema.decision
    there = set(conn.execute(select(one.id).where(one.id.in_(ids))).scalars())
    for missing in set(ids) - there:
        raise NotFound(
            f"there is no item {missing}",
            mend="It may be gone. Find it in the inbox: its number stands in its address.",
        )
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
    log.take_back(conn, table, decision_ids, now)
    place(conn, ids, now)
    return ids


@dataclass(frozen=True, slots=True)
class Done:
    """The decision by which an item is done; `with_words` as for `decide`, `at` in epoch milliseconds."""

    decision_id: int
    at: int
    with_words: str


def done(conn: Connection, ids: Sequence[int]) -> dict[int, Done]:
    """Those of the items that the user has marked as done, with the decision that says so."""
    table = schema.decision.c
    found: dict[int, Done] = {}
    for chunk in chunks(ids):
        query = (
            select(table.interaction_id, table.id, table.kind, table.at, table.value)
            .where(table.interaction_id.in_(chunk), table.undone.is_(None), table.kind != "lane")
            .order_by(table.id)
        )
        for item_id, row_id, kind, at, value in conn.execute(query):
            found.pop(item_id, None)
            if kind == "done":
                found[item_id] = Done(row_id, at, value)
    return found


def words_by_hand(conn: Connection, limit: int = 5_000) -> list[str]:
    """With which words the user has answered things on networks that let no program in, the newest first."""
    table = schema.decision.c
    said = (table.kind == "done") & (table.value != "") & table.undone.is_(None)
    query = select(table.value).where(said).order_by(table.id.desc()).limit(limit)
    return list(conn.execute(query).scalars())


def correct_lanes(conn: Connection, decision_ids: Sequence[int]) -> bool:
    """Whether any of the decisions puts an item into another lane."""
    table = schema.decision.c
    some = select(table.id).where(table.id.in_(decision_ids), table.kind == "lane").limit(1)
    return conn.execute(some).first() is not None


@dataclass(frozen=True, slots=True)
class Correction:
    """One item that the user put into another lane."""

    decision_id: int
    interaction_id: int
    at: int
    text: str
    lane: Lane


def corrections(conn: Connection, limit: int) -> tuple[list[Correction], int]:
    """The last corrections of lanes that stand, newest first, and how many there are in all."""
    table, one = schema.decision.c, schema.interaction.c
    standing = (table.kind == "lane") & table.undone.is_(None)
    query = (
        select(table.id, one.id, table.at, one.subject, one.text, table.value)
        .join_from(schema.decision, schema.interaction, one.id == table.interaction_id)
        .where(standing)
        .order_by(table.id.desc())
        .limit(limit)
    )
    last = [
        Correction(row_id, item, at, words_of(subject, text), Lane(lane))
        for row_id, item, at, subject, text, lane in conn.execute(query)
    ]
    return last, int(conn.execute(select(func.count()).where(standing)).scalar_one())


def meant(conn: Connection, decision_ids: Sequence[int]) -> tuple[DecisionKind, str] | None:
    """What decisions of one press decided, with the value as for `decide`; none where none of them stands."""
    table = schema.decision.c
    query = select(table.kind, table.value).where(table.id.in_(decision_ids), table.undone.is_(None))
    row = conn.execute(query.order_by(table.id.desc()).limit(1)).first()
    return None if row is None else (row[0], row[1])


def latest(conn: Connection) -> list[int]:
    """The decisions made together last that are not undone, for the key `u`."""
    table = schema.decision
    at = select(func.max(table.c.at)).where(table.c.undone.is_(None)).scalar_subquery()
    return list(conn.execute(select(table.c.id).where(table.c.at == at, table.c.undone.is_(None))).scalars())
