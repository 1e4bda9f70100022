"""Scores to probabilities, and the limits from which on something is said: all on pens that did not train."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from tools.reply.grams import POLITE
from tools.reply.learning import targets
from tools.reply.rows import Row
from tools.triage.fit import Linear

Floats = NDArray[np.float32]
_LEAST = 20
_SURE = 0.95
_FALSE_ALARMS = 0.05
_RATHER = 0.6
_MIDDLE = 0.15
"""From the middle of the scale: what is neither polite nor rude tells nothing of where yes begins."""
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
    """Two sets of linear heads whose scores add up to log-odds.

    Attributes:
        weights: Of the network, (width, scores).
        bias: (scores,)
        grams: Over n-grams, for `names` alone.
    """

    weights: Floats
    bias: Floats
    grams: Linear
    names: list[str]
    thresholds: dict[str, float]


def stacked(
    network: Linear, states: Floats, grams: Linear, features: csr_matrix, own: list[str],
    rows: Sequence[Row], names: Sequence[str],
) -> Heads:  # fmt: skip
    """Each score as a weighed sum of what network and n-grams say (Wolpert 1992), where the pens for
    development hold enough of both answers; else with the weights that are usual.

    Args:
        states, features: Of these pens.
        own: The scores that n-grams have.
    """
    wanted = targets(rows, names)
    by_network, by_grams = network(states), grams(features)
    share = {name: (0.6, 0.6, 0.0) if name in own else (1.0, 0.0, 0.0) for name in names}
    for place, name in enumerate(names):
        told = ~np.isnan(wanted[:, place])
        if name == POLITE:
            told &= np.array([row.source == "tydip" for row in rows]) & (
                np.abs(wanted[:, place] - 0.5) > _MIDDLE
            )
        holds = wanted[told, place] >= 0.5
        if min(holds.sum(), (~holds).sum()) < _LEAST:
            continue
        parts = [by_network[told, place]]
        if name in own:
            parts.append(by_grams[told, own.index(name)])
        share[name] = _weighed(parts, holds)
    weights = network.weights * np.array([share[name][0] for name in names], dtype=np.float32)
    shift = np.array([share[name][2] for name in names], dtype=np.float32)
    bias = network.bias * np.array([share[name][0] for name in names], dtype=np.float32) + shift
    of_grams = np.array([share[name][1] for name in own], dtype=np.float32)
    folded = Linear(grams.weights * of_grams, grams.bias * of_grams)
    scores = states @ weights + bias
    scores[:, [list(names).index(name) for name in own]] += folded(features)
    chances = 1 / (1 + np.exp(-scores.astype(np.float64)))
    return Heads(weights, bias, folded, own, _limits(chances, wanted, list(names)))


def _weighed(parts: Sequence[Floats], holds: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Weights of what both say and a shift; what would count against what it says does not count."""
    model = LogisticRegression(C=1.0).fit(np.stack(parts, axis=1), holds)
    weights = model.coef_[0]
    if len(parts) > 1 and weights.min() < 0:
        kept = int(weights.argmax())
        one = LogisticRegression(C=1.0).fit(parts[kept][:, None], holds)
        both = [0.0, 0.0]
        both[kept] = max(0.0, float(one.coef_[0, 0]))
        return both[0], both[1], float(one.intercept_[0])
    second = float(weights[1]) if len(parts) > 1 else 0.0
    return max(0.0, float(weights[0])), second, float(model.intercept_[0])


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
        if not known.any():
            limits[name] = _RATHER
            continue
        without = chances[known, place][wanted[known, place] < 0.5]
        # At most one in twenty of the texts without the fault; and never what is rather not so.
        limits[name] = max(0.4, float(np.quantile(without, 1 - _FALSE_ALARMS)))
    return {name: round(float(limit), 3) for name, limit in limits.items()}
