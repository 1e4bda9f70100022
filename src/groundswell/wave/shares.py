"""How large a share of a wave is hostile, kind or in need of an answer, and what share of the rest will be.

A share wanders: who comes first is not who comes later. It is followed with a forgetting beta distribution:
what was said lately counts most, and the fewer texts there are, the more the earlier waves of the account
count. How fast this share wanders is read off the wave itself, from how far eighths of it lie apart beyond
chance. Ahead, the uncertainty grows with each doubling of the texts; the middle stays, since trends of
shares rarely go on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, log2, sqrt
from statistics import NormalDist

import numpy as np

from groundswell.domain.errors import InputError
from groundswell.wave.observing import Floats, Numbers

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
CHANGED = 0.9
"""A share is said to rise or fall from this probability on."""

_PARTS = 8
_FEWEST_IN_A_PART = 5
_SHORTEST_MEMORY = 25.0
_MEMORY = 0.25
# Squared steps of the logit per doubling of the texts: what is common, and how many parts that counts for.
_USUAL_DRIFT, _DRIFT_WEIGHT = 0.08, 6.0
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Share:
    """One share of a wave.

    Attributes:
        before: The share in the first half of the texts, 0–1.
        now: The share lately, 0–1.
        rising: Probability that the share lately is above that of the first half.
        ahead: Quantiles at `LEVELS` of the share among the texts still to come; empty if none are.
    """

    before: float
    now: float
    rising: float
    ahead: Mapping[float, float]

    @property
    def changed(self) -> bool:
        """Whether it can be said to have risen or fallen."""
        return max(self.rising, 1 - self.rising) >= CHANGED


def share_of(said: Numbers, *, to_come: float, usual: float = 0.1, weight: float = 8.0) -> Share:
    """Follows a share through a wave.

    Args:
        said: For each text in the order of time, how likely it belongs, 0–1, shape (n,), n ≥ 0.
        to_come: How many texts are still expected, at least 0.
        usual: The share in the account's earlier waves, in 0–1, ends excluded.
        weight: How many texts that counts for.

    Raises:
        InputError: A value is not between 0 and 1; names the row, from 1.
    """
    chances = _checked(said)
    n = len(chances)
    prior = (weight * usual, weight * (1 - usual))
    ages = np.arange(n - 1, -1, -1)
    lately = np.exp2(-ages / max(_SHORTEST_MEMORY, _MEMORY * n))
    now_yes, now_no = _beta(chances, lately, prior)
    first = np.where(np.arange(n) < n / 2, 1.0, 0.0)
    then_yes, then_no = _beta(chances, first, prior)
    now, before = now_yes / (now_yes + now_no), then_yes / (then_yes + then_no)
    uncertain = _logit_variance(now_yes, now_no)
    apart = (_logit(now) - _logit(before)) / sqrt(uncertain + _logit_variance(then_yes, then_no))
    ahead: dict[float, float] = {}
    if to_come > 0:
        doublings = log2(1 + to_come / max(n, 1.0))
        # On average over what is to come, the walk has gone half of its way.
        spread = sqrt(uncertain + _drift(chances) * doublings / 2)
        ahead = _with_chance(_logit(now), spread, to_come)
    return Share(before, now, _NORMAL.cdf(apart), ahead)


def _checked(said: Numbers) -> Floats:
    chances = np.asarray(said, dtype=np.float64).reshape(-1)
    bad = np.flatnonzero(~((chances >= 0) & (chances <= 1)))
    if len(bad):
        row = int(bad[0])
        raise InputError(
            f"{chances[row]} is not a probability",
            where=f"row {row + 1}",
            mend="Give each text a number from 0 to 1.",
        )
    return chances


def _beta(chances: Floats, weights: Floats, prior: tuple[float, float]) -> tuple[float, float]:
    return prior[0] + float(weights @ chances), prior[1] + float(weights @ (1 - chances))


def _logit_variance(yes: float, no: float) -> float:
    return 1 / yes + 1 / no


def _drift(chances: Floats) -> float:
    """Squared steps of the logit per doubling, from how far the parts of the wave lie apart beyond chance."""
    parts = min(_PARTS, len(chances) // _FEWEST_IN_A_PART)
    usual = _USUAL_DRIFT * _DRIFT_WEIGHT
    if parts < 2:
        return _USUAL_DRIFT
    yes = np.array([part.sum() + 0.5 for part in np.array_split(chances, parts)])
    no = np.array([(1 - part).sum() + 0.5 for part in np.array_split(chances, parts)])
    steps = np.diff(np.log(yes / no)) ** 2 - (1 / yes + 1 / no)[1:] - (1 / yes + 1 / no)[:-1]
    # Parts of equal length: the k-th ends log2((k + 1) / k) doublings after the one before.
    doublings = np.log2((np.arange(parts - 1) + 2) / (np.arange(parts - 1) + 1))
    found = max(0.0, float(steps.sum()) / float(doublings.sum()))
    return (usual + found * (parts - 1)) / (_DRIFT_WEIGHT + parts - 1)


def _with_chance(middle: float, spread: float, to_come: float) -> dict[float, float]:
    """Quantiles of the share among so many texts: where the share wanders to, and chance on top."""
    told = {}
    share = _expit(middle)
    by_chance = 1 / (to_come * share * (1 - share) + 1)
    whole = sqrt(spread**2 + by_chance)
    for level in LEVELS:
        told[level] = _expit(middle + whole * _NORMAL.inv_cdf(level))
    return told


def _logit(share: float) -> float:
    return log(share / (1 - share))


def _expit(logit: float) -> float:
    return 1 / (1 + exp(-logit))
