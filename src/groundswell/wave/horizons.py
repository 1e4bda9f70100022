"""How far a forecast reaches."""

import numpy as np

from groundswell.wave.observing import Floats

WEEK_S = 168 * 3_600.0
_POINTS = 14


def final_age(at: float) -> float:
    """The age in seconds that counts as the end: a week after the post, or twice its present age if later."""
    return max(WEEK_S, 2 * at)


def grid(now: float, end: float) -> Floats:
    """Ages at which the model is asked, from just after `now` to `end`, evenly in their logarithm."""
    return now * (end / now) ** (np.arange(1, _POINTS + 1) / _POINTS)
