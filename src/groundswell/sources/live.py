"""What a live network is. Built-in ones and strangers' are registered the same way, as entry points of the
group `groundswell.networks` that name a class without constructor arguments.

A network signs somebody in once (`begin` where something is to be opened in a browser first, then `sign_in`)
and from then on opens a line with what that gave (`open`). Over a line come batches of facts, each with a
cursor: whoever stores a batch and its cursor together can go on from there after a kill, and gets everything
at least once. Facts have natural keys, so that twice is once.

The key of an account begins with the network's name (`bluesky:…`). What a stranger's network calls by a key
begins with `other:` and the name of its entry point (`other:my-network:…`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from groundswell.domain.actions import Act, Action
from groundswell.domain.activity import Account, TheirPost
from groundswell.domain.records import Record, SetAside
from groundswell.sources.common.room import Room

Secret = Mapping[str, str]
"""What a line is opened with: tokens, keys. Never stored in the database, never printed."""

BACK = "back"
"""Under this name `begin` is given, beside what the fields ask for, at which address a page of Groundswell
waits for the network to send the browser back: `http://127.0.0.1:…/back`. Only where a field `comes_back`,
and not by a program at a terminal."""

STATE = "state"
"""Under this name the network's answer carries, and `Begun.kept` holds, what tells which sign-in it means."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that signing in asks for.

    Attributes:
        name: Short stable name, such as `handle`.
        label: What the user reads, with an example.
        hidden: Whether it is not to be shown while it is typed.
        default: What is taken if nothing is given; empty if it must be.
        later: Whether it is told by what `begin` has the user open, and so only asked for afterwards.
        optional: Whether it may be left empty; what is asked for later is then not asked for at all if there
            was nothing to open.
        comes_back: Whether it is the address, all of it, to which the network sends the browser back. The
            page there hands it over by itself; see `BACK` and `STATE`.
    """

    name: str
    label: str
    hidden: bool = False
    default: str = ""
    later: bool = False
    optional: bool = False
    comes_back: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """What comes before signing in.

    Attributes:
        address: What the user has to open in a browser; empty if there is nothing to open.
        kept: What `sign_in` is given of it; none of its names begins with `typed:`.
    """

    address: str = ""
    kept: Secret = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, and what opens the line from now on."""

    account: Account
    secret: Secret


Facts = tuple[Record | SetAside, ...]
"""Some of what a network tells."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some facts, and from where to go on once they are stored.

    Attributes:
        cursor: An opaque text; valid for the same account at any later time.
    """

    facts: Facts
    cursor: str


class Line(Protocol):
    """An open connection to a network, for one account.

    Every call may raise `SignInAgain` (the tokens no longer hold) or `NotReady` (try again later).
    """

    def backfill(self, cursor: str) -> Iterator[Batch]:
        """Everything that can still be asked for; from a cursor, what it had not reached."""
        ...

    def news(self, cursor: str) -> Iterator[Batch]:
        """What has happened since the cursor (empty: since the line was first opened); ends when there is
        nothing more for now."""
        ...

    def stream(self, tell: Callable[[Facts], None]) -> None:
        """Tells what happens as it happens, until `close` is called (by another thread) or the connection
        breaks; `tell` may block, while more comes than can be stored.

        It needs no cursor and may miss something or tell it again: `news` is asked beside it, and has the
        last word. Only called over a line of its own, and only if `LiveSource.streams_from` says so.
        """
        ...

    def act(self, action: Action) -> str:
        """Does something; the same key again does nothing more.

        Returns:
            The natural key of what came of it, empty where nothing did.

        Raises:
            NotFound: What it is to be done to is not there (any more), or may not be touched.
        """
        ...

    def close(self) -> None:
        """Lets go of the connection; ends `stream`."""
        ...


class LiveSource(Protocol):
    """A network that can be signed in to and followed."""

    title: str
    """What the user calls it, such as "Bluesky"."""

    fields: tuple[Field, ...]
    """What signing in asks for."""

    streams_from: float | None
    """From how many new things in a minute on it is worth to listen to `Line.stream` beside looking; 0 for
    always, none for never."""

    def begin(self, given: Mapping[str, str]) -> Begun:
        """Prepares a sign-in with all that is not asked for later. Raises as `sign_in`."""
        ...

    def sign_in(self, given: Mapping[str, str], kept: Secret) -> SignedIn:
        """Signs in; `kept` is what `begin` gave, nothing if it was not called.

        Raises:
            SignInAgain: The network refuses.
            NotReady: It cannot be reached.
        """
        ...

    def acts(self, secret: Secret) -> frozenset[Act]:
        """What can be done over a line that is opened with that; asks nothing of the network."""
        ...

    def open(self, account: Account, secret: Secret, keep: Callable[[Secret], None]) -> Line:
        """Opens the line, and asks nothing of the network for it; `keep` is called with the new secret
        whenever it changes."""
        ...


@runtime_checkable
class Measured(Protocol):
    """What a network may offer besides: it says how long texts may be. Without it that is not known."""

    def rooms(self, secret: Secret) -> Mapping[Act, Room]:
        """How long the texts of acts may be over a line that is opened with that; what is not named may be
        of any length, as far as is known. Asks nothing of the network."""
        ...


@runtime_checkable
class Visiting(Protocol):
    """What a line may offer besides: it tells what somebody published. Without it nobody is visited there."""

    def lately_by(self, person: str) -> Sequence[TheirPost | SetAside]:
        """The last few things that somebody published by themselves, the newest first: no answers to others,
        nothing that they only passed on, and nothing that was written to some alone.

        Args:
            person: Their natural key.

        Raises:
            NotFound: The network does not know them (any more).
        """
        ...
