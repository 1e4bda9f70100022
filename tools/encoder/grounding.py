"""What the layer that learns from corrections stands on: coordinates, and texts that must not move."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.words import Intent
from groundswell.triage.sketch import COORDINATES, sketched, unsketched
from tools.encoder.calibrating import Heads

Floats = NDArray[np.float32]


def ground(states: Floats, heads: Heads) -> Mapping[str, NDArray[np.generic]]:
    """The arrays `middle`, `projection` and `anchors` of the shipped files.

    The coordinates are the directions in which texts by the development pens differ most, each scaled to the
    same spread, so that a preference can lie along any of them.

    Args:
        states: (texts, width)
    """
    middle = states.mean(axis=0)
    _, spread, directions = np.linalg.svd(states - middle, full_matrices=False)
    projection = (directions[:COORDINATES] / np.sqrt(spread[:COORDINATES, None])).T
    scores = states @ heads.weights + heads.bias
    at = _columns(heads)
    distress = at["intents"].start + tuple(Intent).index(Intent.NEEDS_SUPPORT)
    anchors = [
        sketched(own[at["lane"]], own[at["hostile"].start], own[distress], standing)
        for own, standing in zip(scores, (states - middle) @ projection, strict=True)
    ]
    return {
        "middle": middle,
        "projection": projection.astype(np.float16),
        "anchors": unsketched(anchors).view(np.uint8),
    }


def _columns(heads: Heads) -> dict[str, slice]:
    places: dict[str, slice] = {}
    begin = 0
    for head, labels in heads.labels.items():
        places[head] = slice(begin, begin + len(labels))
        begin += len(labels)
    return places
