"""Scores to probabilities, and the limits from which on something is said: all on pens that did not train."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from tools.reply.learning import targets
from tools.reply.rows import Row

Floats = NDArray[np.float32]
_LEAST = 10
_SURE = 0.9
_FALSE_ALARMS = 0.05
_REMARKED = (
    "hostile",
    "defensive",
    "pitch",
    "too_soon",
    "fault_platitude",
    "fault_grovels",
    "fault_template",
    "fault_runs_on",
    "fault_danger",
    "fault_private",
    "fault_promise",
)


@dataclass(frozen=True, slots=True)
class Heads:
    """Linear heads whose scores are log-odds.

    Attributes:
        weights: (width, scores)
        bias: (scores,)
    """

    weights: Floats
    bias: Floats
    thresholds: dict[str, float]


def calibrated(
    weights: Floats, bias: Floats, states: Floats, rows: Sequence[Row], names: Sequence[str]
) -> Heads:
    """Heads with a slope and a shift each (Platt 1999), where the pens hold enough of both answers.

    Args:
        weights: (width, scores), as they were trained.
        states: Of the pens for development, (texts, width).
    """
    wanted, scores = targets(rows, names), states @ weights + bias
    for place in range(len(names)):
        told = ~np.isnan(wanted[:, place])
        holds = wanted[told, place] > 0.5
        if min(holds.sum(), (~holds).sum()) < _LEAST:
            continue
        line = LogisticRegression(C=1.0).fit(scores[told, place : place + 1], holds)
        slope, shift = float(line.coef_[0, 0]), float(line.intercept_[0])
        if slope > 0:
            weights[:, place] *= slope
            bias[place] = bias[place] * slope + shift
    chances = 1 / (1 + np.exp(-(states @ weights + bias).astype(np.float64)))
    return Heads(weights, bias, _limits(chances, wanted, list(names)))


def _limits(chances: NDArray[np.float64], wanted: Floats, names: list[str]) -> dict[str, float]:
    told = ~np.isnan(wanted[:, names.index("fit")])
    fit, own = wanted[told, names.index("fit")] > 0.5, chances[told, names.index("fit")]
    steps = np.linspace(0.02, 0.98, 97)
    sends = [one for one in steps if (own >= one).any() and fit[own >= one].mean() >= _SURE]
    holds = [one for one in steps if (own < one).any() and (~fit)[own < one].mean() >= _SURE]
    limits = {"send": min(sends, default=0.9), "hold": max(holds, default=0.1)}
    limits["send"] = max(limits["send"], limits["hold"])
    for name in _REMARKED:
        place = names.index(name)
        known = ~np.isnan(wanted[:, place])
        without = chances[known, place][wanted[known, place] < 0.5]
        # At most one in twenty of the texts without the fault; and never what is rather not so.
        limits[name] = max(0.4, float(np.quantile(without, 1 - _FALSE_ALARMS)))
    return {name: round(float(limit), 3) for name, limit in limits.items()}
