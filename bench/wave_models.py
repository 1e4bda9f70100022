"""Our own forecasts and the others', taught on some cascades and asked about the rest."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from tools.train_wave import EVENT_CUTS, EVENT_SHARES, SEED, TOTAL_SHARES, draw_events, draw_totals
from tools.wave.baselines import Case, Predicted, calibrated_seismic, constant, multiplier, plain_boosting
from tools.wave.cascades import COUNT_SETS, HOUR, Cascade, cascades
from tools.wave.examples import Cut, ages_to_cut, event_cuts, total_cuts
from tools.wave.fitting import fitted
from tools.wave.point_processes import capped_hawkes, reinforced_poisson

from bench.wave_cells import EVENT_CELLS, FEWEST, SETS, case_in, fold, fold_of_key
from groundswell.wave.model import Model
from groundswell.wave.observing import Floats

BASELINES: Mapping[str, Callable[[Sequence[Case]], Predicted]] = {
    "constant": constant,
    "multiplier": multiplier,
    "SEISMIC, calibrated": calibrated_seismic,
    "Hawkes": capped_hawkes,
    "reinforced Poisson": reinforced_poisson,
    "plain boosting": plain_boosting,
}
FOR_COUNTS = ("constant", "multiplier", "plain boosting")
ELSEWHERE = ("constant", "multiplier", "SEISMIC, calibrated")
STEP_S = 1_200.0
# Of a set that teaches about another one, at most so many cases, so that none drowns the others.
MOST_FROM_A_SET = 400
FAMILIES = {"seismic738": "seismic738", "reddit_askscience": "reddit", "reddit_ireland": "reddit"}
LICENSED = ("seismic738", "reddit_askscience", "reddit_ireland", "auspol")


@cache
def everything(data: Path, name: str) -> tuple[Cascade, ...]:
    """All cascades of a set."""
    return tuple(cascades(data, SETS[name]))


def cases_of(data: Path, name: str, label: str) -> list[Case]:
    """The cases of a cell, in the order of the set."""
    found = (case_in(cascade, label) for cascade in everything(data, name))
    return [case for case in found if case is not None]


def same_set(data: Path, name: str, number: int) -> Model:
    """Our model, taught on nothing but the cascades of a set that are not in the fold."""
    rng = np.random.default_rng(SEED)
    # Among its own kind a selection is no bias.
    collection = replace(SETS[name], floor=0.0)
    how_many = EVENT_CUTS.get(name, 12)
    cuts: list[Cut] = []
    for cascade in everything(data, name):
        if fold(cascade) != number and cascade.total_at(collection.window) >= 2:
            own = replace(cascade, collection=collection)
            cuts += event_cuts(own, ages_to_cut(own, how_many, rng), rng, hidden=0.0)
    return fitted(cuts, {}, "same set")


@cache
def drawn_events(data: Path) -> list[Cut]:
    """What the shipped model of events learns from."""
    return list(draw_events(data, np.random.default_rng(SEED)))


@cache
def drawn_totals(data: Path) -> list[Cut]:
    """What the shipped model of totals learns from."""
    return list(draw_totals(data, np.random.default_rng(SEED)))


def as_shipped(data: Path, number: int) -> Model:
    """The shipped model of events, taught without the cascades of the fold."""
    cuts = drawn_events(data)
    return fitted([cut for cut in cuts if fold_of_key(cut.source[1]) != number], EVENT_SHARES, "as shipped")


def same_kind(data: Path, number: int) -> Model:
    """Our model of totals, taught on the news alone, looked at steadily as in the cells."""
    rng = np.random.default_rng(SEED)
    cuts: list[Cut] = []
    for collection in COUNT_SETS:
        for cascade in everything(data, collection.name):
            if fold(cascade) != number and cascade.total_at(collection.window) >= FEWEST:
                ages = np.exp(rng.uniform(np.log(HOUR), np.log(0.75 * collection.window), 12))
                cuts += total_cuts(cascade, [np.arange(STEP_S, age + 1, STEP_S) for age in ages])
    return fitted(cuts, {}, "same kind")


def totals_as_shipped(data: Path, number: int) -> Model:
    """The same for totals."""
    cuts = drawn_totals(data)
    return fitted([cut for cut in cuts if fold_of_key(cut.source[1]) != number], TOTAL_SHARES, "as shipped")


def without(data: Path, family: str) -> Model:
    """The shipped model of events, taught without any set of a family."""
    cuts = drawn_events(data)
    return fitted([cut for cut in cuts if not cut.source[0].startswith(family)], EVENT_SHARES, "elsewhere")


def baselines(
    names: Sequence[str], teaching: Sequence[Case], cases: Sequence[Case]
) -> Iterator[tuple[str, Floats]]:
    """Log growth by what one would use instead."""
    for name in names:
        yield name, BASELINES[name](teaching)(cases)


def cases_elsewhere(data: Path, name: str, label: str) -> list[Case]:
    """The cases at the same age in the licensed sets of other families."""
    family = FAMILIES.get(name, name)
    rng = np.random.default_rng(SEED)
    found: list[Case] = []
    for other in LICENSED:
        if FAMILIES.get(other, other) != family:
            mine = cases_of(data, other, label)
            chosen = rng.permutation(len(mine))[:MOST_FROM_A_SET]
            found += [mine[place] for place in sorted(chosen.tolist())]
    return found


def every_cell() -> Iterator[tuple[str, str]]:
    """Set and label of each cell with events."""
    for name, labels in EVENT_CELLS.items():
        for label in labels:
            yield name, label
