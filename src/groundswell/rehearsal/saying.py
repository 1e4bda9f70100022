"""What is said when: the texts of a character, laid out over the moments at which somebody says something."""

from collections import deque
from collections.abc import Iterable, Sequence
from math import pi
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.words import Kind, Lane
from groundswell.rehearsal.cast import book
from groundswell.rehearsal.characters import Burst, Character, Phase
from groundswell.rehearsal.texts import Text, texts

_LANES = tuple(Lane)
_REMEMBERED = 80
"""Copies are of what was said no longer ago than so many texts."""

_REPLY_SOON = 4.0
"""An answer to what has been said is so many times likelier than something new."""


class Slot(NamedTuple):
    """A moment at which somebody says something, after the post, and the burst that it belongs to, if any."""

    seconds: float
    burst: Burst | None


class Said(NamedTuple):
    """What somebody says.

    Attributes:
        text: The text with what is right to say of it.
        words: The same as it is said: a copy differs a little.
        answers: Place of what it answers among all that is said; -1 for the post or for nothing.
        same: Whether the person is the one who said what it answers.
        copy: Whether it is a near copy of what somebody else said.
    """

    text: Text
    words: str
    answers: int = -1
    same: bool = False
    copy: bool = False


def say(kind: Character, slots: Sequence[Slot], chance: np.random.Generator) -> list[Said]:
    """What is said at each moment; once all texts of a character were said, they are said again.

    Args:
        slots: In the order of time.
    """
    book, models, said = _Book(kind), deque[tuple[int, Said]](), list[Said]()
    draws = chance.random((len(slots), 3)).tolist()
    for place, (slot, (picks, copies, alters)) in enumerate(zip(slots, draws, strict=True)):
        while models and models[0][0] < place - _REMEMBERED:
            models.popleft()
        copied = slot.burst is not None and copies * 100 < slot.burst.copies
        one = (copied and _copied(slot.burst, models, alters)) or book.next(slot, picks, place)
        if not one.copy and one.answers < 0:
            models.append((place, one))
        said.append(one)
    return said


def _copied(burst: Burst | None, models: Iterable[tuple[int, Said]], alters: float) -> Said | None:
    """Nearly what one of those said that fit the burst; none if there is none."""
    fit = [one for _, one in models if burst is not None and one.text.lane in burst.lanes]
    if not fit:
        return None
    model = fit[int(alters * len(fit))]
    return Said(model.text, _nearly(model.words, int(alters * 7919) % 5), copy=True)


def _nearly(words: str, way: int) -> str:
    bare = words.rstrip(" .!…")
    return (f"{bare}!!", bare, f"{bare}.", f"{bare} 🙄", f"{bare}…")[way]


class _Book:
    """The texts of a character, of which each is said once before any is said again."""

    def __init__(self, kind: Character) -> None:
        self._rows, self._kind = texts(kind.name), kind
        self._lanes = np.array([_LANES.index(one.lane) for one in self._rows])
        ahead = [book().tongue(one.lang).zone / 60 for one in self._rows]
        self._zones, self._zone = np.unique(ahead, return_inverse=True)
        number = {one.id: row for row, one in enumerate(self._rows)}
        self._to = [number.get(one.to, -1) for one in self._rows]
        self._answers = [
            [row for row, to in enumerate(self._to) if to == one] for one in range(len(self._rows))
        ]
        self._by_lane = dict[tuple[int, int], NDArray[np.float64]]()
        self._begin()

    def _begin(self) -> None:
        self._able = np.array([float(to < 0) for to in self._to])
        """How likely each is beside others: 0 for what was said, or answers what was not."""
        self._place = [-1] * len(self._rows)
        """Where each was said in this round; -1 for not yet."""

    def next(self, slot: Slot, pick: float, place: int) -> Said:
        """A text for that moment."""
        weights = self._weights(slot)
        if not weights.any():
            self._begin()
            weights = self._weights(slot)
        if not weights.any():  # No text fits what the burst asks for.
            weights = self._weights(slot._replace(burst=None))
        upto = np.cumsum(weights)
        row = min(int(np.searchsorted(upto, pick * upto[-1], side="right")), len(upto) - 1)
        self._able[row], self._place[row] = 0.0, place
        for answer in self._answers[row]:
            if self._place[answer] < 0:
                self._able[answer] = _REPLY_SOON
        text, to = self._rows[row], self._to[row]
        answers = self._place[to] if to >= 0 else -1
        return Said(text, text.text, answers, same=answers >= 0 and text.kind is Kind.MESSAGE)

    def _weights(self, slot: Slot) -> NDArray[np.float64]:
        hour = slot.seconds / 3_600
        phase = next((one for one in reversed(self._kind.phases) if one.from_h <= hour), None)
        local = (self._kind.posted_hour + hour + self._zones - 14) % 24
        awake = 0.55 + 0.45 * np.cos(local * 2 * pi / 24)
        weights: NDArray[np.float64] = self._likely(phase, slot.burst) * awake[self._zone] * self._able
        return weights

    def _likely(self, phase: Phase | None, burst: Burst | None) -> NDArray[np.float64]:
        """By row, as its lane goes in a phase or a burst."""
        key = id(phase), id(burst)
        if key not in self._by_lane:
            if burst is not None:
                by_lane = np.array([float(lane in burst.lanes) for lane in _LANES])
            else:
                by_lane = np.array([phase.lanes.get(lane, 1.0) if phase else 1.0 for lane in _LANES])
            self._by_lane[key] = by_lane[self._lanes]
        return self._by_lane[key]
