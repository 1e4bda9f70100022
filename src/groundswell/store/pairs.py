"""What the user said of two people or two posts: append-only; taking back marks, and deletes nothing."""

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Connection, select

from groundswell.domain.pairing import Pairing, Says
from groundswell.store import schema

About = Literal["person", "post"]


def say(conn: Connection, about: About, pairs: Sequence[tuple[str, str]], says: Says, now: int) -> list[int]:
    """Logs one decision for each pair of natural keys; returns the decisions' ids for taking them back."""
    table = schema.pairing
    made = []
    for one, other in pairs:
        values = {"about": about, "one": one, "other": other, "says": says.value, "at": now}
        (added,) = conn.execute(table.insert().values(values)).inserted_primary_key or (0,)
        made.append(int(added))
    return made


def take_back(conn: Connection, about: About, ids: Sequence[int], now: int) -> int:
    """Takes decisions back; says how many of them stood."""
    table = schema.pairing
    chosen = table.c.id.in_(ids) & (table.c.about == about) & table.c.undone.is_(None)
    return conn.execute(table.update().where(chosen).values(undone=now)).rowcount


def standing(conn: Connection, about: About) -> list[Pairing]:
    """The decisions that were not taken back, in the order in which they were made."""
    table = schema.pairing.c
    query = select(table.id, table.one, table.other, table.says, table.at)
    rows = conn.execute(query.where(table.about == about, table.undone.is_(None)).order_by(table.id))
    return [Pairing(row_id, one, other, Says(says), at) for row_id, one, other, says, at in rows]
