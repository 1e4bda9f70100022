"""What one user's corrections teach: a small layer over the encoder's states, fitted anew from all of them.

The layer adds to each lane's score a linear function of the state of a text, fitted by regularised
multinomial regression with the encoder's own scores as offset. Beside the corrections it sees anchors: texts
of many hands that it must go on reading as before, so that what is learned stays near what was corrected.
Taking a correction back is fitting without it: nothing is ever unlearned by halves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PULL = 6.0
"""How much one correction counts beside one anchor."""

_RIDGE = 0.5
_STEPS = 120
_NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Lesson:
    """One corrected text.

    Attributes:
        state: The encoder's state of it, (width,).
        scores: The lanes' scores before, (lanes,).
        lane: The place of the lane that the user said.
    """

    state: NDArray[np.float32]
    scores: NDArray[np.float32]
    lane: int


@dataclass(frozen=True, slots=True)
class Anchors:
    """Texts that are to be read as before: states (n, width) and scores (n, lanes)."""

    states: NDArray[np.float32]
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layer:
    """What was learned.

    Attributes:
        weights: (width, lanes), over states of length 1 from which the anchors' mean was taken.
        middle: (width,)
    """

    weights: NDArray[np.float32]
    middle: NDArray[np.float32]

    def added(self, states: NDArray[np.float32]) -> NDArray[np.float32]:
        """What is added to the lanes' scores, (n, lanes), of states (n, width)."""
        added: NDArray[np.float32] = _centred(states, self.middle).astype(np.float32) @ self.weights
        return added


def learned(lessons: Sequence[Lesson], anchors: Anchors) -> Layer:
    """The layer that all the lessons teach together; without any, one that adds nothing."""
    middle = anchors.states.mean(axis=0)
    lanes = anchors.scores.shape[1]
    if not lessons:
        return Layer(np.zeros((len(middle), lanes), dtype=np.float32), middle)
    states = np.vstack([np.stack([one.state for one in lessons]), anchors.states])
    scores = np.vstack([np.stack([one.scores for one in lessons]), anchors.scores]).astype(np.float64)
    wanted = np.vstack([np.eye(lanes)[[one.lane for one in lessons]], _chances(anchors.scores)])
    weight = np.concatenate([np.full(len(lessons), PULL), np.ones(len(anchors.states))])
    return Layer(_fitted(_centred(states, middle), scores, wanted, weight).astype(np.float32), middle)


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


def _centred(states: NDArray[np.float32], middle: NDArray[np.float32]) -> Floats:
    away = (states - middle).astype(np.float64)
    length = np.linalg.norm(away, axis=1, keepdims=True)
    centred: Floats = away / np.maximum(length, _NEAR)
    return centred


def _chances(scores: NDArray[np.floating]) -> Floats:
    raised = np.exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True))
    chances: Floats = raised / raised.sum(axis=1, keepdims=True)
    return chances
