"""A post's wave: what was counted, where it is going, what is usual, who came."""

from dataclasses import dataclass

from groundswell.domain.forecast import Forecast
from groundswell.domain.words import Metric, Phase
from groundswell.store.waves import PostRow, Trait

_CURVED = (Metric.REACTIONS, Metric.COMMENTS, Metric.REPOSTS, Metric.IMPRESSIONS)
_HORIZONS = tuple(
    hours * 3600.0 for hours in (*range(1, 25), *range(27, 73, 3), *range(78, 169, 6), *range(192, 361, 24))
)
_MOST_EVENTS = 20_000
_WATCHED_DAYS = 30


@dataclass(frozen=True, slots=True)
class Curve:
    """One metric's course and its future.

    Attributes:
        points: `(epoch milliseconds, running total)`, ascending.
        basis: How the course is known: `events`, `totals` (seen at a few instants) or `daily` (shaped by
            the account's daily numbers).
        forecast: None where there is nothing to go by.
        band: `(epoch milliseconds, quantiles .05 .25 .5 .75 .95)` from the last observation on.
        usual: The account's usual final total as `(10%, 50%, 90%)`.
        times_usual: This post's expected final total over the usual median.
    """

    metric: Metric
    points: tuple[tuple[int, float], ...]
    basis: str
    forecast: Forecast | None = None
    band: tuple[tuple[int, float, float, float, float, float], ...] = ()
    usual: tuple[float, float, float] | None = None
    times_usual: float | None = None

    @property
    def total(self) -> float:
        """The last known running total."""
        return self.points[-1][1] if self.points else 0.0


@dataclass(frozen=True, slots=True)
class WaveView:
    """Everything that the page *Wave* shows of one post."""

    post: PostRow
    at: int
    phase: Phase
    curves: tuple[Curve, ...]
    totals: dict[Metric, float]
    traits: tuple[Trait, ...]
    tones: dict[str, int]

    def curve(self, metric: Metric) -> Curve | None:
        """The curve of a metric, if there is one."""
        return next((one for one in self.curves if one.metric is metric), None)
