"""A metric's course over time, out of whatever is known: events, totals seen now and then, daily numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Kind, Metric
from groundswell.store import Connection, waves
from groundswell.store.waves import PostRow, Sample

MOST_EVENTS = 20_000
_BASE_DAYS = 28
_CARRIED = 0.3
"""The account's extra daily numbers must make up this share of the post's own total to be its shape."""

_KINDS = {Metric.COMMENTS: Kind.COMMENT, Metric.REPOSTS: Kind.REPOST, Metric.REACTIONS: Kind.REACTION}
_SHAPED_BY = {
    Metric.IMPRESSIONS: Metric.IMPRESSIONS,
    Metric.REACTIONS: Metric.ENGAGEMENTS,
    Metric.REPOSTS: Metric.ENGAGEMENTS,
    Metric.COMMENTS: Metric.ENGAGEMENTS,
}


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of a metric up to `at`.

    Attributes:
        basis: `events`, `hours` (events counted by the hour), `daily` (the post's total, shaped by the
            account's daily numbers) or `totals` (seen at a few instants).
        points: `(epoch milliseconds, running total)`, ascending in both; begins at the post.
        events: For `events`, the instants themselves.
    """

    metric: Metric
    basis: str
    at: int
    points: tuple[tuple[int, float], ...]
    events: tuple[int, ...] = ()


def course(conn: Connection, post: PostRow, metric: Metric) -> Course | None:
    """The course of a post's metric; none where nothing was counted or the post's time is unknown."""
    if post.at is None:
        return None
    samples = waves.samples(conn, post.id)
    totals = [one for one in samples if one.metric is metric and one.start is None and not one.flavour]
    seen = max((one.end for one in samples if one.start is None), default=0)
    by_event = _from_events(conn, post, metric, seen)
    total = totals[-1].value if totals else 0.0
    if by_event is not None and by_event.points[-1][1] >= total / 2:
        return by_event
    if not totals:
        return by_event
    account = waves.samples(conn, None, (_SHAPED_BY[metric],)) if metric in _SHAPED_BY else []
    return _shaped(post.at, metric, totals, account) or _from_totals(post.at, metric, totals)


def _from_events(conn: Connection, post: PostRow, metric: Metric, seen: int) -> Course | None:
    kind = _KINDS.get(metric)
    if kind is None or post.at is None:
        return None
    hours = waves.hours(conn, post.id, (kind,))
    if not hours:
        return None
    if sum(n for _, n in hours) <= MOST_EVENTS:
        events = tuple(max(post.at, instant) for instant in waves.times(conn, post.id, kind))
        points = ((post.at, 0.0), *((instant, n + 1.0) for n, instant in enumerate(events)))
        return Course(metric, "events", max(seen, events[-1]), points, events)
    running = accumulate(n for _, n in hours)
    points = (
        (post.at, 0.0),
        *((max(post.at, start + HOUR), n) for (start, _), n in zip(hours, running, strict=True)),
    )
    return Course(metric, "hours", max(seen, points[-1][0]), points)


def _from_totals(posted: int, metric: Metric, totals: Sequence[Sample]) -> Course:
    later = [(one.end, one.value) for one in totals if one.end > posted]
    points = ((posted, 0.0), *later)
    return Course(metric, "totals", points[-1][0], points)


def _shaped(
    posted: int, metric: Metric, totals: Sequence[Sample], account: Sequence[Sample]
) -> Course | None:
    """The newest total spread over the days as the account's extra daily numbers were."""
    last = totals[-1]
    daily = [one for one in account if _is_a_day(one) and not one.flavour]
    before = [one.value for one in daily if posted - _BASE_DAYS * DAY <= one.end <= posted]
    usual = median(before) if before else 0.0
    after = [one for one in daily if one.end > posted and (one.start or 0) < last.end]
    extra = [max(0.0, one.value - usual) for one in after]
    if len(after) < 2 or sum(extra) < _CARRIED * last.value:
        return None
    running = list(accumulate(extra))
    ends = [min(one.end, last.end) for one in after]
    points = [(end, last.value * value / running[-1]) for end, value in zip(ends, running, strict=True)]
    return Course(metric, "daily", last.end, ((posted, 0.0), *points))


def _is_a_day(one: Sample) -> bool:
    return one.start is not None and one.end - one.start == DAY
