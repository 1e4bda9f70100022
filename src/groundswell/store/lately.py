"""What people said and what changed about them lately: what one could be there for."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

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
            .join_from(schema.interaction, schema.inbox, box.interaction_id == one.id)
            .join(schema.reading, said.interaction_id == one.id)
            # Asked for so, the state leads no plan through the index of all that is open.
            .where(one.person_id.in_(chunk), one.at >= since, func.coalesce(box.state, "") == "open")
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


def heard_of(conn: Connection, people: Sequence[int]) -> Heard:
    """How the last things were read that somebody said.

    Args:
        people: All ids of that person.
    """
    rows = conn.execute(_HEARD, {"people": people, "most": _MOST_HEARD}).all()
    kind = sum(lane == Lane.KIND_WORDS or tone == Tone.SUPPORTIVE for lane, tone in rows)
    cold = sum(lane in (Lane.HOSTILE, Lane.SPAM) or tone == Tone.HOSTILE for lane, tone in rows)
    return Heard(len(rows), kind, cold)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many interactions of each kind passed each way since an instant, in epoch milliseconds."""

    since: int
    counts: Mapping[tuple[Kind, Direction], int]


def passed_since(conn: Connection, people: Sequence[int], since: int) -> Counted:
    """What passed with somebody since an instant; where that is very much, since a later one.

    Args:
        people: All ids of that person.
    """
    rows = conn.execute(_LATELY, {"people": people, "since": since, "most": _MOST_COUNTED}).all()
    counts = {(Kind(kind), Direction(direction)): n for kind, direction, n, _ in rows}
    full = sum(counts.values()) == _MOST_COUNTED
    return Counted(min(first for _, _, _, first in rows) if full else since, counts)


_MOST_HEARD, _MOST_COUNTED = 60, 200
"""However much passed with somebody, no more of it is looked at for a page."""

_one, _box = schema.interaction.c, schema.inbox.c
# One id is asked for along the index, the last first; a query for all of somebody's ids would sort them.
_PEOPLE = _one.person_id.in_(bindparam("people", expanding=True))
_HEARD = (
    select(_box.lane, _box.tone)
    .join_from(schema.interaction, schema.inbox, _box.interaction_id == _one.id)
    .where(_PEOPLE)
    .order_by(_one.at.desc())
    .limit(bindparam("most"))
)
_last = (
    select(_one.kind, _one.direction, _one.at)
    .where(_PEOPLE, _one.at >= bindparam("since"), _one.flavour != "draft")
    .order_by(_one.at.desc())
    .limit(bindparam("most"))
    .subquery()
    .c
)
_LATELY = select(_last.kind, _last.direction, func.count(), func.min(_last.at)).group_by(
    _last.kind, _last.direction
)
