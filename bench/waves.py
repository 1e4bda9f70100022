"""Measures the wave forecasts against what one would use instead, by cross-validation over cascades.

    python -m bench.waves --data DIR [--out bench/results/waves.md] [--jobs 2] [--parts events,counts,speed]

DIR holds `cascades/*.parquet`. Takes about half an hour on two cores. Everything that learns is taught on
four fifths of the cascades, by key, and asked about the fifth.
"""

import argparse
import multiprocessing
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.wave.baselines import Case

from bench import wave_models as ways
from bench.wave_cells import (
    EVENT_CELLS,
    FOLDS,
    Scored,
    after_own_waves,
    errors_of_growth,
    fold,
    half_life,
    joined,
    judged,
    said_of,
    within_two,
)
from bench.wave_speed import speed_measured
from bench.wave_tables import count_tables, event_tables
from groundswell.wave.model import Model, load
from groundswell.wave.observing import Floats

COUNT_CELLS = ("news_facebook_counts", "news_linkedin_counts")
ELSEWHERE_CELLS = ("seismic738", "reddit_askscience")
Result = tuple[str, str, str, list[int], Scored | Floats]
"""Set, label, way, the places of its cases in the cell, and how they did: errors alone for points."""


def main() -> None:
    """Reads the arguments, measures, writes the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("bench/results/waves.md"))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--parts", default="events,counts,speed")
    asked = parser.parse_args()
    parts = asked.parts.split(",")
    page: list[str] = []
    if "speed" in parts:
        page += speed_measured()
    if "events" in parts:
        page += event_tables(measured(event_tasks(asked.data), asked.jobs))
    if "counts" in parts:
        page += count_tables(measured(count_tasks(asked.data), asked.jobs))
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text("\n".join(page) + "\n", "utf-8")


Cells = Mapping[tuple[str, str], Mapping[str, Scored | Floats]]


def measured(tasks: Sequence[partial[list[Result]]], jobs: int) -> Cells:
    """Cell → way → how it did on all of the cell's cases, from what the tasks say of parts of them."""
    rows: dict[tuple[str, str], dict[str, list[tuple[list[int], Scored | Floats]]]] = {}
    with multiprocessing.get_context("fork").Pool(jobs, maxtasksperchild=1) as pool:
        for results in pool.imap(_run, tasks):
            for name, label, way, places, did in results:
                rows.setdefault((name, label), {}).setdefault(way, []).append((places, did))
            print(".", end="", file=sys.stderr, flush=True)
    return {cell: {way: joined(parts) for way, parts in mine.items()} for cell, mine in rows.items()}


def _run(task: partial[list[Result]]) -> list[Result]:
    return task()


def event_tasks(data: Path) -> list[partial[list[Result]]]:
    """What there is to measure on sets of events."""
    ways.drawn_events(data)  # once, before the processes part
    folds = range(FOLDS)
    return [
        *(partial(as_shipped, data, number) for number in folds),
        *(partial(elsewhere, data, name) for name in ELSEWHERE_CELLS),
        partial(never_seen, data),
        *(partial(same_set, data, name, number) for name in EVENT_CELLS for number in folds),
        *(partial(instead, data, name, label) for name, label in ways.every_cell()),
    ]


def same_set(data: Path, name: str, number: int) -> list[Result]:
    """Ours, taught on the set's own other cascades."""
    return list(_asked(data, name, ways.same_set(data, name, number), "same set", number))


def as_shipped(data: Path, number: int) -> list[Result]:
    """Ours, taught as the shipped one is, on the sets that it learns from."""
    model = ways.as_shipped(data, number)
    return [row for name in ELSEWHERE_CELLS for row in _asked(data, name, model, "as shipped", number)]


def never_seen(data: Path) -> list[Result]:
    """The shipped one itself, on the sets that it may not learn from, at once and after twenty own waves."""
    found: list[Result] = []
    for name in set(EVENT_CELLS) - set(ELSEWHERE_CELLS):
        found += _asked(data, name, load("events"), "as shipped", None)
        found += _instead_elsewhere(data, name)
        for label in EVENT_CELLS[name]:
            cases = ways.cases_of(data, name, label)
            told = [said_of(case, load("events")) for case in cases]
            moved = judged(after_own_waves(told, cases, 20), cases)
            found.append((name, label, "after 20 own waves", list(range(len(cases))), moved))
    return found


def elsewhere(data: Path, name: str) -> list[Result]:
    """Ours, taught on the licensed sets of other kinds."""
    model = ways.without(data, ways.FAMILIES[name])
    return [*_asked(data, name, model, "elsewhere", None), *_instead_elsewhere(data, name)]


def _instead_elsewhere(data: Path, name: str) -> Iterator[Result]:
    for label in EVENT_CELLS[name]:
        cases = ways.cases_of(data, name, label)
        teaching = ways.cases_elsewhere(data, name, label)
        for way, growth in ways.baselines(ways.ELSEWHERE, teaching, cases):
            yield name, label, f"{way}, elsewhere", list(range(len(cases))), errors_of_growth(growth, cases)


def instead(data: Path, name: str, label: str) -> list[Result]:
    """What one would use instead, taught on the set's own other cascades."""
    return list(_instead(data, name, label, tuple(ways.BASELINES)))


def _instead(data: Path, name: str, label: str, names: Sequence[str]) -> Iterator[Result]:
    cases = ways.cases_of(data, name, label)
    for number in range(FOLDS):
        places, asked = _part(cases, number)
        teaching = [case for case in cases if fold(case.cascade) != number]
        for way, growth in ways.baselines(names, teaching, asked):
            yield name, label, way, places, errors_of_growth(growth, asked)
        usual = np.full(len(asked), np.median([half_life(case) for case in teaching]))
        yield name, label, "usual half-life", places, within_two(usual, asked)


def _asked(data: Path, name: str, model: Model, way: str, number: int | None) -> Iterator[Result]:
    for label in EVENT_CELLS.get(name, ("6 h",)):
        places, cases = _part(ways.cases_of(data, name, label), number)
        yield name, label, way, places, judged([said_of(case, model) for case in cases], cases)


def _part(cases: Sequence[Case], number: int | None) -> tuple[list[int], list[Case]]:
    places = [place for place, case in enumerate(cases) if number is None or fold(case.cascade) == number]
    return places, [cases[place] for place in places]


def count_tasks(data: Path) -> list[partial[list[Result]]]:
    """What there is to measure on sets of running totals."""
    ways.drawn_totals(data)
    return [
        *(partial(counted, data, number) for number in range(FOLDS)),
        *(partial(same_kind, data, number) for number in range(FOLDS)),
        *(partial(instead_counted, data, name) for name in COUNT_CELLS),
    ]


def counted(data: Path, number: int) -> list[Result]:
    """Ours, taught as the shipped one is."""
    model = ways.totals_as_shipped(data, number)
    return [row for name in COUNT_CELLS for row in _asked(data, name, model, "as shipped", number)]


def same_kind(data: Path, number: int) -> list[Result]:
    """Ours, taught on the news alone."""
    model = ways.same_kind(data, number)
    return [row for name in COUNT_CELLS for row in _asked(data, name, model, "same kind", number)]


def instead_counted(data: Path, name: str) -> list[Result]:
    """What one would use instead."""
    return list(_instead(data, name, "6 h", ways.FOR_COUNTS))


if __name__ == "__main__":
    main()
