"""From cuts to a model: a forest that finds like cuts, and its calibration.

Each tree sees only some of the cascades. What the others' trees say of a cascade is what a model says that
has not seen it, and the calibration rests on that alone. Some of it rests on forests that had not seen the
cascade's whole family of sets either.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from sklearn.tree import DecisionTreeRegressor
from tools.wave.examples import REACHES, Cut

from groundswell.wave.calibration import LEAST, LEVELS, MEDIAN, Calibration
from groundswell.wave.forest import Forest
from groundswell.wave.likeness import BIN
from groundswell.wave.model import Model, Past, likely_growth
from groundswell.wave.observing import Floats

TREES = 48
# Leaves of 6 and more inputs at each split did better on the networks learned from, and worse on others.
_LEAF = 8
_BAG = 0.5
_INPUTS = 0.2
# How much the half-life counts against the final total when a tree parts the waves. Of 0, .4, .7 and
# half-lives alone this gave the best totals on networks not seen, and half-lives nearly as good as alone.
_HALF = 0.7
_CALIBRATED_ON = 4_000
# What a miss of a family that was left out weighs in the calibration, against one of a cascade left out.
_STRANGER = 1 / 3
_SIZE_BINS = 5
_REACH_BINS = 4

UNCALIBRATED = Calibration(np.array([0.0, 1.0]), np.array([0.0, 1.0]), np.zeros((2, 2, len(LEVELS))))
Bags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Shown:
    """The cuts as arrays, one row each.

    Attributes:
        inputs: With what stands for the unknown filled in, shape (k, inputs).
        came: What the trees are to tell apart: log growth to the end, and the half-life, shape (k, 2).
        cascades: The number of the cascade that each was cut from; its copies at other tempos have the same.
        families: The kind of network.
    """

    inputs: npt.NDArray[np.float32]
    missing: npt.NDArray[np.float32]
    came: Floats
    weights: Floats
    cascades: npt.NDArray[np.int64]
    families: npt.NDArray[np.str_]


def fitted(
    cuts: Sequence[Cut], shares: Mapping[str, float], name: str, *, trees: int = TREES, seed: int = 1
) -> Model:
    """Grows and calibrates a model.

    Args:
        cuts: All have the same features.
        shares: Set → its share in the whole, relative to the others; sets that are not named have 1.
    """
    features = tuple(cuts[0].features)
    shown = _shown(cuts, features, shares)
    past = Past(
        shown.weights,
        np.rint(np.stack([cut.growth for cut in cuts]) / BIN).astype(np.uint16),
        np.array([cut.half for cut in cuts], dtype=np.float16),
        np.array([cut.over for cut in cuts], dtype=np.float16),
        np.array([cut.second_wind for cut in cuts]),
    )
    everything = np.arange(len(cuts))
    forest, bags = _grown(shown, everything, trees, seed)
    model = Model(name, features, forest, past, UNCALIBRATED)
    chosen = np.random.default_rng(seed).permutation(len(cuts))[:_CALIBRATED_ON]
    unseen = [
        (1.0, place, model, np.flatnonzero(~bags[:, shown.cascades[place]])) for place in chosen.tolist()
    ]
    families = np.unique(shown.families)
    for family in families if len(families) > 1 else ():
        others, _ = _grown(shown, np.flatnonzero(shown.families != family), trees // 2, seed)
        stranger = replace(model, forest=others)
        strangers = chosen[shown.families[chosen] == family]
        unseen += [(_STRANGER, place, stranger, np.arange(trees // 2)) for place in strangers.tolist()]
    return replace(model, calibration=_calibrated(cuts, shown, list(_missed(cuts, shown, unseen))))


def _shown(cuts: Sequence[Cut], features: tuple[str, ...], shares: Mapping[str, float]) -> Shown:
    inputs = np.array([[cut.features[name] for name in features] for cut in cuts], dtype=np.float32)
    low = np.where(np.isnan(inputs), np.inf, inputs).min(axis=0)
    high = np.where(np.isnan(inputs), -np.inf, inputs).max(axis=0)
    missing = np.where(low <= high, low - (high - low) / 4 - 1, -1.0).astype(np.float32)
    sources, place = np.unique([cut.source[0] for cut in cuts], return_inverse=True)
    fair = np.array([cut.weight for cut in cuts])
    share = np.array([shares.get(str(name), 1.0) for name in sources]) / np.bincount(place, weights=fair)
    weights = fair * share[place]
    return Shown(
        np.where(np.isnan(inputs), missing, inputs),
        missing,
        _came(cuts),
        weights / weights.mean(),
        np.unique([cut.source[1] for cut in cuts], return_inverse=True)[1],
        np.array([re.split("[_/]", str(name))[0] for name in sources])[place],
    )


def _came(cuts: Sequence[Cut]) -> Floats:
    growth, half = np.array([(cut.growth[-1], cut.half) for cut in cuts]).T
    return np.column_stack([growth / max(growth.std(), 1e-9), _HALF * half / max(half.std(), 1e-9)])


def _grown(shown: Shown, chosen: npt.NDArray[np.int64], trees: int, seed: int) -> tuple[Forest, Bags]:
    """A forest from the chosen cuts, and which cascades each tree has seen, shape (trees, cascades)."""
    rng = np.random.default_rng(seed)
    bags = rng.random((trees, int(shown.cascades.max()) + 1)) < _BAG
    grown = []
    for tree in range(trees):
        mine = chosen[bags[tree][shown.cascades[chosen]]]
        grower = DecisionTreeRegressor(min_samples_leaf=_LEAF, max_features=_INPUTS, random_state=seed + tree)
        grower.fit(shown.inputs[mine], shown.came[mine], shown.weights[mine])
        grown.append((grower.tree_, mine, grower.apply(shown.inputs[mine])))
    return _flat(grown, shown), bags


def _flat(
    grown: Sequence[tuple[object, npt.NDArray[np.int64], npt.NDArray[np.int64]]], shown: Shown
) -> Forest:
    roots, split, below, right, members, lengths = [], [], [], [], [], []
    nodes = leaves = 0
    for tree, mine, reached in grown:
        leaf = tree.children_left < 0  # type: ignore[attr-defined]
        inner = np.flatnonzero(~leaf)
        if not np.array_equal(tree.children_left[inner], inner + 1):  # type: ignore[attr-defined]
            raise ValueError("the trees are not in the order in which a left child follows its parent")
        roots.append(nodes)
        split.append(np.where(leaf, -1, tree.feature))  # type: ignore[attr-defined]
        below.append(_below(tree.threshold))  # type: ignore[attr-defined]
        numbers = leaves + np.cumsum(leaf) - 1
        right.append(np.where(leaf, numbers, nodes + tree.children_right))  # type: ignore[attr-defined]
        order = np.argsort(reached, kind="stable")
        members.append(mine[order])
        lengths.append(np.bincount(reached, minlength=len(leaf))[leaf])
        nodes, leaves = nodes + len(leaf), leaves + int(leaf.sum())
    return Forest(
        np.array(roots, dtype=np.int32),
        np.concatenate(split).astype(np.int16),
        np.concatenate(below),
        np.concatenate(right).astype(np.int32),
        np.append(0, np.cumsum(np.concatenate(lengths))).astype(np.int32),
        np.concatenate(members).astype(np.uint16 if len(shown.came) <= 1 << 16 else np.uint32),
        shown.missing,
    )


def _below(thresholds: Floats) -> npt.NDArray[np.float32]:
    """The largest float32 that is not above each, so that inputs in float32 part as they did in training."""
    singles = thresholds.astype(np.float32)
    return np.where(singles <= thresholds, singles, np.nextafter(singles, np.float32(-np.inf)))


def _missed(
    cuts: Sequence[Cut], shown: Shown, unseen: Sequence[tuple[float, int, Model, npt.NDArray[np.int64]]]
) -> Iterator[tuple[float, int, float, Floats, float]]:
    """Weight, cut, reach, quantiles of log growth and what came: for the end and two reaches before it."""
    rng = np.random.default_rng(2)
    for weight, place, model, trees in unseen:
        if not len(trees):
            continue
        cut = cuts[place]
        end = float(np.log(cut.end / cut.at))
        between = np.unique(rng.integers(0, max(1, int(np.searchsorted(REACHES, end))), 2))
        like = model.likeness(cut.features, trees)
        told = likely_growth(
            like, np.asarray(REACHES[between], dtype=np.float64), end, cut.observed, UNCALIBRATED
        )
        came = [*cut.growth[between], cut.growth[-1]]
        for reach, row, true in zip([*REACHES[between], end], told, came, strict=True):
            yield weight * shown.weights[place], place, reach, row, true


def _calibrated(
    cuts: Sequence[Cut], shown: Shown, missed: Sequence[tuple[float, int, float, Floats, float]]
) -> Calibration:
    """The stretch of each central interval in each regime; the knots are the regimes' means."""
    weights = np.array([one[0] for one in missed])
    size_bin, sizes = _binned(np.log1p([cuts[one[1]].observed for one in missed]), _SIZE_BINS)
    reach_bin, reaches = _binned(np.array([one[2] for one in missed]), _REACH_BINS)
    told = np.stack([one[3] for one in missed])
    came = np.array([one[4] for one in missed])
    stretch = np.zeros((len(sizes), len(reaches), len(LEVELS)))
    for size in range(len(sizes)):
        for reach in range(len(reaches)):
            mine = (size_bin == size) & (reach_bin == reach)
            for low in range(MEDIAN if mine.any() else 0):
                high = len(LEVELS) - 1 - low
                needed = _needed(told[mine], came[mine], low)
                share = _weighted_quantile(needed, weights[mine], LEVELS[high] - LEVELS[low])
                stretch[size, reach, [low, high]] = share
    return Calibration(sizes, reaches, stretch)


def _needed(quantiles: Floats, growth: Floats, low: int) -> Floats:
    """How much wider the interval from level `low` would have had to be, in its own half widths."""
    below, middle, above = quantiles[:, [low, MEDIAN, -1 - low]].T
    under = (below - growth) / np.maximum(middle - below, LEAST)
    over = (growth - above) / np.maximum(above - middle, LEAST)
    return np.asarray(np.maximum(under, over))


def _binned(values: Floats, bins: int) -> tuple[npt.NDArray[np.int64], Floats]:
    """For each value its bin of about equally many, and the bins' means."""
    place = np.digitize(values, np.unique(np.quantile(values, np.arange(1, bins) / bins)))
    place = np.unique(place, return_inverse=True)[1]
    return place, np.bincount(place, weights=values) / np.bincount(place)


def _weighted_quantile(values: Floats, weights: Floats, share: float) -> float:
    order = np.argsort(values)
    return float(np.interp(share, np.cumsum(weights[order]) / weights.sum(), values[order]))
