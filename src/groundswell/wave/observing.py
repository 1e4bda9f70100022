"""What was observed of one wave, checked and put in order before anything is computed from it.

Repairs, all of them: events out of order are sorted, a running total that falls is held at its highest so
far. The forecast names each. Events after `at` are ignored; that is what `at` means. Everything else that
cannot be is an InputError that names the row, counted from 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundswell.domain.errors import InputError, UsageError

Floats = npt.NDArray[np.float64]
Numbers = Sequence[float] | npt.NDArray[np.generic]
LATEST_S = 3_652.0 * 86_400
"""Ten years. What lies further from the post is an instant, or in other units."""


@dataclass(frozen=True, slots=True)
class Events:
    """Events of one wave up to `at`.

    Attributes:
        times: Seconds since the post, ascending, shape (n,), all in 0..at.
        at: Seconds since the post up to which the wave was observed, above 0.
        followers: Followers of whoever caused each event, shape (n,), none missing; none if unknown.
        author_followers: Followers of the post's author; none if unknown.
        repairs: What had to be mended, in words.
    """

    times: Floats
    at: float
    followers: Floats | None = None
    author_followers: float | None = None
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """Running totals of one wave at the times somebody looked.

    Attributes:
        times: Seconds since the post, strictly ascending, shape (n,), all in (0..at].
        totals: Running totals at these times, never falling, shape (n,).
        at: Seconds since the post; the last look may be earlier.
        repairs: What had to be mended, in words.
    """

    times: Floats
    totals: Floats
    at: float
    repairs: tuple[str, ...] = ()


def checked_age(at: float) -> float:
    """`at` itself if it is a positive, finite number of seconds. Raises UsageError."""
    if not np.isfinite(at) or at <= 0:
        raise UsageError(
            f"cannot forecast at an age of {at} seconds", mend="Give the post's age in seconds, above 0."
        )
    return float(at)


def observe_events(
    events: Numbers,
    at: float,
    followers: Numbers | None = None,
    author_followers: float | None = None,
) -> Events:
    """The events up to `at`, in order.

    Args:
        events: Seconds since the post, any order, shape (n,), n ≥ 0.
        followers: Aligned with `events`; NaN where unknown. If most are unknown, all are taken as unknown;
            otherwise the gaps get the median of the rest.

    Raises:
        InputError: A time is negative, not a number or over ten years; followers are negative or do not
            match.
    """
    at = checked_age(at)
    times, weights, repairs = ordered(events, followers)
    known = int(np.searchsorted(times, at, side="right"))
    weights = None if weights is None else _filled(weights[:known])
    if author_followers is not None and not author_followers >= 0:
        author_followers = None
    if known == 0 and len(times):
        repairs = (
            *repairs,
            f"all {len(times):,} events lie after {at:g} s, so none counts: are they in seconds?",
        )
    return Events(times[:known], at, weights, author_followers, repairs)


def ordered(
    events: Numbers, followers: Numbers | None = None
) -> tuple[Floats, Floats | None, tuple[str, ...]]:
    """Checked times in their order, the followers along with them, and what had to be repaired.

    Raises:
        InputError: As for `observe_events`.
    """
    times = _ages(events)
    weights = None if followers is None else _followers(followers, len(times))
    late = np.count_nonzero(times[1:] < times[:-1])
    if not late:
        return times, weights, ()
    order = np.argsort(times, kind="stable")
    told = (f"events out of order: {late:,}, put in order",)
    return times[order], None if weights is None else weights[order], told


def observe_totals(times: Numbers, totals: Numbers, at: float) -> Totals:
    """The totals up to `at`, in order; of several at the same time the highest counts.

    Args:
        times: Seconds since the post, any order, shape (n,), n ≥ 0.
        totals: Running totals, aligned with `times`. Where they fall, the highest so far is kept.

    Raises:
        InputError: A time or a total is negative or not a number, or their lengths differ.
    """
    at = checked_age(at)
    ages, counts = _ages(times), _column(totals, "count")
    if len(ages) != len(counts):
        raise InputError(f"{len(ages)} times but {len(counts)} counts", mend="Give one count for each time.")
    kept = (ages <= at) & (ages > 0)
    order = np.lexsort((counts[kept], ages[kept]))
    ages, counts = ages[kept][order], counts[kept][order]
    last_of_its_time = np.append(ages[1:] > ages[:-1], True)[: len(ages)]
    ages, counts = ages[last_of_its_time], counts[last_of_its_time]
    highest = np.maximum.accumulate(counts)
    fell = np.count_nonzero(counts < highest)
    repairs = (f"counts below an earlier one: {fell:,}, held at the highest so far",) if fell else ()
    return Totals(ages, highest, at, repairs)


def checked_totals(totals: Numbers) -> Floats:
    """Totals as an array, shape (n,). Raises InputError if one is negative or not a number."""
    return _column(totals, "total")


def _ages(values: Numbers) -> Floats:
    ages = _column(values, "time")
    if len(ages) and ages.max() > LATEST_S:
        row = int(np.argmax(ages > LATEST_S))
        raise InputError(
            f"time {ages[row]:.12g} would be {ages[row] / (365.25 * 86_400):,.0f} years after the post",
            where=f"row {row + 1}",
            mend="Give seconds since the post: not instants, and not milliseconds.",
        )
    return ages


def _column(values: Numbers, what: str) -> Floats:
    try:
        column = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(
            f"a {what} is not a number: {error}", mend=f"Give every {what} as a number."
        ) from error
    if column.ndim != 1:
        raise InputError(
            f"{what}s form a table of shape {column.shape}", mend="Give one flat list of numbers."
        )
    bad = np.flatnonzero(~(column >= 0) | np.isinf(column))
    if len(bad):
        row = int(bad[0])
        raise InputError(
            f"{what} {column[row]} cannot be", where=f"row {row + 1}", mend=f"A {what} is a number from 0 on."
        )
    return column


def _followers(values: Numbers, events: int) -> Floats:
    column = np.asarray(values, dtype=np.float64)
    if column.shape != (events,):
        raise InputError(
            f"{events} events but followers of shape {column.shape}",
            mend="Give one number of followers for each event, NaN where unknown.",
        )
    bad = np.flatnonzero((column < 0) | np.isinf(column))
    if len(bad):
        row = int(bad[0])
        raise InputError(
            f"followers {column[row]} cannot be",
            where=f"row {row + 1}",
            mend="Give a number from 0 on, NaN where unknown.",
        )
    return column


def _filled(weights: Floats | None) -> Floats | None:
    if weights is None or len(weights) == 0:
        return None
    unknown = np.isnan(weights)
    if 2 * np.count_nonzero(unknown) > len(weights):
        return None
    return np.where(unknown, np.nanmedian(weights), weights) if unknown.any() else weights
