"""How long the pages of what came of it take after a wave: requests in groups, leads suggested, counts.

500 who ask to connect (a third with a note), as many new connections, 5,000 comments and 20,000 people.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from groundswell.domain.activity import Interaction, Person, Post
from groundswell.domain.kept import Did, LeadKind, Stage
from groundswell.domain.keys import comment_fingerprint
from groundswell.domain.reading import Reading
from groundswell.domain.records import Record
from groundswell.domain.when import DAY, MINUTE, When
from groundswell.domain.words import Direction, Intent, Kind, Lane, Network, Tone
from groundswell.services.kept import leads
from groundswell.services.kept.came import came_of
from groundswell.services.kept.facts import document
from groundswell.services.kept.requests import decide, requests, waiting_count
from groundswell.services.kept.suggesting import suggestions
from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import open_store, placing, readings
from groundswell.store.intake import Intake

NOW = 1_796_000_000_000
POST = f"linkedin:activity:{(NOW - 5 * DAY) << 22}"
NOTES = (
    "Your letter went round our office, thank you. {}",
    "We met at the service meet-up last year. {}",
    "I help creators monetise their audience, open to a quick chat? {}",
    "We are hiring a team lead from January, may I send you the ad? {}",
)
TRADES = ("Bus driver", "Customer experience lead", "Recruiter", "Teacher", "")


def main() -> None:
    """Prints the table, or writes it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder), open_store(Path(folder)), Settings(), lambda: NOW)
        _fill(workspace)
        table = "\n".join(_rows(workspace)) + "\n"
        workspace.close()
    if told.out:
        told.out.write_text(table, encoding="utf-8")
    else:
        print(table, end="")


def _rows(workspace: Workspace) -> Iterator[str]:
    yield "| What | Time |"
    yield "|---|---|"
    yield _timed("requests in groups, notes looked at for the first time", lambda: requests(workspace))
    yield _timed("requests in groups, from then on", lambda: requests(workspace))
    yield _timed("how many wait", lambda: waiting_count(workspace))
    everybody = [one.person.id for some in requests(workspace).waits.values() for one in some]
    yield _timed(f"{len(everybody)} accepted in one press", lambda: decide(workspace, Did.ACCEPT, everybody))
    yield _timed("leads suggested, first", lambda: suggestions(workspace))
    yield _timed("leads suggested, from then on", lambda: suggestions(workspace))
    for n, one in enumerate(suggestions(workspace).leads[:40]):
        key, _ = leads.keep(workspace, [item.id for item in one.items], LeadKind.JOB, str(n))
        leads.set_stage(workspace, key, Stage.TALKING)
    yield _timed("what came of the wave", lambda: came_of(workspace, 1))
    yield _timed("everything kept as one document", lambda: document(workspace))


def _timed(what: str, does: Callable[[], object]) -> str:
    begun = time.perf_counter()
    does()
    spent = time.perf_counter() - begun
    return f"| {what} | {spent:.1f} s |" if spent >= 1 else f"| {what} | {spent * 1000:.0f} ms |"


def _person(n: int, connected: int | None = None) -> Person:
    return Person(
        Network.LINKEDIN, f"linkedin:in/person-{n}", f"Person {n}", f"https://www.linkedin.com/in/person-{n}",
        TRADES[n % len(TRADES)], f"Firm {n % 400}", degree=1 if connected else 2 + n % 2, connected=connected,
    )  # fmt: skip


def _facts() -> Iterator[Record]:
    yield Record("p", (Post(Network.LINKEDIN, POST, NOW - 5 * DAY, "A kind letter."),))
    for n in range(5_000):
        who, text = _person(n), f"Comment number {n}, kindly meant."
        mark = comment_fingerprint(POST, who.key, text)
        said = Interaction(
            f"c{n}", Network.LINKEDIN, Kind.COMMENT, Direction.IN, When.exactly(NOW - 4 * DAY + n * 1000),
            who, POST, text, fingerprint=mark,
        )  # fmt: skip
        yield Record(f"c{n}", (said,))
    for n in range(500):
        note = NOTES[n % len(NOTES)].format(n) if n % 3 == 0 else ""
        asked = Interaction(
            f"linkedin:invitation:{n}", Network.LINKEDIN, Kind.INVITATION, Direction.IN,
            When.exactly(NOW - n * MINUTE), _person(4_800 + n), text=note,
        )  # fmt: skip
        yield Record(f"i{n}", (asked,))
    for n in range(6_000, 20_000):
        yield Record(f"k{n}", (_person(n, NOW - (n - 6_000) * 170 * MINUTE),))


def _fill(workspace: Workspace) -> None:
    with workspace.store.writing() as conn:
        Intake().write(conn, list(_facts()))
        ids = list(conn.exec_driver_sql("SELECT id, kind, text FROM interaction"))
        readings.keep(conn, [_reading(row_id, kind, text) for row_id, kind, text in ids])
        placing.place(conn, [row[0] for row in ids], NOW)


def _reading(row_id: int, kind: str, text: str) -> Reading:
    offers = "hiring" in text or (kind == Kind.COMMENT and row_id % 200 == 0)
    lane = Lane.OPPORTUNITY if offers else Lane.KIND_WORDS
    tone = {one: 0.7 if one is Tone.SUPPORTIVE else 0.1 for one in Tone}
    intents = {Intent.OPPORTUNITY: 0.8} if offers else {}
    return Reading(str(row_id), "en", tone, intents, {}, lane, 0.5, 0.8, (), "bench")


if __name__ == "__main__":
    main()
