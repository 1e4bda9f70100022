"""Accounts that are followed on their networks, and from where to go on."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from groundswell.domain.activity import Account
from groundswell.domain.words import LineState, Network
from groundswell.store import schema
from groundswell.store.bulk import insert_missing


@dataclass(frozen=True, slots=True)
class LineRow:
    """One followed account.

    Attributes:
        problem: What is wrong, in words; empty while open.
        backfilled: From where the backfill goes on; `heard` the same for what is new. Empty: from the start.
        looked: When the network was last asked, in epoch milliseconds.
    """

    id: int
    account: Account
    state: LineState
    problem: str
    backfilled: str
    heard: str
    looked: int | None


def lines(conn: Connection) -> list[LineRow]:
    """All followed accounts, in the order in which they were signed in."""
    one, who = schema.line.c, schema.account.c
    query = select(schema.line, who.network, who.key, who.name, who.url, who.headline)
    rows = conn.execute(query.join(schema.account, who.id == one.account_id).order_by(one.id)).mappings()
    return [
        LineRow(
            row["id"],
            Account(Network(row["network"]), row["key"], row["name"], row["url"], row["headline"]),
            LineState(row["state"]),
            row["problem"],
            row["backfilled"],
            row["heard"],
            row["looked"],
        )
        for row in rows
    ]


def line(conn: Connection, account: str) -> LineRow | None:
    """The line of the account with that key, if it is followed."""
    return next((row for row in lines(conn) if row.account.key == account), None)


def open_line(conn: Connection, account: Account) -> None:
    """Follows an account that is in the store; one that was followed already goes on where it was."""
    table = schema.line
    query = select(schema.account.c.id).where(schema.account.c.key == account.key)
    account_id = conn.execute(query).scalar_one()
    insert_missing(conn, table, ("account_id", "state"), [(account_id, LineState.OPEN.value)])
    values = {"state": LineState.OPEN.value, "problem": ""}
    conn.execute(table.update().where(table.c.account_id == account_id).values(values))


def close_line(conn: Connection, account: str) -> None:
    """Follows an account no more; what came in stays. Signing in anew begins from the start."""
    of_account = select(schema.account.c.id).where(schema.account.c.key == account).scalar_subquery()
    conn.execute(schema.line.delete().where(schema.line.c.account_id == of_account))


def mark(conn: Connection, line_id: int, state: LineState, problem: str, looked: int) -> None:
    """Writes how a line stands."""
    table = schema.line
    values = {"state": state.value, "problem": problem, "looked": looked}
    conn.execute(table.update().where(table.c.id == line_id).values(values))


def go_on_from(
    conn: Connection, line_id: int, *, backfilled: str | None = None, heard: str | None = None
) -> None:
    """Moves a cursor, in the transaction that stores what came before it."""
    told = {"backfilled": backfilled, "heard": heard}
    values = {name: value for name, value in told.items() if value is not None}
    conn.execute(schema.line.update().where(schema.line.c.id == line_id).values(values))
