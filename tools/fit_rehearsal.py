"""Fits the courses of simulated waves to real ones. From the root of the repository:

python -m tools.fit_rehearsal --data DIR/cascades [--tries 400]

Searched is the course with the smallest sum of the three distances (sizes, gaps, half-lives) on half of
the waves; told are the distances on the other half.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np

from groundswell.rehearsal.cascade import Course, cascade
from tools.rehearsal.statistics import Floats, Shape, distances, real, shape

DAY_S = 86_400.0
SETS: Mapping[str, tuple[float, int, Course]] = {
    "reddit_askscience": (DAY_S, 1, Course(60, 1.2, 0.5, 2.0, 5_000, 0.7, 1.5)),
    "seismic738": (7 * DAY_S, 2_000, Course(1_500, 0.8, 0.5, 1.8, 3_000, 1.0, 0.8)),
}
_BOUNDS = {
    "direct": (1.0, 20_000.0), "spread": (0.05, 3.0), "branching": (0.01, 0.95), "reach_tail": (1.05, 6.0),
    "delay_s": (30.0, 200_000.0), "delay_spread": (0.0, 2.5), "delay_tail": (0.15, 12.0),
    "rhythm": (0.0, 0.95), "peak_hour": (0.0, 24.0),
}  # fmt: skip


def simulated(course: Course, waves: int, horizon_s: float, least: int, seed: int) -> list[Floats]:
    """Waves of a course, posted at the hours of the day at which people are there."""
    chance = np.random.default_rng(seed)
    hours = (course.peak_hour + chance.normal(0, 5, waves)) % 24
    return [cascade(course, horizon_s, hour, chance, least).seconds for hour in hours]


def fitted(begin: Course, goal: Shape, horizon_s: float, least: int, tries: int, waves: int) -> Course:
    """A course by random search that narrows down, from `begin`."""
    chance = np.random.default_rng(7)

    def wrong(course: Course) -> float:
        return sum(distances(shape(simulated(course, waves, horizon_s, least, 3)), goal))

    best, smallest = begin, wrong(begin)
    for number in range(tries):
        step = 0.5 * (1 - number / tries) + 0.05
        tried = _near(best, step, chance)
        found = wrong(tried)
        if found < smallest:
            best, smallest = tried, found
            print(f"{number}: {smallest:.3f} {best}", flush=True)
    return best


def _near(course: Course, step: float, chance: np.random.Generator) -> Course:
    changed = dict[str, float]()
    for one in fields(Course):
        if one.name not in _BOUNDS or chance.random() < 0.5:
            continue
        low, high = _BOUNDS[one.name]
        value = getattr(course, one.name)
        if one.name in ("peak_hour", "branching", "rhythm"):
            value += step * chance.standard_normal() * (6.0 if one.name == "peak_hour" else 0.3)
        else:
            value = max(value, 0.02) * float(np.exp(step * chance.standard_normal()))
        changed[one.name] = float(np.clip(value, low, high))
    return replace(course, **changed)


def halves(waves: Sequence[Floats]) -> tuple[list[Floats], list[Floats]]:
    """Two halves by chance."""
    order = np.random.default_rng(5).permutation(len(waves))
    cut = len(waves) // 2
    return [waves[place] for place in order[:cut]], [waves[place] for place in order[cut:]]


def main() -> None:
    """Prints each course with its distances."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--tries", type=int, default=400)
    parser.add_argument("--waves", type=int, default=200)
    parser.add_argument("--sets", nargs="*", default=list(SETS))
    asked = parser.parse_args()
    for name in asked.sets:
        horizon_s, least, begin = SETS[name]
        learned, held_out = halves(real(asked.data / f"{name}.parquet", horizon_s, least))
        course = fitted(begin, shape(learned), horizon_s, least, asked.tries, asked.waves)
        told = distances(shape(simulated(course, 400, horizon_s, least, 11)), shape(held_out))
        print(name, course, "sizes {:.3f}, gaps {:.3f}, half-lives {:.3f}".format(*told), flush=True)


if __name__ == "__main__":
    main()
