"""Which phase a wave is in, by one rule: its pace lately, its pace at its best, and what is still to come.

The wave's life so far is cut into eight equal slices. With `recent` the pace in the last slice, `peak` that
in the fastest, and the forecast's median as the final total, the first of these that holds is the phase:

1. quiet: fewer than 5 so far;
2. over: at least 95% of the final total is there;
3. surging: recent ≥ 0.8 peak and ≥ 1.25 times the mean pace, on at least 5 in the last slice;
4. ebbing: more than half of the final total is there and recent < 0.8 peak;
5. rising: otherwise.
"""

import numpy as np

from groundswell.domain.words import Phase
from groundswell.wave.observing import Floats

SLICES = 8
OVER_SHARE = 0.95
_FEW = 5
_NEAR_PEAK = 0.8
_FASTER = 1.25


def phase(gained: Floats, observed: float, final: float) -> Phase:
    """The phase of a wave.

    Args:
        gained: What each of `SLICES` equal slices of its life so far brought, oldest first, shape (8,). NaN
            if the course is not known, as from a single look at a total.
        observed: Total so far.
        final: Median forecast of the final total.
    """
    if observed < _FEW:
        return Phase.QUIET
    if observed >= OVER_SHARE * final:
        return Phase.OVER
    recent, peak, mean = gained[-1], np.max(gained), np.mean(gained)
    at_peak = bool(recent >= _NEAR_PEAK * peak)
    if at_peak and recent >= _FASTER * mean and recent >= _FEW:
        return Phase.SURGING
    return Phase.EBBING if 2 * observed > final and not at_peak else Phase.RISING
