"""When the user looked and how it was, where she wants that kept."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select

from groundswell.domain.calm import Feel
from groundswell.store import log, schema


@dataclass(frozen=True, slots=True)
class Looked:
    """One look; `at` in epoch milliseconds, `beyond` whether it went over the day's budget."""

    id: int
    at: int
    beyond: bool
    felt: Feel | None


def note(conn: Connection, at: int, *, beyond: bool) -> int:
    """Notes a look; returns its id."""
    return log.add(conn, schema.look, {"at": at, "beyond": beyond})


def say_felt(conn: Connection, look_id: int, felt: Feel | None) -> bool:
    """Says how it was, or takes that back; says whether there is such a look."""
    table = schema.look
    change = table.update().where(table.c.id == look_id).values(felt=felt.value if felt else "")
    return conn.execute(change).rowcount == 1


def since(conn: Connection, begin: int) -> list[Looked]:
    """Looks from then on, the oldest first."""
    table = schema.look
    rows = conn.execute(select(table).where(table.c.at >= begin).order_by(table.c.at, table.c.id)).mappings()
    return [
        Looked(row["id"], row["at"], row["beyond"], Feel(row["felt"]) if row["felt"] else None)
        for row in rows
    ]


def last(conn: Connection) -> Looked | None:
    """The newest look."""
    newest = conn.execute(select(func.max(schema.look.c.at))).scalar()
    found = [] if newest is None else since(conn, int(newest))
    return found[-1] if found else None


def forget(conn: Connection) -> int:
    """Forgets all looks; says how many."""
    return conn.execute(delete(schema.look)).rowcount
