"""How fast simulated waves are made and played in, and how near they come to real ones.

    python -m bench.rehearsal [--events 1000000] [--played 100000] [--data DIR/cascades] [--out FILE]

Made: a whole wave with people, texts and facts. Played in: over the line of a rehearsal into an empty store,
as a live network is followed, then read by the quick reader. With `--data` the shipped courses are set beside
the halves of the real waves that they were not fitted on.
"""

import argparse
import tempfile
import time
from pathlib import Path

from tools.fit_rehearsal import SETS, halves, simulated
from tools.rehearsal.statistics import distances, real, shape

from groundswell.rehearsal import CHARACTERS, wave
from groundswell.rehearsal.characters import courses
from groundswell.rehearsal.facts import records
from groundswell.services.networks.watching import look
from groundswell.services.reading.triaging import FAST, read_backlog
from groundswell.services.rehearsal.playing import Rehearsal, begin
from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import open_store

FITTED = {"conversations": "reddit_askscience", "retweets": "seismic738"}
"""The shipped courses, and the real waves that each was fitted to."""


def made(events: int) -> list[str]:
    """How long it takes to make waves of so many events."""
    rows = ["| wave | events | texts | people | made, s | as facts, s |", "|---|---|---|---|---|---|"]
    for name in CHARACTERS:
        begun = time.perf_counter()
        one = wave(name, 1, events)
        there = time.perf_counter()
        number = sum(1 for _ in records(one, 0))
        told = time.perf_counter()
        rows.append(
            f"| {name} | {number:,} | {len(one.texts):,} | {len(one.guests):,} | {there - begun:.1f} "
            f"| {told - there:.1f} |"
        )
    return rows


def played(events: int) -> list[str]:
    """How long it takes to take in a wave of so many events over a rehearsal's line, and to read it."""
    rows = [
        "| wave | events | taken in, s | events a second | texts | read quickly, s |",
        "|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        workspace = Workspace(home, open_store(home), Settings())
        begin(workspace, "brigade", events=events)
        with Rehearsal(home, Settings()) as rehearsal:
            rehearsal.to_the_end()
            begun = time.perf_counter()
            new = look(rehearsal.workspace).new
            there = time.perf_counter()
            texts = read_backlog(rehearsal.workspace, reader_name=FAST)
            read = time.perf_counter()
        workspace.close()
    took = there - begun
    rows.append(f"| brigade | {new:,} | {took:.1f} | {new / took:,.0f} | {texts:,} | {read - there:.1f} |")
    return rows


def near(data: Path) -> list[str]:
    """How far the shipped courses are from the real waves that they were not fitted on."""
    rows = ["| course | real waves | compared | sizes | gaps | half-lives |", "|---|---|---|---|---|---|"]
    for name, of in FITTED.items():
        horizon_s, least, _ = SETS[of]
        learned, held_out = halves(real(data / f"{of}.parquet", horizon_s, least))
        kept = shape(held_out)
        told = f"| {name} | {of}, {len(held_out)} held out"
        sizes, gaps, lives = distances(shape(learned), kept)
        rows.append(f"{told} | the other real half | {sizes:.3f} | {gaps:.3f} | {lives:.3f} |")
        sizes, gaps, lives = distances(shape(simulated(courses()[name], 1_000, horizon_s, least, 11)), kept)
        rows.append(f"{told} | 1,000 simulated | {sizes:.3f} | {gaps:.3f} | {lives:.3f} |")
    return rows


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--played", type=int, default=100_000)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    lines = [*made(asked.events), "", *played(asked.played)]
    if asked.data:
        lines += ["", *near(asked.data)]
    text = "\n".join(lines)
    print(text)
    if asked.out:
        asked.out.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
