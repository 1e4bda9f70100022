"""Looks ahead for the posts that are stirring, keeps what it said, and compares it with what came."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from groundswell import wave
from groundswell.domain.forecast import Forecast
from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Kind, Metric
from groundswell.services.waves.courses import Course, course
from groundswell.services.waves.joint_courses import of_the_wave
from groundswell.services.waves.moods import refresh_mood
from groundswell.services.waves.takeoffs import look_at
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, forecasts, waves
from groundswell.store.forecasts import ForecastBody, Promise, TakeoffBody
from groundswell.store.waves import PostRow

CURVED = (
    Metric.REACTIONS,
    Metric.COMMENTS,
    Metric.REPOSTS,
    Metric.IMPRESSIONS,
    Metric.FOLLOWERS_GAINED,
)
REPLAYED_AGES = (HOUR, 6 * HOUR, DAY)
"""Ages at which a wave that came in late is forecast afterwards, from what was known until then."""

_HORIZON_HOURS = (*range(1, 25), *range(27, 73, 3), *range(78, 169, 6), *range(192, 361, 24))
_WATCHED = 30 * DAY
_WATCHED_POSTS = 5
_REMEMBERED_POSTS = 60
_FEWEST_TO_REPLAY = 20
_KNOWN_TO_REPLAY = 0.5
"""The times of this share of the total must be known to tell how the wave stood at an earlier age."""

_DRAWN_POINTS = 300
_SAID = (Kind.COMMENT, Kind.REACTION, Kind.REPOST, Kind.QUOTE)
_BAND = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Before:
    """What a post is seen against.

    Attributes:
        totals: The newest total of each of the account's posts, by its id.
        posts: The account's posts.
        rhythm: When its readers are there, as its other posts tell.
    """

    totals: Mapping[int, float]
    posts: tuple[PostRow, ...]
    rhythm: wave.Rhythm


def refresh_forecasts(workspace: Workspace) -> int:
    """Looks ahead for the busiest and the newest posts of the last days of activity, and compares what was
    said of all posts with what came since; says how many forecasts were made."""
    with workspace.store.reading() as conn:
        # What claims to come from the future moves nothing.
        since = min(workspace.now(), max(waves.newest_hour(conn), waves.newest_look(conn))) - _WATCHED
        busiest = {post_id for post_id, _ in waves.busiest_posts(conn, since, _WATCHED_POSTS)}
        busiest |= set(waves.counted_posts(conn, since, _WATCHED_POSTS))
        usual = {metric: waves.latest_totals(conn, metric) for metric in CURVED}
        posts = {post.id: post for post in waves.own_posts(conn, _REMEMBERED_POSTS)}
        posts |= {post_id: waves.wave_post(conn, post_id) for post_id in busiest - posts.keys()}
        heard = {post.id: _heard(conn, post) for post in posts.values() if post.at is not None}
    made = 0
    # The oldest first: what came of earlier waves moves what is said of later ones.
    for post in sorted(posts.values(), key=lambda post: post.at or 0):
        rhythm = wave.rhythm_of(heard[one] for one in heard if one != post.id)
        for metric in CURVED:
            with workspace.store.reading() as conn:
                alone = [(part, course(conn, part, metric)) for part in waves.posts(conn, post.ids)]
            known = of_the_wave(post, metric, alone)
            # Others' clocks may say that an answer came before the post; then there is no course yet.
            if known is None or known.at <= (post.at or 0):
                continue
            before = Before(usual[metric], tuple(posts.values()), rhythm)
            # The past first: what was held of a post at one look goes into the next.
            made += _replay(workspace, post, known, before)
            if post.id in busiest:
                said = _keep(workspace, post, known, before)
                made += 1
                if metric is Metric.COMMENTS:
                    refresh_mood(workspace, post.id, max(0.0, said.final[0.5] - said.observed))
            _settle(workspace, post, known)
            if post.parts:
                # What was said of each by itself, before they were one, is held against what came, too.
                for part, its_own in alone:
                    if its_own is not None:
                        _settle(workspace, part, its_own)
    return made


def _keep(
    workspace: Workspace, post: PostRow, known: Course, before: Before, *, replayed: bool = False
) -> Forecast:
    plain = _look_ahead(post, known, before.rhythm)
    said = wave.adapted(plain, _earlier(workspace, post, known))
    with workspace.store.writing() as conn:
        held = look_at(conn, post, known.metric, known.at, said, before.totals, before.posts)
        forecasts.keep_forecast(
            conn,
            post.id,
            known.metric,
            made=workspace.now(),
            until=known.at,
            body=_body(post, known, said, before, held),
            ahead=_measured(post, known, said, plain),
            replayed=replayed,
            parts=post.parts_key,
        )
    return said


def _replay(workspace: Workspace, post: PostRow, known: Course, before: Before) -> int:
    """Forecasts a wave as it would have been forecast, where its course is known well enough."""
    if post.at is None or known.points[-1][1] < _FEWEST_TO_REPLAY or known.known < _KNOWN_TO_REPLAY:
        return 0
    with workspace.store.reading() as conn:
        done = forecasts.replayed_until(conn, post.id, known.metric, post.parts_key)
    made = 0
    for age in REPLAYED_AGES:
        at = post.at + age
        if at in done or at >= known.at:
            continue
        points = known.points[: bisect_right(known.points, at, key=lambda point: point[0])]
        events = known.events[: bisect_right(known.events, at)]
        if len(points) > 1:
            looks = points[1:] if known.basis == "both" else ()
            then = replace(known, at=at, points=points, events=events, looks=looks, parts=())
            _keep(workspace, post, then, before, replayed=True)
            made += 1
    return made


def _settle(workspace: Workspace, post: PostRow, known: Course) -> None:
    """Writes what came beside what was said of it."""
    with workspace.store.reading() as conn:
        waiting = forecasts.due(conn, post.id, known.metric, known.at, post.parts_key)
    instants, totals = zip(*known.points, strict=True)
    came = {one: float(np.interp(one.due, instants, totals)) for one in waiting}
    with workspace.store.writing() as conn:
        forecasts.settle(conn, came)


def _earlier(workspace: Workspace, post: PostRow, known: Course) -> list[wave.Known]:
    with workspace.store.reading() as conn:
        told = forecasts.earlier(conn, post.ids, known.metric, known.at)
    return [wave.Known(one.age / 1000, one.plain, one.came) for one in told]


def _measured(post: PostRow, known: Course, said: Forecast, plain: Forecast) -> Mapping[int, Promise]:
    """What is said of the next day and of the end, which is where forecasts are measured."""
    posted = post.at or 0
    next_day = (known.at + DAY - posted) / 1000
    end = posted + round(wave.final_age((known.at - posted) / 1000) * 1000)
    return {
        known.at + DAY: Promise(said.horizons[next_day], plain.horizons[next_day]),
        end: Promise(said.final, plain.final),
    }


def _body(
    post: PostRow, known: Course, said: Forecast, before: Before, held: TakeoffBody | None
) -> ForecastBody:
    posted = post.at or 0
    band = [
        [posted + round(age * 1000), *(said.horizons[age][share] for share in _BAND)]
        for age in sorted(said.horizons)
    ]
    usual = wave.usual_for([value for post_id, value in before.totals.items() if post_id != post.id])
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
        "second_wind": said.second_wind,
        "takeoff": held,
        "parts": {str(post_id): _thinned(points) for post_id, points in known.parts},
    }


def _heard(conn: Connection, post: PostRow) -> tuple[float, list[tuple[float, float]]]:
    """When it was posted and what was heard in each hour since, in seconds since 1970."""
    return (post.at or 0) / 1000, [(at / 1000, n) for at, n in waves.hours(conn, post.ids, _SAID)]


def _look_ahead(post: PostRow, known: Course, rhythm: wave.Rhythm) -> Forecast:
    """The forecast for every hour ahead, each as long as it is for the readers."""
    posted = post.at or 0
    at = (known.at - posted) / 1000
    instants = [known.at + hours * HOUR for hours in _HORIZON_HOURS]
    passed = rhythm.elapsed(known.at / 1000, [instant / 1000 for instant in instants])
    ages = (at + passed).tolist()
    told = _forecast(post, known, at, ages)
    by_the_clock = {
        (instant - posted) / 1000: told.horizons[age] for instant, age in zip(instants, ages, strict=True)
    }
    return replace(told, horizons=by_the_clock)


def _forecast(post: PostRow, known: Course, at: float, ahead: Sequence[float]) -> Forecast:
    posted = post.at or 0
    if known.basis == "events":
        ages = [(instant - posted) / 1000 for instant in known.events]
        return wave.forecast(ages, at=at, horizons=ahead, cascade_id=post.key)
    seen = known.looks or known.points
    times = [(instant - posted) / 1000 for instant, _ in seen]
    values = [value for _, value in seen]
    if known.basis == "both":
        ages = [(instant - posted) / 1000 for instant in known.events]
        return wave.forecast_both(ages, times, values, at=at, horizons=ahead, cascade_id=post.key)
    return wave.forecast_counts(times, values, at=at, horizons=ahead, cascade_id=post.key)


def _thinned(points: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """At most `_DRAWN_POINTS` of the points, the last among them."""
    step = max(1, len(points) // _DRAWN_POINTS)
    return [*points[:-1:step], points[-1]]
