"""When things happen in a simulated wave: a marked Hawkes process with the rhythm of the day.

Simulated by its cluster representation (Hawkes and Oakes 1974), a generation at a time: the post brings
direct events, each event brings further ones by its author's reach. Delays follow a power law (Zhao et al.
2015); what a delay means by the clock depends on the hours at which people are there.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
HOURS_A_DAY = 24
_DAY_S = 86_400.0
_GENERATIONS = 200
"""A wave with a branching below one has ended long before."""


@dataclass(frozen=True, slots=True)
class Course:
    """How waves of one character go.

    Attributes:
        direct: Events that the post itself brings, the median over posts; with `size_tail` the least.
        spread: Standard deviation of the logarithm of that number: how different posts are.
        size_tail: If above 0, that number follows a power law with this exponent instead.
        branching: Events that one event brings, on the average, in [0, 1): how far it spreads by others.
        reach_tail: Exponent of the power law of what one author brings against another, above 1; the smaller,
            the more depends on few.
        delay_s: Scale of the delays, seconds, the median over posts.
        delay_spread: Standard deviation of its logarithm over posts.
        delay_tail: Exponent of the power law by which delays fade, above 0; small is a long tail.
        late: 0–1, how many see what they react to only by another way, later.
        late_s: Scale of their delays, seconds, the median over posts.
        rhythm: 0–1, how much of the activity the night takes away; 0 for none.
        peak_hour: Local hour at which most are there, 0–24.
    """

    direct: float
    spread: float
    branching: float
    reach_tail: float
    delay_s: float
    delay_spread: float
    delay_tail: float
    rhythm: float = 0.6
    peak_hour: float = 14.0
    size_tail: float = 0.0
    late: float = 0.0
    late_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Cascade:
    """When the events of one wave happen.

    Attributes:
        seconds: Since the post, ascending, shape (n,).
        parents: Place of the event that brought each, before it in the order; -1 for the post, shape (n,).
        reach: What the author of each brings against others, mean 1, shape (n,).
    """

    seconds: Floats
    parents: NDArray[np.int64]
    reach: Floats


def cascade(
    course: Course, horizon_s: float, posted_hour: float, chance: np.random.Generator, least: int = 1
) -> Cascade:
    """One simulated wave.

    Args:
        horizon_s: Until when, seconds after the post.
        posted_hour: Local hour of the post, 0–24.
        least: Waves with fewer events are drawn again; with what the course brings at most, a hundred times.
    """
    made = _once(course, horizon_s, posted_hour, chance)
    for _ in range(100):
        if len(made.seconds) >= least:
            break
        made = _once(course, horizon_s, posted_hour, chance)
    return made


def moments(
    course: Course, number: int, horizon_s: float, posted_hour: float, chance: np.random.Generator
) -> Floats:
    """When so many events happen, as in a wave of a course that became so large; seconds, shape (number,)."""
    expected, seconds = course.direct, np.zeros(0)
    for _ in range(40):
        asked = replace(course, direct=max(expected, 1.0), spread=0.0, size_tail=0.0)
        seconds = _once(asked, horizon_s, posted_hour, chance).seconds
        if len(seconds) >= number:
            kept = np.sort(chance.permutation(len(seconds))[:number])
            return seconds[kept]
        expected = asked.direct * min(8.0, 1.15 * number / max(1, len(seconds)))
    # A course that hardly ever brings so many: what is missing comes evenly.
    return np.sort(np.concatenate([seconds, chance.random(number - len(seconds)) * horizon_s]))


def _once(course: Course, horizon_s: float, posted_hour: float, chance: np.random.Generator) -> Cascade:
    clock = _Clock(course.rhythm, course.peak_hour, posted_hour, horizon_s)
    slowness = np.exp(course.delay_spread * chance.standard_normal())
    number = chance.poisson(course.direct * _size(course, chance))
    seconds, parents, reach = list[Floats](), list[NDArray[np.int64]](), list[Floats]()
    # In the time of the readers, to which the rhythm is laid out at the end.
    born, by = np.zeros(number), np.full(number, -1, dtype=np.int64)
    made = 0
    for _ in range(_GENERATIONS):
        times = born + slowness * _delays(len(born), course, chance)
        kept = times < clock.readers_end
        times, by = times[kept], by[kept]
        if not len(times):
            break
        marks = _marks(len(times), course.reach_tail, chance)
        seconds.append(times)
        parents.append(by)
        reach.append(marks)
        children = chance.poisson(course.branching * marks)
        born, by = np.repeat(times, children), np.repeat(np.arange(made, made + len(times)), children)
        made += len(times)
    if not made:
        return Cascade(np.zeros(0), np.zeros(0, dtype=np.int64), np.zeros(0))
    return _in_order(clock(np.concatenate(seconds)), np.concatenate(parents), np.concatenate(reach))


def _in_order(seconds: Floats, parents: NDArray[np.int64], reach: Floats) -> Cascade:
    order = np.argsort(seconds, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    moved = np.where(parents < 0, -1, place[parents])
    return Cascade(seconds[order], moved[order], reach[order])


def _size(course: Course, chance: np.random.Generator) -> float:
    """How many times more than others of its course a post itself brings."""
    if course.size_tail:
        return float(np.exp(chance.standard_exponential() / course.size_tail))
    return float(np.exp(course.spread * chance.standard_normal()))


def _delays(number: int, course: Course, chance: np.random.Generator) -> Floats:
    """Lomax, of one scale or of two: the density fades as `(1 + t / scale) ** -(1 + tail)`."""
    plain = np.expm1(chance.standard_exponential(number) / course.delay_tail)
    if not course.late:
        return course.delay_s * plain
    return np.where(chance.random(number) < course.late, course.late_s, course.delay_s) * plain


def _marks(number: int, tail: float, chance: np.random.Generator) -> Floats:
    """Pareto with mean 1, cut where one author would bring more than a thousand times what another does."""
    marks = np.exp(chance.standard_exponential(number) / tail) * (tail - 1) / tail
    return np.minimum(marks, 1_000.0)


class _Clock:
    """From the time of the readers, which passes evenly for them, to the clock.

    Args:
        rhythm, peak_hour: As in `Course`.
    """

    def __init__(self, rhythm: float, peak_hour: float, posted_hour: float, horizon_s: float) -> None:
        self._clock = np.arange(0.0, horizon_s + _DAY_S / 96, _DAY_S / 96)
        hours = posted_hour + self._clock / 3_600
        busy = 1 - rhythm * (1 - np.cos((hours - peak_hour) * 2 * np.pi / HOURS_A_DAY)) / 2
        busy /= 1 - rhythm / 2
        self._readers = np.append(0.0, np.cumsum((busy[1:] + busy[:-1]) / 2 * np.diff(self._clock)))
        self.readers_end = float(np.interp(horizon_s, self._clock, self._readers))

    def __call__(self, readers: Floats) -> Floats:
        return np.asarray(np.interp(readers, self._readers, self._clock))
