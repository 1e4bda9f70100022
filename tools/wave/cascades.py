"""The sets of cascades to learn from and to measure on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from groundswell.wave.observing import Floats

HOUR = 3_600.0


@dataclass(frozen=True, slots=True)
class Collection:
    """One set of cascades.

    Attributes:
        window: Seconds since the post for which each cascade was followed; what comes later is not known.
        counts: Whether it holds running totals rather than events.
        licensed: Whether a model that ships may learn from it.
        floor: Cascades that ended below this total were left out when the set was made.
    """

    name: str
    window: float
    counts: bool = False
    licensed: bool = True
    floor: float = 0.0


@dataclass(frozen=True, slots=True)
class Cascade:
    """One cascade without the post itself.

    Attributes:
        times: Seconds since the post, ascending: of the events, or of the looks at the total.
        totals: For running totals, their values.
        followers: For events, where known.
        author: Followers of the post's author, where known.
        kept: The share of its events that is left, if it was thinned.
    """

    collection: Collection
    key: str
    times: Floats
    totals: Floats | None = None
    followers: Floats | None = None
    author: float | None = None
    kept: float = 1.0

    def total_at(self, ages: Floats | float) -> Floats:
        """The total at these ages of the post."""
        if self.totals is None:
            return np.searchsorted(self.times, ages, side="right").astype(np.float64)
        return np.asarray(np.interp(ages, np.append(0.0, self.times), np.append(0.0, self.totals)))

    def age_of(self, total: float) -> float:
        """The age of the post at which that total was reached; 0 if it was there from the beginning."""
        if self.totals is None:
            return float(self.times[int(np.ceil(total)) - 1]) if total > 0 else 0.0
        after = int(np.searchsorted(self.totals, total))
        if after == 0:
            return float(self.times[0]) * total / max(float(self.totals[0]), 1e-9)
        low, high = self.totals[after - 1], self.totals[after]
        part = (total - low) / (high - low)
        return float(self.times[after - 1] + part * (self.times[after] - self.times[after - 1]))


EVENT_SETS = (
    Collection("seismic738", 168 * HOUR, floor=2_002),
    Collection("reddit_askscience", 24 * HOUR),
    Collection("reddit_ireland", 720 * HOUR),
    Collection("auspol", 720 * HOUR),
)
COUNT_SETS = (
    Collection("news_facebook_counts", 48 * HOUR, counts=True),
    Collection("news_googleplus_counts", 48 * HOUR, counts=True),
    Collection("news_linkedin_counts", 48 * HOUR, counts=True),
)
MEASURED_ONLY = (
    Collection("twitter15_16", 336 * HOUR, licensed=False),
    Collection("weibo_ced", 336 * HOUR, licensed=False),
)


def cascades(data: Path, collection: Collection) -> Iterator[Cascade]:
    """All cascades of a set, in the order of its file."""
    table = pq.read_table(data / "cascades" / f"{collection.name}.parquet")
    keys = table["cascade_id"].to_numpy()
    times = table["t_seconds"].to_numpy().astype(np.float64)
    other = "count" if collection.counts else "followers"
    values = table[other].to_numpy().astype(np.float64) if other in table.schema.names else None
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    for start, end in zip(starts, np.append(starts[1:], len(keys)), strict=True):
        mine = None if values is None else values[start:end]
        yield _cascade(collection, str(keys[start]), times[start:end], mine)


def _cascade(collection: Collection, key: str, times: Floats, values: Floats | None) -> Cascade:
    if collection.counts:
        assert values is not None
        return Cascade(collection, key, times, totals=np.maximum.accumulate(values))
    followers = None if values is None else values[1:]
    known = followers is not None and len(followers) > 0 and np.isfinite(followers).mean() >= 0.5
    author = None if values is None or not np.isfinite(values[0]) else float(values[0])
    return Cascade(collection, key, times[1:], followers=followers if known else None, author=author)
