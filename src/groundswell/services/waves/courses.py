"""A metric's course over time, out of whatever is known: events, totals seen now and then, daily numbers."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

from groundswell import wave
from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Kind, Metric
from groundswell.store import Connection, waves
from groundswell.store.waves import PostRow, Sample

MOST_EVENTS = 20_000
_BASE_DAYS = 28
_CARRIED = 0.3
"""The account's extra daily numbers must make up this share of the post's own total to be its shape."""

_OTHERS = 3.0
"""If they make up more than so many times its total, they are mostly those of other posts."""

Points = tuple[tuple[int, float], ...]
"""`(epoch milliseconds, running total)`, ascending in both."""

_KINDS = {Metric.COMMENTS: Kind.COMMENT, Metric.REPOSTS: Kind.REPOST, Metric.REACTIONS: Kind.REACTION}
_SHAPED_BY = {
    Metric.IMPRESSIONS: Metric.IMPRESSIONS,
    Metric.REACTIONS: Metric.ENGAGEMENTS,
    Metric.REPOSTS: Metric.ENGAGEMENTS,
    Metric.COMMENTS: Metric.ENGAGEMENTS,
    Metric.FOLLOWERS_GAINED: Metric.FOLLOWERS_GAINED,
}


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of a metric up to `at`.

    Attributes:
        basis: `events`, `hours` (events counted by the hour), `daily` (the post's total, shaped by the
            account's daily numbers), `totals` (seen at a few instants) or `both` (totals, and the times of
            some of what they count).
        points: `(epoch milliseconds, running total)`, ascending in both; begins at the post.
        events: For `events` and `both`, the instants that are known.
        looks: For `both`, the totals as `points`, without the times between.
        parts: For a wave of several posts the points of each by itself, by its id.
    """

    metric: Metric
    basis: str
    at: int
    points: Points
    events: tuple[int, ...] = ()
    looks: Points = ()
    parts: tuple[tuple[int, Points], ...] = ()

    @property
    def known(self) -> float:
        """The share of the total whose times are known, 0–1."""
        n = self.points[-1][1] if self.basis == "hours" else len(self.events)
        return min(1.0, n / max(self.points[-1][1], 1.0))


def course(conn: Connection, post: PostRow, metric: Metric) -> Course | None:
    """The course of one post's metric; none where nothing was counted or the post's time is unknown."""
    if post.at is None:
        return None
    samples = waves.samples(conn, post.id)
    totals = [one for one in samples if one.metric is metric and one.start is None and not one.flavour]
    seen = max((one.end for one in samples if one.start is None), default=0)
    by_event = _from_events(conn, post, metric, seen)
    looked = [(one.end, one.value) for one in totals if one.end > post.at]
    if by_event is not None and not _says_more(looked, by_event):
        return by_event
    if not totals:
        return by_event
    account = waves.samples(conn, None, (_SHAPED_BY[metric],)) if metric in _SHAPED_BY else []
    by_total = _shaped(post.at, metric, totals, account) or _from_totals(post.at, metric, totals)
    if by_event is None or not by_event.events:
        return by_total
    # Few known times say less of when the rest came than the account's days do.
    few = len(by_event.events) < totals[-1].value / 2
    return joint(post.at, metric, by_event.events, by_total.points[1:] if few else looked)


def _says_more(looked: Sequence[tuple[int, float]], by_event: Course) -> bool:
    """Whether some total is above what is known of by then; hours are believed from half of it on."""
    if by_event.basis == "hours":
        return bool(looked) and by_event.points[-1][1] < looked[-1][1] / 2
    return any(value > bisect_right(by_event.events, instant) for instant, value in looked)


def joint(posted: int, metric: Metric, events: tuple[int, ...], looks: Sequence[tuple[int, float]]) -> Course:
    """The totals, and between them as the known events came."""
    ages = [(instant - posted) / 1000 for instant, _ in looks]
    last = max(looks[-1][0], events[-1])
    told = wave.joint_totals(
        [(instant - posted) / 1000 for instant in events],
        ages,
        [value for _, value in looks],
        at=(last - posted) / 1000,
    )
    ends = [posted + round(age * 1000) for age in told.times.tolist()]
    points = ((posted, 0.0), *zip(ends, told.totals.tolist(), strict=True))
    return Course(metric, "both", last, points, events, tuple(looks))


def _from_events(conn: Connection, post: PostRow, metric: Metric, seen: int) -> Course | None:
    kind = _KINDS.get(metric)
    if kind is None or post.at is None:
        return None
    hours = waves.hours(conn, (post.id,), (kind,))
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
    if len(after) < 2 or not _CARRIED * last.value <= sum(extra) <= _OTHERS * last.value:
        return None
    running = list(accumulate(extra))
    ends = [min(one.end, last.end) for one in after]
    points = [(end, last.value * value / running[-1]) for end, value in zip(ends, running, strict=True)]
    return Course(metric, "daily", last.end, ((posted, 0.0), *points))


def _is_a_day(one: Sample) -> bool:
    return one.start is not None and one.end - one.start == DAY
