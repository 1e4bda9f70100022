"""Measures of readings against labels."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

Truth = NDArray[np.int64]
Chances = NDArray[np.float64]

_RESAMPLES = 500
_BINS = 15
Values = NDArray[Any]
_SEED = 7


def macro_f1(truth: Truth, said: Truth) -> float:
    """The mean F1 over the classes that occur; for yes-or-no columns, over columns with a yes."""
    if truth.ndim == 2:
        kept = np.flatnonzero(truth.any(axis=0))
        return float(np.mean([f1_score(truth[:, one], said[:, one], zero_division=0) for one in kept]))
    return float(f1_score(truth, said, labels=np.unique(truth), average="macro", zero_division=0))


def accuracy(truth: Truth, said: Truth) -> float:
    """The share that is right."""
    return float(np.mean(truth == said))


def interval(measure: Callable[[Values, Values], float], truth: Values, said: Values) -> tuple[float, float]:
    """The 95% bootstrap interval of a measure, over texts."""
    chance = np.random.default_rng(_SEED)
    picks = (chance.integers(0, len(truth), len(truth)) for _ in range(_RESAMPLES))
    low, high = np.quantile([measure(truth[pick], said[pick]) for pick in picks], [0.025, 0.975])
    return float(low), float(high)


def calibration_error(right: NDArray[np.bool_], sure: Chances) -> float:
    """Expected calibration error over 15 equal bins: 0 where a stated probability holds on average."""
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(right[bins == place].mean() - sure[bins == place].mean()) * np.mean(bins == place)
        for place in range(_BINS)
        if np.any(bins == place)
    ]
    return float(np.sum(gaps))


def best_thresholds(truth: Truth, chances: Chances) -> Chances:
    """For each column the threshold with the best F1."""
    steps = np.arange(0.02, 0.96, 0.02)
    return np.array(
        [
            steps[int(np.argmax([f1_score(real, chance >= step, zero_division=0) for step in steps]))]
            for real, chance in zip(truth.T, chances.T, strict=True)
        ]
    )


def with_interval(measure: Callable[[Truth, Truth], float], truth: Truth, said: Truth) -> str:
    """A measure as it stands in a table: `.612 (.570–.655)`."""
    low, high = interval(measure, truth, said)
    return f"{short(measure(truth, said))} ({short(low)}–{short(high)})"


def short(value: float) -> str:
    """Three digits without the leading zero."""
    return f"{value:.3f}".removeprefix("0")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A markdown table."""
    lines = ["| " + " | ".join(row) + " |" for row in (head, *rows)]
    lines.insert(1, "|" + "---|" * len(head))
    return "\n".join(lines)
