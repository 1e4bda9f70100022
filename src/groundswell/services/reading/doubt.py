"""What is done with doubt: where the unsure stands, how far down to read it, and what of it is folded.

Measured on rehearsals (`bench/first20`): one in eight of those that need the person, offer or ask something
is `unsure`, nearly all of them among its upper ones; most of what is hostile there stands below.
"""

from collections.abc import Sequence
from itertools import pairwise

from groundswell.domain.words import Lane, Tone
from groundswell.store.items import Item

OFFERED = (
    Lane.NEEDS_YOU,
    Lane.OPPORTUNITY,
    Lane.QUESTION,
    Lane.UNSURE,
    Lane.FEEDBACK,
    Lane.DISAGREEMENT,
    Lane.KIND_WORDS,
    Lane.HOSTILE,
    Lane.SPAM,
    Lane.OTHER,
)
"""Lanes in the order in which the inbox offers them."""

PERHAPS_YOURS = 0.3
"""From this priority on something unsure may well need the person; ordering knows steps of a twentieth."""

PERHAPS_HOSTILE = 0.25
"""From this probability of a hostile tone on something unsure is folded as what is surely hostile is."""

_STEPS = 20


def folds(item: Item) -> bool:
    """Whether the words of an item are folded away until they are asked for."""
    if item.corrected or item.lane is not Lane.UNSURE:
        return item.lane is Lane.HOSTILE
    return item.reading.tone.get(Tone.HOSTILE, 0) >= PERHAPS_HOSTILE


def perhaps_yours(item: Item) -> bool:
    """Whether something unsure stands among the upper ones."""
    return round(item.reading.priority * _STEPS) >= round(PERHAPS_YOURS * _STEPS)


def rest_begins(items: Sequence[Item]) -> int | None:
    """The number of the first unsure item of a page from which on little is likely to need the person; none
    if that line lies on another page."""
    for before, item in pairwise(items):
        if perhaps_yours(before) and not perhaps_yours(item):
            return item.id
    return None
