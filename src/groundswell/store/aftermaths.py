"""What was said after the user's answers, by those whom they went to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, func, select

from groundswell.domain.answers import Answer
from groundswell.domain.reading import Reading
from groundswell.domain.words import Direction, Kind, SendState
from groundswell.store import schema
from groundswell.store.bulk import chunks
from groundswell.store.readings import READ_KINDS, reading_of


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing said, either way; `reading` is none for the user's own words and for what is unread."""

    key: str
    kind: Kind
    thread: str
    person_id: int | None
    at: int
    text: str
    reading: Reading | None

    @property
    def root(self) -> str:
        """What the exchange began with."""
        return self.thread or self.key


def targets(conn: Connection, made: Sequence[Answer]) -> dict[str, Spoken]:
    """What these answered, by its key; what is not in the store is left out."""
    return {one.key: one for one in _spoken(conn, "key", (one.target for one in made))}


def own_words(conn: Connection, roots: Iterable[str]) -> list[Spoken]:
    """The user's own comments in these exchanges, the oldest first."""
    found = _spoken(conn, "thread", roots, (Direction.OUT,), (Kind.COMMENT,))
    return sorted(found, key=lambda one: one.at)


def heard(conn: Connection, people: Iterable[int], since: int) -> list[Spoken]:
    """What these people have said to the user since, the oldest first."""
    found = _spoken(conn, "person_id", people, (Direction.IN,), READ_KINDS)
    return sorted((one for one in found if one.at >= since), key=lambda one: one.at)


def gone(conn: Connection, keys: Sequence[str]) -> dict[str, tuple[int, str]]:
    """When each of these went out, by its key in the outbox, and the key of what it became; others are left
    out."""
    box, said = schema.outbox.c, schema.interaction.c
    found: dict[str, tuple[int, str]] = {}
    for chunk in chunks(keys):
        query = (
            select(box.key, func.coalesce(said.at, box.due), box.became)
            .outerjoin(schema.interaction, said.key == box.became)
            .where(box.key.in_(chunk), box.state == SendState.SENT.value)
        )
        found.update((key, (at, became)) for key, at, became in conn.execute(query))
    return found


def newest_import(conn: Connection) -> int:
    """When the last file was taken in to its end, in epoch milliseconds; 0 for never."""
    run = schema.import_run.c
    found = conn.execute(select(func.max(run.finished)).where(run.state == "done")).scalar()
    return int(found or 0)


def _spoken(
    conn: Connection,
    column: str,
    values: Iterable[str] | Iterable[int],
    ways: Sequence[Direction] = tuple(Direction),
    kinds: Sequence[Kind] = READ_KINDS,
) -> list[Spoken]:
    one, said = schema.interaction.c, schema.reading.c
    found: list[Spoken] = []
    for chunk in chunks(dict.fromkeys(values)):
        query = (
            select(
                one.key, one.kind, one.thread, one.person_id, one.at, one.text,
                *(part for part in schema.reading.c),
            )
            .outerjoin(schema.reading, said.interaction_id == one.id)
            .where(one[column].in_(chunk), one.direction.in_(ways), one.kind.in_(kinds))
        )  # fmt: skip
        if column == "thread":
            query = query.where(one.thread != "")
        found += [_row(row) for row in conn.execute(query).mappings()]
    return found


def _row(row: RowMapping) -> Spoken:
    return Spoken(
        row["key"], Kind(row["kind"]), row["thread"], row["person_id"], row["at"], row["text"],
        reading_of(row) if row["model"] is not None else None,
    )  # fmt: skip
