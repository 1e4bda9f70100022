"""From cuts to a model: trees for the centre, trees for the quantiles around it, and their calibration.

Every residual is of trees that had not seen the cascade. For the calibration some are of trees that had not
seen its whole family of sets either.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import lightgbm as lgb
import numpy as np
import numpy.typing as npt
from tools.wave.examples import Cut

from groundswell.wave.calibration import LEAST, LEVELS, MEDIAN, Calibration
from groundswell.wave.observing import Floats

FOLDS = 3
# What a residual of a family that was left out weighs in the calibration, against one of a cascade left out.
# Of 0, .15, .33 and .6 this gave the least CRPS on the cascades held out of seismic738 and reddit_askscience.
_STRANGER = 1 / 3
_SIZE_BINS = 5
_REACH_BINS = 4

_COMMON = {"num_threads": 1, "verbose": -1, "seed": 1, "deterministic": True, "force_row_wise": True}
_CENTRE = {
    **_COMMON,
    "objective": "huber",
    "alpha": 0.3,
    "learning_rate": 0.06,
    "num_leaves": 48,
    "min_data_in_leaf": 20,
    "lambda_l2": 5.0,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
}
_QUANTILE = {
    **_COMMON,
    "objective": "quantile",
    "learning_rate": 0.1,
    "num_leaves": 15,
    "min_data_in_leaf": 200,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.5,
    "bagging_freq": 1,
}
_CENTRE_ROUNDS = 400
_QUANTILE_ROUNDS = 70


@dataclass(frozen=True, slots=True)
class Rows:
    """Cuts unrolled: one row for each cut and age ahead."""

    inputs: Floats
    growth: Floats
    sizes: Floats
    weights: Floats
    folds: npt.NDArray[np.int64]
    families: npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model as it is shipped, before it is written down.

    Attributes:
        boosters: For the centre, then for each of `LEVELS`.
    """

    features: tuple[str, ...]
    boosters: tuple[lgb.Booster, ...]
    calibration: Calibration
    rows: int


def fitted(cuts: Sequence[Cut], shares: Mapping[str, float]) -> Fitted:
    """Trains on the cuts.

    Args:
        shares: Set → its share in the loss, relative to the others; sets that are not named have 1.
    """
    features = tuple(cuts[0].features)
    rows = _unrolled(cuts, features, shares)
    everything = np.full(len(rows.growth), True)
    centre = _boosted(rows, rows.growth, everything, _CENTRE, _CENTRE_ROUNDS)
    centre_aside = _left_out(rows, rows.growth, rows.folds, _CENTRE, _CENTRE_ROUNDS)
    residuals = rows.growth - centre_aside
    quantiles = [
        _boosted(rows, residuals, everything, {**_QUANTILE, "alpha": level}, _QUANTILE_ROUNDS)
        for level in LEVELS
    ]
    known = centre_aside[:, None] + _quantiles_left_out(rows, residuals, rows.folds)
    told = [(1.0, known)]
    if len(np.unique(rows.families)) > 1:
        strange = _left_out(rows, rows.growth, rows.families, _CENTRE, _CENTRE_ROUNDS)
        told.append((_STRANGER, strange[:, None] + _quantiles_left_out(rows, residuals, rows.families)))
    calibration = _calibrated(rows, told)
    return Fitted(features, (centre, *quantiles), calibration, len(rows.growth))


def _unrolled(cuts: Sequence[Cut], features: tuple[str, ...], shares: Mapping[str, float]) -> Rows:
    lengths = np.array([len(cut.ages) for cut in cuts])
    found = np.array([[cut.features[name] for name in features] for cut in cuts])
    ages = np.concatenate([cut.ages for cut in cuts])
    totals = np.concatenate([cut.totals for cut in cuts])
    now = np.repeat([cut.at for cut in cuts], lengths)
    observed = np.repeat([cut.observed for cut in cuts], lengths)
    inputs = np.column_stack([np.repeat(found, lengths, axis=0), np.log(ages), np.log(ages / now)])
    sources, place = np.unique(np.repeat([cut.source[0] for cut in cuts], lengths), return_inverse=True)
    fair = np.repeat([cut.weight for cut in cuts], lengths)
    share = np.array([shares.get(str(name), 1.0) for name in sources]) / np.bincount(place, weights=fair)
    weights = fair * share[place]
    folds = np.repeat([crc32(cut.source[1].encode()) % FOLDS for cut in cuts], lengths)
    families = np.array([re.split("[_/]", str(name))[0] for name in sources])[place]
    growth = np.log((totals + 1) / (observed + 1))
    return Rows(
        inputs.astype(np.float32), growth, np.log1p(observed), weights / weights.mean(), folds, families
    )


def _quantiles_left_out(rows: Rows, residuals: Floats, parts: npt.NDArray[np.generic]) -> Floats:
    told = [
        _left_out(rows, residuals, parts, {**_QUANTILE, "alpha": level}, _QUANTILE_ROUNDS) for level in LEVELS
    ]
    return np.asarray(np.sort(np.stack(told, axis=1), axis=1))


def _left_out(
    rows: Rows, target: Floats, parts: npt.NDArray[np.generic], settings: Mapping[str, object], rounds: int
) -> Floats:
    """For each row what a booster says that saw nothing of its part."""
    told: Floats = np.empty(len(target))
    for part in np.unique(parts):
        mine = parts == part
        told[mine] = _boosted(rows, target, ~mine, settings, rounds).predict(rows.inputs[mine])
    return told


def _boosted(
    rows: Rows, target: Floats, chosen: Floats, settings: Mapping[str, object], rounds: int
) -> lgb.Booster:
    data = lgb.Dataset(rows.inputs[chosen], target[chosen], weight=rows.weights[chosen])
    return lgb.train(dict(settings), data, rounds)


def _calibrated(rows: Rows, told: Sequence[tuple[float, Floats]]) -> Calibration:
    """The stretch of each central interval in each regime; the knots are the regimes' means.

    Args:
        told: Weights and quantiles of log growth by trees that had not seen the row, shape (k, 7).
    """
    size_bin, sizes = binned(rows.sizes, _SIZE_BINS)
    reach_bin, reaches = binned(rows.inputs[:, -1].astype(np.float64), _REACH_BINS)
    stretch = np.zeros((len(sizes), len(reaches), len(LEVELS)))
    for size in range(len(sizes)):
        for reach in range(len(reaches)):
            mine = (size_bin == size) & (reach_bin == reach)
            weights = np.concatenate([weight * rows.weights[mine] for weight, _ in told])
            for low in range(MEDIAN):
                high = len(LEVELS) - 1 - low
                needed = np.concatenate([_needed(q[mine], rows.growth[mine], low) for _, q in told])
                share = _weighted_quantile(needed, weights, LEVELS[high] - LEVELS[low])
                stretch[size, reach, [low, high]] = share
    return Calibration(sizes, reaches, stretch)


def _needed(quantiles: Floats, growth: Floats, low: int) -> Floats:
    """How much wider the interval from level `low` would have had to be, in its own half widths."""
    below, middle, above = quantiles[:, [low, MEDIAN, -1 - low]].T
    under = (below - growth) / np.maximum(middle - below, LEAST)
    over = (growth - above) / np.maximum(above - middle, LEAST)
    return np.asarray(np.maximum(under, over))


def binned(values: Floats, bins: int) -> tuple[npt.NDArray[np.int64], Floats]:
    """For each value its bin of about equally many, and the bins' means."""
    place = np.digitize(values, np.unique(np.quantile(values, np.arange(1, bins) / bins)))
    place = np.unique(place, return_inverse=True)[1]
    return place, np.bincount(place, weights=values) / np.bincount(place)


def _weighted_quantile(values: Floats, weights: Floats, share: float) -> float:
    order = np.argsort(values)
    return float(np.interp(share, np.cumsum(weights[order]) / weights.sum(), values[order]))
