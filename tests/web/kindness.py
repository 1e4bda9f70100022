"""Kind words under a post in the hall, and some on a network that lets no program in."""

from collections.abc import Iterator

from groundswell.domain.activity import Account, Interaction, Person, Post
from groundswell.domain.records import Record
from groundswell.domain.when import HOUR, MINUTE, When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.workspace import Workspace
from groundswell.store.intake import Intake
from tests.web.world import NOW, comment

POST = "other:hall:post:1"
OVEN = "I closed the bakery on Friday. The oven was older than me. My neighbours brought soup."
TOLD = {
    "Ida Blom": "My father kept an oven like yours for forty years and never wrote down what it cost him.",
    "Ben Oduya": "I read the line about the oven on the night bus and cried; the driver asked how I was.",
    "Cleo Brandt": "When our oven went cold my sister kept one loaf in the freezer, and we never cut it.",
    "Dele Moyo": "Soup from neighbours got my mother through her first winter; she cooks it for others now.",
    "Ama Osei": "You wrote what I could not say when I shut my shop, and all of us there have read it.",
}
SHORT = (
    "Lovely.",
    "So well said that I read it twice",
    "Beautiful post",
    "All the best to you",
    "This made my day",
    "Bravo",
)
BY_HAND = (
    "Noor Haddad",
    "I have taught children to bake for twenty years, and on Monday I will read this to them.",
)


def kind_facts() -> Iterator[Record]:
    """A post, five who told something, six who said a word; somebody whom the user knows; one elsewhere."""
    yield Record("me", (Account(Network.OTHER, "other:hall:mara", "Mara of Hall"),))
    yield Record("p", (Post(Network.OTHER, POST, NOW - 9 * HOUR, OVEN, "https://hall.example/1"),))
    for n, (who, text) in enumerate(TOLD.items()):
        yield said(who, text, n)
    for n, text in enumerate(SHORT):
        yield said(f"Guest {chr(65 + n)}", text, 20 + n)
    yield said("Wim Vos", "Good.", 40)
    for way, n in ((Direction.OUT, 50), (Direction.IN, 51), (Direction.OUT, 52)):
        yield said("Wim Vos", f"How is the old oven, then? {n} #other", n, Kind.MESSAGE, way)


def elsewhere() -> Iterator[Record]:
    """The same on a network that lets no program in."""
    yield comment(*BY_HAND, NOW - HOUR, url="https://www.linkedin.com/feed/update/urn:li:activity:1")
    yield comment("Olu Bello", "Lovely.", NOW - HOUR)


def be_kind(workspace: Workspace, *records: Record) -> None:
    """Takes them in and reads them."""
    with workspace.store.writing() as conn:
        Intake().write(conn, list(records) or list(kind_facts()))
    read_backlog(workspace)


def said(who: str, text: str, n: int, kind: Kind = Kind.COMMENT, way: Direction = Direction.IN) -> Record:
    """Something that was said in the hall, so many minutes ago."""
    mark = who.lower().replace(" ", "-")
    person = Person(Network.OTHER, f"other:hall:{mark}", who, f"https://hall.example/@{mark}")
    one = Interaction(
        f"other:hall:{kind}:kind{n}", Network.OTHER, kind, way, When.exactly(NOW - n * MINUTE), person,
        POST if kind is Kind.COMMENT else "", text, thread="" if kind is Kind.COMMENT else f"t{mark}",
        url=f"https://hall.example/1/{n}", has_id=True,
    )  # fmt: skip
    return Record(who, (one,))
