"""What a sentence does in a letter: says no, gives a reason, raises a hope …; several may hold."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

DEEDS = (
    "no", "murky", "hold", "reason", "unreason", "effort", "polite", "next", "unnext", "hope", "honest",
    "unread", "reply", "stock", "one", "cruel", "illegal", "plain",
)  # fmt: skip
"""`murky` leaves the outcome unsaid; `hold` says that there is none yet; `unreason` is a reason that says
nothing; `unnext` a next step that is none; `honest` warns of waiting; `one` is about this one person; `plain`
is the rest."""


@dataclass(frozen=True, slots=True)
class Deeds:
    """Linear heads over a sentence's state and the wordings in it.

    Attributes:
        centre, scale: (width,), what a state is shifted and divided by.
        weights: (width + kinds of wordings, deeds).
        bias: (deeds,)
    """

    centre: Floats
    scale: Floats
    weights: Floats
    bias: Floats

    def __call__(self, states: Floats, cues: Floats) -> Floats:
        """(sentences, deeds), 0–1.

        Args:
            states: (sentences, width)
            cues: (sentences, kinds of wordings)
        """
        made = put(states, cues, self.centre, self.scale) @ self.weights + self.bias
        return np.asarray(0.5 * (1 + np.tanh(made / 2)), dtype=np.float32)


CUE_WEIGHS = 2.0
"""How much a wording weighs beside a coordinate of the state."""


def put(states: Floats, cues: Floats, centre: Floats, scale: Floats) -> Floats:
    """What the heads see of sentences."""
    return np.concatenate([(states - centre) / scale, CUE_WEIGHS * cues], axis=1)


def summed(chances: Floats) -> Floats:
    """What is kept of a letter's sentences, (3 × deeds,): the surest, the second, and how many are sure."""
    ranked = np.sort(chances, axis=0)
    second = ranked[-2] if len(ranked) > 1 else np.zeros(len(DEEDS), dtype=np.float32)
    sure = np.log1p((chances * (chances > 0.5)).sum(axis=0))
    return np.concatenate([ranked[-1], second, sure], dtype=np.float32)


def summed_names() -> Sequence[str]:
    """What the columns of `summed` are."""
    return [f"{how} {deed}" for how in ("surest", "second", "sure") for deed in DEEDS]
