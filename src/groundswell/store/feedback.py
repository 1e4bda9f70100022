"""What the user made of criticism: an append-only log; and the texts that may hold something to act on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from groundswell.domain.feedback import Does, PointState, Word
from groundswell.domain.reading import Reading, words_of
from groundswell.domain.words import Lane, Tone
from groundswell.store import groups, log, schema
from groundswell.store.bulk import chunks
from groundswell.store.inbox import highest
from groundswell.store.items import Item, items
from groundswell.store.readings import reading_of

MOST_OF_A_LANE = 500
"""Of each lane the highest are looked through for something to act on, so that a wave without end costs no
time without end."""

_STATES = ("open", "snoozed", "done", "answered")
_LANES = (Lane.FEEDBACK, Lane.DISAGREEMENT, Lane.HOSTILE, Lane.UNSURE)
_AROUND = 400


def say(
    conn: Connection,
    does: Does,
    point: str,
    now: int,
    *,
    other: str = "",
    text: str = "",
    state: PointState | None = None,
    quotes: Sequence[str] = (),
) -> int:
    """Logs one press, see `Word`; returns its id for taking it back."""
    values = {
        "does": does.value, "point": point, "other": other, "text": text,
        "state": state.value if state else "", "quotes": list(quotes), "at": now,
    }  # fmt: skip
    return log.add(conn, schema.feedback, values)


def take_back(conn: Connection, ids: Sequence[int], now: int) -> int:
    """Takes words back; says how many of them stood."""
    return log.take_back(conn, schema.feedback, ids, now)


def standing(conn: Connection) -> list[Word]:
    """The words that were not taken back, in the order in which they were said."""
    return [
        Word(
            row["id"], Does(row["does"]), row["point"], row["at"], row["other"], row["text"],
            PointState(row["state"] or PointState.OPEN), tuple(row["quotes"]),
        )
        for row in log.standing(conn, schema.feedback)
    ]  # fmt: skip


def ids_of(conn: Connection, quotes: Sequence[str]) -> dict[str, int]:
    """The ids of interactions by their keys; those that are not in the store are left out."""
    one = schema.interaction.c
    found: dict[str, int] = {}
    for chunk in chunks(quotes):
        found.update(
            (row[0], row[1]) for row in conn.execute(select(one.key, one.id).where(one.key.in_(chunk)))
        )
    return found


def quoted(conn: Connection, quotes: Sequence[str]) -> dict[str, Item]:
    """These quotes as items, by their keys; those that are not in the store, or not read, are left out."""
    ids = ids_of(conn, quotes)
    found = {one.id: one for one in items(conn, list(ids.values()))}
    return {key: found[row_id] for key, row_id in ids.items() if row_id in found}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may hold something to act on; `at` in epoch milliseconds."""

    id: int
    key: str
    at: int
    text: str
    lane: Lane
    tone: Tone
    reading: Reading


def candidates(conn: Connection) -> list[Candidate]:
    """Texts that were read as criticism and may hold something to act on, the newest first.

    Copies of others and what is long past are left out.
    """
    one, said, box = schema.interaction.c, schema.reading.c, schema.inbox.c
    found = []
    for chunk in chunks(highest(conn, _LANES, _STATES, MOST_OF_A_LANE)):
        query = (
            select(
                one.id, one.key, one.at, one.subject, one.text,
                box.lane.label("box_lane"), box.tone.label("box_tone"), *schema.reading.c,
            )
            .join_from(schema.interaction, schema.inbox, box.interaction_id == one.id)
            .join(schema.reading, said.interaction_id == one.id)
            .where(one.id.in_(chunk))
        )  # fmt: skip
        found += [
            Candidate(
                row["id"], row["key"], row["at"], words_of(row["subject"], row["text"]),
                Lane(row["box_lane"]), Tone(row["box_tone"]),
                reading_of(row),
            )
            for row in conn.execute(query).mappings()
        ]  # fmt: skip
    return sorted(found, key=lambda candidate: (-candidate.at, candidate.id))


def around(conn: Connection) -> list[tuple[str, str]]:
    """Text and language of what was read last: what is usual, from which others differ."""
    one, said = schema.interaction.c, schema.reading.c
    query = (
        select(one.subject, one.text, said.language)
        .join_from(schema.reading, schema.interaction, one.id == said.interaction_id)
        .order_by(said.interaction_id.desc())
        .limit(_AROUND)
    )
    return [(words_of(subject, text), language) for subject, text, language in conn.execute(query)]


def speakers(conn: Connection, said: Iterable[Item]) -> dict[int, int]:
    """Who said these items, by their ids: the person's id as they are shown; where nobody is known, a number
    that nobody else has."""
    people = {one.id: one.person_id for one in said}
    shown = groups.shown_as(conn, (who for who in people.values() if who is not None))
    return {of: -of if who is None else shown.get(who, who) for of, who in people.items()}
