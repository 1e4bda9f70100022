"""Forecasts that learn from the account's own earlier waves.

Every account is on a network, at a size and with readers that training never saw. What was said of its
earlier waves and what came of them tells by how much, and how reliably, the model is off here. Both are
measured in the forecasts' own half widths, so that one early and one late forecast can stand together; the
closer in age, the more an earlier forecast counts. With few of them little changes: as much as four waves
say that nothing has to be moved, and as much as ten that the intervals are as wide as they should be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from groundswell.domain.forecast import Forecast, Quantiles
from groundswell.wave.observing import Floats

_AGES_APART = 1.5
_UNMOVED, _AS_WIDE = 4.0, 10.0
_LEAST = 0.02
_SHARE = 0.8
_WIDEST, _NARROWEST = 4.0, 0.4


@dataclass(frozen=True, slots=True)
class Known:
    """What was said of an earlier wave, and what came.

    Attributes:
        age: Seconds since the post when it was said, above 0.
        quantiles: Total by level, .1, .5 and .9 among them.
        came: The true total.
    """

    age: float
    quantiles: Mapping[float, float]
    came: float


@dataclass(frozen=True, slots=True)
class Lean:
    """How forecasts lean for an account.

    Attributes:
        shift: By how many half widths what came lies above the median.
        stretch: How many times as wide the intervals have to be.
    """

    shift: float
    stretch: float


def lean(age: float, past: Sequence[Known]) -> Lean:
    """How forecasts at this age lean, by what is known of earlier ones."""
    if not past:
        return Lean(0.0, 1.0)
    off = np.array([_off(one) for one in past])
    apart = np.log([one.age for one in past]) - np.log(age)
    weights = np.exp(-((apart / _AGES_APART) ** 2) / 2)
    whole = float(weights.sum())
    shift = (_densest(off, weights) + _quantile(off, weights, 0.5)) / 2 * whole / (whole + _UNMOVED)
    needed = _quantile(np.abs(off - shift), weights, _SHARE)
    stretch = (needed * whole + _AS_WIDE) / (whole + _AS_WIDE)
    return Lean(shift, float(np.clip(stretch, _NARROWEST, _WIDEST)))


def adapted(told: Forecast, past: Sequence[Known]) -> Forecast:
    """The forecast moved and stretched by what came of the account's earlier ones.

    Args:
        past: Of the same metric, in any order; none leaves the forecast as it is.
    """
    leaning = lean(told.at, past)
    if leaning == Lean(0.0, 1.0):
        return told
    return replace(
        told,
        final=_moved(told.final, told.observed, leaning),
        horizons={
            age: _moved(quantiles, told.observed, leaning) if age > told.at else quantiles
            for age, quantiles in told.horizons.items()
        },
    )


def _off(one: Known) -> float:
    low, middle, high = (np.log1p(one.quantiles[level]) for level in (0.1, 0.5, 0.9))
    return float((np.log1p(one.came) - middle) / max((high - low) / 2, _LEAST))


def _moved(quantiles: Quantiles, observed: float, leaning: Lean) -> Quantiles:
    logs = {level: float(np.log1p(value)) for level, value in quantiles.items()}
    half = (logs[0.9] - logs[0.1]) / 2
    middle = logs[0.5] + leaning.shift * half
    return {
        level: max(observed, float(np.expm1(middle + (value - logs[0.5]) * leaning.stretch)))
        for level, value in logs.items()
    }


def _quantile(values: Floats, weights: Floats, share: float) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) - weights[order] / 2
    return float(np.interp(share * weights.sum(), reached, values[order]))


def _densest(values: Floats, weights: Floats) -> float:
    """The middle of the shortest stretch that holds half of the weight (half-sample mode, first step)."""
    order = np.argsort(values)
    values, reached = values[order], np.cumsum(weights[order])
    begins = reached - weights[order]
    ends = np.searchsorted(reached, begins + reached[-1] / 2)
    fits = ends < len(values)
    widths = values[ends[fits]] - values[fits.nonzero()[0]]
    best = int(np.argmin(widths))
    return float((values[fits.nonzero()[0][best]] + values[ends[fits][best]]) / 2)
