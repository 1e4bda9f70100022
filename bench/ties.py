"""Ties of very many people: counting all anew, one more thing, and the circle's page.

    python -m bench.ties [--people 100000] [--events 1000000] [--home FOLDER] [--out FILE]

The store is filled through the intake, with texts, readings and search as in use; few people pass much,
most pass little. With --home a filled store is kept and used again. Beside it, as baselines over the same
store: everything of the person anew for each thing, and all fading computed when it is asked who is closest.
"""

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from math import exp, log
from pathlib import Path
from random import Random

import httpx
from sqlalchemy import text

from bench.crowd import Crowd
from bench.serving import served
from groundswell.circle.ties import HALF_LIFE_DAYS, WEIGHTS
from groundswell.domain.activity import Interaction, Person
from groundswell.domain.circle import Does
from groundswell.domain.reading import Reading
from groundswell.domain.records import Record
from groundswell.domain.tie import Gift
from groundswell.domain.when import DAY, When
from groundswell.domain.words import Direction, Intent, Kind, Lane, Network, Tone
from groundswell.services.circle import ties
from groundswell.services.circle.overview import overview
from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, circle, open_store, placing, readings
from groundswell.store import ties as stored
from groundswell.store.bulk import chunks
from groundswell.store.intake import Intake
from groundswell.triage import reader_named
from groundswell.web.security import COOKIE

NOW = 1_795_000_000_000
_INSIDE = 29
"""With one more, the page would not look for suggestions."""
_TRIES = 200
_KINDS = (Kind.REACTION, Kind.COMMENT, Kind.MESSAGE, Kind.REPOST, Kind.INVITATION, Kind.FOLLOW)
_SHARES = (30, 30, 32, 3, 3, 2)
_LANES = {Lane.KIND_WORDS: 55, Lane.QUESTION: 12, Lane.OTHER: 20, Lane.NEEDS_YOU: 1, Lane.HOSTILE: 2}


def somebody(n: int) -> Person:
    """One of the people."""
    url = f"https://www.linkedin.com/in/person-{n:06}"
    return Person(Network.LINKEDIN, f"linkedin:in/person-{n:06}", f"Person {n:06}", url)


def facts(people: int, events: int, random: Random, crowd: Crowd) -> Iterator[Record]:
    """Things that passed within two years, in no order: a tenth of the people pass most of it."""
    for n in range(events):
        who = somebody(n if n < people else min(people - 1, int(people * random.random() ** 3)))
        yield Record("e", (event(n, who, NOW - random.randrange(730 * DAY), random, crowd),))


def event(n: int, who: Person, at: int, random: Random, crowd: Crowd) -> Interaction:
    """One thing that passed."""
    (kind,) = random.choices(_KINDS, _SHARES)
    direction = Direction.OUT if random.random() < 0.4 else Direction.IN
    words = crowd.text() if kind in (Kind.COMMENT, Kind.MESSAGE) else ""
    return Interaction(
        f"linkedin:bench:{n}", Network.LINKEDIN, kind, direction, When.exactly(at), who, text=words
    )


def fill(workspace: Workspace, people: int, events: int) -> None:
    """Takes everything in, with a made-up reading for each text, and a circle."""
    random, crowd, intake = Random(7), Crowd(), Intake()
    for batch in chunks(facts(people, events, random, crowd), 20_000):
        with workspace.store.writing() as conn:
            intake.write(conn, batch)
    # As if the program's own reader had read them, so that nothing is read again behind the pages.
    model = reader_named(Settings().reader).name
    with workspace.store.reading() as conn:
        ids = readings.unread(conn, model)
    tone = {Tone.SUPPORTIVE: 0.7, Tone.NEUTRAL: 0.2, Tone.CRITICAL: 0.07, Tone.HOSTILE: 0.03}
    for some in chunks(ids, 20_000):
        lanes = random.choices(list(_LANES), list(_LANES.values()), k=len(some))
        made = [
            Reading(str(one), "en", tone, {Intent.PRAISE: 0.6}, {}, lane, 0.5, 0.8, (), model)
            for one, lane in zip(some, lanes, strict=True)
        ]
        with workspace.store.writing() as conn:
            readings.keep(conn, made)
            placing.place(conn, some, NOW)
    with workspace.store.writing() as conn:
        for n in range(_INSIDE):
            circle.say(conn, somebody(n * 40).key, Does.IN, NOW)


def timed(call: Callable[[], object]) -> float:
    """Milliseconds that a call takes."""
    begin = time.perf_counter()
    call()
    return (time.perf_counter() - begin) * 1000


def spread(times: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{statistics.median(times):.2f} | {statistics.quantiles(times, n=20)[-1]:.2f}"


def rebuild(workspace: Workspace) -> float:
    """Seconds for counting everything from nothing."""
    with workspace.store.writing() as conn:
        stored.drop(conn)
    return timed(lambda: ties.count(workspace)) / 1000


def newest_time(workspace: Workspace) -> int:
    """When the newest thing happened, epoch milliseconds."""
    with workspace.store.reading() as conn:
        return int(conn.execute(text("SELECT max(at) FROM interaction")).scalar_one())


def updates(workspace: Workspace, people: int, *, late: bool) -> tuple[list[float], list[float]]:
    """Milliseconds for one more thing each time: the counting alone, and with the wait for the disk."""
    random, crowd, intake = Random(11 + late), Crowd(), Intake()
    alone, whole = [], []
    stamp, begins = time.time_ns(), newest_time(workspace) + 1
    for n in range(_TRIES):
        who = somebody(int(people * random.random() ** 3))
        at = NOW - 300 * DAY if late else begins + n
        thing = Record("e", (event(stamp + n, who, at, random, crowd),))
        with workspace.store.writing() as conn:
            intake.write(conn, [thing])
        begin = time.perf_counter()
        with workspace.store.writing() as conn:
            conn.execute(text("SELECT 1"))
            inside = time.perf_counter()
            ties.count_some(conn, 1_000, readings.newest(conn))
            alone.append((time.perf_counter() - inside) * 1000)
        whole.append((time.perf_counter() - begin) * 1000)
    return alone, whole


def a_thousand(workspace: Workspace, people: int) -> float:
    """Milliseconds for each of a thousand things that come at once."""
    random, crowd, stamp = Random(17), Crowd(), time.time_ns()
    begins = newest_time(workspace) + 1
    things = []
    for n in range(1_000):
        who = somebody(int(people * random.random() ** 3))
        things.append(Record("e", (event(stamp + n, who, begins + n, random, crowd),)))
    with workspace.store.writing() as conn:
        Intake().write(conn, things)
    return timed(lambda: ties.count(workspace)) / 1_000


def naive_update(workspace: Workspace, people: int) -> list[float]:
    """Milliseconds for a person's tie from everything that passed with them."""
    random, times = Random(13), []
    with workspace.store.writing() as conn:
        for _ in range(_TRIES):
            key = somebody(int(people * random.random() ** 3)).key
            (row_id,) = conn.execute(text("SELECT id FROM person WHERE key = :key"), {"key": key}).one()
            times.append(timed(lambda row_id=row_id: ties.renew(conn, [row_id])))  # type: ignore[misc]
    return times


def naive_closest(conn: Connection) -> list[int]:
    """The 200 closest, where everything fades when it is asked for."""
    rate = log(2) / (HALF_LIFE_DAYS * DAY)
    given: dict[int, float] = {}
    taken: dict[int, float] = {}
    weights = {gift.value: weight for gift, weight in WEIGHTS.items() if gift in Gift}
    query = text("SELECT person_id, kind, direction, at FROM interaction WHERE person_id IS NOT NULL")
    for person, kind, direction, at in conn.execute(query):
        side = taken if direction == "in" else given
        side[person] = side.get(person, 0.0) + weights[kind] * exp(rate * (at - NOW))
    both = given.keys() & taken.keys()
    return sorted(both, key=lambda one: -given[one] * taken[one])[:200]


def pages(workspace: Workspace) -> Iterator[tuple[str, list[float]]]:
    """Each page with the milliseconds that it takes over HTTP."""
    with served(workspace) as (address, cookie):
        client = httpx.Client(base_url=address, cookies={COOKIE: cookie}, timeout=60)
        for name, path in (("Circle", "/circle"), ("This week", "/circle/week"), ("A person", "/person/1")):
            client.get(path).raise_for_status()
            yield name, [timed(lambda path=path: client.get(path)) for _ in range(_TRIES)]  # type: ignore[misc]


def table(workspace: Workspace, people: int, events: int) -> Iterator[str]:
    """The lines of the tables."""
    yield f"{people:,} people, {events:,} things that passed, {_INSIDE} people in the circle.\n"
    # First, as long as the process holds nothing but what a program that serves pages does.
    alone = [timed(lambda: overview(workspace)) for _ in range(50)]
    yield "| page | median ms | 95% ms |\n|---|---|---|"
    yield f"| the circle's contents alone | {spread(alone)} |"
    for name, times in pages(workspace):
        yield f"| {name}, over HTTP | {spread(times)} |"
    seconds = [rebuild(workspace) for _ in range(3)]
    low, middle, high = sorted(seconds)
    with workspace.store.reading() as conn:
        asked = timed(lambda: stored.strongest(conn, 200))
        naive = timed(lambda: naive_closest(conn))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield "\n| what | measured |\n|---|---|"
    yield f"| counting everything anew | {middle:.1f} s ({low:.1f} to {high:.1f}) |"
    yield f"| the 200 closest now, along the index | {asked:.1f} ms |"
    yield f"| the same, where all fades when it is asked for | {naive / 1000:.1f} s |"
    yield f"| one of a thousand that come at once, with the commit | {a_thousand(workspace, people):.3f} ms |"
    yield f"| peak memory of the process | {peak:.0f} MB |\n"
    yield "| one more thing | median ms | 95% ms |\n|---|---|---|"
    alone, whole = updates(workspace, people, late=False)
    yield f"| counted | {spread(alone)} |"
    yield f"| with its own commit to the disk | {spread(whole)} |"
    alone, _ = updates(workspace, people, late=True)
    yield f"| that is older than the last with that person | {spread(alone)} |"
    yield f"| baseline: the person's whole history each time | {spread(naive_update(workspace, people))} |"


def main() -> None:
    """Fills a store unless there is one, and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home: Path = asked.home or Path(folder)
        there = (home / "groundswell.db").exists()
        workspace = Workspace(home, open_store(home), Settings(), lambda: NOW + 2 * DAY)
        if not there:
            fill(workspace, asked.people, asked.events)
        lines = []
        for line in table(workspace, asked.people, asked.events):
            print(line, flush=True)
            lines.append(line)
        workspace.close()
    if asked.out:
        asked.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
