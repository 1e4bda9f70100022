"""Measures how soon a post is found to take off, against how often that is said of one that does not.

    python -m bench.alarms --data DIR [--out bench/results/alarms.md]

DIR holds `cascades/*.parquet`. Takes about four minutes on one core. A post takes off if its total after a
week is above `edge_of` what is usual for its account: the band's upper edge, and at least nine.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import wave_models
from bench.alarm_cases import POSTS_PER_MONTH, Judged, Post, judged, looked_at
from bench.alarm_ways import BEST, Did, at_best, at_edge, at_own, figures
from groundswell.domain.words import Phase
from groundswell.wave import ebb, threshold_for
from groundswell.wave.ebbing import Ebb
from groundswell.wave.model import Model, load

# Of reddit_ireland a part, for time.
ACCOUNTS = {"reddit_ireland": 120, "weibo_ced": 56, "reddit_askscience": 23}
BUDGETS = (0.25, 0.5, 1.0, 2.0)
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
SIZABLE = 20
Cases = Mapping[str, Sequence[Judged]]


def main() -> None:
    """Reads the arguments, measures, writes the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("bench/results/alarms.md"))
    asked = parser.parse_args()
    # What has learned nothing from the networks that it is asked about.
    elsewhere, shipped = wave_models.without(asked.data, "reddit"), load("events")
    posts = {
        name: _posts(asked.data, name, elsewhere if name.startswith("reddit") else shipped)
        for name in ACCOUNTS
    }
    cases = {name: list(judged(mine)) for name, mine in posts.items()}
    page = [*ways_table(cases), *budgets_table(cases), *reached_table(cases), *ebbs_table(posts)]
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text("\n".join(page) + "\n", "utf-8")


def _posts(data: Path, name: str, model: Model) -> list[Post]:
    return looked_at(wave_models.everything(data, name), ACCOUNTS[name], model)


def ways_table(cases: Cases) -> Iterator[str]:
    """All ways at the default budget."""
    yield from ("#### Ways to tell, at one false alarm a month", "")
    yield _row("data", "way", *_FIGURES)
    yield _row(*["---"] * (2 + len(_FIGURES)))
    for name, mine in cases.items():
        yield _row(name, "count is above the edge", *_told(at_edge(mine)))
        for label, way in BEST.items():
            yield _row(name, f"{label}*", *_told(at_best(mine, way, 1.0)))
        yield _row(name, "ours, new account", *_told(at_own(mine, 1.0, 0)))
        yield _row(name, "**ours, by its own earlier posts**", *_told(at_own(mine, 1.0)))


def budgets_table(cases: Cases) -> Iterator[str]:
    """The share found, and found early, at several budgets."""
    heads = [f"{budget:g} a month: false / found / early" for budget in BUDGETS]
    yield from ("", "#### At other budgets", "")
    yield _row("data", "way", *heads)
    yield _row(*["---"] * (2 + len(heads)))
    for name, mine in cases.items():
        for label, way in BEST.items():
            yield _row(name, f"{label}*", *(_short(at_best(mine, way, budget)) for budget in BUDGETS))
        for label, count in (("a new account", 0), ("ten ordinary posts", 10), ("all of them", None)):
            own = (_short(at_own(mine, budget, count)) for budget in BUDGETS)
            yield _row(name, f"ours, {label}", *own)


def reached_table(cases: Cases) -> Iterator[str]:
    """How many ordinary posts ever reach a probability, beside the curve that ships."""
    yield from ("", "#### Share of ordinary posts whose probability ever reaches", "")
    yield _row("data", "posts", "take off", *(f"{threshold:g}" for threshold in THRESHOLDS))
    yield _row(*["---"] * (3 + len(THRESHOLDS)))
    curve = [(1 - threshold) / threshold / 9 for threshold in THRESHOLDS]
    yield _row("the curve that ships", "–", "–", *(f"{100 * share:.1f}%" for share in curve))
    for name, mine in cases.items():
        highest = np.array([one.chances.max() for one in mine if not one.took_off])
        shares = [float(np.mean(highest >= threshold)) for threshold in THRESHOLDS]
        took_off = 1 - len(highest) / len(mine)
        told = (f"{100 * share:.1f}%" for share in shares)
        yield _row(name, str(len(mine)), f"{100 * took_off:.1f}%", *told)
    new = threshold_for(posts_per_month=POSTS_PER_MONTH)
    yield from ("", f"A new account's threshold at 30 posts and one false alarm a month: {new:.3f}.")


def ebbs_table(posts: Mapping[str, Sequence[Post]]) -> Iterator[str]:
    """How often what is said of ebbing is taken back, by the phase alone and as it is said."""
    yield from ("", f"#### Ebbing, waves of at least {SIZABLE}", "")
    yield _row("data", "waves", "by", "taken back at least once", "share of the final there when first said")
    yield _row(*["---"] * 5)
    for name, mine in posts.items():
        waves = [post for post in mine if post.final >= SIZABLE]
        for label, course in (("the phase alone", _phases), ("`ebb`", _ebbs)):
            said = np.array([course(post) for post in waves])
            back = (said[:, :-1] & ~said[:, 1:]).any(axis=1)
            first, ever = said.argmax(axis=1), np.asarray(said.any(axis=1))
            shares = [
                post.counts[look] / post.final
                for post, look, once in zip(waves, first, ever, strict=True)
                if once
            ]
            yield _row(name, str(len(waves)), label, f"{100 * back.mean():.1f}%", f"{np.median(shares):.2f}")


def _phases(post: Post) -> list[bool]:
    return [told.phase in (Phase.EBBING, Phase.OVER) for told in post.told]


def _ebbs(post: Post) -> list[bool]:
    found: list[bool] = []
    held: Ebb | None = None
    for told in post.told:
        held = ebb(told, held)
        found.append(held.said)
    return found


_FIGURES = (
    "false alarms per month",
    "take-offs found",
    "found before half of the final was there",
    "median age at the alarm, h",
    "median share of the final there at the alarm",
)


def _told(did: Did) -> Iterator[str]:
    found = figures(did)
    for name, scale, digits, unit in (
        ("false", 1.0, 2, ""),
        ("found", 100.0, 0, "%"),
        ("early", 100.0, 0, "%"),
        ("age", 1 / 3_600, 1, ""),
        ("share", 1.0, 2, ""),
    ):
        value, low, high = (f"{scale * one:.{digits}f}" for one in found[name])
        yield f"{value}{unit} ({low}–{high})"


def _short(did: Did) -> str:
    found = figures(did)
    return f"{found['false'][0]:.2f} / {100 * found['found'][0]:.0f}% / {100 * found['early'][0]:.0f}%"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
