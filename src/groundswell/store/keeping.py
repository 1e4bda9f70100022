"""Small things that are kept: settings, the account, sessions, and what can be derived anew."""

import json
from dataclasses import dataclass
from sqlite3 import sqlite_version

from sqlalchemy import Connection, Table, delete, func, select, text

from groundswell.domain.activity import Account
from groundswell.domain.words import Network
from groundswell.store import schema
from groundswell.store.bulk import upsert

TIES_COUNTED = "ties_counted_to"
"""The setting that holds the id of the last interaction that was counted for ties."""


def accounts(conn: Connection) -> tuple[Account, ...]:
    """The user's own identities."""
    rows = conn.execute(select(schema.account).order_by(schema.account.c.id)).mappings()
    return tuple(
        Account(Network(row["network"]), row["key"], row["name"], row["url"], row["headline"]) for row in rows
    )


def setting(conn: Connection, name: str) -> object:
    """A setting's value; none if it was never set."""
    table = schema.setting
    return conn.execute(select(table.c.value).where(table.c.name == name)).scalar()


def set_setting(conn: Connection, name: str, value: object) -> None:
    """Sets a setting; `value` is anything JSON can hold."""
    upsert(conn, schema.setting, ("name", "value"), [(name, json.dumps(value))], "name")


def overwrite_setting(conn: Connection, name: str, value: object) -> None:
    """The same; what stood there before, however long ago, is overwritten and does not stay in the file."""
    conn.execute(text("PRAGMA secure_delete = ON"))
    table = schema.setting
    others = conn.execute(select(table).where(table.c.name != name)).all()
    # All of them: what older values left between the rows goes only with the whole page.
    conn.execute(delete(table))
    upsert(conn, table, ("name", "value"), [(row.name, json.dumps(row.value)) for row in others], "name")
    set_setting(conn, name, value)


def end_sessions(conn: Connection) -> None:
    """Nobody is let in by a session from before."""
    conn.execute(delete(schema.session))


def open_session(conn: Connection, digest: str, now: int, expires: int) -> None:
    """Keeps the digest of a browser's session and drops those that have expired."""
    table = schema.session
    conn.execute(delete(table).where(table.c.expires <= now))
    upsert(conn, table, ("digest", "created", "expires"), [(digest, now, expires)], "digest")


def session_expires(conn: Connection, digest: str) -> int | None:
    """When a session ends; none if there is no such session."""
    table = schema.session
    return conn.execute(select(table.c.expires).where(table.c.digest == digest)).scalar()


def forget_derived(conn: Connection) -> None:
    """Throws away readings, places, forecasts and ties; the next run computes them again."""
    for table in (
        schema.inbox, schema.reading, schema.alike, schema.finding, schema.forecast, schema.tie,
    ):  # fmt: skip
        conn.execute(delete(table))
    set_setting(conn, TIES_COUNTED, 0)


def sizes(conn: Connection) -> dict[str, int]:
    """How many rows the main tables hold."""
    tables = (schema.person, schema.post, schema.interaction, schema.total, schema.reading, schema.decision)
    return {
        table.name: int(conn.execute(select(func.count()).select_from(table)).scalar_one())
        for table in tables
    }


def kinds(conn: Connection) -> dict[str, int]:
    """How many interactions of each kind there are."""
    one = schema.interaction.c
    return {row[0]: row[1] for row in conn.execute(select(one.kind, func.count()).group_by(one.kind))}


@dataclass(frozen=True, slots=True)
class Gained:
    """How many rows an import added."""

    posts: int
    interactions: dict[str, int]
    counts: int
    people: int


def marks(conn: Connection) -> dict[str, int]:
    """The highest id in each main table, to tell later what was added."""
    tables = (schema.post, schema.interaction, schema.total, schema.person)
    return {one.name: conn.execute(select(func.max(one.c.id))).scalar() or 0 for one in tables}


def gained(conn: Connection, before: dict[str, int]) -> Gained:
    """What was added since the marks were taken."""

    def added(table: Table) -> int:
        query = select(func.count()).select_from(table).where(table.c.id > before[table.name])
        return int(conn.execute(query).scalar_one())

    one = schema.interaction.c
    by_kind = select(one.kind, func.count()).where(one.id > before["interaction"]).group_by(one.kind)
    interactions = {row[0]: row[1] for row in conn.execute(by_kind)}
    own = select(func.count()).where(schema.post.c.id > before["post"], schema.post.c.mine)
    posts = int(conn.execute(own).scalar_one())
    return Gained(posts, interactions, added(schema.total), added(schema.person))


def engine_version() -> str:
    """The version of the SQLite library that Python brings along."""
    return sqlite_version


def integrity(conn: Connection) -> str:
    """What SQLite's own check finds wrong; empty if nothing."""
    said = str(conn.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    return "" if said == "ok" else said
