"""The outbox beside DBOS, a library for durable work: how fast in order, how it starts, and after an update.

    pip install dbos && python -m bench.durable [--sends 200]

Both have so many things to do, each of which appends a line to a file, in the order in which they were
asked for. The process is killed in the middle and started again; then it is killed once more and started with
a program that differs in one line, as after an update.
"""

import argparse
import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.at_surge import environment
from bench.bluesky import COMMAND
from bench.sustained import beside

DBOS = """
import sys, time
begun = time.monotonic()
from dbos import DBOS, SetWorkflowID

DBOS(config={"name": "bench", "system_database_url": f"sqlite:///{sys.argv[1]}"})

@DBOS.step()
def deliver(number: int) -> None:
    with open(sys.argv[2], "a") as file:
        file.write(f"{number}\\n")

@DBOS.workflow()
def send(number: int) -> None:
    version = VERSION
    deliver(number)

DBOS.launch()
DBOS.register_queue("outbox", concurrency=1, polling_interval_sec=0.1)
print(time.monotonic() - begun, flush=True)
for number in range(int(sys.argv[3])):
    with SetWorkflowID(f"action-{number}"):
        DBOS.enqueue_workflow("outbox", send, number)
time.sleep(3_600)
"""

OURS = """
import sys, time
from pathlib import Path
from groundswell.domain.actions import Act
from groundswell.services.networks.lines import connect
from groundswell.services.networks.sending import send
from groundswell.services.workspace import open_workspace

workspace = open_workspace()
connect(workspace, "jsonl", {"path": sys.argv[1], "name": "ada"})
for number in range(int(sys.argv[2])):
    send(workspace, "jsonl", Act.REPLY, "other:jsonl:post", f"{number}", pressed=f"{number}", grace_ms=0)
workspace.close()
"""
_PATIENCE_S = 30.0


class Side:
    """One of the two: how its program is started, and where what it did can be read."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.done = folder, folder / "done"

    def numbers(self) -> list[str]:
        """What was done, in order."""
        return self.done.read_text().split() if self.done.exists() else []

    def start(self, version: int) -> "subprocess.Popen[bytes]":
        """Starts the program, which goes on until it is killed."""
        raise NotImplementedError


class Dbos(Side):
    """A queue of workflows with one step each."""

    def __init__(self, folder: Path, sends: int) -> None:
        super().__init__(folder)
        self._sends = sends

    def start(self, version: int) -> "subprocess.Popen[bytes]":
        program = self.folder / "program.py"
        program.write_text(DBOS.replace("VERSION", str(version)))
        arguments = [sys.executable, *map(str, (program, self.folder / "dbos.db", self.done, self._sends))]
        return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Ours(Side):
    """The outbox, sending over a network that is a file."""

    def __init__(self, folder: Path, sends: int) -> None:
        super().__init__(folder)
        wave = folder / "wave.jsonl"
        post = {"id": "post", "by": "ada", "kind": "post", "at": "2026-11-30T08:00:00+00:00", "text": "A"}
        wave.write_text(json.dumps(post) + "\n")
        self.done = wave
        self._env = {**os.environ, **environment(folder / "home"), "PYTHONPATH": beside(folder)}
        subprocess.run([sys.executable, "-c", OURS, wave, str(sends)], check=True, env=self._env)

    def numbers(self) -> list[str]:
        """The replies' texts; the first line is what they answer."""
        return [json.loads(line)["text"] for line in self.done.read_text().splitlines()[1:]]

    def start(self, version: int) -> "subprocess.Popen[bytes]":
        env = {**self._env, "GROUNDSWELL_READER": "ngram", "VERSION": str(version)}
        return subprocess.Popen([*COMMAND, "watch"], env=env, stdout=subprocess.DEVNULL)


def run(side: Side, version: int, until: int) -> float:
    """Runs until so many are done or nothing happens any more, then kills; seconds from first to last."""
    program = side.start(version)
    first = changed = time.monotonic()
    before = there = len(side.numbers())
    while there < until and time.monotonic() - changed < _PATIENCE_S:
        now = len(side.numbers())
        if now != there:
            changed = time.monotonic()
            first = changed if there == before else first
            there = now
        time.sleep(0.02)
    program.send_signal(signal.SIGKILL)
    program.wait()
    return max(0.0, changed - first)


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sends", type=int, default=200)
    sends = parser.parse_args().sends
    columns = ("way", "a second, in order", "done after a kill", "after an update", "twice", "out of order")
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    for name, kind in (("outbox", Ours), ("DBOS 3.4 on SQLite", Dbos)):
        with tempfile.TemporaryDirectory() as folder:
            side: Side = kind(Path(folder), sends)
            counts = [0]
            seconds = []
            for version, until in ((1, sends // 3), (1, 2 * sends // 3), (2, sends)):
                seconds.append(run(side, version, until))
                counts.append(len(side.numbers()))
            numbers = side.numbers()
            twice = sum(n - 1 for n in Counter(numbers).values())
            wrong = sum(int(a) > int(b) for a, b in itertools.pairwise(numbers))
            speed = f"{counts[1] / max(seconds[0], 0.01):.0f}"
            # It is looked from outside, so that a few more are done than were waited for.
            wanted = 2 * sends // 3 - counts[1]
            killed = f"{min(wanted, counts[2] - counts[1])} of {wanted}"
            updated = f"{counts[3] - counts[2]} of {sends - counts[2]}"
            print(f"| {name} | {speed} | {killed} | {updated} | {twice} | {wrong} |", flush=True)


if __name__ == "__main__":
    main()
