"""Measures forecasts from known events and looked-at totals together, against either alone.

    python -m bench.both --data DIR [--out bench/results/both.md]

DIR holds `cascades/*.parquet`. Takes about five minutes on one core. Half or four fifths of the events are
hidden by chance; the total is looked at two to four times, the last time between half of the age and all of
it. Sets that the shipped models learn from are asked in two of five folds, by models taught on the other
folds; the others are asked by the shipped ones.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.wave.baselines import Case

from bench import wave_models as ways
from bench.wave_cells import Scored, chance_worse, end_of, fold, joined, judged
from groundswell.domain.forecast import Forecast, Quantiles
from groundswell.wave.both import Models, forecast_joint
from groundswell.wave.forecasting import forecast_events, forecast_totals
from groundswell.wave.model import load
from groundswell.wave.observing import Events, Totals, observe_events, observe_totals

CELLS = tuple(
    (name, label)
    for name in ("seismic738", "reddit_askscience", "weibo_ced", "twitter15_16")
    for label in ("1 h", "6 h")
)
LEARNED = ("seismic738", "reddit_askscience")
ASKED_FOLDS = (0, 1)
HIDDEN = (0.5, 0.8)
MOST_CASES = 250
WAYS = ("counts alone", "events alone, scaled", "both, to the last look", "both", "all events known")


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a case: some events, and some looks."""

    case: Case
    events: Events
    looked: Totals


def main() -> None:
    """Reads the arguments, measures, writes the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("bench/results/both.md"))
    asked = parser.parse_args()
    page = "\n".join(table(asked.data))
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(page + "\n", "utf-8")
    print(page)


def table(data: Path) -> Iterator[str]:
    """Median error, CRPS and cover of the 80% interval of every way."""
    taught = {
        number: Models(ways.as_shipped(data, number), ways.totals_as_shipped(data, number))
        for number in ASKED_FOLDS
    }
    shipped = Models(load("events"), load("totals"))
    yield from ("### Events and counts together", "")
    yield _row("data", "age", "hidden", "cascades", *WAYS, "chance that counts alone are better")
    yield _row(*["---"] * (5 + len(WAYS)))
    for name, label in CELLS:
        for hidden in HIDDEN:
            cases = ways.cases_of(data, name, label)
            parts = (
                [([one for one in cases if fold(one.cascade) == part], taught[part]) for part in taught]
                if name in LEARNED
                else [(_some(cases), shipped)]
            )
            did = _measured(parts, hidden)
            n = sum(len(part) for part, _ in parts)
            figures = [_figures(did[way]) for way in WAYS]
            worse = chance_worse(did["both"].errors, did["counts alone"].errors)
            yield _row(name, label, f"{100 * hidden:.0f}%", str(n), *figures, f"{worse:.3f}")


def _some(cases: Sequence[Case]) -> list[Case]:
    chosen = np.random.default_rng(1).permutation(len(cases))[:MOST_CASES]
    return [cases[place] for place in sorted(chosen.tolist())]


def _measured(parts: Sequence[tuple[Sequence[Case], Models]], hidden: float) -> Mapping[str, Scored]:
    """How each way did on all parts together."""
    rng = np.random.default_rng(11)
    found: dict[str, list[tuple[Sequence[int], Scored]]] = {}
    begin = 0
    for cases, models in parts:
        told: dict[str, list[Forecast]] = {}
        for case in cases:
            for way, one in _told(_hidden(case, hidden, rng), models):
                told.setdefault(way, []).append(one)
        places = range(begin, begin + len(cases))
        begin += len(cases)
        for way, said in told.items():
            found.setdefault(way, []).append((places, judged(said, cases)))
    whole = {way: joined(did) for way, did in found.items()}
    return {way: did for way, did in whole.items() if isinstance(did, Scored)}


def _hidden(case: Case, hidden: float, rng: np.random.Generator) -> Seen:
    """The case with that share of its events hidden, and the total looked at a few times."""
    times = case.cascade.times
    last = case.at * rng.uniform(0.5, 1)
    looks = np.unique(np.append(last * np.exp(-3 * rng.random(rng.integers(1, 4))), last))
    known = times[rng.random(len(times)) >= hidden]
    return Seen(
        case, observe_events(known, case.at), observe_totals(looks, case.cascade.total_at(looks), case.at)
    )


def _told(seen: Seen, models: Models) -> Iterator[tuple[str, Forecast]]:
    """What each of `WAYS` says."""
    events, looked, ends = seen.events, seen.looked, (end_of(seen.case.cascade),)
    last = looked.times[-1]
    early = replace(events, times=events.times[events.times <= last])
    alone = forecast_events(events, models.events, ends, "")
    yield "counts alone", forecast_totals(looked, models.totals, ends, "")
    yield "events alone, scaled", _scaled(alone, looked.totals[-1] / max(len(early.times), 1))
    yield "both, to the last look", forecast_joint(early, looked, models, ends, "")
    yield "both", forecast_joint(events, looked, models, ends, "")
    everything = observe_events(seen.case.cascade.times, seen.case.at)
    yield "all events known", forecast_events(everything, models.events, ends, "")


def _scaled(told: Forecast, factor: float) -> Forecast:
    def of(quantiles: Quantiles) -> Quantiles:
        return {level: max(factor, 1.0) * value for level, value in quantiles.items()}

    horizons = {age: of(quantiles) for age, quantiles in told.horizons.items()}
    return replace(told, final=of(told.final), horizons=horizons)


def _figures(did: Scored) -> str:
    return f"{np.median(did.errors):.1f}, {did.crps.mean():.3f}, {100 * did.inside[:, 1].mean():.0f}%"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
