"""What may be a lead, and where leads came from, as it is in the store."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from groundswell.domain.words import Intent, Lane
from groundswell.store import groups, schema
from groundswell.store.bulk import chunks
from groundswell.store.inbox import highest

MOST_OF_A_LANE = 200
"""Of each lane the highest are looked through, so that a wave without end costs no time without end."""

_STATES = ("open", "snoozed", "done", "answered")
_LANES = (Lane.OPPORTUNITY, Lane.NEEDS_YOU, Lane.QUESTION, Lane.KIND_WORDS, Lane.UNSURE, Lane.OTHER)
"""Never what is hostile or spam."""
_OFFERS = (Intent.OPPORTUNITY, Intent.OFFER_OF_HELP)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something said in which something may be offered."""

    id: int
    key: str
    lane: Lane
    chance: float


def offers(conn: Connection, likely: float) -> list[Offer]:
    """What lies in the lane of opportunities, or was read as an offer with at least that chance.

    Copies of others and what is long past are left out.
    """
    box, one, said = schema.inbox.c, schema.interaction.c, schema.reading.c
    found = []
    for chunk in chunks(highest(conn, _LANES, _STATES, MOST_OF_A_LANE)):
        rows = conn.execute(
            select(one.id, one.key, box.lane, said.detail)
            .join_from(schema.interaction, schema.inbox, box.interaction_id == one.id)
            .join(schema.reading, said.interaction_id == one.id)
            .where(one.id.in_(chunk))
        )
        for row_id, key, lane, detail in rows:
            intents = json.loads(detail)["intents"]
            chance = max((float(intents.get(name.value, 0.0)) for name in _OFFERS), default=0.0)
            if lane == Lane.OPPORTUNITY.value or chance >= likely:
                found.append(Offer(row_id, key, Lane(lane), chance))
    return found


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something said came from: who said it and under which post; none where that is not known."""

    person_key: str
    person_id: int | None
    post_id: int | None


def origins(conn: Connection, keys: Iterable[str]) -> dict[str, Origin]:
    """Of these things said, by their keys; what is not in the store is left out."""
    one, who = schema.interaction.c, schema.person.c
    found: dict[str, Origin] = {}
    for chunk in chunks(keys):
        rows = conn.execute(
            select(one.key, who.key, one.person_id, one.post_id)
            .select_from(schema.interaction)
            .outerjoin(schema.person, who.id == one.person_id)
            .where(one.key.in_(chunk))
        )
        found.update((row[0], Origin(row[1] or "", row[2], row[3])) for row in rows)
    return found


def same_keys(conn: Connection, keys: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each of these people the keys of everybody who is the same, their own among them."""
    wanted, who, group = list(dict.fromkeys(keys)), schema.person.c, schema.person_group.c
    found = {key: frozenset({key}) for key in wanted}
    for chunk in chunks(wanted):
        rows = conn.execute(select(who.key, who.id).where(who.key.in_(chunk))).all()
        shown = groups.shown_as(conn, (row[1] for row in rows))
        heads = {row[0]: shown.get(row[1], row[1]) for row in rows}
        together: dict[int, set[str]] = {}
        query = select(group.shown_id, who.key).join_from(
            schema.person_group, schema.person, who.id == group.person_id
        )
        for head, key in conn.execute(query.where(group.shown_id.in_(set(heads.values())))):
            together.setdefault(head, set()).add(key)
        found.update((key, frozenset({key, *together.get(head, ())})) for key, head in heads.items())
    return found
