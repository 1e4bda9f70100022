"""A post's wave as the pages show it: its course, where it is going, what is usual, who came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from groundswell.domain.when import DAY
from groundswell.domain.words import Lane, Metric, Phase, Tone
from groundswell.services.reading.crowd import Heard, heard_under, rush_of
from groundswell.services.waves import joining
from groundswell.services.waves.forecasting import CURVED
from groundswell.services.waves.joining import Separated
from groundswell.services.waves.moods import Mood, mood_of
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, forecasts, inbox, waves
from groundswell.store.forecasts import ForecastBody, TakeoffBody
from groundswell.store.inbox import Wanted
from groundswell.store.waves import PostRow, Trait
from groundswell.triage.influx import Influx
from groundswell.wave import Usual, usual_for

FEWEST_POSTS = 3
"""From so many posts on it is said what is usual for the account."""

FigureRow = tuple[int, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """One metric's course and its future.

    Attributes:
        basis: How the course is known, see `services.courses.Course`.
        at: The last observation, in epoch milliseconds.
        points: `(epoch milliseconds, running total)`, ascending.
        band: `(epoch milliseconds, quantiles .05 .25 .5 .75 .95)` from `at` on.
        final: Quantiles of the total in the end, by probability.
        over_at: Epoch milliseconds at which 95% of it will be there (median).
        half_at: Epoch milliseconds at which half of it is there (median).
        usual: The account's usual final total as (10%, 50%, 90%); none without earlier posts.
        times_usual: The expected final total over the usual median.
        second_wind: Probability that it rises once more after it has begun to ebb.
        takeoff: What is held of its taking off; none while nothing is usual for the account.
        parts: For a wave of several posts the `points` of each, by its id.
    """

    metric: Metric
    basis: str
    at: int
    points: tuple[tuple[int, float], ...]
    phase: Phase
    observed: float
    final: Mapping[float, float]
    band: tuple[FigureRow, ...]
    over_at: int | None
    half_at: int
    usual: tuple[float, float, float] | None
    times_usual: float | None
    model: str
    second_wind: float
    takeoff: TakeoffBody | None
    parts: Mapping[int, tuple[tuple[int, float], ...]] = field(default_factory=dict)

    @property
    def takes_off(self) -> bool:
        """Whether it is to be called taking off: it leaves what is usual, and is still on its way up."""
        up = self.phase in (Phase.RISING, Phase.SURGING)
        return up and self.takeoff is not None and self.takeoff["said"]


@dataclass(frozen=True, slots=True)
class Part:
    """One post of a wave, with its newest running totals."""

    post: PostRow
    totals: Mapping[Metric, float]


@dataclass(frozen=True, slots=True)
class Wave:
    """Everything that is shown of one post's wave.

    Attributes:
        post: The first of its posts.
        totals: The newest running totals, of all parts together.
        heard: What people are saying, the most shared first.
        rush: A sudden influx of strangers, if there was one.
        mood: How the tone moves; none while there are few comments.
        parts: The posts that it is made of, mostly one.
        separated: Posts that would be of it, had the user not said otherwise.
        nearby: Posts on other networks that the user may say to be of it.
    """

    post: PostRow
    curves: Mapping[Metric, Curve]
    totals: Mapping[Metric, float]
    traits: Mapping[str, tuple[Trait, ...]]
    tones: Mapping[Tone, int]
    lanes: Mapping[Lane, int]
    heard: tuple[Heard, ...]
    rush: Influx | None
    mood: Mood | None
    parts: tuple[Part, ...]
    separated: Sequence[Separated]
    nearby: Sequence[PostRow]

    @property
    def leading(self) -> Curve | None:
        """The curve to show first: reactions, else comments, else any."""
        return next((self.curves[metric] for metric in CURVED if metric in self.curves), None)

    @property
    def takes_off(self) -> bool:
        """Whether any metric is said to take off."""
        return any(curve.takes_off for curve in self.curves.values())

    @property
    def phase(self) -> Phase:
        """Where the wave stands: by its comments, whose times are known best, else by what there is."""
        known = self.curves.get(Metric.COMMENTS) or self.leading
        return known.phase if known else Phase.QUIET


def wave_of(workspace: Workspace, post_id: int) -> Wave:
    """The wave of a post, with all posts that make it. Raises NotFound."""
    with workspace.store.reading() as conn:
        post = waves.wave_post(conn, post_id)
        bodies = forecasts.latest_forecasts(conn, post.id, post.parts_key)
        parts = tuple(part_of(conn, one) for one in waves.posts(conn, post.ids))
        traits = next(filter(None, (waves.traits(conn, one) for one in (*post.ids, None))), [])
        tones = waves.tones(conn, post.ids)
        lanes = inbox.lane_counts(conn, Wanted(post_id=post.id))
        separated = joining.separated(conn, post)
        nearby = joining.nearby(conn, post)
    curves = {metric: _curve(post, metric, body) for metric, body in bodies.items()}
    totals: dict[Metric, float] = {}
    for part in parts:
        totals |= {metric: totals.get(metric, 0.0) + value for metric, value in part.totals.items()}
    grouped: dict[str, list[Trait]] = {}
    for one in traits:
        grouped.setdefault(one.dimension, []).append(one)
    return Wave(
        post,
        curves,
        totals,
        {dimension: tuple(rows) for dimension, rows in grouped.items()},
        {Tone(name): n for name, n in tones.items()},
        lanes,
        heard_under(workspace, post.id),
        rush_of(workspace, post.id),
        mood_of(workspace, post.id, lanes),
        parts,
        separated,
        [one for one in nearby if all(one.id != other.post.id for other in separated)],
    )


def current_post(workspace: Workspace) -> int | None:
    """The post that is stirring most, if any is."""
    with workspace.store.reading() as conn:
        since = max(waves.newest_hour(conn), waves.newest_look(conn)) - 14 * DAY
        stirring = [post_id for post_id, _ in waves.busiest_posts(conn, since, 1)]
        known = stirring or waves.counted_posts(conn, since, 1)
    return known[0] if known else None


def usual_bands(workspace: Workspace) -> Mapping[Metric, Usual]:
    """What one post of the account usually gets, by metric; what a new one can be held against."""
    with workspace.store.reading() as conn:
        bands = {metric: usual_for(list(waves.latest_totals(conn, metric).values())) for metric in CURVED}
    return {metric: band for metric, band in bands.items() if band is not None and band.posts >= FEWEST_POSTS}


def own_posts(workspace: Workspace) -> Sequence[PostRow]:
    """The account's posts, the newest first."""
    with workspace.store.reading() as conn:
        return waves.own_posts(conn, 60)


def _curve(post: PostRow, metric: Metric, body: ForecastBody) -> Curve:
    posted = post.at or 0
    over = body["over_at"].get("0.5")
    return Curve(
        metric=metric,
        basis=body["basis"],
        at=body["at"],
        points=tuple((int(instant), value) for instant, value in body["points"]),
        phase=Phase(body["phase"]),
        observed=body["observed"],
        final={float(share): value for share, value in body["final"].items()},
        band=tuple((int(row[0]), row[1], row[2], row[3], row[4], row[5]) for row in body["band"]),
        over_at=None if over is None else posted + round(over * 1000),
        half_at=posted + round(body["half_life_s"] * 1000),
        usual=body["usual"] and (body["usual"][0], body["usual"][1], body["usual"][2]),
        times_usual=body["times_usual"],
        model=body["model"],
        # Forecasts that were kept by earlier versions do not hold these.
        second_wind=body.get("second_wind", 0.0),
        takeoff=body.get("takeoff"),
        parts={
            int(post_id): tuple((int(instant), value) for instant, value in points)
            for post_id, points in body.get("parts", {}).items()
        },
    )


def part_of(conn: Connection, post: PostRow) -> Part:
    """One post with its newest totals."""
    samples = waves.samples(conn, post.id)
    return Part(post, {one.metric: one.value for one in samples if one.start is None and not one.flavour})
