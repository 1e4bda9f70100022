"""What the user said of two people or two posts: append-only; taking back marks, and deletes nothing."""

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Connection, select

from groundswell.domain.pairing import Pairing, Says
from groundswell.store import log, schema

About = Literal["person", "post"]


def say(conn: Connection, about: About, pairs: Sequence[tuple[str, str]], says: Says, now: int) -> list[int]:
    """Logs one decision for each pair of natural keys; returns the decisions' ids for taking them back."""
    common = {"about": about, "says": says.value, "at": now}
    return [log.add(conn, schema.pairing, {**common, "one": one, "other": other}) for one, other in pairs]


def take_back(conn: Connection, about: About, ids: Sequence[int], now: int) -> int:
    """Takes decisions back; says how many of them stood."""
    return log.take_back(conn, schema.pairing, ids, now, schema.pairing.c.about == about)


def standing(conn: Connection, about: About) -> list[Pairing]:
    """The decisions that were not taken back, in the order in which they were made."""
    table = schema.pairing.c
    query = select(table.id, table.one, table.other, table.says, table.at)
    rows = conn.execute(query.where(table.about == about, table.undone.is_(None)).order_by(table.id))
    return [Pairing(row_id, one, other, Says(says), at) for row_id, one, other, says, at in rows]
