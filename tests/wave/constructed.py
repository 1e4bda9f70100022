"""Waves made by rule, so that what should be said of them is known."""

import numpy as np

from groundswell.wave.observing import Floats

HOUR = 3_600.0
DAY = 24 * HOUR


def fading(events: int = 400, *, half_life: float = HOUR) -> Floats:
    """Events that come ever more slowly, half of them within the half-life."""
    shares = (np.arange(events) + 0.5) / events
    return -half_life * np.log2(1 - shares)


def growing(events: int = 400, *, until: float = 6 * HOUR, doubling: float = HOUR) -> Floats:
    """Events whose rate doubles again and again, the last of them at `until`."""
    shares = (np.arange(events) + 1) / events
    return until + doubling * np.log2(shares + (1 - shares) * 2 ** (-until / doubling))


def steady(events: int = 400, *, until: float = 6 * HOUR) -> Floats:
    """Events at even distances."""
    return until * (np.arange(events) + 0.5) / events
