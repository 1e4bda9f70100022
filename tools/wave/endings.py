"""How far off a model is about the end of waves, on cascades that were followed for a week."""

from collections.abc import Callable, Iterable

import numpy as np
from tools.wave.cascades import Cascade
from tools.wave.fitting import binned

from groundswell.domain.forecast import Forecast
from groundswell.wave.calibration import LEVELS, Endings
from groundswell.wave.horizons import WEEK_S
from groundswell.wave.phases import OVER_SHARE

# A cascade with fewer events ends by a single one of them.
_FEWEST = 20
_GROWTH_BINS = 5

UNCALIBRATED = Endings(np.zeros(1), np.zeros((1, len(LEVELS))))


def over_age(cascade: Cascade) -> float:
    """The age at which 95% of the total of a week was there."""
    times = cascade.times[cascade.times <= WEEK_S]
    return float(times[int(np.ceil(OVER_SHARE * len(times))) - 1])


def calibrated_endings(teaching: Iterable[Cascade], told: Callable[[Cascade], Iterable[Forecast]]) -> Endings:
    """The endings of a model.

    Args:
        teaching: Cascades of events.
        told: What the model, its endings not calibrated yet, says of a cascade at ages before half a week.
    """
    growth, late = [], []
    for cascade in teaching:
        if cascade.collection.window < WEEK_S or cascade.total_at(WEEK_S) < _FEWEST:
            continue
        over = max(over_age(cascade), 1.0)
        for forecast in told(cascade):
            growth.append(np.log1p(forecast.final[0.5]) - np.log1p(forecast.observed))
            late.append(np.log(over / max(forecast.over_at[0.5], 1.0)))
    bins, knots = binned(np.array(growth), _GROWTH_BINS)
    return Endings(
        knots, np.array([np.quantile(np.array(late)[bins == one], LEVELS) for one in range(len(knots))])
    )
