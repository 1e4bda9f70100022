"""What is said when: the texts of a character, laid out over the moments at which somebody says something."""

from collections.abc import Sequence
from math import pi
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.words import Kind, Lane
from groundswell.rehearsal.cast import book
from groundswell.rehearsal.characters import Burst, Character
from groundswell.rehearsal.texts import Text, texts

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
    book, said = _Book(kind), list[Said]()
    draws = chance.random((len(slots), 3)).tolist()
    for slot, (picks, copies, alters) in zip(slots, draws, strict=True):
        copy = _copied(slot.burst, said, copies, alters)
        said.append(copy or book.next(slot, picks, len(said)))
    return said


def _copied(burst: Burst | None, said: Sequence[Said], copies: float, alters: float) -> Said | None:
    if burst is None or copies * 100 >= burst.copies:
        return None
    models = [one for one in said[-80:] if one.text.lane in burst.lanes and not one.copy and one.answers < 0]
    if not models:
        return None
    model = models[int(alters * len(models))]
    return Said(model.text, _nearly(model.words, int(alters * 7919) % 5), copy=True)


def _nearly(words: str, way: int) -> str:
    bare = words.rstrip(" .!…")
    return (f"{bare}!!", bare, f"{bare}.", f"{bare} 🙄", f"{bare}…")[way]


class _Book:
    """The texts of a character, of which each is said once before any is said again."""

    def __init__(self, kind: Character) -> None:
        self._rows = texts(kind.name)
        self._kind = kind
        self._lanes = np.array([list(Lane).index(one.lane) for one in self._rows])
        self._ahead_h = np.array([book().tongue(one.lang).zone for one in self._rows]) / 60
        number = {one.id: place for place, one in enumerate(self._rows)}
        self._to = np.array([number.get(one.to, -1) for one in self._rows])
        self._begin()

    def _begin(self) -> None:
        self._left = np.ones(len(self._rows), dtype=bool)
        self._place = np.full(len(self._rows), -1)
        """Where each text was said last in this round; -1 for not yet."""

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
        text, answers = self._rows[row], -1
        self._left[row] = False
        self._place[row] = place
        if self._to[row] >= 0:
            answers = int(self._place[self._to[row]])
        same = answers >= 0 and text.kind is Kind.MESSAGE
        return Said(text, text.text, answers, same)

    def _weights(self, slot: Slot) -> NDArray[np.float64]:
        hour = slot.seconds / 3_600
        phase = next((one for one in reversed(self._kind.phases) if one.from_h <= hour), None)
        by_lane = np.array([phase.lanes.get(lane, 1.0) if phase else 1.0 for lane in Lane])
        if slot.burst is not None:
            by_lane = np.array([float(lane in slot.burst.lanes) for lane in Lane])
        answers = self._to >= 0
        heard = self._place[self._to] >= 0
        able = self._left & (~answers | heard)
        local = (self._kind.posted_hour + hour + self._ahead_h - 14) % 24
        awake = 0.55 + 0.45 * np.cos(local * 2 * pi / 24)
        weights: NDArray[np.float64] = by_lane[self._lanes] * able * awake
        return np.where(answers, _REPLY_SOON, 1.0) * weights
