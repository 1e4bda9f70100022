"""What a live network is. Built-in ones and strangers' are registered the same way, as entry points of the
group `groundswell.networks` that name a class without constructor arguments.

A network signs somebody in once (`sign_in`) and from then on opens a line with what that gave (`open`). Over
a line come batches of facts, each with a cursor: whoever stores a batch and its cursor together can go on
from there after a kill, and gets everything at least once. Facts have natural keys, so that twice is once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from groundswell.domain.actions import Act, Action
from groundswell.domain.activity import Account
from groundswell.domain.records import Record, SetAside

Secret = Mapping[str, str]
"""What a line is opened with: tokens, keys. Never stored in the database, never printed."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that signing in asks for.

    Attributes:
        name: Short stable name, such as `handle`.
        label: What the user reads, with an example.
        hidden: Whether it is not to be shown while it is typed.
        default: What is taken if nothing is given; empty if it must be.
    """

    name: str
    label: str
    hidden: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, and what opens the line from now on."""

    account: Account
    secret: Secret


@dataclass(frozen=True, slots=True)
class Batch:
    """Some facts, and from where to go on once they are stored.

    Attributes:
        cursor: An opaque text; valid for the same account at any later time.
    """

    facts: tuple[Record | SetAside, ...]
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

    def act(self, action: Action) -> str:
        """Does something; the same key again does nothing more.

        Returns:
            The natural key of what came of it, empty where nothing did.

        Raises:
            NotFound: What it is to be done to is not there (any more), or may not be touched.
        """
        ...

    def close(self) -> None:
        """Lets go of the connection."""
        ...


class LiveSource(Protocol):
    """A network that can be signed in to and followed."""

    network: str
    """The name of the network, see `domain.words.Network`; strangers' use `other`."""

    title: str
    """What the user calls it, such as "Bluesky"."""

    fields: tuple[Field, ...]
    """What signing in asks for."""

    acts: frozenset[Act]
    """What can be done over its lines."""

    def sign_in(self, given: Mapping[str, str]) -> SignedIn:
        """Signs in. Raises `SignInAgain` if the network refuses, `NotReady` if it cannot be reached."""
        ...

    def open(self, account: Account, secret: Secret, keep: Callable[[Secret], None]) -> Line:
        """Opens the line; `keep` is called with the new secret whenever the network renews it."""
        ...
