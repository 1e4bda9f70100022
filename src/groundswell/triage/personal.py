"""What one user's corrections teach: a small layer over sketches of readings, fitted anew from all of them.

The layer adds to each lane's score a linear function of where a text stands among others, fitted by
regularised multinomial regression with the reader's own scores as offset. Beside the corrections it sees
anchors: texts of many hands that it must go on reading as before, so that what is learned stays near what was
corrected. Taking a correction back is fitting without it: nothing is ever unlearned by halves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.reading import Reading
from groundswell.domain.words import Lane
from groundswell.triage.decide import Thresholds, choose, priority
from groundswell.triage.sketch import COORDINATES, Sketches, states, unsketched

Floats = NDArray[np.float64]
_Chances = tuple[list[float], float, float]

PULL = 60.0
"""How much one correction counts beside one anchor."""

_RIDGE = 0.1
_STEPS = 120
_NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Lesson:
    """One corrected text: the sketch of its reading, and the lane that the user said."""

    sketch: bytes
    lane: Lane


@dataclass(frozen=True, slots=True)
class Ground:
    """What a reader brings to be taught.

    Attributes:
        anchors: Sketches of texts that are to be read as before.
        lanes: The lanes in the order of their scores.
    """

    anchors: Sketches
    lanes: tuple[Lane, ...]
    limits: Thresholds


class Placed(NamedTuple):
    """Where a text belongs; `taught` says that the reader alone would place it elsewhere."""

    lane: Lane
    confidence: float
    priority: float
    taught: bool


class Taught:
    """Judges readings anew by what the user taught."""

    def __init__(self, ground: Ground, weights: Floats) -> None:
        self._ground, self._weights = ground, weights

    def judged(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings with lane, confidence and priority as taught; those without a sketch as they are."""
        if not self._weights.any():
            return list(readings)
        placed = iter(self.placed([reading.sketch for reading in readings if reading.sketch]))
        return [
            replace(reading, **next(placed)._asdict()) if reading.sketch else reading for reading in readings
        ]

    def placed(self, sketches: Sequence[bytes]) -> list[Placed]:
        """Where the texts of these sketches belong, in order."""
        if not sketches:
            return []
        many = unsketched(sketches)
        added = states(many) @ self._weights
        scores, distress = many["lanes"].astype(np.float64), _yes(many["distress"]).tolist()
        alone, now = _chances(scores), _chances(scores + added)
        # The head of its own moves as the odds of the lane do.
        hostile = self._ground.lanes.index(Lane.HOSTILE)
        moved = many["hostile"] + _odds(now[:, hostile]) - _odds(alone[:, hostile])
        before = zip(alone.tolist(), distress, _yes(many["hostile"]).tolist(), strict=True)
        after = zip(now.tolist(), distress, _yes(moved).tolist(), strict=True)
        return [self._placed(*pair) for pair in zip(before, after, strict=True)]

    def _placed(self, before: _Chances, after: _Chances) -> Placed:
        alone, now = self._judged(*before), self._judged(*after)
        # What was learned speaks only where it is sure: doubt of its own must not empty the other lanes.
        lane, confidence, soon = alone if now[0] is Lane.UNSURE else now
        return Placed(lane, confidence, soon, lane is not alone[0])

    def _judged(self, chances: list[float], distress: float, hostile: float) -> tuple[Lane, float, float]:
        lanes = dict(zip(self._ground.lanes, chances, strict=True))
        return *choose(lanes, distress, hostile, self._ground.limits), priority(lanes, distress)


def learned(lessons: Sequence[Lesson], ground: Ground) -> Taught:
    """What all the lessons teach together; without any, readings are judged as the reader alone does."""
    lanes = len(ground.lanes)
    if not lessons:
        return Taught(ground, np.zeros((COORDINATES, lanes)))
    own = unsketched([one.sketch for one in lessons])
    whole = np.concatenate([own, ground.anchors])
    said = [ground.lanes.index(one.lane) for one in lessons]
    wanted = np.vstack([np.eye(lanes)[said], _chances(ground.anchors["lanes"])])
    weight = np.concatenate([np.full(len(own), PULL), np.ones(len(ground.anchors))])
    return Taught(ground, _fitted(states(whole), whole["lanes"].astype(np.float64), wanted, weight))


def _fitted(inputs: Floats, offset: Floats, wanted: Floats, weight: Floats) -> Floats:
    """Minimises the weighted cross-entropy with a ridge by accelerated gradient steps (Nesterov 1983).

    The problem is convex and its curvature at most half the largest eigenvalue of the weighted inputs, which
    gives the step.
    """
    curvature = 0.5 * np.linalg.norm(inputs * np.sqrt(weight)[:, None], 2) ** 2 + _RIDGE
    made = ahead = np.zeros((inputs.shape[1], offset.shape[1]))
    for step in range(_STEPS):
        wrong = (_chances(offset + inputs @ ahead) - wanted) * weight[:, None]
        slope = inputs.T @ wrong + _RIDGE * ahead
        before, made = made, ahead - slope / curvature
        if np.abs(made - before).max() < _NEAR:
            break
        ahead = made + step / (step + 3) * (made - before)
    return made


def _chances(scores: NDArray[np.floating]) -> Floats:
    raised = np.exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True))
    chances: Floats = raised / raised.sum(axis=1, keepdims=True)
    return chances


def _yes(log_odds: NDArray[np.floating]) -> Floats:
    chances: Floats = 0.5 * (1 + np.tanh(log_odds.astype(np.float64) / 2))
    return chances


def _odds(chances: Floats) -> Floats:
    within = np.clip(chances, _NEAR, 1 - _NEAR)
    log_odds: Floats = np.log(within / (1 - within))
    return log_odds
