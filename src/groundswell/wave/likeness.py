"""What came of the past waves that are like this one: quantiles, and the most likely value.

Growth is counted in bins of half a percent. The most likely value is where most of the past waves come
together, within a width that follows how far apart they are. Of one number that may be off, it is the one
that is close most often; a median falls between the groups where there are two.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundswell.wave.calibration import LEVELS, MEDIAN
from groundswell.wave.observing import Floats

BIN = 0.005
_BINS = 3_200
_LEVELS = np.array(LEVELS)
_WIDTH, _LEAST_WIDTH, _MOST_WIDTH = 0.85, 0.06, 0.7
_CLOSELY, _MOST = 12, 0.6
REACH = float(np.log(2) / 2)
"""Growth is kept for every factor of √2 in age."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The past waves that one wave is likened to.

    Attributes:
        weights: What each counts, shape (k,), in all 1.
        growth: Their log((total then + 1) / (total now + 1)) at ages √2, 2, 2√2 … times the age at which they
            were cut, and in the end, shape (k, reaches + 1).
        half: Log of the age at which half of their final total was there over the age at the cut, shape (k,).
        over: The same for 95%.
        second_wind: Whether each rose once more, shape (k,).
    """

    weights: Floats
    growth: Floats
    half: Floats
    over: Floats
    second_wind: npt.NDArray[np.bool_]

    @property
    def final(self) -> Floats:
        """Log growth to the end, shape (k,)."""
        return self.growth[:, -1]

    def growth_at(self, reaches: Floats) -> Floats:
        """Log growth at logs of age ahead over present age, on lines between those kept, shape (h, k)."""
        path = np.concatenate([np.zeros((len(self.weights), 1)), self.growth[:, :-1]], axis=1).T
        place = np.clip(reaches / REACH, 0.0, len(path) - 1.0)
        low = np.minimum(place.astype(np.int64), len(path) - 2)
        part = (place - low)[:, None]
        return np.asarray((1 - part) * path[low] + part * path[low + 1])

    def quantiles(self, growth: Floats) -> Floats:
        """At `LEVELS`, with the most likely value in place of the median, shape (h, 7), ascending.

        Args:
            growth: For each horizon that of every past wave, shape (h, k).
        """
        rows = np.arange(len(growth))[:, None]
        bins = np.clip(np.rint(growth / BIN).astype(np.int64), 0, _BINS - 1)
        flat = (rows * _BINS + bins).ravel()
        mass = np.bincount(flat, np.tile(self.weights, len(growth)), len(growth) * _BINS)
        reached = np.cumsum(mass.reshape(-1, _BINS), axis=1)
        told = np.stack([np.searchsorted(row, _LEVELS * row[-1]) for row in reached])
        apart = (told[:, MEDIAN + 1] - told[:, MEDIAN - 1]) * BIN
        widths = np.clip(_WIDTH * apart, _LEAST_WIDTH, _MOST_WIDTH)
        likely = [
            _densest(row, round(width / BIN)) for row, width in zip(reached, widths.tolist(), strict=True)
        ]
        told[:, MEDIAN] = np.clip(likely, told[:, MEDIAN - 1], told[:, MEDIAN + 1])
        return told * BIN


def weighted_quantiles(values: Floats, weights: Floats, levels: Floats) -> Floats:
    """Of values that count differently, shape (levels,)."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    places = np.searchsorted(reached, levels * reached[-1])
    return np.asarray(values[order][np.minimum(places, len(values) - 1)])


def likeliest(values: Floats, weights: Floats, width: float) -> float:
    """Around which value most of the weight lies, within half the width.

    Where most of it agrees much more closely than that, what it agrees on.
    """
    order = np.argsort(values)
    values, reached = values[order], np.append(0.0, np.cumsum(weights[order]))
    middle = 0.0
    for within in (width / _CLOSELY, width):
        ends = np.searchsorted(values, values + within, side="right")
        held = reached[ends] - reached[:-1]
        first = int(np.argmax(held))
        middle = float(values[first] + values[ends[first] - 1]) / 2
        if held[first] > _MOST * reached[-1]:
            break
    return middle


def _densest(reached: Floats, width: int) -> int:
    """The bin around which most lies, those near it counting more (a triangle of this half width)."""
    padded = np.concatenate([np.zeros(width), reached, np.full(width, reached[-1])])
    ramp = np.cumsum(padded)
    middle = ramp[width:-width] if width else ramp
    around = ramp[2 * width :] - middle, middle - ramp[: -2 * width]
    return min(int(np.argmax(around[0] - around[1])) + 1, len(reached) - 1)
