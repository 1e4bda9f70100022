"""Append-only logs of what the user decided: one row is one press, and taking back marks it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, select


def add(conn: Connection, table: Table, values: Mapping[str, object]) -> int:
    """Logs one press; returns its id for taking it back."""
    (added,) = conn.execute(table.insert().values(values)).inserted_primary_key or (0,)
    return int(added)


def take_back(
    conn: Connection, table: Table, ids: Sequence[int], now: int, *also: ColumnElement[bool]
) -> int:
    """Takes presses back; says how many of them stood.

    Args:
        also: What else has to hold of them.
    """
    chosen = table.update().where(table.c.id.in_(ids), table.c.undone.is_(None), *also)
    return conn.execute(chosen.values(undone=now)).rowcount


def standing(conn: Connection, table: Table, *also: ColumnElement[bool]) -> Sequence[RowMapping]:
    """The rows that were not taken back, in the order in which they were logged."""
    query = select(table).where(table.c.undone.is_(None), *also).order_by(table.c.id)
    return conn.execute(query).mappings().all()
