"""The past of a wave as running sums: one more event costs the same however many there were.

Reactions fade at seven speeds. Sums of exponentials are what a Hawkes process keeps of its past (Hawkes 1971;
Ozaki 1979). Mixed with weights that fall as a power of the time scale they come close to the power law by
which reactions to a post die off (Zhao et al. 2015 measured an exponent of 0.242 for the share that is still
to come; the mixture after Bochud and Challet 2007).
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from groundswell.wave.observing import Events, Floats

SCALES_S = np.array([60.0, 300.0, 900.0, 3_600.0, 14_400.0, 43_200.0, 172_800.0])
_THETA = 0.242
_SHARES = SCALES_S**-_THETA / (SCALES_S**-_THETA).sum()
# What is known of the past is kept after every so many events; those in between are added up when asked for.
_BLOCK = 256
_BLOCKS_AT_ONCE = 1_024


@dataclass(frozen=True, slots=True)
class Memories:
    """Sums over the events up to an age of exp(-time since the event / scale), for each of the scales.

    Attributes:
        plain: Every event counts one, shape (7,).
        followed: Every event counts its followers and one more, shape (7,).
    """

    plain: Floats
    followed: Floats


class Sums(NamedTuple):
    """Over the first n events. A gap is the time since the event before, or since the post; an audience is
    followers + 1; logarithms of ages and gaps are of 1 + seconds."""

    log_age: float
    log_age_squared: float
    ranked: float
    """Sum of number of the event (from 1) times log age."""
    log_gap: float
    gap_squared: float
    audience: float
    log_audience: float
    log_audience_squared: float
    longest_gap: float
    most_log_audience: float


_ADDED = 8


class History:
    """Events in their order, with running sums over them.

    Attributes:
        count: How many there are.
        followed: Whether the followers of those who caused the events are known.
    """

    def __init__(self, *, followed: bool) -> None:
        self.count = 0
        self.followed = followed
        self._times = np.empty(0)
        self._audiences = np.empty(0)
        self._sums = np.zeros((1, len(Sums._fields)))
        self._memories = np.zeros((1, 2, len(SCALES_S)))

    @classmethod
    def of(cls, seen: Events) -> "History":
        """The history of all these events; cost is linear in their number."""
        history = cls(followed=seen.followers is not None)
        history.extend(seen.times, seen.followers)
        return history

    @property
    def times(self) -> Floats:
        """Seconds since the post, ascending, shape (count,)."""
        return self._times[: self.count]

    @property
    def followers(self) -> Floats:
        """Followers, shape (count,); 0 where they are not known."""
        return self._audiences[: self.count] - 1

    def extend(self, times: Floats, followers: Floats | None) -> None:
        """Adds events that come after all others, in their order, followers without gaps; O(1) for each."""
        first, self.count = self.count, self.count + len(times)
        blocks = self.count // _BLOCK
        self._times = _roomy(self._times, self.count)
        self._audiences = _roomy(self._audiences, self.count)
        self._sums = _roomy(self._sums, blocks + 1)
        self._memories = _roomy(self._memories, blocks + 1)
        self._times[first : self.count] = times
        self._audiences[first : self.count] = 1.0 if followers is None else followers + 1
        for done in range(first // _BLOCK, blocks, _BLOCKS_AT_ONCE):
            self._keep(done, min(done + _BLOCKS_AT_ONCE, blocks))

    def sums(self, n: int) -> Sums:
        """Over the first n events."""
        blocks = n // _BLOCK
        kept = self._sums[blocks]
        if n % _BLOCK:
            rows = self._rows(blocks * _BLOCK, n)
            kept = np.append(kept[:_ADDED] + rows[:_ADDED].sum(axis=1), kept[_ADDED:])
            kept[_ADDED:] = np.maximum(kept[_ADDED:], rows[_ADDED:].max(axis=1))
        return Sums(*kept.tolist())

    def memories(self, age: float) -> Memories:
        """What is remembered at an age of the events up to then."""
        known = int(np.searchsorted(self.times, age, side="right"))
        blocks = known // _BLOCK
        kept = self._memories[blocks]
        if blocks:
            kept = kept * np.exp((self._times[blocks * _BLOCK - 1] - age) / SCALES_S)
        late = slice(blocks * _BLOCK, known)
        faded = np.exp((self._times[late, None] - age) / SCALES_S)
        return Memories(kept[0] + faded.sum(axis=0), kept[1] + self._audiences[late] @ faded)

    def _rows(self, first: int, last: int) -> Floats:
        """What each event adds, shape (10, last - first), in the order of `Sums`."""
        times, audiences = self._times[first:last], self._audiences[first:last]
        gaps = np.diff(times, prepend=self._times[first - 1] if first else 0.0)
        ages, logs = np.log1p(times), np.log(audiences)
        ranks = np.arange(first + 1, last + 1)
        added = (ages, ages**2, ranks * ages, np.log1p(gaps), gaps**2, audiences, logs, logs**2)
        return np.stack((*added, gaps, logs))

    def _keep(self, first: int, last: int) -> None:
        """Sums and memories after each of the blocks from the first to the last, which is not included."""
        rows = self._rows(first * _BLOCK, last * _BLOCK).reshape(-1, last - first, _BLOCK)
        kept = slice(first + 1, last + 1)
        self._sums[kept, :_ADDED] = (
            self._sums[first, :_ADDED] + np.cumsum(rows[:_ADDED].sum(axis=2), axis=1).T
        )
        largest = np.maximum.accumulate(rows[_ADDED:].max(axis=2), axis=1).T
        self._sums[kept, _ADDED:] = np.maximum(self._sums[first, _ADDED:], largest)
        times = self._times[first * _BLOCK : last * _BLOCK].reshape(-1, _BLOCK)
        audiences = self._audiences[first * _BLOCK : last * _BLOCK].reshape(-1, 1, _BLOCK)
        faded = np.exp((times[:, :, None] - times[:, -1:, None]) / SCALES_S)
        added = np.stack((faded.sum(axis=1), (audiences @ faded)[:, 0]), axis=1)
        before = self._times[first * _BLOCK - 1] if first else 0.0
        kept_share = np.exp(-np.diff(times[:, -1], prepend=before)[:, None] / SCALES_S)
        for place, block in enumerate(range(first, last)):
            self._memories[block + 1] = self._memories[block] * kept_share[place] + added[place]


def to_come(remembered: Floats) -> float:
    """How many of the remembered events' reactions are still to come, if each brings one."""
    return float(_SHARES @ remembered)


def _roomy(held: Floats, rows: int) -> Floats:
    """The same rows with room for so many; doubled when there is not enough, so that adding stays O(1)."""
    if rows <= len(held):
        return held
    # A first filling takes just what it needs: most histories are never added to.
    roomy = np.zeros((max(rows, 2 * len(held) if len(held) > 1 else 0), *held.shape[1:]))
    roomy[: len(held)] = held
    return roomy
