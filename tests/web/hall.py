"""A small network in memory, that takes sign-ins, tells news, and does what is asked.

`Hall` signs in with a password; `Gallery` has a page opened first, which shows a code.
"""

import threading
from collections.abc import Callable, Iterator, Mapping

from groundswell.domain.actions import Act, Action
from groundswell.domain.activity import Account, Interaction, Person, Post
from groundswell.domain.errors import NotFound, NotReady, SignInAgain
from groundswell.domain.records import Record
from groundswell.domain.when import HOUR, MINUTE, When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.sources.common.room import Room
from groundswell.sources.live import Batch, Begun, Facts, Field, Line, Secret, SignedIn
from tests.web.world import NOW

PASSWORD = "open sesame, please"
CODE = "4711"
TOKEN = "token-that-nobody-may-see"
ADDRESS = "https://gallery.example/allow?app=7"
POST = "other:hall:post:1"
CRUEL = '"><img src=x onerror=alert(1)>'


class Hall:
    """A network that asks for a name and a password, and can do everything."""

    title = "Hall"
    streams_from: float | None = None
    fields: tuple[Field, ...] = (
        Field("handle", "Your name in the hall, such as mara"),
        Field("password", "Your password", hidden=True),
        Field("server", "Your server", default="https://hall.example"),
    )

    def __init__(self, name: str = "hall", able: frozenset[Act] = frozenset(Act)) -> None:
        self.name, self.able = name, able
        self.done: list[Action] = []
        self.by: list[str] = []
        """The keys of the accounts that did it."""
        self.refuses: dict[Act, str] = {}
        self.held: dict[Act, Room] = {}
        self.down = ""
        self.barred = False
        self.later = 0
        """By how many milliseconds the clock has been put forward."""
        self.gate = threading.Event()
        """Signing in waits for it: who clears it holds the answer back."""
        self.gate.set()

    def begin(self, given: Mapping[str, str]) -> Begun:
        return Begun()

    def sign_in(self, given: Mapping[str, str], kept: Secret) -> SignedIn:
        self.gate.wait(20)
        if self.down:
            raise NotReady(self.down, where="hall.example")
        if given["password"] != PASSWORD:
            raise SignInAgain(f"the hall knows no such password for {given['handle']}", where="Hall")
        key, name = f"other:{self.name}:{given['handle']}", f"{given['handle'].capitalize()} of {self.title}"
        who = Account(Network.OTHER, key, name, f"https://hall.example/@{given['handle']}")
        return SignedIn(who, {"token": TOKEN})

    def acts(self, secret: Secret) -> frozenset[Act]:
        return self.able

    def rooms(self, secret: Secret) -> Mapping[Act, Room]:
        return self.held

    def open(self, account: Account, secret: Secret, keep: Callable[[Secret], None]) -> Line:
        return HallLine(self, account)


class Gallery(Hall):
    """A network whose page shows a code."""

    title = "Gallery"
    fields: tuple[Field, ...] = (
        Field("server", "Your server"),
        Field("code", "The code that is shown", later=True),
    )

    def begin(self, given: Mapping[str, str]) -> Begun:
        if "." not in given["server"]:
            raise SignInAgain("this is no server", where=given["server"])
        return Begun(ADDRESS, {"server": given["server"]})

    def sign_in(self, given: Mapping[str, str], kept: Secret) -> SignedIn:
        if given["code"] != CODE or kept.get("server") != given["server"]:
            raise SignInAgain("the code is wrong", where="Gallery", mend="Look at the page once more.")
        return SignedIn(Account(Network.OTHER, "other:gallery:mara", "Mara of Gallery"), {"token": TOKEN})


class HallLine:
    """Tells the wave once, and then nothing."""

    def __init__(self, hall: Hall, account: Account) -> None:
        self._hall, self._account = hall, account

    def backfill(self, cursor: str) -> Iterator[Batch]:
        if not cursor:
            yield Batch((), "all")

    def news(self, cursor: str) -> Iterator[Batch]:
        if self._hall.barred:
            raise SignInAgain("the hall no longer knows you", where="Hall")
        if self._hall.down:
            raise NotReady(self._hall.down, where="hall.example")
        if not cursor:
            yield Batch(tuple(facts(self._hall.name)), "all")

    def stream(self, tell: Callable[[Facts], None]) -> None:
        return

    def act(self, action: Action) -> str:
        if self._hall.barred:
            raise SignInAgain("the hall no longer knows you", where="Hall")
        if self._hall.down:
            raise NotReady(self._hall.down, where="hall.example")
        if action.act in self._hall.refuses:
            raise NotFound(self._hall.refuses[action.act], where="Hall")
        self._hall.done.append(action)
        self._hall.by.append(self._account.key)
        return f"other:hall:{action.act}:{action.key}"

    def close(self) -> None:
        return


def facts(name: str = "hall") -> Iterator[Record]:
    """A post with three replies and a message, and somebody who follows."""
    post = f"other:{name}:post:1"
    words = "What would you ask a recruiter?"
    yield Record("p", (Post(Network.OTHER, post, NOW - HOUR, words, "https://hall.example/1"),))
    for n, (who, text) in enumerate(
        (
            ("Ida Blom", "Do they read the letter at all? #question"),
            (f"Ned {CRUEL}", f"It is all for show. {CRUEL} #disagreement"),
            ("Gus Hale", "you absolute pretender #hostile"),
        )
    ):
        said = _said(name, Kind.COMMENT, who, text, n, post)
        yield Record(who, (said,))
    yield Record("m", (_said(name, Kind.MESSAGE, "Nadia Abel", "Would you talk to us? #opportunity", 8),))
    yield Record("f", (_said(name, Kind.FOLLOW, "Ida Blom", "", 9),))


def _said(name: str, kind: Kind, who: str, text: str, n: int, post: str = "") -> Interaction:
    mark = who.split()[0].lower()
    person = Person(Network.OTHER, f"other:{name}:{mark}", who, f"https://hall.example/@{mark}")
    return Interaction(
        f"other:{name}:{kind}:{n}", Network.OTHER, kind, Direction.IN, When.exactly(NOW - n * MINUTE), person,
        post, text, url=f"https://hall.example/1/{n}", has_id=True,
    )  # fmt: skip
