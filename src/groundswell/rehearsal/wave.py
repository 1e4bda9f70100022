"""A whole simulated wave: what happens when, who does it, and what it says."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np

from groundswell.domain.words import Kind
from groundswell.rehearsal.cascade import Floats, moments
from groundswell.rehearsal.cast import Casting, Guest
from groundswell.rehearsal.characters import Character, character
from groundswell.rehearsal.saying import Said, Slot, say

_HOUR_S = 3_600.0
_SIZES = 0.1
"""Standard deviation of the logarithm of how large waves of one character are."""

_AGAIN = 0.15
"""Of what is done without a word, so much is done by somebody who did or said something before."""


class Event(NamedTuple):
    """One thing that somebody does.

    Attributes:
        seconds: After the post.
        guest: Place of who does it among the people of the wave.
        said: What it says; none for reactions, reposts, follows and bare invitations.
        answers: Place of the event that it answers; -1 for the post, or the beginning of a conversation.
    """

    seconds: float
    kind: Kind
    guest: int
    said: Said | None = None
    answers: int = -1


@dataclass(frozen=True)
class Wave:
    """A simulated wave. The same character, seed and number always make the same one.

    Attributes:
        guests: The people in it.
        events: In the order of time; what is answered comes before its answer.
    """

    character: Character
    seed: int
    guests: tuple[Guest, ...]
    events: tuple[Event, ...]

    @cached_property
    def texts(self) -> tuple[tuple[float, Said], ...]:
        """What was said, with the seconds after the post, in the order of time."""
        return tuple((one.seconds, one.said) for one in self.events if one.said is not None)


def wave(name: str, seed: int, events: int | None = None) -> Wave:
    """A simulated wave.

    Args:
        name: One of `CHARACTERS`.
        events: How many things happen in it; about as many as is usual if that is none.

    Raises:
        UsageError: There is no such character.
    """
    kind = character(name)
    chance = np.random.default_rng([seed, *name.encode()])
    number = events if events is not None else round(kind.events * np.exp(_SIZES * chance.standard_normal()))
    texts = min(number, max(1, round(kind.texts * number / kind.events)))
    added = [round(texts * burst.share) for burst in kind.bursts]
    main = moments(kind.course, number - sum(added), kind.hours * _HOUR_S, kind.posted_hour, chance)
    speaks = np.zeros(len(main), dtype=bool)
    speaks[chance.permutation(len(main))[: texts - sum(added)]] = True
    slots = [Slot(at, None) for at in main[speaks].tolist()]
    for burst, count in zip(kind.bursts, added, strict=True):
        within = burst.at_h + burst.hours * chance.beta(1.3, 3.0, count)
        slots += [Slot(at, burst) for at in (within * _HOUR_S).tolist()]
    slots.sort(key=lambda slot: slot.seconds)
    with _no_collecting():
        said = say(kind, slots, chance)
        return _peopled(kind, seed, slots, said, main[~speaks], chance)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Pauses the search for garbage cycles: what is made here holds none, and a million of it is looked
    through again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _peopled(
    kind: Character,
    seed: int,
    slots: Sequence[Slot],
    said: Sequence[Said],
    quiet: Floats,
    chance: np.random.Generator,
) -> Wave:
    casting = Casting(chance, kind.ties)
    guests, speaker = list[Guest](), list[int]()
    for one in said:
        if one.same:
            speaker.append(speaker[one.answers])
            continue
        speaker.append(len(guests))
        guests.append(casting.speaker(one.text.lang, one.text.temper, "" if one.copy else one.text.headline))
    kinds = tuple(kind.silent)
    weights = np.array([kind.silent[one] for one in kinds])
    which = chance.choice(len(kinds), len(quiet), p=weights / weights.sum()).tolist()
    again = chance.random(len(quiet)) < _AGAIN if guests else np.zeros(len(quiet), dtype=bool)
    by = np.where(again, chance.integers(0, max(1, len(guests)), len(quiet)), 0)
    by[~again] = len(guests) + np.arange(np.count_nonzero(~again))
    guests += casting.silent(int(np.count_nonzero(~again)), tuple(one.text.lang for one in said) or ("en",))
    silent = (
        Event(at, kinds[one], who) for at, one, who in zip(quiet.tolist(), which, by.tolist(), strict=True)
    )
    spoken = (
        Event(slot.seconds, one.text.kind, who, one)
        for slot, one, who in zip(slots, said, speaker, strict=True)
    )
    events = sorted(chain(spoken, silent), key=lambda event: event.seconds)
    return Wave(kind, seed, tuple(guests), tuple(_answering(events)))


def _answering(events: Sequence[Event]) -> Sequence[Event]:
    """The same with the places of what is answered, as they are in the whole wave."""
    places = [place for place, event in enumerate(events) if event.said is not None]
    return [
        event._replace(answers=places[event.said.answers])
        if event.said is not None and event.said.answers >= 0
        else event
        for event in events
    ]
