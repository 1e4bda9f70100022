"""Statistics of a growth curve that was only sampled: what the model of running totals looks at.

Between two looks the total is taken to grow in a straight line, from (0, 0) on. How far apart the looks are
is a statistic too, so that the model can tell a fine curve from two points.
"""

from collections.abc import Mapping

import numpy as np

from groundswell.wave.observing import Totals

_SHARES = (0.03125, 0.0625, 0.125, 0.1875, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 0.9375)
_WINDOWS_S = (1_200.0, 3_600.0, 14_400.0, 43_200.0, 86_400.0, 172_800.0)
_MOST_LOOKS = 10


def total_features(seen: Totals) -> Mapping[str, float]:
    """Name → value; NaN where something is not known. `seen` has at least one look."""
    ages, totals = np.append(0.0, seen.times), np.append(0.0, seen.totals)
    age, total, looks = ages[-1], totals[-1], len(seen.times)
    found = {
        "age": np.log(age),
        "total": np.log1p(total),
        "rate": np.log((total + 0.5) / age),
        "looks": min(looks, _MOST_LOOKS),
        "looks_late": min(int(np.count_nonzero(seen.times > age / 2)), _MOST_LOOKS),
        "before": ages[-2] / age,
    }
    then = np.interp(age * np.array(_SHARES), ages, totals)
    found |= {f"by_{s:g}": np.log((t + 0.5) / (total + 1)) for s, t in zip(_SHARES, then, strict=True)}
    for window in _WINDOWS_S:
        gained = total - np.interp(age - window, ages, totals)
        pace = np.log((gained + 0.5) / window) - found["rate"]
        found[f"pace_{window:g}s"] = pace if window < age else np.nan
    rates = np.diff(totals) / np.diff(ages)
    peak = int(rates.argmax())
    found["last_to_first"] = np.log((rates[-1] * age + 0.5) / (rates[0] * age + 0.5))
    found["last_to_mean"] = np.log((rates[-1] * age + 0.5) / (total + 0.5))
    found["last_to_peak"] = np.log((rates[-1] * age + 0.5) / (rates[peak] * age + 0.5))
    found["peak_place"] = ages[peak + 1] / age
    for share in (0.25, 0.5, 0.75):
        found[f"reached_{share:g}"] = _reached(share * total, ages, totals) / age if total else np.nan
    return found


def _reached(value: float, ages: np.ndarray, totals: np.ndarray) -> float:
    after = int(np.searchsorted(totals, value))
    low, high = totals[after - 1], totals[after]
    return float(ages[after - 1] + (value - low) / (high - low) * (ages[after] - ages[after - 1]))
