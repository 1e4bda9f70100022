"""What people said and what changed about them lately: what one could be there for."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from groundswell.domain.words import Direction, Intent, Kind, Lane, Tone
from groundswell.store import schema
from groundswell.store.bulk import chunks


@dataclass(frozen=True, slots=True)
class Open:
    """Something that was said to the account and is still open.

    Attributes:
        at: Epoch milliseconds.
        asks: How likely it is a question, 0–1.
    """

    item: int
    person: int
    kind: Kind
    lane: Lane
    at: int
    words: str
    asks: float


def open_items(conn: Connection, people: Iterable[int], since: int) -> list[Open]:
    """What these people said since an instant that was neither answered nor done, oldest first."""
    one, box, said = schema.interaction.c, schema.inbox.c, schema.reading.c
    found: list[Open] = []
    for chunk in chunks(people):
        query = (
            select(
                one.id, one.person_id, one.kind, box.lane, one.at_until, one.subject, one.text, said.detail
            )
            .join_from(schema.inbox, schema.interaction, box.interaction_id == one.id)
            .join(schema.reading, said.interaction_id == one.id)
            .where(box.person_id.in_(chunk), box.state == "open", one.at_until >= since)
        )
        for item, person, kind, lane, at, subject, text, detail in conn.execute(query):
            asks = json.loads(detail)["intents"].get(Intent.QUESTION.value, 0.0)
            words = text or subject
            found.append(Open(item, person, Kind(kind), Lane(lane), at, words, float(asks)))
    return sorted(found, key=lambda each: (each.at, each.item))


@dataclass(frozen=True, slots=True)
class Change:
    """That somebody's headline or company is told otherwise; both are untrusted text."""

    person: int
    field: str
    before: str
    after: str
    at: int


def changes(conn: Connection, people: Iterable[int], since: int) -> list[Change]:
    """What changed about these people since an instant, oldest first."""
    table = schema.person_change.c
    found: list[Change] = []
    for chunk in chunks(people):
        query = select(table.person_id, table.field, table.before, table.after, table.at)
        rows = conn.execute(query.where(table.person_id.in_(chunk), table.at >= since))
        found += [Change(*row) for row in rows]
    return sorted(found, key=lambda each: each.at)


@dataclass(frozen=True, slots=True)
class Heard:
    """How somebody's texts were read: how many, how many of them kind, how many hostile or spam."""

    texts: int
    kind: int
    cold: int


def heard_of(conn: Connection, people: Iterable[int]) -> dict[int, Heard]:
    """How what these people said was read; who said nothing is left out."""
    box = schema.inbox.c
    counts: dict[int, list[int]] = {}
    for chunk in chunks(people):
        query = select(box.person_id, box.lane, box.tone, func.count()).where(box.person_id.in_(chunk))
        for person, lane, tone, n in conn.execute(query.group_by(box.person_id, box.lane, box.tone)):
            own = counts.setdefault(person, [0, 0, 0])
            own[0] += n
            own[1] += n * (lane == Lane.KIND_WORDS or tone == Tone.SUPPORTIVE)
            own[2] += n * (lane in (Lane.HOSTILE, Lane.SPAM) or tone == Tone.HOSTILE)
    return {person: Heard(*own) for person, own in counts.items()}


def passed_since(
    conn: Connection, people: Mapping[int, Iterable[int]], since: int
) -> dict[int, dict[tuple[Kind, Direction], int]]:
    """How many interactions of each kind passed each way since an instant.

    Args:
        people: By the id that is asked for, all ids of that person.
    """
    one = schema.interaction.c
    head = {member: shown for shown, members in people.items() for member in members}
    found: dict[int, dict[tuple[Kind, Direction], int]] = {shown: {} for shown in people}
    for chunk in chunks(head):
        query = (
            select(one.person_id, one.kind, one.direction, func.count())
            .where(one.person_id.in_(chunk), one.at >= since, one.flavour != "draft")
            .group_by(one.person_id, one.kind, one.direction)
        )
        for person, kind, direction, n in conn.execute(query):
            counts, which = found[head[person]], (Kind(kind), Direction(direction))
            counts[which] = counts.get(which, 0) + n
    return found
