"""From what was seen of a wave to what is said of its future."""

from bisect import bisect_left
from collections.abc import Mapping

import numpy as np

from groundswell.domain.errors import UsageError
from groundswell.domain.forecast import Forecast, Quantiles
from groundswell.wave.calibration import LEVELS, MEDIAN
from groundswell.wave.course import Course, course_of_events, course_of_totals
from groundswell.wave.growth import total_features
from groundswell.wave.horizons import final_age, grid
from groundswell.wave.model import Model, load
from groundswell.wave.observing import Events, Floats, Numbers, Totals, observe_events, observe_totals
from groundswell.wave.phases import OVER_SHARE, phase
from groundswell.wave.statistics import event_features


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
        Quantiles at .05 .1 .25 .5 .75 .9 .95, never below what was observed. With few events or none they are
        wide: what such a beginning came to in the training cascades.

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
    return _told(course_of_events(seen), event_features(seen), model, seen.at, horizons, cascade_id)


def forecast_totals(seen: Totals, model: Model, horizons: Numbers, cascade_id: str) -> Forecast:
    """`forecast_counts` by a given model."""
    return _told(course_of_totals(seen), total_features(seen), model, seen.at, horizons, cascade_id)


def _told(
    course: Course,
    found: Mapping[str, float],
    model: Model,
    at: float,
    horizons: Numbers,
    cascade_id: str,
) -> Forecast:
    wanted = _checked(horizons)
    ages = grid(course.now, final_age(at))
    totals = model.quantiles(found, course.now, course.observed, ages)
    ages = np.append(course.now, ages)
    totals = np.vstack([np.full(len(LEVELS), course.observed), totals])
    final = totals[-1]
    median = totals[:, MEDIAN]
    return Forecast(
        cascade_id=cascade_id,
        at=at,
        observed=course.observed,
        phase=phase(course.gained, course.observed, float(median[-1])),
        final=_quantiles(final),
        half_life_s=_age_of_share(0.5, course, ages, median),
        model=model.name,
        horizons={
            age: _quantiles(row)
            for age, row in zip(wanted.tolist(), _totals_at(wanted, course, ages, totals), strict=True)
        },
        over_at=_quantiles(_ends(course, ages, median, model)),
    )


def _ends(course: Course, ages: Floats, median: Floats, model: Model) -> Floats:
    """Quantiles of the age at which the wave is over, shape (7,)."""
    growth = float(np.log1p(median[-1]) - np.log1p(course.observed))
    ends = model.endings.applied(_age_of_share(OVER_SHARE, course, ages, median), growth)
    # The final total is at least what was observed: while less than 95% of that was there, it was not over.
    enough = OVER_SHARE * course.observed
    unfinished = bisect_left(course.looks, enough, key=lambda age: float(course.total_at(age)))
    if unfinished:
        ends = np.asarray(np.maximum(ends, course.looks[unfinished - 1]))
    if course.observed < OVER_SHARE * median[-1]:  # it is more likely not over yet than over
        ends[MEDIAN:] = np.maximum(ends[MEDIAN:], course.now)
    return ends


def _totals_at(wanted: Floats, course: Course, ages: Floats, totals: Floats) -> Floats:
    """Totals at any ages, shape (len(wanted), 7): what was seen, then lines over the log of the age."""
    log_ages, log_wanted = np.log(ages), np.log(wanted)
    rows = np.stack([np.interp(log_wanted, log_ages, path) for path in totals.T], axis=1)
    past = wanted <= course.now
    rows[past] = course.total_at(wanted[past])[:, None]
    return rows


def _age_of_share(share: float, course: Course, ages: Floats, path: Floats) -> float:
    """The age at which a path has reached a share of its own end, in the past or ahead."""
    goal = share * path[-1]
    if goal <= course.observed:
        return float(course.age_of(np.array([goal]))[0])
    after = int(np.searchsorted(path, goal))
    part = (goal - path[after - 1]) / (path[after] - path[after - 1])
    return float(ages[after - 1] * (ages[after] / ages[after - 1]) ** part)


def _checked(horizons: Numbers) -> Floats:
    wanted = np.array(horizons, dtype=np.float64)
    if wanted.ndim != 1 or not np.all((wanted > 0) & np.isfinite(wanted)):
        raise UsageError(
            f"cannot forecast at horizons {list(horizons)}", mend="Give ages in seconds, each above 0."
        )
    return wanted


def _quantiles(values: Floats) -> Quantiles:
    return dict(zip(LEVELS, values.tolist(), strict=True))
