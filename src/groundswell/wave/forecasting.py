"""From what was seen of a wave to what is said of its future."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from groundswell.domain.errors import UsageError
from groundswell.domain.forecast import Forecast, Quantiles
from groundswell.wave.calibration import LEVELS, MEDIAN
from groundswell.wave.course import Course, course_of_events, course_of_totals
from groundswell.wave.growth import total_features
from groundswell.wave.history import History
from groundswell.wave.horizons import final_age
from groundswell.wave.likeness import Likeness, likeliest, weighted_quantiles
from groundswell.wave.model import Model, likely_growth, load
from groundswell.wave.observing import Events, Floats, Numbers, Totals, observe_events, observe_totals
from groundswell.wave.phases import OVER_SHARE, phase
from groundswell.wave.statistics import event_features

_FACTOR_OF_TWO = 2 * float(np.log(2.0))


def forecast(
    events: Numbers,
    *,
    at: float,
    followers: Numbers | None = None,
    author_followers: float | None = None,
    horizons: Numbers = (),
    cascade_id: str = "",
) -> Forecast:
    """Forecasts a wave from the times of its events.

    Args:
        events: Seconds since the post of every event, in any order, shape (n,), n ≥ 0. The post itself is not
            an event: leave it out (`wave.table` does that for tables that begin with it). Events after `at`
            are ignored.
        at: Seconds since the post up to which the wave was observed, above 0.
        followers: Followers of whoever caused each event, aligned with `events`, NaN where unknown.
        author_followers: Followers of the post's author.
        horizons: Further ages in seconds at which the total is wanted. Up to `at` the answer is what was
            seen; beyond the end (a week after the post, or twice its age) it is the final total.

    Returns:
        Quantiles at .025 .05 .1 .25 .5 .75 .9 .95 .975, never below what was observed; at .5 stands the most
        likely total. With few events or none they are wide: what such a beginning came to in the training
        cascades.

    Raises:
        InputError: A time or a number of followers is negative or not a number; names the row, from 1.
        UsageError: `at` or a horizon is not a positive number.
    """
    return forecast_events(
        observe_events(events, at, followers, author_followers), load("events"), horizons, cascade_id
    )


def forecast_counts(
    times: Numbers,
    counts: Numbers,
    *,
    at: float,
    horizons: Numbers = (),
    cascade_id: str = "",
) -> Forecast:
    """Forecasts a wave from running totals that were only looked at now and then.

    Args:
        times: Seconds since the post of each look, in any order, shape (n,); at least one in (0, at].
        counts: The running total at each look. Where it falls, the highest so far is kept. Daily numbers
            become running totals by a cumulative sum.
        at: Seconds since the post; later looks are ignored. If the last look is earlier, the forecast starts
            from that look, and the total at `at` is itself uncertain.
        horizons: As for `forecast`.

    Returns:
        As `forecast`; `observed` is the total at the last look.

    Raises:
        InputError: A time or count is negative or not a number, or there is no look up to `at`.
        UsageError: `at` or a horizon is not a positive number.
    """
    return forecast_totals(observe_totals(times, counts, at), load("totals"), horizons, cascade_id)


def forecast_events(seen: Events, model: Model, horizons: Numbers, cascade_id: str) -> Forecast:
    """`forecast` by a given model."""
    history = History.of(seen)
    told = forecast_history(history, seen.at, seen.author_followers, model, horizons, cascade_id)
    return replace(told, repairs=seen.repairs)


def forecast_history(
    history: History, at: float, author: float | None, model: Model, horizons: Numbers, cascade_id: str
) -> Forecast:
    """`forecast` from the running sums of a wave."""
    like = model.likeness(event_features(history, at, author))
    seen = history.times[: int(np.searchsorted(history.times, at, side="right"))]
    return forecast_like(course_of_events(seen, at), like, model, at, horizons, cascade_id)


def forecast_totals(seen: Totals, model: Model, horizons: Numbers, cascade_id: str) -> Forecast:
    """`forecast_counts` by a given model."""
    course = course_of_totals(seen)
    like = model.likeness(total_features(seen))
    return replace(forecast_like(course, like, model, seen.at, horizons, cascade_id), repairs=seen.repairs)


def forecast_like(
    course: Course, like: Likeness, model: Model, at: float, horizons: Numbers, cascade_id: str
) -> Forecast:
    """What is said of a wave whose past is known, from the waves that it is likened to."""
    wanted = _checked(horizons)
    now, end = course.now, final_age(at)
    ahead = np.unique(wanted[(wanted > now) & (wanted < end)])
    halves = _ages_of_share(0.5, like.half, course, like)
    growth = likely_growth(like, np.log(ahead / now), np.log(end / now), course.observed, model.calibration)
    totals = np.maximum((course.observed + 1) * np.exp(growth) - 1, course.observed)
    final = totals[-1]
    return Forecast(
        cascade_id=cascade_id,
        at=at,
        observed=course.observed,
        phase=phase(course.gained, course.observed, float(final[MEDIAN])),
        final=_quantiles(final),
        half_life_s=float(np.exp(likeliest(np.log(halves), like.weights, _FACTOR_OF_TWO))),
        model=model.name,
        horizons={age: _quantiles(row) for age, row in _at_ages(wanted, course, ahead, totals)},
        over_at=_quantiles(_ends(course, like, float(final[MEDIAN]))),
        second_wind=float(like.weights @ like.second_wind),
    )


def _ages_of_share(share: float, later: Floats, course: Course, like: Likeness) -> Floats:
    """For each of the like waves the age at which this one reaches that share, if it goes on like it.

    Args:
        later: The like waves' own logs of that age over the age at which they were cut, shape (k,).
    """
    goals = share * ((course.observed + 1) * np.exp(like.final) - 1)
    ages = course.now * np.exp(np.maximum(later, 0.0))
    there = goals <= course.observed
    ages[there] = course.age_of(goals[there])
    return np.maximum(ages, 1.0)


def _ends(course: Course, like: Likeness, final: float) -> Floats:
    """Quantiles of the age at which the wave is over, shape (7,)."""
    ages = _ages_of_share(OVER_SHARE, like.over, course, like)
    ends = weighted_quantiles(ages, like.weights, np.array(LEVELS))
    if course.observed < OVER_SHARE * final:  # it is more likely not over yet than over
        ends[MEDIAN:] = np.maximum(ends[MEDIAN:], course.now)
    return ends


def _at_ages(wanted: Floats, course: Course, ahead: Floats, totals: Floats) -> Iterator[tuple[float, Floats]]:
    """Totals at any ages: what was seen, what is ahead, and beyond the end the final total."""
    seen = course.total_at(np.minimum(wanted, course.now))
    for age, value in zip(wanted.tolist(), seen.tolist(), strict=True):
        if age <= course.now:
            yield age, np.full(len(LEVELS), value)
        else:
            yield age, totals[int(np.searchsorted(ahead, age))]


def _checked(horizons: Numbers) -> Floats:
    wanted = np.array(horizons, dtype=np.float64)
    if wanted.ndim != 1 or not np.all((wanted > 0) & np.isfinite(wanted)):
        raise UsageError(
            f"cannot forecast at horizons {list(horizons)}", mend="Give ages in seconds, each above 0."
        )
    return wanted


def _quantiles(values: Floats) -> Quantiles:
    return dict(zip(LEVELS, values.tolist(), strict=True))
