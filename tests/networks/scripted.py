"""A network of one test, which says what happens on it and when it can be reached, and sees what arrives."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import EntryPoint
from itertools import count

import pytest

from groundswell.domain.actions import Act, Action
from groundswell.domain.activity import Account, Interaction, Person
from groundswell.domain.errors import NotReady
from groundswell.domain.records import Record
from groundswell.domain.when import When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.services.networks import lines as networks
from groundswell.sources.live import Batch, Begun, Facts, Field, SignedIn

NAME = "scripted"
ACCOUNT = Account(Network.OTHER, f"other:{NAME}:me", "Ada")


@dataclass
class Script:
    """What the test has happen.

    Attributes:
        told: What others did, in order; looking hears all of it.
        heard: What is told as it happens, by listening.
        down: While set, nothing can be reached.
        hold: While cleared, a look does not end.
        before: How many batches the backfill has, each slow.
        arrived: What was done by the account, in order, with repetitions.
        looks: How many looks began; `tried` also those that could not be.
        wait_s: How long it asks to wait while it is down.
        breaks: What a look raises, and acting on `breaks_on`.
        endless: A look tells likes until it is stopped.
        reached: Set by each look that could be.
    """

    told: list[Record] = field(default_factory=list)
    heard: list[Record] = field(default_factory=list)
    streams_from: float | None = None
    down: threading.Event = field(default_factory=threading.Event)
    hold: threading.Event = field(default_factory=threading.Event)
    arrived: list[Action] = field(default_factory=list)
    looks: int = 0
    tried: int = 0
    wait_s: float | None = None
    breaks: Exception | None = None
    breaks_on: str = ""
    endless: bool = False
    reached: threading.Event = field(default_factory=threading.Event)
    happened: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        self.hold.set()

    def says(self, number: int, text: str = "") -> Record:
        """Somebody likes something, or says something."""
        kind = Kind.COMMENT if text else Kind.REACTION
        who = Person(Network.OTHER, f"other:{NAME}:@{number % 50}", f"Person {number % 50}")
        when = When.exactly(1_790_000_000_000 + number)
        key = f"other:{NAME}:{number}"
        post = f"other:{NAME}:post"
        done = Interaction(key, Network.OTHER, kind, Direction.IN, when, who, post, text, has_id=True)
        return Record(key, (done,))

    def stream(self, record: Record) -> None:
        """Somebody does something that is heard at once, and only found by looking later."""
        with self.happened:
            self.heard.append(record)
            self.happened.notify_all()


SCRIPT = Script()


class Scripted:
    """The network."""

    title = "Scripted"
    fields = (Field("name", "Any name"),)

    @property
    def streams_from(self) -> float | None:
        return SCRIPT.streams_from

    def begin(self, given: Mapping[str, str]) -> Begun:
        return Begun()

    def sign_in(self, given: Mapping[str, str], kept: Mapping[str, str]) -> SignedIn:
        account = ACCOUNT if given["name"] == ACCOUNT.name else replace(ACCOUNT, key=f"{ACCOUNT.key}2")
        return SignedIn(account, {"name": given["name"]})

    def acts(self, secret: Mapping[str, str]) -> frozenset[Act]:
        return frozenset({Act.REPLY, Act.LIKE})

    def open(
        self, account: Account, secret: Mapping[str, str], keep: Callable[[Mapping[str, str]], None]
    ) -> "ScriptedLine":
        return ScriptedLine()


class ScriptedLine:
    """A line to it."""

    def __init__(self) -> None:
        self._closed = threading.Event()

    def backfill(self, cursor: str) -> Iterator[Batch]:
        yield Batch((), "done")

    def news(self, cursor: str) -> Iterator[Batch]:
        SCRIPT.tried += 1
        _reach()
        SCRIPT.reached.set()
        SCRIPT.looks += 1
        if SCRIPT.breaks is not None:
            raise SCRIPT.breaks
        SCRIPT.hold.wait()
        for number in count(1_000) if SCRIPT.endless else ():
            yield Batch((SCRIPT.says(number),), "0")
        for place in range(int(cursor or 0), len(SCRIPT.told)):
            yield Batch((SCRIPT.told[place],), str(place + 1))

    def stream(self, tell: Callable[[Facts], None]) -> None:
        place = 0
        while not self._closed.is_set():
            _reach()
            with SCRIPT.happened:
                while not (self._closed.is_set() or len(SCRIPT.heard) > place or SCRIPT.down.is_set()):
                    SCRIPT.happened.wait()
                fresh = tuple(SCRIPT.heard[place:])
            place += len(fresh)
            if fresh:
                tell(fresh)

    def act(self, action: Action) -> str:
        _reach()
        if action.target == SCRIPT.breaks_on:
            raise TypeError("a fault of the plug-in")
        SCRIPT.arrived.append(action)
        return f"other:{NAME}:did-{action.key}"

    def close(self) -> None:
        with SCRIPT.happened:
            self._closed.set()
            SCRIPT.happened.notify_all()


def _reach() -> None:
    if SCRIPT.down.is_set():
        raise NotReady("it cannot be reached", where=NAME, wait_s=SCRIPT.wait_s)


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """The only network that there is."""
    global SCRIPT
    SCRIPT = Script()
    entry = EntryPoint(NAME, f"{__name__}:Scripted", "groundswell.networks")
    monkeypatch.setattr(networks, "entry_points", lambda group: [entry])
    networks.networks.cache_clear()
    yield SCRIPT
    SCRIPT.hold.set()
    networks.networks.cache_clear()
