"""Fits the courses of simulated waves to real ones. From the root of the repository:

    python -m tools.fit_rehearsal --data DIR/cascades [--tries 400] [--forms plain power late] [--out FILE]

Searched is the course with the smallest sum of the three distances (sizes, gaps, half-lives) on half of the
waves; told are the distances on the other half, beside those of the two real halves. Forms of a course:

- `plain`: how much a post itself brings is log-normal, delays have one scale;
- `power`: how much a post itself brings follows a power law;
- `late`: the same, and some see what they react to later, by a scale of its own;
- `mixed`: log-normal, with two scales.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np

from groundswell.rehearsal.cascade import Course, cascade
from tools.rehearsal.statistics import Floats, Shape, distances, real, shape

DAY_S = 86_400.0
_NOT_IN = {"plain": {"size_tail", "late", "late_s"}, "power": {"spread", "late", "late_s"},
           "late": {"spread"}, "mixed": {"size_tail"}}  # fmt: skip
"""By form: what stays as it is."""

SETS: Mapping[str, tuple[float, int, Course]] = {
    "reddit_askscience": (DAY_S, 1, Course(41, 0.55, 0.9, 3.0, 10_500, 1.9, 1.42, 0.1, 12)),
    "seismic738": (7 * DAY_S, 2_000, Course(1_080, 0.55, 0.42, 1.86, 2_800, 1.78, 0.7, 0.5, 12)),
    "weibo_ced": (7 * DAY_S, 1, Course(150, 0.6, 0.4, 2.0, 5_000, 1.3, 0.8, 0.5, 14)),
}
_BOUNDS = {
    "direct": (1.0, 20_000.0), "spread": (0.05, 3.0), "branching": (0.01, 0.95), "reach_tail": (1.05, 6.0),
    "delay_s": (5.0, 200_000.0), "delay_spread": (0.0, 2.5), "delay_tail": (0.15, 12.0),
    "rhythm": (0.0, 0.95), "peak_hour": (0.0, 24.0), "size_tail": (0.3, 8.0), "late": (0.01, 0.9),
    "late_s": (100.0, 400_000.0),
}  # fmt: skip


def simulated(course: Course, waves: int, horizon_s: float, least: int, seed: int) -> list[Floats]:
    """Waves of a course, posted at the hours of the day at which people are there."""
    chance = np.random.default_rng(seed)
    hours = (course.peak_hour + chance.normal(0, 5, waves)) % 24
    return [cascade(course, horizon_s, hour, chance, least).seconds for hour in hours]


def fitted(
    begin: Course, form: str, goal: Shape, horizon_s: float, least: int, tries: int, waves: int
) -> Course:
    """A course by random search that narrows down, from `begin`."""
    chance = np.random.default_rng(7)

    def wrong(course: Course) -> float:
        return sum(distances(shape(simulated(course, waves, horizon_s, least, 3)), goal))

    best, smallest = _begun(begin, form), 9.0
    for number in range(tries):
        step = 0.5 * (1 - number / tries) + 0.03
        tried = _near(best, form, step, chance) if number else best
        found = wrong(tried)
        if found < smallest:
            best, smallest = tried, found
    return best


def _begun(course: Course, form: str) -> Course:
    if form in {"power", "late"}:
        course = replace(course, direct=course.direct * 0.6, size_tail=1.5)
    if form in {"late", "mixed"}:
        course = replace(course, late=0.2, late_s=course.delay_s * 6, delay_s=course.delay_s * 0.7)
    return course


def _near(course: Course, form: str, step: float, chance: np.random.Generator) -> Course:
    changed = dict[str, float]()
    for one in fields(Course):
        if one.name in _NOT_IN[form] or chance.random() < 0.6:
            continue
        low, high = _BOUNDS[one.name]
        value = getattr(course, one.name)
        if one.name in ("peak_hour", "branching", "rhythm", "late"):
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


def _row(*cells: object) -> str:
    return f"| {' | '.join(f'{cell:.3f}' if isinstance(cell, float) else str(cell) for cell in cells)} |"


def main() -> None:
    """Prints the distances of each form, and its course."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--tries", type=int, default=400)
    parser.add_argument("--waves", type=int, default=400)
    parser.add_argument("--sets", nargs="*", default=list(SETS))
    parser.add_argument("--forms", nargs="*", default=list(_NOT_IN))
    parser.add_argument("--out", type=Path, help="Where the courses are written to, as TOML.")
    asked = parser.parse_args()
    courses = list[str]()
    print("| waves | form | sizes | gaps | half-lives |\n|---|---|---|---|---|")
    for name in asked.sets:
        horizon_s, least, begin = SETS[name]
        learned, held_out = halves(real(asked.data / f"{name}.parquet", horizon_s, least))
        print(_row(name, "one real half", *distances(shape(learned), shape(held_out))), flush=True)
        for form in asked.forms:
            course = fitted(begin, form, shape(learned), horizon_s, least, asked.tries, asked.waves)
            made = shape(simulated(course, 1_000, horizon_s, least, 11))
            print(_row(name, form, *distances(made, shape(held_out))), flush=True)
            told = "\n".join(f"{key} = {value:.4g}" for key, value in asdict(course).items())
            courses.append(f"[{name}.{form}]\n{told}\n")
            if asked.out:
                asked.out.write_text("\n".join(courses), "utf-8")


if __name__ == "__main__":
    main()
