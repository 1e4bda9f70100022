"""Kills the program that sends at random instants, and counts what arrived on the network.

    python -m bench.killed_sending [--sends 200]

Replies are queued as by pressing send, with no grace; `groundswell watch` sends them and is killed again and
again until all have gone. Each must have arrived once, in the order in which send was pressed. On Bluesky's
network and on snac, which knows no key by which it would tell the same reply twice. Needs `make servers`.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from tests.networks.stage import Stage, sign_in
from tests.networks.test_bluesky import BlueskyStage
from tests.networks.test_mastodon import SnacStage
from tests.servers.process import scratch
from tests.servers.snac import snac_pair

from bench.at_surge import environment, ground
from bench.bluesky import COMMAND
from groundswell.domain.actions import Act
from groundswell.domain.words import SendState
from groundswell.services.networks.sending import send
from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import open_store, outbox

_MOST_KILLS = 60


def queue(home: Path, stage: Stage, number: int) -> tuple[str, list[str]]:
    """Signs in and presses send so many times; what is answered, and the texts."""
    os.environ.update(environment(home))
    workspace = Workspace(home, open_store(home), Settings())
    sign_in(workspace, stage)
    asked = stage.asked()
    texts = [f"Thank you, and number {n} of what I wanted to say." for n in range(number)]
    for n, text in enumerate(texts):
        send(workspace, stage.network, Act.REPLY, asked, text, pressed=str(n), grace_ms=0)
    workspace.close()
    return asked, texts


def left(home: Path) -> int:
    """How many have not gone yet."""
    store = open_store(home)
    with store.reading() as conn:
        states = Counter(one.state for one in outbox.sendings(conn, 1_000))
    store.close()
    return states[SendState.WAITING] + states[SendState.SENDING]


def send_and_kill(home: Path, dice: random.Random) -> int:
    """Starts and kills until nothing is left; how many kills hit a program that was sending."""
    env = {**os.environ, **environment(home), "GROUNDSWELL_READER": "ngram"}
    hits = 0
    for turn in range(10 * _MOST_KILLS):
        before = left(home)
        if not before:
            break
        program = subprocess.Popen([*COMMAND, "watch"], env=env, stdout=subprocess.DEVNULL)
        begun = time.monotonic()
        while left(home) == before and time.monotonic() - begun < 60:
            time.sleep(0.01)
        time.sleep(dice.uniform(0, 0.4) if turn < _MOST_KILLS else 30)
        program.send_signal(signal.SIGKILL)
        program.wait()
        hits += left(home) > 0
    return hits


def main() -> None:
    """Prints for each network what arrived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sends", type=int, default=200)
    number = parser.parse_args().sends
    wrong = False
    columns = ("network", "sends", "kills while sending", "arrived", "missing", "twice or more")
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        logs = stack.enter_context(scratch("bench", keep_logs=lambda: False))
        stages: list[Stage] = [
            BlueskyStage(stack.enter_context(ground()).at),
            SnacStage(*stack.enter_context(snac_pair(logs))),
        ]
        for stage in stages:
            home = folder / stage.network
            asked, texts = queue(home, stage, number)
            hits = send_and_kill(home, random.Random(3))
            arrived = Counter(stage.answers(asked))
            missing = sum(text not in arrived for text in texts)
            twice = sum(arrived[text] > 1 for text in texts)
            told = (stage.network, number, hits, arrived.total(), missing, twice)
            print(f"| {' | '.join(map(str, told))} |", flush=True)
            wrong |= bool(missing or twice or arrived.total() != number)
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
