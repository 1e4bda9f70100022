"""How right forecasts were, once the truth is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Score:
    """One forecast against what came.

    Attributes:
        error: How far the median was off, as a share of what came (at least 1).
        inside: For each central interval by the probability that it claims, e.g. 0.8, whether it held.
        crps: Continuous ranked probability score of the logarithm (base 2) of 1 + total, as twice the mean
            pinball loss over the levels given (Gneiting and Raftery 2007); lower is better.
    """

    error: float
    inside: Mapping[float, bool]
    crps: float


@dataclass(frozen=True, slots=True)
class Record:
    """How right many forecasts were.

    Attributes:
        forecasts: How many.
        error: The median of their errors.
        held: For each central interval the share that held.
    """

    forecasts: int
    error: float
    held: Mapping[float, float]


def score(quantiles: Mapping[float, float], came: float) -> Score:
    """Scores one forecast.

    Args:
        quantiles: Total by level, .5 among them; levels that mirror each other make an interval.
        came: The true total.
    """
    levels = np.array(sorted(quantiles))
    told = np.log2(1 + np.array([quantiles[level] for level in levels.tolist()]))
    missed = np.log2(1 + came) - told
    pinball = np.maximum(levels * missed, (levels - 1) * missed)
    inside = {
        round(1 - 2 * level, 6): quantiles[level] <= came <= quantiles[mirror]
        for level in quantiles
        for mirror in quantiles
        if level < 0.5 and abs(level + mirror - 1) < 1e-9
    }
    return Score(abs(quantiles[0.5] - came) / max(came, 1.0), inside, float(2 * pinball.mean()))


def record(scores: Sequence[Score]) -> Record | None:
    """Sums up; none if there is nothing to sum up. All must have been told in the same intervals."""
    if not scores:
        return None
    claims = scores[0].inside
    held = {claim: float(np.mean([one.inside[claim] for one in scores])) for claim in claims}
    return Record(len(scores), float(np.median([one.error for one in scores])), held)
