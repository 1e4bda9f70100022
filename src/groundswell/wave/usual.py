"""What is usual for this account: a band from the totals of its earlier posts, honest when there are few.

Totals are compared in logarithms. The middle is the median of the earlier posts; how far posts scatter around
it is shrunk towards what is common for posts at large, and the band is that of a Student t, so that two posts
give a wide band and thirty a sharp one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.wave.observing import checked_totals

# How posts at large scatter: standard deviation of log(1 + total) between posts of the training sets that got
# anything at all, 0.75 (reddit_ireland, auspol, Google+ news) to 1.3 (Facebook news). Weighs like four posts.
_PRIOR_SPREAD = 1.0
_PRIOR_POSTS = 4
# Beyond a factor of e² ≈ 7 a post counts as that far off, so that going viral once does not become usual.
_FARTHEST = 2.0
# Quantile .9 of Student's t by degrees of freedom; at most 3% above the normal one from 30 on.
_T90 = {4: 1.533, 5: 1.476, 6: 1.440, 8: 1.397, 10: 1.372, 15: 1.341, 20: 1.325, 30: 1.310, 100: 1.290}


@dataclass(frozen=True, slots=True)
class Usual:
    """What one post of this account usually gets of one metric.

    Attributes:
        median: Half of the posts get less.
        low: One post in ten gets less.
        high: One post in ten gets more.
        posts: How many earlier posts this rests on.
    """

    median: float
    low: float
    high: float
    posts: int

    def times(self, total: float) -> float:
        """How many times the usual a total is: 11.0 for eleven times. Below one, the usual counts as one."""
        return total / max(self.median, 1.0)

    def holds(self, total: float) -> bool:
        """Whether a total lies in the band."""
        return self.low <= total <= self.high


def usual_for(totals: Sequence[float]) -> Usual | None:
    """The band from the final totals of earlier posts, in any order; none if there are no earlier posts.

    Raises:
        InputError: A total is negative or not a number; names the row, from 1.
    """
    logs = np.log1p(checked_totals(totals))
    posts = len(logs)
    if posts == 0:
        return None
    middle = float(np.median(logs))
    away = np.clip(logs - middle, -_FARTHEST, _FARTHEST)
    squares = _PRIOR_POSTS * _PRIOR_SPREAD**2 + float((away**2).sum())
    freedom = _PRIOR_POSTS + posts - 1
    spread = np.sqrt(squares / freedom * (1 + 1 / posts))
    reach = float(np.interp(freedom, list(_T90), list(_T90.values()))) * float(spread)
    return Usual(
        median=float(np.expm1(middle)),
        low=float(np.expm1(max(middle - reach, 0.0))),
        high=float(np.expm1(middle + reach)),
        posts=posts,
    )
