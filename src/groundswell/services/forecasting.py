"""Looks ahead for the posts that are stirring, and keeps what it said, so that pages only need to read it."""

from collections.abc import Sequence

from groundswell import wave
from groundswell.domain.forecast import Forecast
from groundswell.domain.when import DAY
from groundswell.domain.words import Metric
from groundswell.services.courses import Course, course
from groundswell.services.workspace import Workspace
from groundswell.store import waves
from groundswell.store.waves import ForecastBody, PostRow

CURVED = (Metric.REACTIONS, Metric.COMMENTS, Metric.REPOSTS, Metric.IMPRESSIONS)
_HORIZON_HOURS = (*range(1, 25), *range(27, 73, 3), *range(78, 169, 6), *range(192, 361, 24))
_WATCHED = 30 * DAY
_WATCHED_POSTS = 5
_DRAWN_POINTS = 300
_BAND = (0.05, 0.25, 0.5, 0.75, 0.95)


def refresh_forecasts(workspace: Workspace) -> int:
    """Looks ahead for the busiest posts of the last days of activity; says how many forecasts were made."""
    with workspace.store.reading() as conn:
        newest = waves.newest_hour(conn)
        stirring = [waves.post(conn, post_id) for post_id, _ in waves.busiest_posts(conn, newest - _WATCHED)]
        courses = [
            (post, known)
            for post in stirring[:_WATCHED_POSTS]
            for metric in CURVED
            if (known := course(conn, post, metric)) is not None
        ]
        usual = {metric: waves.latest_totals(conn, metric) for metric in CURVED}
    made = workspace.now()
    for post, known in courses:
        others = [value for post_id, value in usual[known.metric].items() if post_id != post.id]
        body = _body(post, known, others)
        with workspace.store.writing() as conn:
            waves.keep_forecast(
                conn, post.id, known.metric, made=made, until=known.at, model=body["model"], body=body
            )
    return len(courses)


def _body(post: PostRow, known: Course, others: Sequence[float]) -> ForecastBody:
    posted = post.at or 0
    said = _look_ahead(post, known)
    band = [
        [posted + round(age * 1000), *(said.horizons[age][share] for share in _BAND)]
        for age in sorted(said.horizons)
    ]
    usual = wave.usual_for(others)
    return {
        "basis": known.basis,
        "at": known.at,
        "points": _thinned(known.points),
        "observed": said.observed,
        "phase": said.phase.value,
        "final": {str(share): value for share, value in said.final.items()},
        "band": band,
        "half_life_s": said.half_life_s,
        "over_at": {str(share): value for share, value in said.over_at.items()},
        "usual": (usual.low, usual.median, usual.high) if usual else None,
        "times_usual": usual.times(said.final[0.5]) if usual else None,
        "model": said.model,
    }


def _look_ahead(post: PostRow, known: Course) -> Forecast:
    posted = post.at or 0
    at = (known.at - posted) / 1000
    ahead = tuple(at + hours * 3600.0 for hours in _HORIZON_HOURS)
    if known.basis == "events":
        ages = [(instant - posted) / 1000 for instant in known.events]
        return wave.forecast(ages, at=at, horizons=ahead, cascade_id=post.key)
    times = [(instant - posted) / 1000 for instant, _ in known.points]
    values = [value for _, value in known.points]
    return wave.forecast_counts(times, values, at=at, horizons=ahead, cascade_id=post.key)


def _thinned(points: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """At most `_DRAWN_POINTS` of the points, the last among them."""
    step = max(1, len(points) // _DRAWN_POINTS)
    return [*points[:-1:step], points[-1]]
