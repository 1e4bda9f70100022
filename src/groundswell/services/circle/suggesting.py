"""Who may belong to the circle: who is kind to the user, and in conversation; likes alone say nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.domain.circle import Chosen
from groundswell.domain.tie import Tie
from groundswell.services.circle.near import Near, around
from groundswell.services.circle.words import tie_words
from groundswell.store import Connection, groups, lately, persons, ties
from groundswell.store.lately import Heard

MOST = 6
_LOOKED_AT, _HEARD = 200, 60
"""Of so many ties, those that count for most now; of so many people it is asked how they were read."""
_SLIPS = 0.02
"""As many texts may have been read as hostile or spam: readings err, for who wrote much at least once."""
_CONVERSATION = 1.5
"""Answers, as they still count: a few of the last months."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who may belong to the circle, with the reason in words."""

    near: Near
    why: tuple[str, ...]


def suggestions(
    conn: Connection, decided: Mapping[str, Chosen], now: int, limit: int = MOST
) -> list[Suggestion]:
    """Who may belong to it, by name: in no order of worth; who is inside or was put away is left out."""
    found = ties.strongest(conn, _LOOKED_AT)
    talked = [person for person, tie in found.items() if _in_conversation(tie)][:_HEARD]
    everywhere = groups.everywhere(conn, talked)
    rows = {one.id: one for one in persons.people(conn, talked)}
    chosen: dict[str, Heard] = {}
    for person in talked:
        own = decided.get(rows[person].key)
        if own is not None and (own.inside or own.left):
            continue
        said = lately.heard_of(conn, everywhere[person])
        if 2 * said.kind >= said.texts > 0 and said.cold <= said.texts * _SLIPS:
            chosen[rows[person].key] = said
        if len(chosen) == limit:
            break
    people = around(conn, list(chosen), now, decided)
    words = tie_words(conn, people.values(), now)
    by_name = sorted(people.values(), key=lambda one: (one.name.casefold(), one.key))
    return [Suggestion(one, (*words[one.key], _kind(chosen[one.key]))) for one in by_name]


def _in_conversation(tie: Tie) -> bool:
    return tie.turns >= _CONVERSATION and tie.last_in is not None


def _kind(said: Heard) -> str:
    if said.texts == 1:
        return "What they wrote to you was kind."
    share = "All" if said.kind == said.texts else f"{said.kind:,}"
    return f"{share} of the last {said.texts:,} things that they wrote to you were kind."
