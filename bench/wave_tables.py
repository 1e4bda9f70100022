"""The tables of `bench.waves`."""

from collections.abc import Iterator, Mapping

import numpy as np

from bench.wave_cells import CLAIMS, Scored, chance_worse, median, terciles
from groundswell.wave.observing import Floats

Cells = Mapping[tuple[str, str], Mapping[str, Scored | Floats]]
AIMS = {
    ("seismic738", "10 min"): 14.0,
    ("seismic738", "1 h"): 12.0,
    ("seismic738", "6 h"): 8.0,
    ("twitter15_16", "10 min"): 27.0,
    ("twitter15_16", "1 h"): 12.0,
    ("twitter15_16", "6 h"): 4.8,
    ("weibo_ced", "10 min"): 30.0,
    ("weibo_ced", "1 h"): 26.0,
    ("weibo_ced", "6 h"): 14.0,
    ("weibo_ced", "50 events"): 30.0,
    ("weibo_ced", "100 events"): 22.0,
    ("reddit_askscience", "6 h"): 27.0,
    ("reddit_askscience", "50 events"): 28.0,
    ("reddit_askscience", "100 events"): 17.0,
    ("news_facebook_counts", "6 h"): 38.0,
}
OURS = "same set"
INSTEAD = ("constant", "multiplier", "SEISMIC, calibrated", "Hawkes", "reinforced Poisson", "plain boosting")
ELSEWHERE = tuple(f"{name}, elsewhere" for name in INSTEAD[:3])


def event_tables(cells: Cells) -> Iterator[str]:
    """Everything that is said of sets of events."""
    order = [cell for cell in AIMS if cell in cells]
    yield from ("", "### Final size from events, taught on the same set", "")
    yield _head(
        "data", "age", "cascades", *INSTEAD, "ours", "aimed at", "chance that the best other is better"
    )
    for cell in order:
        mine = cells[cell]
        ours = _errors(mine[OURS])
        others = {name: _errors(mine[name]) for name in INSTEAD}
        best = min(others.values(), key=lambda errors: float(np.median(errors)))
        figures = [f"{np.median(errors):.1f}" for errors in others.values()]
        worse = f"{chance_worse(ours, best):.3f}"
        yield _row(*cell, str(len(ours)), *figures, median(ours), f"{AIMS[cell]:g}", worse)
    yield from ("", "### Final size from events, networks not seen, and as shipped", "")
    yield _head(
        "data", "age", *ELSEWHERE, "ours, elsewhere", "ours, as shipped", "as shipped, after 20 own waves"
    )
    for cell in order:
        mine = cells[cell]
        shipped, unseen = mine["as shipped"], mine.get("elsewhere", mine["as shipped"])
        moved = mine.get("after 20 own waves")
        yield _row(
            *cell,
            *(f"{np.median(_errors(mine[name])):.1f}" for name in ELSEWHERE),
            median(_errors(unseen)),
            median(_errors(shipped)),
            "–" if moved is None else median(_errors(moved)),
        )
    for way in (OURS, "as shipped"):
        yield from ("", f"### Intervals and half-life from events, {way}", "")
        yield from _intervals(cells, order, way)


def count_tables(cells: Cells) -> Iterator[str]:
    """Everything that is said of sets of running totals."""
    names = [name for name in INSTEAD if all(name in mine for mine in cells.values())]
    yield from ("", "### Final size from counts at 6 h", "")
    claims = [f"{100 * claim:g}% covers" for claim in CLAIMS]
    yield _head("data", "posts", *names, "ours taught as", "ours", "aimed at", *claims, "CRPS")
    for cell, mine in cells.items():
        for way in ("same kind", "as shipped"):
            ours = _scored(mine[way])
            yield _row(
                cell[0],
                str(len(ours.errors)),
                *(median(_errors(mine[name])) for name in names),
                way,
                median(ours.errors),
                f"{AIMS[cell]:g}" if cell in AIMS else "–",
                *(_share(column) for column in ours.inside.T),
                f"{ours.crps.mean():.3f}",
            )


def _intervals(cells: Cells, order: list[tuple[str, str]], way: str) -> Iterator[str]:
    claims = [f"{100 * claim:g}% covers" for claim in CLAIMS]
    others = ("half-life within 2×", "always the usual one", "second wind: said / came", "AUC")
    yield _head("data", "age", *claims, "80% by thirds of size", "width of 80%, doublings", "CRPS", *others)
    everything: list[Floats] = []
    for cell in order:
        did = _scored(cells[cell][way])
        everything.append(did.inside)
        third = terciles(did.observed)
        parts = [did.inside[third == place, 1] for place in range(3)]
        # Cut at the n-th event, all are of one size.
        thirds = " / ".join(_share(part) for part in parts) if all(len(part) for part in parts) else "–"
        yield _row(
            *cell,
            *(_share(column) for column in did.inside.T),
            thirds,
            f"{did.widths.mean():.2f}",
            f"{did.crps.mean():.3f}",
            _share(did.half_life),
            _share(_errors(cells[cell]["usual half-life"])),
            " / ".join(_share(column) for column in did.winds.T),
            _auc(did.winds),
        )
    yield _row("all", "", *(_share(column) for column in np.concatenate(everything).T), *[""] * 7)


def _auc(winds: Floats) -> str:
    """How often a wave that had a second wind was given a higher probability of it than one that had none."""
    said, came = winds.T
    yes, no = said[came > 0], said[came == 0]
    if not (len(yes) and len(no)):
        return "–"
    above = (yes[:, None] > no).mean() + (yes[:, None] == no).mean() / 2
    return f"{above:.2f}"


def _errors(did: Scored | Floats) -> Floats:
    return did.errors if isinstance(did, Scored) else did


def _scored(did: Scored | Floats) -> Scored:
    if not isinstance(did, Scored):
        raise TypeError("points have no intervals")
    return did


def _share(right: Floats) -> str:
    return f"{100 * right.mean():.0f}%"


def _head(*names: str) -> str:
    return f"{_row(*names)}\n{_row(*('---' for _ in names))}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
