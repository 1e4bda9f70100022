"""Five hundred things a second for ten minutes into `groundswell watch` on one core: does it keep up?

    python -m bench.sustained [--rate 500] [--minutes 10] [--texts 0.15] [--reader encoder]

They come over the example of a stranger's network, a file that lines are appended to: no server here could
bring so many. Each replays a surge: likes, reposts, and comments for a share of `--texts`. Printed for each
minute: how long what is written waits until it is in the store, until its text is read, and the memory.
"""

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.at_surge import environment
from bench.bluesky import COMMAND
from bench.crowd import Crowd

EXAMPLE = Path(__file__).parents[1] / "examples" / "jsonl_network"
_EVERY_S = 0.02
_STORED = "SELECT max(rowid) FROM interaction"
_READ = (
    "SELECT min(i.id) FROM interaction i LEFT JOIN reading r ON r.interaction_id = i.id"
    " WHERE i.id > ? AND i.text <> '' AND r.interaction_id IS NULL"
)


def beside(folder: Path) -> str:
    """A search path on which the example is as if it were installed."""
    told = folder / "groundswell_jsonl-1.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: groundswell-jsonl\nVersion: 1\n")
    (told / "entry_points.txt").write_text("[groundswell.networks]\njsonl = groundswell_jsonl:JsonLines\n")
    return f"{folder}:{EXAMPLE / 'src'}"


class Lines:
    """What others write: at what instant, and how much by then."""

    def __init__(self, path: Path, texts: float) -> None:
        self._path, self._texts = path, texts
        self._dice, self._crowd = random.Random(3), Crowd(3)
        self.written = 0
        self.instants: list[float] = []
        self._append([{"id": "post", "by": "ada", "kind": "post", "text": "A kind letter is a small thing."}])

    def write(self, number: int) -> None:
        """Appends so many."""
        self._append([self._one(self.written + n) for n in range(number)])
        self.written += number
        self.instants += [time.time()] * number

    def _one(self, n: int) -> dict[str, str]:
        told = {"id": str(n), "by": f"person{self._dice.randrange(20_000)}", "post": "post"}
        if self._dice.random() < self._texts:
            return {**told, "kind": "comment", "answers": "post", "text": self._crowd.text()}
        return {**told, "kind": "repost" if self._dice.random() < 0.1 else "reaction"}

    def _append(self, lines: list[dict[str, str]]) -> None:
        at = datetime.now(UTC).isoformat()
        with self._path.open("a", encoding="utf-8") as file:
            file.write("".join(json.dumps({**line, "at": at}) + "\n" for line in lines))


class Probe:
    """Looks at the store and the process from outside."""

    def __init__(self, home: Path, process: int, lines: Lines) -> None:
        self._home, self._process, self._lines, self._read = home, process, lines, 0

    def waits(self) -> tuple[float, float, float]:
        """Seconds since the oldest line was written that is not stored, and the oldest text not read; MB."""
        store = sqlite3.connect(f"file:{self._home / 'groundswell.db'}?mode=ro", uri=True, timeout=30)
        stored = store.execute(_STORED).fetchone()[0] or 0
        oldest = store.execute(_READ, (self._read,)).fetchone()[0]
        store.close()
        self._read = (oldest or stored + 1) - 1
        status = Path(f"/proc/{self._process}/status").read_text(encoding="ascii")
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return self._since(stored), self._since(self._read), int(resident.split()[1]) / 1024

    def _since(self, place: int) -> float:
        instants = self._lines.instants
        return time.time() - instants[place] if place < len(instants) else 0.0


def main() -> None:
    """Prints a table of minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--texts", type=float, default=0.15)
    parser.add_argument("--reader", default="encoder")
    asked = parser.parse_args()
    os.sched_setaffinity(0, {0})
    with tempfile.TemporaryDirectory() as folder:
        home, wave = Path(folder, "home"), Path(folder, "wave.jsonl")
        lines = Lines(wave, asked.texts)
        env = {**os.environ, **environment(home), "GROUNDSWELL_READER": asked.reader, "OMP_NUM_THREADS": "1"}
        env["PYTHONPATH"] = beside(Path(folder))
        give = [word for told in (f"path={wave}", "name=ada") for word in ("--give", told)]
        subprocess.run([*COMMAND, "connect", "jsonl", *give], check=True, env=env, stdout=subprocess.DEVNULL)
        watch = subprocess.Popen([*COMMAND, "watch"], env=env, stdout=subprocess.DEVNULL)
        os.sched_setaffinity(watch.pid, {1})
        try:
            _run(asked.rate, asked.minutes * 60, lines, Probe(home, watch.pid, lines))
        finally:
            watch.terminate()
            watch.wait(timeout=120)


def _run(rate: int, seconds: float, lines: Lines, probe: Probe) -> None:
    columns = ("minute", "written", "longest wait to be stored, s", "to be read, s", "memory, MB")
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    begun = time.monotonic()
    minute, looked, seen = 1, 0.0, list[tuple[float, float, float]]()
    while (minute - 1) * 60 < seconds:
        now = time.monotonic() - begun
        due = int(now * rate) - lines.written
        if due > 0:
            lines.write(due)
        if now - looked > 1:
            seen.append(probe.waits())
            looked = now
        if now >= min(minute * 60, seconds):
            stored, read, memory = (max(column) for column in zip(*seen, strict=True))
            print(f"| {minute} | {lines.written:,} | {stored:.1f} | {read:.1f} | {memory:.0f} |", flush=True)
            minute, seen = minute + 1, []
        time.sleep(_EVERY_S)


if __name__ == "__main__":
    if not EXAMPLE.is_dir():
        sys.exit("run it from a checkout")
    main()
