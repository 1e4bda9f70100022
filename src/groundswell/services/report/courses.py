"""How a wave's metrics went, and the forecasts that were made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell import wave
from groundswell.domain.report_parts import CLAIM, Course, Figure, Foretold, HitRate, Usual
from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Metric, Phase
from groundswell.services.waves import courses
from groundswell.services.waves.forecasting import CURVED
from groundswell.services.waves.joint_courses import of_the_wave
from groundswell.store import Connection, forecasts, outcomes, reports, waves
from groundswell.store.forecasts import ForecastBody
from groundswell.store.waves import PostRow

SHOWN_AGES = (HOUR, 6 * HOUR, DAY, 3 * DAY)
"""Of many forecasts those are told that were made nearest to these ages of the wave."""

_NEAR = 2.0
_LEAST = 10
_POINTS = {"totals": 5}
"""A line through fewer looks would be a guess; other bases are known in between."""

_DRAWN = 300
_RATES = frozenset({Metric.ENGAGEMENT_RATE, Metric.CLICK_THROUGH_RATE})


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a post is seen against.

    Attributes:
        posts: The account's posts that were published earlier.
        totals: For each metric the newest total of every wave, by the id of its first post.
    """

    posts: Sequence[PostRow]
    totals: Mapping[Metric, Mapping[int, float]]

    def usual(self, metric: Metric) -> Usual | None:
        """What earlier posts got; none without any that was counted."""
        known = self.totals[metric]
        band = wave.usual_for([known[post.id] for post in self.posts if post.id in known])
        return Usual(band.low, band.median, band.high, band.posts) if band else None


def courses_of(conn: Connection, post: PostRow, before: Earlier) -> tuple[Course, ...]:
    """The courses that are worth a drawing, in the order in which the pages have them."""
    latest = forecasts.latest_forecasts(conn, post.id, post.parts_key)
    found = []
    for metric in CURVED:
        alone = [(part, courses.course(conn, part, metric)) for part in waves.posts(conn, post.ids)]
        known = of_the_wave(post, metric, alone)
        if known is None or known.points[-1][1] < _LEAST or len(known.points) < _POINTS.get(known.basis, 3):
            continue
        usual = before.usual(metric)
        ahead = _ahead(latest.get(metric), known.at)
        told = _foretold(conn, post, metric)
        points = _thinned(known.points)
        found.append(Course(metric, known.basis, known.at, points, usual, ahead, told))
    return tuple(found)


def figures_of(
    totals: Mapping[Metric, float], drawn: Sequence[Course], before: Earlier
) -> tuple[Figure, ...]:
    """Every total with what is usual; where nothing was counted, as many as are known one by one."""
    known = {metric: value for metric, value in totals.items() if metric not in _RATES}
    for course in drawn:
        known[course.metric] = max(known.get(course.metric, 0.0), course.points[-1][1])
    return tuple(Figure(metric, known[metric], before.usual(metric)) for metric in Metric if metric in known)


def hits_of(conn: Connection, post: PostRow | None) -> HitRate:
    """How many intervals held, of those whose time has come: of one wave, or of all (none)."""
    held = of = 0
    for one in outcomes.outcomes(conn):
        if post is None or (one.post_id, one.parts) == (post.id, post.parts_key):
            of += 1
            held += wave.score(one.quantiles, one.came).inside[CLAIM]
    return HitRate(held, of)


def phase_of(conn: Connection, post: PostRow) -> Phase | None:
    """Where the wave stood when it was last looked ahead: by its comments, else by what there is."""
    latest = forecasts.latest_forecasts(conn, post.id, post.parts_key)
    ordered = [latest[metric] for metric in (Metric.COMMENTS, *CURVED) if metric in latest]
    return Phase(ordered[0]["phase"]) if ordered else None


def _ahead(body: ForecastBody | None, at: int) -> tuple[float, float, float] | None:
    if body is None or body["at"] < at or Phase(body["phase"]) is Phase.OVER:
        return None
    low, middle, high = (max(body["observed"], body["final"][level]) for level in ("0.1", "0.5", "0.9"))
    return low, middle, high


def _foretold(conn: Connection, post: PostRow, metric: Metric) -> tuple[Foretold, ...]:
    made = reports.forecasts_made(conn, post.id, metric, post.parts_key)
    chosen: dict[int, reports.Made] = {}
    for age in SHOWN_AGES:
        near = [one for one in made if age / _NEAR <= one.until - (post.at or 0) <= age * _NEAR]
        if near:
            best = min(near, key=lambda one: (abs(one.until - (post.at or 0) - age), one.replayed))
            chosen[best.id] = best
    said = (reports.forecast(conn, one) for one in chosen.values())
    return tuple(foretold for one in said for foretold in _promises(one))


def _promises(said: reports.Said) -> list[Foretold]:
    band = tuple((int(row[0]), row[1], row[2], row[3], row[4], row[5]) for row in said.body["band"])
    return [
        Foretold(
            said.made.until, due, levels[0.1], levels[0.5], levels[0.9], came, said.made.replayed,
            said.body["observed"], band,
        )
        for due, levels, came in said.promised
    ]  # fmt: skip


def _thinned(points: Sequence[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    step = max(1, len(points) // _DRAWN)
    return (points[0], *points[:-1:step][1:], points[-1])
