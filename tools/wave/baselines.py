"""What one would use instead, each fitted on the cascades of the set that are not held out, for one age.

All say log growth: log((final + 1) / (so far + 1)).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from tools.wave.cascades import Cascade

from groundswell.wave.observing import Floats

# SEISMIC's own: the mean followers of a user, and the widest window of its infectiousness.
_MEAN_DEGREE = 100.0
_WIDEST_WINDOW_S = 7_200.0
# and its density of reaction times: constant for five minutes, then a power law.
_PLATEAU_S = 300.0
_THETA = 0.242
_MASS_LATER = 1 / (1 + _THETA)
_NEAREST_TO_CRITICAL = 0.95
_BINS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """One cascade cut at one age, with what became of it."""

    cascade: Cascade
    at: float
    observed: float
    final: float

    @property
    def growth(self) -> float:
        """Log growth from now to the end."""
        return float(np.log((self.final + 1) / (self.observed + 1)))


Predicted = Callable[[Sequence[Case]], Floats]


def constant(teaching: Sequence[Case]) -> Predicted:
    """The median final size of the others."""
    size = float(np.median([case.final for case in teaching]))
    return lambda cases: np.array([max(np.log((size + 1) / (case.observed + 1)), 0.0) for case in cases])


def multiplier(teaching: Sequence[Case]) -> Predicted:
    """The median growth of the others (Szabo and Huberman 2010)."""
    growth = float(np.median([case.growth for case in teaching]))
    return lambda cases: np.full(len(cases), growth)


def calibrated_seismic(teaching: Sequence[Case]) -> Predicted:
    """SEISMIC's growth, mapped to the median growth of the others in its tenths."""
    said = np.array([_seismic(case) for case in teaching])
    came = np.array([case.growth for case in teaching])
    tenths = np.array_split(np.argsort(said), min(_BINS, len(said)))
    knots = np.array([np.median(said[tenth]) for tenth in tenths])
    medians = np.array([np.median(came[tenth]) for tenth in tenths])
    return lambda cases: np.interp([_seismic(case) for case in cases], knots, medians)


def plain_boosting(teaching: Sequence[Case]) -> Predicted:
    """Boosted trees on the counts in windows alone, one model for one age."""
    trees = HistGradientBoostingRegressor(
        loss="absolute_error", max_iter=150, learning_rate=0.06, max_leaf_nodes=15, random_state=1
    )
    trees.fit(_counts_in_windows(teaching), [case.growth for case in teaching])
    return lambda cases: np.maximum(trees.predict(_counts_in_windows(cases)), 0.0)


def _seismic(case: Case) -> float:
    """Log growth by SEISMIC (Zhao et al. 2015), triangular kernel; without followers all count alike."""
    times = case.cascade.times[: int(case.observed)]
    followers, author = case.cascade.followers, case.cascade.author
    degrees = np.ones(len(times)) if followers is None else followers[: len(times)]
    degrees = np.append(author or 0.0 if followers is not None else 1.0, degrees)
    degrees = np.where(np.isfinite(degrees), degrees, 0.0)
    starts = np.append(0.0, times)
    window = min(max(case.at / 2, 300.0), _WIDEST_WINDOW_S, case.at)
    edges = np.linspace(case.at - window, case.at, 21)
    left = np.array(
        [degrees @ np.where(starts <= edge, _unspent(np.maximum(edge - starts, 0)), 1) for edge in edges]
    )
    spent = left[:-1] - left[1:]
    weights = (np.arange(20) + 0.5) / 20
    came = np.histogram(times, edges)[0]
    infects = (weights @ came + 0.01) / max(float(weights @ spent), 1e-9)
    mean_degree = 1.0 if followers is None else _MEAN_DEGREE
    damping = 1 - min(infects * mean_degree, _NEAREST_TO_CRITICAL)
    return float(np.log1p(infects * left[-1] / damping / (case.observed + 1)))


def _unspent(elapsed: Floats) -> Floats:
    """The share of reactions to an event that is still to come `elapsed` seconds after it."""
    return np.where(
        elapsed > _PLATEAU_S,
        _MASS_LATER * (np.maximum(elapsed, _PLATEAU_S) / _PLATEAU_S) ** -_THETA,
        1 - (1 - _MASS_LATER) * elapsed / _PLATEAU_S,
    )


def _counts_in_windows(cases: Sequence[Case]) -> Floats:
    shares = np.array([2.0**-k for k in range(1, 7)])
    rows = []
    for case in cases:
        then = case.cascade.total_at(case.at * (1 - shares))
        author = case.cascade.author
        rows.append([*np.log1p(case.observed - then), np.log1p(case.observed), np.log(case.at)])
        rows[-1].append(-1.0 if author is None else np.log1p(author))
    return np.array(rows)
