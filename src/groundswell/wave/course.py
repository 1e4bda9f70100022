"""The past of a wave as a curve, whether it came as events or as running totals."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from groundswell.domain.errors import InputError
from groundswell.wave.observing import Floats, Totals
from groundswell.wave.phases import SLICES


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of a wave's growth.

    Attributes:
        now: Age in seconds up to which it is known.
        observed: The total at that age.
        looks: Ages at which the total was seen, not only interpolated, ascending, shape (n,).
        total_at: Ages up to `now` → totals, elementwise.
        age_of: Totals up to `observed` → the ages at which they were reached, elementwise.
        gained: What each eighth of the time up to `now` brought, shape (8,); NaN if that is not known.
    """

    now: float
    observed: float
    looks: Floats
    total_at: Callable[[Floats], Floats]
    age_of: Callable[[Floats], Floats]
    gained: Floats


def course_of_events(times: Floats, at: float) -> Course:
    """The course of a wave whose every event up to `at` is known; `times` ascending, none later."""
    n = len(times)

    def total_at(ages: Floats) -> Floats:
        return np.searchsorted(times, ages, side="right").astype(np.float64)

    def age_of(totals: Floats) -> Floats:
        return times[np.clip(np.ceil(totals), 1, n).astype(np.int64) - 1] if n else np.zeros_like(totals)

    edges = total_at(at * np.arange(1, SLICES + 1) / SLICES)
    return Course(at, float(n), times, total_at, age_of, np.diff(edges, prepend=0.0))


def course_of_totals(seen: Totals) -> Course:
    """The course of a wave whose total was looked at; straight lines between the looks.

    Raises:
        InputError: There is no look.
    """
    if len(seen.times) == 0:
        raise InputError(
            f"no count between the post and {seen.at:g} seconds after it",
            mend="Give at least one count, or a later age.",
        )
    ages, totals = np.append(0.0, seen.times), np.append(0.0, seen.totals)
    reached, first = np.unique(totals, return_index=True)
    now = float(ages[-1])

    def total_at(at: Floats) -> Floats:
        return np.asarray(np.interp(at, ages, totals))

    def age_of(wanted: Floats) -> Floats:
        return np.asarray(np.interp(wanted, reached, ages[first]))

    gained = np.diff(total_at(now * np.arange(SLICES + 1) / SLICES))
    known = gained if len(seen.times) > 1 else np.full(SLICES, np.nan)
    return Course(now, float(totals[-1]), ages, total_at, age_of, known)
