"""An exchange that is handed to a friend to be answered in the user's stead, and what comes back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

LONGEST_ANSWER = 10_000
"""Characters that a friend's answer may have."""
LONGEST_NAME = 80
"""Characters that somebody's name may have."""


class HandedState(StrEnum):
    """How an exchange stands that was handed out."""

    OUT = "out"
    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said in the exchange, as the friend reads it.

    Attributes:
        who: Its writer, by name or as `Person B`.
        own: Whether the user said it.
        folded: A neutral sentence that stands before hostile words; empty where they are not folded.
        this: Whether it is what is to be answered.
    """

    who: str
    text: str
    own: bool = False
    folded: str = ""
    this: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a friend gets to read: what stands here, and nothing else, leaves the user's machine.

    Attributes:
        salt: Makes the digest of two sheets with the same words differ.
        key: By which an answer finds its exchange.
        to, author: Names of the friend and the user; empty where names are redacted.
        note: The user's line to the friend.
        voice: How the user writes, a sentence each.
    """

    salt: str
    key: str
    to: str
    author: str
    note: str
    post: str
    lines: tuple[Line, ...]
    voice: tuple[str, ...]
    redacted: bool

    def as_json(self) -> dict[str, object]:
        """The same as plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Sheet":
        """A sheet out of what `as_json` gave."""
        lines = tuple(Line(**one) for one in told["lines"])
        return cls(**{**told, "lines": lines, "voice": tuple(told["voice"])})


@dataclass(frozen=True, slots=True)
class Answer:
    """A friend's answer as it comes back.

    Attributes:
        key: Of the exchange.
        seal: Shows that it was written on that exchange's sheet and not changed since; see `reply.handing`.
    """

    key: str
    name: str
    text: str
    seal: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that came back, as it is kept: placeholders of a redacted sheet stand in it still."""

    id: int
    name: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Handed:
    """An exchange that was handed out.

    Attributes:
        names: What stands behind each placeholder of a redacted sheet.
        link_expires: Until when a link leads to it, in epoch milliseconds; none where there is no link.
    """

    id: int
    key: str
    item_id: int
    to: str
    sheet: Sheet
    names: Mapping[str, str]
    made: int
    link_expires: int | None
    taken_back: int | None
    answers: tuple[Given, ...]

    @property
    def state(self) -> HandedState:
        """How it stands; an answer that came before it was taken back counts."""
        if self.answers:
            return HandedState.ANSWERED
        return HandedState.TAKEN_BACK if self.taken_back is not None else HandedState.OUT
