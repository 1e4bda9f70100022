"""Whether a post is taking off: how likely it ends above what is usual, and when that may be said.

A post is looked at many times, and each look is one more chance to be wrong. So what counts is the highest
probability over all looks so far, and what is asked of it is how often ordinary posts, those that end within
the usual, ever get that high. Where probabilities are right and begin at p, at most p / t of all posts ever
reach t, however often they are looked at (Ville 1939), and at most 1 - t of these are ordinary. So of the
ordinary posts at most p / (1 - p) · (1 - t) / t reach t. The account's own ordinary posts correct that curve,
the more of them there are, the more (a Dirichlet process with the curve as its base). The threshold is the
lowest t that few enough ordinary posts are expected to reach.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.domain.errors import UsageError
from groundswell.domain.forecast import Forecast, Quantiles
from groundswell.wave.ebbing import Ebb, ebb
from groundswell.wave.usual import Usual

LEAST_EDGE = 9.0
"""Fewer than ten in all is no take-off, however little is usual."""
# Beyond the outermost quantiles told, probability falls with the square of 1 + total; thresholds lie inside.
_TAIL = 2.0
# At .5 a forecast tells the most likely total, which is no quantile.
_MODE = 0.5
# p / (1 - p): by how the band is made, one post in ten ends above it. Measured over 24 looks from a minute to
# two days, by a model that had seen neither set, the share that reached t, times t / (1 - t), at t = .5 .6 .7
# .8 .9: .12 .11 .05 .02 .03 on reddit_ireland and .11 .11 .09 .06 .03 on reddit_askscience, so 1/9 holds.
# (On weibo_ced, from which nothing here was chosen, it is .17 .15 .13 .10 .06.)
_CURVE = 1 / 9
# How many of the account's own posts the curve weighs. With thirty earlier posts and one false alarm a month
# allowed, the two sets of reddit got .85–.89 with 10, .76–.88 with 30 and .35–.65 with 100; with a quarter of
# one allowed .15–.36, .09–.16 and .01–.07.
_CURVE_POSTS = 30.0
# What is said to take off does so more likely than not, however seldom the account posts.
_LEAST = 0.5
# Posts that took off and had been called so at .77 lost it again before they ebbed in 0.4% of the cases on
# reddit_ireland and 5% on weibo_ced; if it were lost as soon as below the threshold, in 6% and 34%.
_WELL_BELOW = 0.5


@dataclass(frozen=True, slots=True)
class Takeoff:
    """What is held of a post after a look.

    Attributes:
        chance: Probability, 0–1, that its final total ends above the edge, by this look.
        highest: The highest such probability over all looks so far.
        first: Seconds since the post at the look that first found it taking off; none while none has.
        said: Whether it is to be called taking off now.
        ebb: Whether it is to be called ebbing. A post with a `first` that ebbs did take off.
    """

    chance: float
    highest: float
    first: float | None
    said: bool
    ebb: Ebb


def edge_of(usual: Usual) -> float:
    """The total above which a post of the account has taken off: its band's upper edge, and at least nine."""
    return max(usual.high, LEAST_EDGE)


def chance_above(told: Forecast, edge: float) -> float:
    """Probability that the final total ends above an edge; 1 once the total is above it.

    Lines over log(1 + total) join the forecast's quantiles; beyond them it falls off with the square.
    """
    return 1.0 if told.observed > edge else 1.0 - _share_up_to(told.final, edge)


def threshold_for(
    ordinary: Sequence[float] = (), *, posts_per_month: float, false_alarms_per_month: float = 1.0
) -> float:
    """How high the probability has to get for a post to be called taking off.

    Args:
        ordinary: For each earlier post of the account that did not take off, the highest `chance_above` over
            the looks at it (`highest_chance`), 0–1; in any order, none for a new account.
        posts_per_month: How often the account posts, above 0.
        false_alarms_per_month: How many of these posts may be called taking off a month and not do so.

    Returns:
        At least .5, so that what is said is more likely than not, and at most 1.

    Raises:
        UsageError: A rate is not a number above 0.
    """
    if not (0 < posts_per_month < np.inf and 0 < false_alarms_per_month < np.inf):
        raise UsageError(
            "posts and false alarms per month must be above 0", mend="Give how often the account posts."
        )
    scores = np.sort(np.asarray(ordinary, dtype=np.float64))[::-1]
    may = false_alarms_per_month / posts_per_month * (_CURVE_POSTS + len(scores))
    # With so many of its own posts at or above it, the threshold that leaves the curve the rest.
    found = []
    for above in range(min(int(may), len(scores)) + 1):
        by_curve = _CURVE / (_CURVE + (may - above) / _CURVE_POSTS)
        beyond = float(np.nextafter(scores[above], 1.0)) if above < len(scores) else 0.0
        found.append(max(by_curve, beyond))
    return max(min(found), _LEAST)


def highest_chance(looks: Iterable[Forecast], edge: float) -> float:
    """The highest probability over the looks at a post; 0 without any."""
    return max((chance_above(told, edge) for told in looks), default=0.0)


def taking_off(told: Forecast, edge: float, threshold: float, before: Takeoff | None = None) -> Takeoff:
    """What is held of a post after one more look.

    It is called taking off once the probability reaches the threshold, until it may be said to ebb or the
    probability falls below half of the threshold. Of one that ebbs by then already, `first` alone tells.

    Args:
        told: The forecast of this look.
        edge: `edge_of` what was usual before this post.
        threshold: `threshold_for` the account.
        before: What was held after the look before; none at the first.
    """
    chance = chance_above(told, edge)
    reached = chance >= threshold
    was = before is not None and before.said
    ebbs = ebb(told, before.ebb if before else None)
    first = before.first if before is not None else None
    return Takeoff(
        chance=chance,
        highest=max(chance, before.highest if before else 0.0),
        first=told.at if first is None and reached else first,
        said=not ebbs.said and (reached or (was and chance >= _WELL_BELOW * threshold)),
        ebb=ebbs,
    )


def _share_up_to(quantiles: Quantiles, edge: float) -> float:
    levels = np.array([level for level in sorted(quantiles) if level != _MODE])
    totals = np.log1p([quantiles[level] for level in levels.tolist()])
    place = float(np.log1p(edge))
    after = int(np.searchsorted(totals, place, side="right"))
    if after == 0:
        return float(levels[0] * np.exp(-_TAIL * (totals[0] - place)))
    if after == len(levels):
        return float(1 - (1 - levels[-1]) * np.exp(-_TAIL * (place - totals[-1])))
    part = (place - totals[after - 1]) / (totals[after] - totals[after - 1])
    return float(levels[after - 1] + part * (levels[after] - levels[after - 1]))
