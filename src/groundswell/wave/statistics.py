"""Point-process statistics of the events so far: what the model of event times looks at.

None of them is a forecast. SEISMIC's infectiousness (Zhao et al. 2015), the sums of exponentials that a
Hawkes process keeps, and the rank-weighted ages of a reinforced Poisson process are good at telling waves
apart and poor at extrapolating one, so they are only what a wave is likened to others by. Logarithms and
shares of the total keep most of them free of scale. Over a `History` each costs O(log n) at most.
"""

import math
from collections.abc import Mapping

import numpy as np

from groundswell.wave.history import SCALES_S, History, Memories, Sums, to_come
from groundswell.wave.observing import Floats

WINDOWS_S = np.array(
    [60.0, 120.0, 300.0, 600.0, 1_200.0, 1_800.0, 3_600.0, 7_200.0, 14_400.0, 43_200.0, 86_400.0]
)
SHARES = np.array([0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98])
SLICES = 16
_FINE_SLICES = 32
_LAST = (3, 10, 30, 100)
_HALVINGS: Floats = 2.0 ** np.arange(1.0, 7.0)


def _names(prefix: str, labels: Floats) -> tuple[str, ...]:
    return tuple(f"{prefix}{label:g}" for label in labels.tolist())


_WINDOWED = (
    *_names("recent/", _HALVINGS),
    *_names("early/", _HALVINGS[1:5]),
    *_names("pace_", WINDOWS_S),
    *_names("lately_", WINDOWS_S),
    *_names("by_", SHARES),
)
_HAWKES = _names("hawkes_", SCALES_S)
_ORDER = ("first", "quarter", "middle", "three_quarters", "silence", "silence_share")
_SPREAD = ("log_mean", "log_spread", "reinforced")
_GAPS = ("longest", "longest_lately", "usual_gap", "uneven", "uneven_late")
_INFECTS = ("infects", "infects_lately", "to_come", "to_come_lately")
_AUDIENCES = ("mean", "sum", "most", "usual", "vary", "late")


def event_features(history: History, at: float, author_followers: float | None) -> Mapping[str, float]:
    """Name → value; NaN where something is not known.

    Args:
        at: Seconds since the post up to which it was observed; later events do not count.
    """
    n = int(np.searchsorted(history.times, at, side="right"))
    times = history.times[:n]
    found = {"age": math.log(at), "total": math.log1p(n), "rate": math.log((n + 0.5) / at)}
    found |= _windows(times, at)
    found |= _slices(times, at)
    found |= _order(times, at)
    whole, early = history.sums(n), history.sums(n // 2)
    found |= _spread(whole, n, at)
    found |= _gaps(times, whole, early)
    now, then = history.memories(at), history.memories(at / 2)
    found |= zip(_HAWKES, np.log((now.plain + 0.1) / (n + 1)).tolist(), strict=True)
    found |= _infectiousness(history, at, author_followers, now, then)
    return found | _audiences(history.followed, n, whole, early, author_followers)


def _windows(times: Floats, at: float) -> dict[str, float]:
    n = len(times)
    halving = at / _HALVINGS
    ages = np.concatenate([at - halving, halving[1:5], at - WINDOWS_S, at * SHARES])
    recent, early, lately, by = np.split(
        np.searchsorted(times, ages, side="right"), [6, 10, 10 + len(WINDOWS_S)]
    )
    known = at > WINDOWS_S
    pace = np.log((n - lately + 0.5) / WINDOWS_S) - math.log((n + 0.5) / at)
    values = (
        np.log((n - recent + 0.5) / (n + 1)),
        np.log((early + 0.5) / (n + 1)),
        np.where(known, pace, np.nan),
        np.where(known, np.log1p(n - lately), np.nan),
        np.log1p(by),
    )
    return dict(zip(_WINDOWED, np.concatenate(values).tolist(), strict=True))


def _slices(times: Floats, at: float) -> dict[str, float]:
    edges = np.searchsorted(times, at * np.arange(_FINE_SLICES + 1) / _FINE_SLICES, side="right")
    edges[0] = 0
    fine, counts = np.diff(edges), np.diff(edges[:: _FINE_SLICES // SLICES])
    peak = int(counts.argmax())
    shares = fine[fine > 0] / max(len(times), 1)
    return {
        "peak_share": counts[peak] / (len(times) + 1),
        "peak_place": peak / SLICES,
        "last_to_peak": math.log((counts[-1] + 0.5) / (counts[peak] + 0.5)),
        "evenness": float(-shares @ np.log(shares)),
    }


def _order(times: Floats, at: float) -> dict[str, float]:
    n = len(times)
    if n == 0:
        return dict.fromkeys((*_ORDER, *(f"gap_{k}" for k in _LAST)), math.nan)
    silence = at - times[-1]
    values = (
        math.log(times[0] + 1),
        times[(n - 1) // 4] / at,
        times[(n - 1) // 2] / at,
        times[(3 * n - 3) // 4] / at,
        math.log(silence + 1),
        math.log((silence + 1) * (n + 1) / at),
    )
    found = dict(zip(_ORDER, values, strict=True))
    for k in _LAST:
        # how the last k events came against the average of all
        found[f"gap_{k}"] = math.log((at - times[-k] + 1) * n / (k * at)) if n >= k else math.nan
    return found


def _spread(sums: Sums, n: int, at: float) -> dict[str, float]:
    """How the events lie over the logarithm of the age, as a share of the present one."""
    if n == 0:
        return dict.fromkeys(_SPREAD, math.nan)
    mean, spread = _moments(sums.log_age, sums.log_age_squared, n)
    now = math.log1p(at)
    ranked = 2 * sums.ranked / (n * (n + 1))
    return dict(zip(_SPREAD, (mean - now, spread, ranked - now), strict=True))


def _moments(total: float, squares: float, n: int) -> tuple[float, float]:
    """Mean and standard deviation from sums."""
    mean = total / n
    return mean, math.sqrt(max(squares / n - mean**2, 0.0))


def _gaps(times: Floats, whole: Sums, early: Sums) -> dict[str, float]:
    """How long nothing happened between two events, at most and typically, and how much that varies."""
    n = len(times)
    if n == 0:
        return dict.fromkeys(_GAPS, math.nan)
    half = n // 2
    lately = times[max(n - _LAST[-1], 0) :]
    late = float(times[-1] - (times[half - 1] if half else 0.0))
    values = (
        math.log1p(whole.longest_gap),
        math.log1p(float(np.diff(lately, prepend=lately[0]).max())),
        whole.log_gap / n,
        _unevenness(float(times[-1]), whole.gap_squared, n),
        _unevenness(late, whole.gap_squared - early.gap_squared, n - half),
    )
    return dict(zip(_GAPS, values, strict=True))


def _unevenness(total: float, squares: float, n: int) -> float:
    mean, spread = _moments(total, squares, n)
    return math.log1p(spread / (mean + 1e-9))


def _infectiousness(
    history: History, at: float, author: float | None, now: Memories, then: Memories
) -> dict[str, float]:
    """Reactions per unit of attention spent, so far and lately, and what the unspent rest would bring."""
    n, before = np.searchsorted(history.times, (at, at / 2), side="right").tolist()
    alone, alone_then = (to_come(np.exp(-age / SCALES_S)) for age in (at, at / 2))

    def of(weights: float, lately: float, author: float, left: float, left_then: float) -> dict[str, float]:
        left, left_then = left + author * alone, left_then + author * alone_then
        infects = (n + 0.5) / max(weights + author - left, 1e-9)
        infects_lately = (n - before + 0.5) / max(left_then + lately - left, 1e-9)
        values = (infects, infects_lately, infects * left / (n + 1), infects_lately * left / (n + 1))
        return {name: math.log(value) for name, value in zip(_INFECTS, values, strict=True)}

    found = of(n, n - before, 1.0, to_come(now.plain), to_come(then.plain))
    if not history.followed or n == 0:
        return found | {f"followed_{name}": math.nan for name in _INFECTS}
    # One more follower each, so that an audience of nobody still has somebody in it.
    weights = history.sums(n).audience
    lately = weights - history.sums(before).audience
    followed = of(weights, lately, (author or 0.0) + 1, to_come(now.followed), to_come(then.followed))
    return found | {f"followed_{name}": value for name, value in followed.items()}


def _audiences(followed: bool, n: int, whole: Sums, early: Sums, author: float | None) -> dict[str, float]:
    """How large the audiences are, and whether later ones are larger."""
    known = math.nan if author is None else math.log1p(author)
    found = {"author": known, "per_author": math.log1p(n) - known}
    if not followed or n == 0:
        return found | {f"followers_{name}": math.nan for name in _AUDIENCES}
    usual, vary = _moments(whole.log_audience, whole.log_audience_squared, n)
    late = (whole.audience - early.audience) / (n - n // 2)
    values = (
        math.log(whole.audience / n),
        math.log(whole.audience),
        whole.most_log_audience,
        usual,
        vary,
        math.log(late * n / whole.audience),
    )
    return found | {f"followers_{name}": value for name, value in zip(_AUDIENCES, values, strict=True)}
