"""What people ask for that the user has not decided about: suggested, each time with the words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.domain.feedback import kept
from groundswell.domain.words import Intent, Lane
from groundswell.services.preferences import preferences
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, items
from groundswell.store import feedback as stored
from groundswell.store.feedback import Candidate
from groundswell.store.items import Item
from groundswell.triage.perspectives import Voice
from groundswell.triage.points import gathered, title_of
from groundswell.triage.sketch import COORDINATES, states, unsketched

MOST_READ = 1_200
"""The newest texts that are gathered; the time this takes grows with the square."""

LIKELY = 0.5
"""From this chance on a text that is not in the lane may hold something to act on."""

_UNTITLED = "What a hostile comment asks for"
_NOWHERE = np.zeros(COORDINATES)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that people ask for and that the user has not decided about.

    Attributes:
        title: In the words of one of them.
        quotes: The most typical first.
        people: How many said it.
        since: When it was said first, in epoch milliseconds.
    """

    title: str
    quotes: tuple[Item, ...]
    people: int
    since: int


def suggestions(workspace: Workspace) -> list[Suggestion]:
    """What may be points: what most people ask for first, then what one person does.

    Hostile words count where others ask for the same; alone they suggest nothing.
    """
    hidden = preferences(workspace)["hostile"] == "hidden"
    with workspace.store.reading() as conn:
        held = kept(stored.standing(conn))
        decided = {key for one in held.points.values() for key in one.quotes} | held.left.keys()
        found = [
            one
            for one in stored.candidates(conn)
            if one.key not in decided and _asks(one) and not (hidden and one.lane is Lane.HOSTILE)
        ][:MOST_READ]
        groups = [group for model in _models(found) for group in _gathered(conn, model)]
        wanted = [group for group in groups if any(one.lane is not Lane.HOSTILE for one in group)]
        rows = {one.id: one for one in items.items(conn, [one.id for group in wanted for one in group])}
    made = [_suggestion(group, [rows[one.id] for one in group if one.id in rows]) for group in wanted]
    return sorted(made, key=lambda one: (-one.people, -one.quotes[0].when.latest, one.quotes[0].id))


def named(item: Item) -> str:
    """What something said asks for, in its own words; hostile words give no title."""
    return _UNTITLED if item.lane is Lane.HOSTILE else title_of(item.words, item.reading.evidence)


def said_by(quotes: Iterable[Item]) -> int:
    """How many people said something; who is not known counts each time."""
    return len({("item", one.id) if one.person_id is None else ("person", one.person_id) for one in quotes})


def _asks(one: Candidate) -> bool:
    return one.lane is Lane.FEEDBACK or one.reading.intents.get(Intent.FEEDBACK, 0) >= LIKELY


def _models(found: Iterable[Candidate]) -> list[list[Candidate]]:
    """The texts by who read them: where two readers place a text cannot be compared."""
    by_model: dict[str, list[Candidate]] = {}
    for one in found:
        by_model.setdefault(one.reading.model, []).append(one)
    return list(by_model.values())


def _gathered(conn: Connection, found: Sequence[Candidate]) -> list[list[Candidate]]:
    sketched = [one.reading.sketch for one in found]
    placed = iter(states(unsketched([one for one in sketched if one])))
    voices = [
        Voice(
            one.text,
            Lane.FEEDBACK,
            one.tone,
            frozenset(),
            one.reading.language,
            next(placed) if sketch else _NOWHERE,
        )
        for one, sketch in zip(found, sketched, strict=True)
    ]
    usual = stored.around(conn, found[0].reading.model)
    places = states(unsketched([sketch for sketch, _ in usual]))
    around = [
        Voice("", Lane.OTHER, found[0].tone, frozenset(), language, place)
        for (_, language), place in zip(usual, places, strict=True)
    ]
    return [[found[place] for place in group] for group in gathered(voices, around)]


def _suggestion(group: Sequence[Candidate], quotes: Sequence[Item]) -> Suggestion:
    spoken = next(one for one in group if one.lane is not Lane.HOSTILE)
    since = min(one.at for one in group)
    return Suggestion(title_of(spoken.text, spoken.reading.evidence), tuple(quotes), said_by(quotes), since)
