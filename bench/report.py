"""How long a report takes, how large its files are, how much memory it needs: the sample wave, a large one.

python -m bench.report [--rows 100000] [--out report.md]

Stores are filled and reports measured in processes of their own, so that the peak of memory is that of the
report alone.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from tests.sample.test_sample import take_in

from bench.pages import POSTED, fill
from groundswell.domain.report import Wanted
from groundswell.domain.when import DAY
from groundswell.domain.words import Lane
from groundswell.services.reading.backlog import catch_up
from groundswell.services.reading.crowd import PERSPECTIVES
from groundswell.services.report.gathering import gather, posts_meant
from groundswell.services.report.making import made
from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import crowds, open_store

_QUOTED = 8
_MB = 1024


def workspace_in(home: Path) -> Workspace:
    """An open workspace a fortnight after the large wave's post."""
    return Workspace(home, open_store(home), Settings(), lambda: POSTED + 14 * DAY)


def sample(home: Path) -> None:
    """The sample wave, taken in and read."""
    workspace = workspace_in(home)
    take_in(workspace)
    catch_up(workspace, lambda done, of: None)
    workspace.close()


def large(home: Path, rows: int) -> None:
    """Half of them comments under one post, half messages, with made-up readings and perspectives."""
    workspace = workspace_in(home)
    fill(workspace, rows)
    with workspace.store.writing() as conn:
        heard: list[dict[str, object]] = []
        for lane in Lane:
            ids = [one for one, _ in _of_lane(workspace, lane)]
            heard.append(
                {"lane": lane.value, "title": "They say", "words": [], "n": len(ids), "of": rows // 2,
                 "tones": {}, "quotes": ids[:_QUOTED]}
            )  # fmt: skip
        crowds.keep_finding(conn, 1, PERSPECTIVES, heard)
    workspace.close()


def _of_lane(workspace: Workspace, lane: Lane) -> list[tuple[int, int]]:
    with workspace.store.reading() as conn:
        found = conn.exec_driver_sql(
            "SELECT interaction_id, sort FROM inbox WHERE post_id = 1 AND lane = ? ORDER BY sort DESC",
            (lane.value,),
        )
        return [(row[0], row[1]) for row in found]


def measure(home: Path) -> None:
    """Gathers and draws a report twice, and prints what the second time took, as JSON."""
    workspace = workspace_in(home)
    wanted = Wanted(posts_meant(workspace, []))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first, *_ = _once(workspace, wanted)
    gathered, html, pdf, sizes = _once(workspace, wanted)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = {
        "first": first, "gather": gathered, "html": html, "pdf": pdf, "sizes": sizes,
        "before": before / _MB, "peak": peak / _MB,
    }  # fmt: skip
    print(json.dumps(told))
    workspace.close()


def _once(workspace: Workspace, wanted: Wanted) -> tuple[float, float, float, tuple[int, int]]:
    marks = [time.perf_counter()]
    report = gather(workspace, wanted)
    marks.append(time.perf_counter())
    page = made(report, ".html")
    marks.append(time.perf_counter())
    sheet = made(report, ".pdf")
    marks.append(time.perf_counter())
    spans = [after - before for before, after in pairwise(marks)]
    return spans[0], spans[1], spans[2], (len(page.content), len(sheet.content))


def row(name: str, kind: str, home: Path, rows: int) -> str:
    """Fills a store and measures, each in a process of its own."""
    _run("--fill", kind, str(home), "--rows", str(rows))
    told = json.loads(_run("--measure", str(home)).splitlines()[-1])
    page, sheet = (size / 1000 for size in told["sizes"])
    return (
        f"| {name} | {told['first']:.2f} | {told['gather']:.2f} | {told['html']:.2f} | {told['pdf']:.2f} "
        f"| {page:.0f} | {sheet:.0f} | {told['before']:.0f} | {told['peak']:.0f} |"
    )


def _run(*words: str) -> str:
    ran = subprocess.run([sys.executable, "-m", "bench.report", *words], capture_output=True, text=True)
    if ran.returncode:
        sys.exit(ran.stderr)
    return ran.stdout


def main() -> None:
    """Fills two stores, measures, prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--fill", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.fill is not None:
        kind, home = asked.fill
        sample(Path(home)) if kind == "sample" else large(Path(home), asked.rows)
        return
    if asked.measure is not None:
        measure(asked.measure)
        return
    lines = [
        "| wave | gathered the first time, s | gathered, s | HTML, s | PDF, s | HTML, kB | PDF, kB "
        "| memory before, MB | peak, MB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for name, kind in (("the sample wave", "sample"), (f"{asked.rows:,} interactions", "large")):
            lines.append(row(name, kind, Path(folder) / kind, asked.rows))
    text = "\n".join(lines)
    print(text)
    if asked.out is not None:
        asked.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
