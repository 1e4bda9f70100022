"""How fast the pages answer over HTTP with very many interactions in the store.

python -m bench.pages [--rows 1000000]
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

from bench.crowd import Crowd
from bench.serving import served
from groundswell.domain.activity import Count, Interaction, Person, Post
from groundswell.domain.keys import comment_fingerprint, person_key
from groundswell.domain.reading import Evidence, Reading
from groundswell.domain.records import Record
from groundswell.domain.when import HOUR, When
from groundswell.domain.words import Direction, Kind, Lane, Metric, Network, Tone
from groundswell.services.settings import Settings
from groundswell.services.waves.forecasting import refresh_forecasts
from groundswell.services.workspace import Workspace
from groundswell.store import open_store, placing, readings
from groundswell.store.bulk import chunks
from groundswell.store.intake import Intake
from groundswell.web.security import COOKIE

POSTED = 1_794_000_000_000
POST = f"linkedin:activity:{POSTED << 22}"
_LANES = list(Lane)
_WEIGHTS = [2, 2, 12, 8, 8, 50, 3, 5, 3, 7]
_TRIES = 200


def facts(crowd: Crowd, rows: int) -> Iterator[Record]:
    """Half comments under one post, half messages."""
    yield Record("post", (Post(Network.LINKEDIN, POST, POSTED, "A kind letter"),))
    yield Record("count", (Count(Network.LINKEDIN, Metric.REACTIONS, 23_197, POSTED + 90 * HOUR, post=POST),))
    for n in range(rows):
        name, url = crowd.person()
        who = Person(Network.LINKEDIN, person_key(Network.LINKEDIN, url, name), name, url)
        when = When.exactly(POSTED + int(crowd.random.expovariate(1 / (30 * HOUR))))
        text = crowd.text()
        if n % 2:
            yield Record(
                "m",
                (
                    Interaction(
                        f"linkedin:message:{n}",
                        Network.LINKEDIN,
                        Kind.MESSAGE,
                        Direction.IN,
                        when,
                        who,
                        text=text,
                        thread=who.key,
                    ),
                ),
            )
        else:
            mark = comment_fingerprint(POST, who.key, text)
            yield Record(
                "c",
                (
                    Interaction(
                        f"linkedin:comment:1:{n}",
                        Network.LINKEDIN,
                        Kind.COMMENT,
                        Direction.IN,
                        when,
                        who,
                        POST,
                        text,
                        fingerprint=mark,
                        has_id=True,
                    ),
                ),
            )


def fill(workspace: Workspace, rows: int) -> None:
    """Takes everything in and gives each text a made-up reading."""
    crowd, intake = Crowd(), Intake()
    for batch in chunks(facts(crowd, rows), 20_000):
        with workspace.store.writing() as conn:
            intake.write(conn, batch)
    with workspace.store.reading() as conn:
        ids = readings.unread(conn, "bench")
    tone = {Tone.SUPPORTIVE: 0.7, Tone.NEUTRAL: 0.2, Tone.CRITICAL: 0.07, Tone.HOSTILE: 0.03}
    for some in chunks(ids, 20_000):
        made = [
            Reading(
                str(one),
                crowd.random.choice(["en", "de", "es", "hi"]),
                tone,
                {},
                {},
                lane,
                crowd.random.random(),
                0.8,
                (Evidence(0, 4, "praise"),),
                "bench",
            )
            for one in some
            for lane in crowd.random.choices(_LANES, _WEIGHTS)
        ]
        with workspace.store.writing() as conn:
            readings.keep(conn, made)
            placing.place(conn, some, workspace.now())
    refresh_forecasts(workspace)


def measure(call: Callable[[], httpx.Response]) -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds, and the answer's size as sent."""
    times = []
    size = 0
    for _ in range(_TRIES):
        begin = time.perf_counter()
        answer = call()
        times.append((time.perf_counter() - begin) * 1000)
        answer.raise_for_status()
        size = answer.num_bytes_downloaded
    return statistics.median(times), statistics.quantiles(times, n=20)[-1], size


def main() -> None:
    """Fills a store, serves it, asks for each page many times, prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows: int = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        workspace = Workspace(home, open_store(home), Settings())
        begin = time.perf_counter()
        fill(workspace, rows)
        size = (home / "groundswell.db").stat().st_size
        print(f"filled in {time.perf_counter() - begin:.0f} s, {size / 1e6:.0f} MB", file=sys.stderr)
        with served(workspace) as (address, cookie):
            client = httpx.Client(base_url=address, cookies={COOKIE: cookie}, timeout=60)
            print("| page | median ms | 95% ms | bytes sent |\n|---|---|---|---|")
            words = Crowd().words
            common, rare = words[3], words[30_000]
            for name, path in (
                ("Today", "/"),
                ("Inbox, first lane", "/inbox"),
                ("Inbox, kind words", "/inbox?lane=kind_words"),
                ("Inbox, filtered by language", "/inbox?lane=question&language=hi"),
                ("Inbox, filtered by post and kind", "/inbox?lane=feedback&post=1&kind=comment"),
                ("Wave", "/wave/1"),
                ("Person", "/person/7"),
                ("Search, a common word", f"/search?q={common}"),
                ("Search, a rare word", f"/search?q={rare}"),
                ("Search, a beginning", f"/search?q={common[:2]}"),
                ("Search, two common words", f"/search?q={common}+{words[5]}"),
            ):
                median, slow, size = measure(lambda path=path: client.get(path))  # type: ignore[misc]
                print(f"| {name} | {median:.1f} | {slow:.1f} | {size:,} |", flush=True)
        workspace.close()


if __name__ == "__main__":
    main()
