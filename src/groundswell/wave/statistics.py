"""O(n) point-process statistics of the events so far: what the model of event times looks at.

None of them is a forecast. SEISMIC's infectiousness (Zhao et al. 2015), the sums of exponentials that a
Hawkes process keeps, and the rank-weighted ages of a reinforced Poisson process are good at telling waves
apart and poor at extrapolating one, so they are features only. Logarithms and shares of the total keep most
of them free of scale.
"""

import math
from collections.abc import Mapping

import numpy as np

from groundswell.wave.observing import Events, Floats

HAWKES_SCALES_S = (60.0, 300.0, 900.0, 3_600.0, 14_400.0, 43_200.0, 172_800.0)
WINDOWS_S = (60.0, 300.0, 900.0, 3_600.0, 14_400.0, 43_200.0, 86_400.0)
SLICES = 16

# The density of reaction times in SEISMIC: constant for five minutes, then a power law.
_PLATEAU_S = 300.0
_THETA = 0.242
_MASS_LATER = 1 / (1 + _THETA)


def event_features(seen: Events) -> Mapping[str, float]:
    """Name → value; NaN where something is not known. Cost is linear in the number of events."""
    times, at, n = seen.times, seen.at, len(seen.times)
    found = {"age": np.log(at), "total": np.log1p(n), "rate": np.log((n + 0.5) / at)}
    found |= _windows(times, at)
    found |= _order(times, at)
    found |= _slices(times, at)
    found |= _hawkes(times, at)
    found |= _infectiousness(seen)
    return found


def unspent(elapsed: Floats) -> Floats:
    """The share of reactions to an event that is still to come `elapsed` seconds after it."""
    return np.where(
        elapsed > _PLATEAU_S,
        _MASS_LATER * (np.maximum(elapsed, _PLATEAU_S) / _PLATEAU_S) ** -_THETA,
        1 - (1 - _MASS_LATER) * elapsed / _PLATEAU_S,
    )


def _windows(times: Floats, at: float) -> dict[str, float]:
    n = len(times)
    halving = at / 2.0 ** np.arange(1, 7)
    recent = n - np.searchsorted(times, at - halving, side="right")
    early = np.searchsorted(times, halving[1:5], side="right")
    fixed = np.array(WINDOWS_S)
    lately = n - np.searchsorted(times, at - fixed, side="right")
    pace = np.log((lately + 0.5) / fixed) - np.log((n + 0.5) / at)
    found = {f"recent/{2 << k}": np.log((c + 0.5) / (n + 1)) for k, c in enumerate(recent)}
    found |= {f"early/{4 << k}": np.log((c + 0.5) / (n + 1)) for k, c in enumerate(early)}
    found |= {f"pace_{w:g}s": p if w < at else np.nan for w, p in zip(WINDOWS_S, pace, strict=True)}
    return found


def _order(times: Floats, at: float) -> dict[str, float]:
    n = len(times)
    if n == 0:
        names = ("first", "quarter", "middle", "three_quarters", "silence", "silence_share")
        gaps = {f"gap_{k}": np.nan for k in (3, 10, 30, 100)}
        return dict.fromkeys((*names, "log_mean", "log_spread", "reinforced"), np.nan) | gaps
    silence = at - times[-1]
    ages = np.log((times + 1) / (at + 1))
    ranks = np.arange(1, n + 1)
    found = {
        "first": np.log(times[0] + 1),
        "quarter": times[(n - 1) // 4] / at,
        "middle": times[(n - 1) // 2] / at,
        "three_quarters": times[(3 * n - 3) // 4] / at,
        "silence": np.log(silence + 1),
        "silence_share": np.log((silence + 1) * (n + 1) / at),
        "log_mean": ages.mean(),
        "log_spread": ages.std(),
        "reinforced": 2 * (ranks @ ages) / (n * (n + 1)),
    }
    for k in (3, 10, 30, 100):
        # how the last k events came against the average of all
        found[f"gap_{k}"] = np.log((at - times[-k] + 1) * n / (k * at)) if n >= k else np.nan
    return found


def _slices(times: Floats, at: float) -> dict[str, float]:
    edges = np.searchsorted(times, at * np.arange(SLICES + 1) / SLICES, side="right")
    edges[0] = 0
    counts = np.diff(edges)
    peak = int(counts.argmax())
    return {
        "peak_share": counts[peak] / (len(times) + 1),
        "peak_place": peak / SLICES,
        "last_to_peak": np.log((counts[-1] + 0.5) / (counts[peak] + 0.5)),
    }


def _hawkes(times: Floats, at: float) -> dict[str, float]:
    n, elapsed = len(times), at - times
    sums = (np.exp(elapsed * (-1 / scale)).sum() for scale in HAWKES_SCALES_S)
    return {f"hawkes_{s:g}s": np.log((v + 0.1) / (n + 1)) for s, v in zip(HAWKES_SCALES_S, sums, strict=True)}


def _infectiousness(seen: Events) -> dict[str, float]:
    """Reactions per unit of attention spent, so far and lately, and what the unspent rest would bring."""
    times, at, n = seen.times, seen.at, len(seen.times)
    now = unspent(at - times)
    halfway = times[: int(np.searchsorted(times, at / 2, side="right"))]
    then = unspent(at / 2 - halfway)
    lately = n - len(halfway)

    def of(weights: Floats, author: float, prefix: str) -> dict[str, float]:
        left = float(weights @ now) + author * float(unspent(np.array(at)))
        left_then = float(weights[: len(then)] @ then) + author * float(unspent(np.array(at / 2)))
        spent = max(float(weights.sum()) + author - left, 1e-9)
        spent_lately = max(left_then + float(weights[len(then) :].sum()) - left, 1e-9)
        infects, infects_lately = (n + 0.5) / spent, (lately + 0.5) / spent_lately
        return {
            f"{prefix}infects": math.log(infects),
            f"{prefix}infects_lately": math.log(infects_lately),
            f"{prefix}to_come": math.log(infects * left / (n + 1)),
            f"{prefix}to_come_lately": math.log(infects_lately * left / (n + 1)),
        }

    found = of(np.ones(n), 1.0, "")
    author = seen.author_followers
    found["author"] = np.nan if author is None else np.log1p(author)
    if seen.followers is None:
        unknown = ("infects", "infects_lately", "to_come", "to_come_lately")
        return found | {f"followed_{name}": np.nan for name in unknown} | {"followers_mean": np.nan}
    # one more follower each, so that an audience of nobody still has somebody in it
    found |= of(seen.followers + 1, (author or 0.0) + 1, "followed_")
    return found | {"followers_mean": np.log1p(seen.followers.mean())}
