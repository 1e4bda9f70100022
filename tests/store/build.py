"""Short ways to make facts for tests."""

from groundswell.domain.activity import Interaction, Person
from groundswell.domain.keys import comment_fingerprint, person_key
from groundswell.domain.reading import Evidence, Reading
from groundswell.domain.records import Record
from groundswell.domain.when import When
from groundswell.domain.words import Direction, Intent, Kind, Lane, Network, Tone

POST = "linkedin:activity:7345000000000000000"


def somebody(name: str = "Nadia Abel", headline: str = "") -> Person:
    url = f"https://www.linkedin.com/in/{name.lower().replace(' ', '-')}"
    return Person(Network.LINKEDIN, person_key(Network.LINKEDIN, url, name), name, url, headline)


def comment(
    key: str,
    text: str,
    *,
    who: Person | None = None,
    at: When | None = None,
    direction: Direction = Direction.IN,
    has_id: bool = True,
    post: str = POST,
    thread: str = "",
) -> Interaction:
    who = who or somebody()
    when = at or When.exactly(1_794_000_000_000)
    print_ = comment_fingerprint(post, who.key, text)
    return Interaction(
        key, Network.LINKEDIN, Kind.COMMENT, direction, when, who, post, text,
        fingerprint=print_, has_id=has_id, thread=thread,
    )  # fmt: skip


def message(
    key: str, text: str, *, who: Person | None = None, at: int = 1_794_000_000_000, out: bool = False
) -> Interaction:
    direction = Direction.OUT if out else Direction.IN
    who = who or somebody()
    return Interaction(
        key, Network.LINKEDIN, Kind.MESSAGE, direction, When.exactly(at), who, text=text, thread="c1"
    )


def record(*facts: object) -> Record:
    return Record("row 1", facts)  # type: ignore[arg-type]


def reading(of: int, lane: Lane, priority: float = 0.5, likeliest: Tone = Tone.SUPPORTIVE) -> Reading:
    tone = {one: 0.7 if one is likeliest else 0.1 for one in Tone}
    evidence = (Evidence(0, 3, lane.value),)
    return Reading(str(of), "en", tone, {Intent.PRAISE: 0.4}, {}, lane, priority, 0.8, evidence, "test")
