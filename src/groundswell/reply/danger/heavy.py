"""Whether words sound so heavy that somebody may be in danger though no sign says so.

A linear head over the check's network, which is loaded already where somebody writes. It finds what is said
between the lines, and errs more often than the signs (`text/danger`): what is shown for it is gentler.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np

from groundswell.reply.checks import standing
from groundswell.reply.checks.files import Floats
from groundswell.text.packed import checked, damaged

FOLDER = Path(__file__).parent / "models"
FORMAT = 1
SURE = 0.5
"""From this probability on words are called heavy."""
_WHAT = "the model of heavy words"
_MOST_READ = 6_000


@dataclass(frozen=True, slots=True)
class Head:
    """One linear head; `centre` and `weights` are (width,)."""

    centre: Floats
    weights: Floats
    bias: float


def heaviness(texts: list[str]) -> list[float]:
    """How likely each text is that of somebody in danger, 0–1. Raises DamagedFile."""
    states = standing.built_in().states([text[:_MOST_READ] for text in texts])
    lengths = np.maximum(np.linalg.norm(states, axis=1, keepdims=True), 1e-9)
    head = _head()
    scores = (states / lengths - head.centre) @ head.weights + head.bias
    chances: list[float] = (1 / (1 + np.exp(-scores.astype(np.float64)))).tolist()
    return chances


def is_heavy(text: str) -> bool:
    """Whether a text sounds so. Raises DamagedFile."""
    return bool(text.strip()) and heaviness([text])[0] >= SURE


@cache
def _head() -> Head:
    told, files = checked(FOLDER, FORMAT, _WHAT)
    if told["network"] != standing.built_in().name:
        raise damaged(FOLDER, _WHAT, "belongs to another network")
    with np.load(BytesIO(files["head.npz"]), allow_pickle=False) as held:
        return Head(held["centre"], held["weights"], float(held["bias"][0]))
