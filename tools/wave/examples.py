"""What the models are shown: waves cut off at many ages, with their totals at many horizons.

One set holds nothing that ended below 2,002 events. Left alone it teaches that whatever begins like a wave of
retweets ends above that. Two things undo most of it. Half of its examples are thinned: each event is kept
with one probability per example, which keeps the shape of the wave and takes away its size. And an example
counts the less, the further the wave still was from the floor when it was cut: of waves that had passed it
already, all are in the set; of those at a tenth of it, only the few that grew tenfold.

Every set also teaches at other tempos than its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from tools.wave.cascades import HOUR, Cascade

from groundswell.wave.growth import total_features
from groundswell.wave.history import History
from groundswell.wave.horizons import final_age
from groundswell.wave.likeness import REACH
from groundswell.wave.observing import Floats, Totals, observe_events
from groundswell.wave.phases import OVER_SHARE
from groundswell.wave.statistics import event_features

EARLIEST = 60.0
_TEMPO = 8.0
_TO_THE_MINUTE = 0.25
DAY = 24 * HOUR
REACHES = REACH * np.arange(1, 28)
_STRETCHES = 6
_EARLIEST_STRETCH = 300.0


@dataclass(frozen=True, slots=True)
class Cut:
    """One wave as it stood at one age, with what came of it.

    Attributes:
        source: The cascade's set and key.
        features: By name, without the horizon.
        growth: Log growth at each of `REACHES` after the cut and in the end, shape (27 + 1,).
        end: Age in seconds that counts as the end.
        half: Log of the age at which half of the final total was there over `at`.
        over: The same for 95%.
        second_wind: Whether it rose once more.
        weight: How fair a sample it is of waves that look like this, 0–1.
    """

    source: tuple[str, str]
    features: Mapping[str, float]
    at: float
    observed: float
    growth: Floats
    end: float
    half: float
    over: float
    second_wind: bool
    weight: float


def event_cuts(
    cascade: Cascade, ages: Sequence[float], rng: np.random.Generator, *, hidden: float = 0.5
) -> Iterator[Cut]:
    """The wave cut off at each of the ages, followers hidden in that share of the cuts that have them."""
    window = cascade.collection.window
    known = int(np.searchsorted(cascade.times, window, side="right"))
    followed = plain = History.of(observe_events(cascade.times[:known], window))
    if cascade.followers is not None:
        followed = History.of(observe_events(cascade.times[:known], window, cascade.followers[:known]))
    for at in ages:
        if followed is not plain and rng.random() >= hidden:
            yield _cut(cascade, event_features(followed, at, cascade.author), at)
        else:
            yield _cut(cascade, event_features(plain, at, None), at)


def total_cuts(cascade: Cascade, looks: Sequence[Floats]) -> Iterator[Cut]:
    """The wave as somebody saw it who looked at its total at these times."""
    for times in looks:
        seen = seen_totals(cascade, times)
        yield _cut(cascade, total_features(seen), seen.at)


def seen_totals(cascade: Cascade, times: Floats) -> Totals:
    """What the looks at these times, ascending, told."""
    return Totals(times, cascade.total_at(times), float(times[-1]))


def _cut(cascade: Cascade, features: Mapping[str, float], at: float) -> Cut:
    end = min(final_age(at), cascade.collection.window)
    observed = float(cascade.total_at(at))
    final = float(cascade.total_at(end))
    then = cascade.total_at(np.append(np.minimum(at * np.exp(REACHES), end), end))
    weight = min(1.0, observed / cascade.kept / cascade.collection.floor) if cascade.collection.floor else 1.0
    return Cut(
        (cascade.collection.name, cascade.key),
        features,
        at,
        observed,
        np.log((then + 1) / (observed + 1)),
        end,
        np.log(max(cascade.age_of(0.5 * final), 1.0) / at),
        np.log(max(cascade.age_of(OVER_SHARE * final), 1.0) / at),
        second_wind(cascade, at, end),
        weight,
    )


def second_wind(cascade: Cascade, at: float, end: float) -> bool:
    """Whether the wave rose once more after it had begun to ebb.

    It ebbs where the pace falls below half of the best so far, over stretches of an eighth of the age then.
    It rises once more if after that (and after `at`) some stretch has twice the lowest pace since, at least
    10 events and a twentieth of the final total.
    """
    ages = end * np.exp2(-np.arange(int(_STRETCHES * np.log2(end / _EARLIEST_STRETCH)), -1, -1) / _STRETCHES)
    gained = np.diff(cascade.total_at(ages))
    if len(gained) < 3 or gained.sum() == 0:
        return False
    pace = gained / np.diff(ages)
    best = np.maximum.accumulate(pace)
    ebbing = np.maximum.accumulate(pace < best / 2)
    lowest = np.minimum.accumulate(np.where(ebbing, pace, np.inf))
    enough = gained >= max(10.0, float(cascade.total_at(end)) / 20)
    risen = (pace >= 2 * np.append(np.inf, lowest[:-1])) & enough & (ages[:-1] >= at)
    return bool(risen.any())


def thinned(cascade: Cascade, rng: np.random.Generator) -> Cascade:
    """The cascade with only some of its events, one in fifty or more; it counts as a set of its own."""
    share = float(np.exp(rng.uniform(np.log(0.02), 0)))
    left = rng.random(len(cascade.times)) < share
    followers = None if cascade.followers is None else cascade.followers[left]
    collection = replace(cascade.collection, name=f"{cascade.collection.name}/thinned")
    return replace(cascade, collection=collection, times=cascade.times[left], followers=followers, kept=share)


def warped(cascade: Cascade, rng: np.random.Generator) -> Cascade:
    """The cascade at another tempo, up to eight times as fast or as slow; it counts as a set of its own.

    Networks differ in tempo more than in shape, and every user is on a network that training never saw. In a
    fourth of the cases time is only known to the minute, as some networks tell it.
    """
    tempo = float(np.exp(rng.uniform(-np.log(_TEMPO), np.log(_TEMPO))))
    times = cascade.times * tempo
    if cascade.totals is None and rng.random() < _TO_THE_MINUTE:
        times = np.floor(times / 60) * 60
    window = cascade.collection.window * tempo
    collection = replace(cascade.collection, name=f"{cascade.collection.name}/warped", window=window)
    return replace(cascade, collection=collection, times=times)


def ages_to_cut(cascade: Cascade, how_many: int, rng: np.random.Generator) -> list[float]:
    """Ages to cut at: most by the clock, evenly in their logarithm; a third at the instant of some event."""
    latest = 0.75 * cascade.collection.window
    ages = list(np.exp(rng.uniform(np.log(EARLIEST), np.log(latest), how_many)))
    times = cascade.times
    for place in range(how_many // 3):
        if len(times) >= 5:
            nth = int(np.exp(rng.uniform(np.log(5), np.log(len(times) + 1)))) - 1
            if EARLIEST <= times[nth] <= latest:
                ages[place] = float(times[nth])
    return ages


def looks_to_take(cascade: Cascade, how_many: int, rng: np.random.Generator) -> list[Floats]:
    """Ways somebody may have looked at the total: steadily, once a day at midnight, a few times, or once."""
    latest = 0.75 * cascade.collection.window
    ways = []
    for _ in range(how_many):
        at = np.exp(rng.uniform(np.log(1_200), np.log(latest)))
        way = max(0, rng.integers(-1, 4))  # steadily twice as often as each other way
        if way == 0:
            step = max(1_200.0, at / 200)
            times = np.arange(step, at + 1, step)
        elif way == 1:
            times = np.arange(rng.uniform(0.02, 1), 11) * DAY
            times = times[times <= latest][: rng.integers(1, 11)]
        else:
            few = 1 if way == 2 else rng.integers(2, 7)
            times = np.unique(np.append(at * np.exp(-3 * rng.random(few - 1)), at))
        if len(times):
            ways.append(times)
    return ways
