"""Intervals that hold what they say: how much wider than the forest's they must be, by regime.

The stretch of an interval is what made it cover as often as it should on cascades that the trees
had not seen; one in four of these came from a whole kind of network that they had not seen, because that is
what every user is. It is kept for a grid of sizes so far and of reaches ahead, and interpolated between
(conformalised quantile regression, symmetric in the interval's own units).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.wave.observing import Floats

LEVELS = (0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975)
MEDIAN = LEVELS.index(0.5)
# Least distance from the median that is stretched, in log growth: 2%.
LEAST = 0.02


@dataclass(frozen=True, slots=True)
class Calibration:
    """How much to stretch.

    Attributes:
        sizes: Knots in log(1 + total so far), ascending, shape (a,).
        reaches: Knots in log(age ahead / present age), ascending, shape (b,).
        stretch: For each pair of knots the share to add to each level's distance from the median, shape
            (a, b, 7).
    """

    sizes: Floats
    reaches: Floats
    stretch: Floats

    @classmethod
    def from_json(cls, told: Mapping[str, Sequence[object]]) -> "Calibration":
        """As `as_json` gave it."""
        return cls(*(np.array(told[name], dtype=np.float64) for name in ("sizes", "reaches", "stretch")))

    def as_json(self) -> dict[str, list[object]]:
        """Plain lists, rounded to what the data can tell."""
        return {name: np.round(getattr(self, name), 3).tolist() for name in ("sizes", "reaches", "stretch")}

    def applied(self, growth: Floats, observed: float, reaches: Floats) -> Floats:
        """Quantiles of log growth, stretched.

        Args:
            growth: At `LEVELS` for each reach, ascending, shape (k, 7).
            observed: Total so far.
            reaches: As the knots, shape (k,).

        Returns:
            Ascending along the second axis, shape (k, 7).
        """
        place = float(np.interp(np.log1p(observed), self.sizes, np.arange(len(self.sizes))))
        low = min(int(place), len(self.sizes) - 2)
        mine = (1 - place + low) * self.stretch[low] + (place - low) * self.stretch[low + 1]
        stretch = np.stack([np.interp(reaches, self.reaches, column) for column in mine.T], axis=1)
        away = growth - growth[:, MEDIAN : MEDIAN + 1]
        sides = np.sign(np.array(LEVELS) - 0.5)
        away = sides * np.maximum(np.abs(away), LEAST) * (1 + stretch)
        return np.sort(growth[:, MEDIAN : MEDIAN + 1] + away, axis=1)
