"""What the user made of what came in: an append-only log of leads and of decisions about people."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, RowMapping, delete, select

from groundswell.domain.kept import ABOUT_PEOPLE, Did, Press
from groundswell.store import log, schema


def say(
    conn: Connection,
    does: Did,
    now: int,
    *,
    lead: str = "",
    who: str = "",
    what: str = "",
    text: str = "",
    due: str = "",
    about: Sequence[str] = (),
) -> int:
    """Logs one press, see `Press`; returns its id for taking it back."""
    values = {
        "does": does.value, "lead": lead, "who": who, "what": what, "text": text, "due": due,
        "about": list(about), "at": now,
    }  # fmt: skip
    return log.add(conn, schema.kept, values)


def take_back(conn: Connection, ids: Sequence[int], now: int) -> list[Press]:
    """Takes presses back; gives those that stood."""
    found = [_press(row) for row in log.standing(conn, schema.kept, schema.kept.c.id.in_(ids))]
    log.take_back(conn, schema.kept, ids, now)
    return found


def standing(conn: Connection) -> list[Press]:
    """The presses that were not taken back, in the order in which they came."""
    return [_press(row) for row in log.standing(conn, schema.kept)]


def everything(conn: Connection) -> list[Press]:
    """All presses, also those that were taken back, in the order in which they came."""
    return [_press(row) for row in conn.execute(select(schema.kept).order_by(schema.kept.c.id)).mappings()]


def forget(conn: Connection, people: Iterable[str], said: Iterable[str]) -> int:
    """Takes everything about some people out of the log, also what was taken back; says how many rows it was
    in.

    Args:
        people: Their keys.
        said: Keys of what they did.
    """
    gone, table = {*people, *said}, schema.kept
    rows = everything(conn)
    leads = {one.lead for one in rows if one.does is Did.KEEP and (one.who in gone or gone & {*one.about})}
    conn.execute(delete(schema.delivery).where(schema.delivery.c.lead.in_(leads)))
    touched = 0
    for one in rows:
        rest = [key for key in one.about if key not in gone]
        about_nobody = (one.does in ABOUT_PEOPLE or one.does is Did.SKIP) and not rest
        if one.lead in leads and one.lead:
            conn.execute(delete(table).where(table.c.id == one.id))
        elif len(rest) == len(one.about):
            continue
        elif about_nobody:
            conn.execute(delete(table).where(table.c.id == one.id))
        else:
            conn.execute(table.update().where(table.c.id == one.id).values(about=rest))
        touched += 1
    return touched


def _press(row: RowMapping) -> Press:
    return Press(
        row["id"], Did(row["does"]), row["at"], row["lead"], row["who"], row["what"], row["text"],
        row["due"], tuple(row["about"]),
    )  # fmt: skip
