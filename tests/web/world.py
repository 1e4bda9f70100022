"""A small wave with something in every lane, a reader that goes by tags, and a source for lines of JSON."""

import json
from collections.abc import Iterator, Sequence

from groundswell.domain.activity import Account, Count, Demographic, Interaction, Person, Post
from groundswell.domain.errors import DamagedFile
from groundswell.domain.keys import comment_fingerprint
from groundswell.domain.reading import Evidence, Reading, Utterance
from groundswell.domain.records import Part, Record, SetAside, Yielded
from groundswell.domain.when import DAY, HOUR, MINUTE, When
from groundswell.domain.words import Abuse, Direction, Kind, Lane, Metric, Network, Tone
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.workspace import Workspace
from groundswell.sources.protocol import Asked, Given
from groundswell.store import forecasts, runs, waves
from groundswell.store.forecasts import ForecastBody, Promise
from groundswell.store.intake import Intake

NOW = 1_795_000_000_000
POSTED = NOW - 3 * DAY
POST = f"linkedin:activity:{POSTED << 22}"
HOSTILE_WORDS = "you absolute pretender"


class TagReader:
    """Reads a text by the lane that it names after `#`; a text without one is kind."""

    name = "tags"

    def read_batch(self, utterances: Sequence[Utterance]) -> list[Reading]:
        return [_read(one) for one in utterances]


def _read(said: Utterance) -> Reading:
    lane = next((lane for lane in Lane if f"#{lane}" in said.text), Lane.KIND_WORDS)
    hostile = 0.9 if lane is Lane.HOSTILE else 0.0
    tone = {Tone.SUPPORTIVE: 0.9 - hostile, Tone.NEUTRAL: 0.05, Tone.CRITICAL: 0.05, Tone.HOSTILE: hostile}
    abuse = {Abuse.INSULT: 0.9} if hostile else {}
    priority = 1 - list(Lane).index(lane) / 10
    evidence = (Evidence(0, 6, str(lane)),) if len(said.text) > 6 else ()
    return Reading(said.id, "en", tone, {}, abuse, lane, priority, 0.86, evidence, "tags")


class LineSource:
    """One JSON object a line: `{"name", "text"}` is a comment under the post; other lines are set aside."""

    kind = "lines-of-comments"
    title = "Lines of comments"

    def recognise(self, given: Given) -> float:
        return 0.9 if given.head.startswith(b'{"name"') else 0.0

    def read(self, given: Given, asked: Asked) -> Iterator[Yielded]:
        yield Part("", self.kind)
        with given.open() as file:
            for number, line in enumerate(file, start=1):
                try:
                    said = json.loads(line)
                except ValueError:
                    yield SetAside(
                        f"row {number}", "this is no JSON", "Mend the line.", line.decode(errors="replace")
                    )
                    continue
                if said.get("stop"):
                    raise DamagedFile("the file breaks off", where=given.name, mend="Download it again.")
                yield comment(said["name"], said["text"], asked.now - HOUR)


def person(name: str, headline: str = "", url: str = "", company: str = "") -> Person:
    key = f"linkedin:in/{name.lower().replace(' ', '-')}"
    return Person(
        Network.LINKEDIN, key, name, url or f"https://www.linkedin.com/in/{key[-20:]}", headline, company,
        degree=2,
    )  # fmt: skip


def comment(name: str, text: str, at: int, headline: str = "", url: str = "") -> Record:
    who = person(name, headline)
    mark = comment_fingerprint(POST, who.key, text)
    said = Interaction(
        f"linkedin:comment:{mark}", Network.LINKEDIN, Kind.COMMENT, Direction.IN, When.exactly(at), who, POST,
        text, url=url or "https://www.linkedin.com/feed/", fingerprint=mark,
    )  # fmt: skip
    return Record(name, (said,))


def message(name: str, text: str, at: int, *, out: bool = False) -> Record:
    direction = Direction.OUT if out else Direction.IN
    who = person(name, "Talent lead, Fernweh Rail")
    said = Interaction(
        f"linkedin:message:{name}:{at}", Network.LINKEDIN, Kind.MESSAGE, direction, When.exactly(at), who,
        text=text, subject="A question", thread=f"t{name}",
    )  # fmt: skip
    return Record(name, (said,))


def facts() -> Iterator[Record]:
    """A post, its numbers, and forty things said under it and about it."""
    link = "https://www.linkedin.com/feed/update/urn:li:activity:1"
    words = "A kindly worded rejection letter made my week."
    yield Record("post", (Post(Network.LINKEDIN, POST, POSTED, words, link),))
    yield Record("me", (Account(Network.LINKEDIN, "linkedin:in/mara", "Mara Lindqvist"),))
    asked = ("use the wording", "translate your points", "print it", "read it aloud", "quote the second line")
    for n, name in enumerate(("Dele Moyo", "Ama Osei", "Rhea Jensen", "Ivo Marek", "Lena Falk")):
        yield comment(name, f"May we {asked[n]}? {name} asks. #question", POSTED + n * HOUR)
    yield comment("Tomasz Kowal", "Ten months of this, and no end. #needs_you", NOW - 12 * MINUTE, "laid off")
    yield comment("Priya Sato", "It is a template, is it not? #disagreement", NOW - 40 * MINUTE)
    yield comment("Gus Hale", f"{HOSTILE_WORDS} #hostile", NOW - 50 * MINUTE)
    yield comment("Max Hale", f"{HOSTILE_WORDS} again #hostile", NOW - 55 * MINUTE)
    yield comment("Win Now", "Double your income. #spam", NOW - HOUR)
    yield comment("Olu Bello", "Say the reason, too. #feedback", NOW - 3 * HOUR)
    for n in range(40):
        # Too short to be taken for copies of one another.
        yield comment(f"Kind Person {n}", f"Lovely letter. Kept {n}.", POSTED + n * HOUR)
    yield message("Nadia Abel", "Would you talk to us about a role? #opportunity", NOW - 34 * MINUTE)
    yield message("Sam Lee", "Thanks for your lines.", NOW - 9 * HOUR)
    yield message("Sam Lee", "With pleasure.", NOW - 8 * HOUR, out=True)
    counted = ((Metric.REACTIONS, 15_900.0), (Metric.IMPRESSIONS, 5.0e6), (Metric.REPOSTS, 389.0))
    yield Record("n", tuple(Count(Network.LINKEDIN, m, v, NOW - HOUR, post=POST) for m, v in counted))
    yield Record("d", (Demographic(Network.LINKEDIN, "Job titles", "Recruiter", 0.12, NOW, post=POST),))


def fill(workspace: Workspace, records: Sequence[Record] | None = None) -> None:
    """Takes the facts in, with an import in the log, reads everything and looks ahead."""
    with workspace.store.writing() as conn:
        run_id = runs.begin(conn, {"files": [], "post": "", "mapping": {}}, NOW - HOUR)
        part = runs.open_part(conn, run_id, "archive.zip/messages.csv", "linkedin-messages")
        wrong = SetAside("row 17", "the date cannot be read", "Write it as 2026-11-18 09:30.", "32/13/2026")
        taken = list(facts() if records is None else records)
        new = sum(Intake().write(conn, taken))
        runs.add_to_part(conn, part, new=new, known=0, rows=[wrong], set_aside=1)
        runs.finish(conn, run_id, "done", "", NOW)
    read_backlog(workspace)
    foretell(workspace)


def foretell(workspace: Workspace) -> int:
    """Keeps forecasts of reactions and comments for the newest post: one of now, two whose time has come."""
    with workspace.store.writing() as conn:
        for post_id, _ in waves.busiest_posts(conn, 0, 1):
            for metric, seen in ((Metric.REACTIONS, 15_900.0), (Metric.COMMENTS, 52.0)):
                for age, replayed in ((HOUR, True), (DAY, False), (3 * DAY - HOUR, False)):
                    said = _body(seen)
                    told = {float(share): value for share, value in said["final"].items()}
                    forecasts.keep_forecast(
                        conn,
                        post_id,
                        metric,
                        made=NOW,
                        until=POSTED + age,
                        body=said,
                        ahead={POSTED + age + DAY: Promise(told, told)},
                        replayed=replayed,
                    )
                for one in forecasts.due(conn, post_id, metric, NOW):
                    forecasts.settle(conn, {one: seen * (1.3 if one.due < POSTED + 2 * DAY else 2.5)})
    return 2


def _body(seen: float) -> ForecastBody:
    shares = {"0.05": 1.05, "0.1": 1.1, "0.25": 1.2, "0.5": 1.4, "0.75": 1.6, "0.9": 1.9, "0.95": 2.1}
    at = NOW - HOUR
    band = []
    for hours in range(1, 100):
        grown = min(1.0, hours / 60)
        band.append([at + hours * HOUR, *(seen * (1 + (shares[q] - 1) * grown) for q in _BAND)])
    return {
        "basis": "totals",
        "at": at,
        "points": [(POSTED + (at - POSTED) * n // 20, seen * n / 20) for n in range(21)],
        "observed": seen,
        "phase": "rising",
        "final": {share: seen * grown for share, grown in shares.items()},
        "band": band,
        "half_life_s": 100_000.0,
        "over_at": {"0.1": 300_000.0, "0.5": 400_000.0, "0.9": 600_000.0},
        "usual": (seen / 40, seen / 12, seen / 5),
        "times_usual": 16.0,
        "model": "m",
        "second_wind": 0.3,
        "takeoff": {
            "chance": 0.97,
            "highest": 0.97,
            "first": 3_600.0,
            "said": True,
            "ebbing": False,
            "against": None,
            "edge": seen / 5,
        },
    }


_BAND = ("0.05", "0.25", "0.5", "0.75", "0.95")
