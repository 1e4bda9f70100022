"""What goes to the user's webhook: kept until it has gone, in order; afterwards as it went, without words."""

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, func, select

from groundswell.domain.words import SendState
from groundswell.store import schema

_ON_ITS_WAY = (SendState.WAITING.value, SendState.SENDING.value)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way; times in epoch milliseconds.

    Attributes:
        key: Its name, the same in every attempt.
        lead: Key of the lead that it is about; empty for a test.
        type: `lead.kept`, `lead.changed`, `lead.dropped` or `test`.
        mark: Digest of the lead as the event tells it.
        body: What is sent; empty once it has gone or failed.
        tries: How often it was tried and it is not known that it arrived.
    """

    id: int
    key: str
    lead: str
    type: str
    mark: str
    body: str
    asked: int
    due: int
    state: SendState
    tries: int
    problem: str


def put(conn: Connection, key: str, lead: str, kind: str, mark: str, body: str, now: int, due: int) -> bool:
    """Queues an event; says whether it was not there already."""
    table = schema.delivery
    if conn.execute(select(table.c.id).where(table.c.key == key)).first() is not None:
        return False
    values = {"key": key, "lead": lead, "type": kind, "mark": mark, "body": body, "asked": now, "due": due}
    conn.execute(table.insert().values(state=SendState.WAITING.value, **values))
    return True


def first(conn: Connection) -> Delivery | None:
    """The oldest event that has not gone: none overtakes another."""
    table = schema.delivery
    query = select(table).where(table.c.state.in_(_ON_ITS_WAY)).order_by(table.c.id).limit(1)
    row = conn.execute(query).mappings().first()
    return _delivery(row) if row is not None else None


def newest(conn: Connection) -> dict[str, Delivery]:
    """Of each lead the newest event that was not taken back, by the lead's key."""
    table = schema.delivery
    last = select(func.max(table.c.id)).where(table.c.lead != "", table.c.state != SendState.CANCELLED.value)
    rows = conn.execute(select(table).where(table.c.id.in_(last.group_by(table.c.lead)))).mappings()
    return {row["lead"]: _delivery(row) for row in rows}


def recent(conn: Connection, limit: int = 20) -> list[Delivery]:
    """The newest events, whatever became of them, the newest first."""
    table = schema.delivery
    rows = conn.execute(select(table).order_by(table.c.id.desc()).limit(limit)).mappings()
    return [_delivery(row) for row in rows]


def begin(conn: Connection, key: str) -> bool:
    """Notes that an event is being sent; says whether it still was to be."""
    return _set(conn, key, SendState.SENDING)


def settle(conn: Connection, key: str, state: SendState, problem: str = "") -> bool:
    """Notes how it ended, and drops what was sent; says whether it was on its way."""
    return _set(conn, key, state, problem=problem, body="")


def postpone(conn: Connection, key: str, due: int, problem: str) -> None:
    """Lets an event that was tried in vain wait for another try."""
    _set(conn, key, SendState.WAITING, due=due, problem=problem, tries=schema.delivery.c.tries + 1)


def hold(conn: Connection, key: str, due: int, problem: str) -> None:
    """Lets an event wait that was not tried yet."""
    _set(conn, key, SendState.WAITING, due=due, problem=problem)


def give_up(conn: Connection, problem: str) -> None:
    """Takes back everything that has not gone; what is being sent or was tried may have, and has failed."""
    table = schema.delivery
    chosen = table.c.state.in_(_ON_ITS_WAY)
    tried = (table.c.state == SendState.SENDING.value) | (table.c.tries > 0)
    failed = {
        "state": SendState.FAILED.value,
        "body": "",
        "problem": f"{problem}; it may have arrived before",
    }
    conn.execute(table.update().where(chosen, tried).values(failed))
    values = {"state": SendState.CANCELLED.value, "body": "", "problem": problem}
    conn.execute(table.update().where(chosen).values(values))


def _set(conn: Connection, key: str, state: SendState, **values: object) -> bool:
    table = schema.delivery
    there = (table.c.key == key) & table.c.state.in_(_ON_ITS_WAY)
    return conn.execute(table.update().where(there).values(state=state.value, **values)).rowcount > 0


def _delivery(row: RowMapping) -> Delivery:
    return Delivery(
        row["id"], row["key"], row["lead"], row["type"], row["mark"], row["body"], row["asked"], row["due"],
        SendState(row["state"]), row["tries"], row["problem"],
    )  # fmt: skip
