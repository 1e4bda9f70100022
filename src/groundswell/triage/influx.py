"""A sudden influx of accounts without ties: many strangers with cold words or copied ones, at once.

A wave brings strangers by the thousand, and that is no attack. What tells a brigade is the share of them that
comes cold or copied within a stretch of time, against their share in the rest of the same wave (a scan
statistic, Kulldorff 1997, over stretches of an hour to two days).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

HOUR_MS = 3_600_000
_STRETCHES_H = (1, 3, 6, 12, 24, 48)
_LEAST = 8
"""So many cold strangers at least: fewer are a bad hour."""
_TIMES = 2.5
"""So many times the share of the rest at least."""
_CHANCE = 1e-4
"""A stretch as full by chance in at most one of ten thousand waves, over all stretches tried."""


@dataclass(frozen=True, slots=True)
class Came:
    """One thing that was said: when (epoch milliseconds), and whether by a cold stranger."""

    at: int
    cold_stranger: bool


@dataclass(frozen=True, slots=True)
class Influx:
    """A stretch of time, in epoch milliseconds, and how many of all that came were cold strangers.

    Attributes:
        usual: Their share in the rest of the wave, 0–1.
    """

    start: int
    end: int
    strangers: int
    of: int
    usual: float


def influx(came: Sequence[Came]) -> Influx | None:
    """The stretch that stands out most, if any does; `came` in any order."""
    ordered = sorted(came, key=lambda one: one.at)
    before = [0, *accumulate(one.cold_stranger for one in ordered)]
    tried = len(ordered) * len(_STRETCHES_H)
    best: tuple[float, Influx] | None = None
    for hours in _STRETCHES_H:
        begin = 0
        for end, last in enumerate(ordered, start=1):
            while last.at - ordered[begin].at > hours * HOUR_MS:
                begin += 1
            found = _stands_out(ordered, before, begin, end, tried)
            if found is not None and (best is None or found[0] > best[0]):
                best = found
    return best[1] if best else None


def _stands_out(
    ordered: Sequence[Came], before: Sequence[int], begin: int, end: int, tried: int
) -> tuple[float, Influx] | None:
    strangers, of = before[end] - before[begin], end - begin
    if strangers < _LEAST:
        return None
    rest = len(ordered) - of
    # One more of each keeps a wave without any rest from having no usual share at all.
    usual = (before[-1] - strangers + 1) / (rest + 2)
    share = strangers / of
    if share < _TIMES * usual:
        return None
    # Chernoff's bound on so large a share by chance: an upper bound, so never a false alarm by approximation.
    surprise = of * _divergence(share, usual) - math.log(tried)
    if surprise < -math.log(_CHANCE):
        return None
    return surprise, Influx(ordered[begin].at, ordered[end - 1].at, strangers, of, usual)


def _divergence(share: float, usual: float) -> float:
    """Kullback and Leibler's, between two shares, in nats."""
    no = (1 - share) * math.log((1 - share) / (1 - usual)) if share < 1 else 0.0
    return share * math.log(share / usual) + no
