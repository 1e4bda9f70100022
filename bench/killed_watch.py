"""Kills what follows Bluesky at random instants of a surge, and looks whether anything is lost or twice.

    python -m bench.killed_watch [--watch 20] [--pages 5] [--share 1.0]

`groundswell watch` is killed so many times, `groundswell serve`, which follows as well, so many; each is
started again at once. The surge goes on until all kills are done. Needs the servers of `make servers`.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.at_surge import LIKES, QUOTES, REPLIES, REPOSTS, Surge, environment, ground
from bench.bluesky import COMMAND, sign_in, there, verdict

_STARTS_WITHIN_S = 30.0
_AFTER_S = 1.5
"""Kills come up to so long after a program took in its first things."""

_LOOKS = 20


def kill_one(arguments: list[str], home: Path, dice: random.Random) -> int:
    """Starts a program and kills it at a random instant; how many things had come in meanwhile."""
    before = len(there(home))
    env = {**os.environ, **environment(home), "GROUNDSWELL_READER": "ngram"}
    program = subprocess.Popen(
        [*COMMAND, *arguments], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + _STARTS_WITHIN_S
    while len(there(home)) == before and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(dice.uniform(0, _AFTER_S))
    program.send_signal(signal.SIGKILL)
    program.wait()
    return len(there(home)) - before


def main() -> None:
    """Prints how many kills hit a program that was taking in, and what is there in the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--watch", type=int, default=20)
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--share", type=float, default=1.0, help="of the whole surge")
    asked = parser.parse_args()
    dice = random.Random(5)
    turns = [["watch"]] * asked.watch + [["serve", "--no-browser"]] * asked.pages
    dice.shuffle(turns)
    with tempfile.TemporaryDirectory() as folder, ground() as scene:
        surge = Surge(scene.at, *(round(n * asked.share) for n in (REPLIES, LIKES, REPOSTS, QUOTES)))
        home = Path(folder, "home")
        sign_in(surge, home)
        doing = threading.Thread(target=surge.run)
        doing.start()
        gained = [kill_one(arguments, home, dice) for arguments in turns]
        ended = not doing.is_alive()
        doing.join()
        scene.at.settle()
        env = {**os.environ, **environment(home), "GROUNDSWELL_READER": "ngram"}
        for _ in range(_LOOKS):
            subprocess.run([*COMMAND, "watch", "--once"], check=True, env=env, stdout=subprocess.DEVNULL)
            if not verdict(surge, home)["missing"]:
                break
        hits = sum(n > 0 for n in gained)
        print(
            f"{len(turns)} kills, {hits} of a program that had taken something in; surge over first: {ended}"
        )
        told = verdict(surge, home)
        print(f"| {' | '.join(told)} |\n|{'---|' * len(told)}\n| {' | '.join(map(str, told.values()))} |")
        if told["missing"] or told["too many"] or told["in the wrong thread"]:
            sys.exit(1)


if __name__ == "__main__":
    main()
