"""A surge on Bluesky's network while the pages are open: when they show it, and whether all is there.

    python -m bench.bluesky [--share 1.0]

Needs the servers of `make servers`. The AppView's own database says when it had each thing. The pages have it
when Today, fetched anew at an event `news` as the browser does, is whole, and the thing was in the store
before. Afterwards the same by backfill into an empty folder.
"""

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from bench.at_surge import LIKES, QUOTES, REPLIES, REPOSTS, Ground, Surge, environment, ground

COMMAND = [sys.executable, "-m", "groundswell"]
_SETTLED_WITHIN_S = 120.0
_THERE = (
    "SELECT i.key, i.kind, i.thread FROM interaction i LEFT JOIN inbox b ON b.interaction_id = i.id"
    " WHERE i.direction = 'in' AND (i.text = '' OR b.lane IS NOT NULL)"
)


def there(home: Path) -> dict[str, tuple[str, str]]:
    """Kind and thread of everything that pages can show, by natural key."""
    store = sqlite3.connect(f"file:{home / 'groundswell.db'}?mode=ro", uri=True, timeout=30)
    try:
        return {key: (kind, thread) for key, kind, thread in store.execute(_THERE)}
    finally:
        store.close()


def sign_in(surge: Surge, home: Path) -> None:
    """As somebody does it at the command line."""
    command = [*COMMAND, "connect", "bluesky", "--give", f"handle={surge.author.handle}"]
    command += ["--give", f"server={surge.at.pds_url}"]
    told = {**os.environ, **environment(home)}
    subprocess.run(
        command,
        check=True,
        env=told,
        input=f"{surge.author.password}\n",
        text=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def pages(home: Path) -> Iterator[httpx.Client]:
    """The web app in a process of its own, and a browser's session with it."""
    env = {**os.environ, **environment(home)}
    server = subprocess.Popen([*COMMAND, "serve", "--no-browser"], env=env, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        address = next(line for line in server.stderr if " is at " in line).split()[3]
        code = server.stderr.readline().partition("code is ")[2].split()[0]
        threading.Thread(target=_pass_on, args=(server,), daemon=True).start()
        with httpx.Client(base_url=address, headers={"origin": address}, timeout=60) as client:
            client.post("/enter", data={"code": code})
            yield client
    finally:
        server.terminate()
        server.wait(timeout=90)


def _pass_on(server: "subprocess.Popen[str]") -> None:
    assert server.stderr is not None
    for line in server.stderr:
        sys.stderr.write(line)


class Reader:
    """An open page Today: fetches itself at each `news`, and notes when what was first shown."""

    def __init__(self, client: httpx.Client, home: Path) -> None:
        self.shown: dict[str, float] = {}
        self._client, self._home, self._fresh = client, home, threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()
        threading.Thread(target=self._fetch, daemon=True).start()

    def _listen(self) -> None:
        # The pages end before the reader does.
        with suppress(httpx.HTTPError), self._client.stream("GET", "/events", timeout=None) as events:
            for line in events.iter_lines():
                if line == "event: news":
                    self._fresh.set()

    def _fetch(self) -> None:
        while True:
            self._fresh.wait()
            self._fresh.clear()
            stored = there(self._home)
            if self._client.is_closed:
                return
            self._client.get("/").raise_for_status()
            now = time.time()
            for key in stored.keys() - self.shown.keys():
                self.shown[key] = now


def live(scene: Ground, surge: Surge, home: Path) -> tuple[dict[str, float], float]:
    """Seconds from the AppView to the page for all that happened, and how long it went on."""
    with pages(home) as client:
        reader = Reader(client, home)
        begun = time.monotonic()
        surge.run()
        lasted = time.monotonic() - begun
        until = time.monotonic() + _SETTLED_WITHIN_S
        while surge.parents.keys() - reader.shown.keys() and time.monotonic() < until:
            time.sleep(0.5)
    indexed = scene.indexed()
    return {key: reader.shown[key] - indexed[key] for key in surge.parents if key in reader.shown}, lasted


def verdict(surge: Surge, home: Path) -> dict[str, int]:
    """How much is there, is missing, is there without having been done, and hangs in the wrong place."""
    have = there(home)
    same = [key for key in surge.parents if key in have]
    return {
        "done": len(surge.parents),
        "there": len(same),
        "missing": len(surge.parents) - len(same),
        "too many": len(have.keys() - surge.parents.keys()),
        "in the wrong thread": sum(have[key][1] != surge.parents[key] for key in same),
    }


def backfill(surge: Surge, home: Path) -> float:
    """Takes in everything from nothing; seconds."""
    sign_in(surge, home)
    begun = time.monotonic()
    env = {**os.environ, **environment(home), "GROUNDSWELL_READER": "ngram"}
    subprocess.run([*COMMAND, "watch", "--once"], check=True, env=env, stdout=subprocess.DEVNULL)
    return time.monotonic() - begun


def quantile(values: list[float], share: float) -> float:
    """The value below which this share lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main() -> None:
    """Prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the whole surge")
    share = parser.parse_args().share
    sizes = [round(n * share) for n in (REPLIES, LIKES, REPOSTS, QUOTES)]
    with tempfile.TemporaryDirectory() as folder, ground() as scene:
        surge = Surge(scene.at, *sizes)
        home, fresh = Path(folder, "live"), Path(folder, "backfill")
        sign_in(surge, home)
        waits, lasted = live(scene, surge, home)
        kinds = {key: kind for key, (kind, _) in there(home).items()}
        n = len(surge.parents)
        print(f"{n:,} things done in {lasted:.0f} s, {n / lasted:.0f} a second\n")
        print("| AppView to page | n | median, s | 95th percentile, s | latest, s |\n|---|---|---|---|---|")
        by_kind = {
            kind: [wait for key, wait in waits.items() if kinds[key] == kind]
            for kind in Counter(kinds.values())
        }
        for kind, told in {"all": list(waits.values()), **by_kind}.items():
            if told:
                figures = (statistics.median(told), quantile(told, 0.95), max(told))
                print(f"| {kind} | {len(told):,} | {' | '.join(f'{one:.2f}' for one in figures)} |")
        print("\n" + json.dumps({"live": verdict(surge, home)}))
        took = backfill(surge, fresh)
        print(json.dumps({"backfill": verdict(surge, fresh), "seconds": round(took, 1)}))


if __name__ == "__main__":
    main()
