"""What the user decided about the circle, and what she keeps by hand of people: append-only, with undo."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from groundswell.domain.circle import Does, Noted, Word
from groundswell.domain.tie import Gift
from groundswell.domain.words import Direction
from groundswell.store import log, schema
from groundswell.store.bulk import chunks


def say(conn: Connection, person: str, does: Does, now: int, value: str = "") -> int:
    """Logs one press about somebody, by their natural key; returns its id for taking it back."""
    values = {"person": person, "does": does.value, "value": value, "at": now}
    return log.add(conn, schema.circle, values)


def take_back(conn: Connection, ids: Sequence[int], now: int) -> int:
    """Takes words back; says how many of them stood."""
    return log.take_back(conn, schema.circle, ids, now)


def standing(conn: Connection) -> list[Word]:
    """The words that were not taken back, in the order in which they were said."""
    rows = log.standing(conn, schema.circle)
    return [Word(row["id"], row["person"], Does(row["does"]), row["value"], row["at"]) for row in rows]


def note(
    conn: Connection, person: str, gift: Gift, direction: Direction, happened: int, words: str, now: int
) -> int:
    """Keeps something that passed where no network shows it; returns its id for taking it back."""
    values = {
        "person": person, "gift": gift.value, "direction": direction.value, "note": words,
        "happened": happened, "at": now,
    }  # fmt: skip
    return log.add(conn, schema.by_hand, values)


def take_note_back(conn: Connection, ids: Sequence[int], now: int) -> list[str]:
    """Takes notes back; gives the keys of the people of those that stood."""
    table = schema.by_hand
    query = select(table.c.person).where(table.c.id.in_(ids), table.c.undone.is_(None))
    people = list(conn.execute(query).scalars())
    log.take_back(conn, table, ids, now)
    return people


def notes(conn: Connection, people: Iterable[str]) -> list[Noted]:
    """What is kept by hand of these people, the last that happened first."""
    table = schema.by_hand
    found: list[Noted] = []
    for chunk in chunks(people):
        query = select(table).where(table.c.person.in_(chunk), table.c.undone.is_(None))
        found += [
            Noted(
                row["id"], row["person"], Gift(row["gift"]), Direction(row["direction"]), row["note"],
                row["happened"],
            )
            for row in conn.execute(query).mappings()
        ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.happened, -one.id))
