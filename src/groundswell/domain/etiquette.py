"""How a message to somebody one hardly knows stands: whom it is about, what it asks, whether it is time."""

from dataclasses import dataclass
from enum import StrEnum


class Size(StrEnum):
    """How much an ask wants, the smallest first."""

    WORD = "word"
    """A line in answer."""
    MINUTE = "minute"
    """Something to read, share or look at."""
    CALL = "call"
    """A call, a meeting, a piece of their day."""
    REFERRAL = "referral"
    """Their name for somebody: a referral, an introduction, mentoring."""
    MONEY = "money"
    DATA = "data"
    """Papers, numbers, addresses, pay: what is personal."""


EARNED_FROM = {
    Size.WORD: 1,
    Size.MINUTE: 1,
    Size.CALL: 3,
    Size.REFERRAL: 4,
    Size.MONEY: 4,
    Size.DATA: 5,
}
"""The round from which on such an ask is fitting as a rule, unless they offered it. This is our view."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a message asks for.

    Attributes:
        start, end: The characters of the clause that asks.
        early: 0–1, how far into the message it stands; 0 opens it.
    """

    start: int
    end: int
    size: Size
    early: float


@dataclass(frozen=True, slots=True)
class Etiquette:
    """How one message stands.

    Attributes:
        mine, theirs: Clauses that speak of the author first, and of the other first.
        about_me: 0–1, how likely it is that the message is about its author.
        asks: In the order of the text.
        about: Where it first speaks of its author first; none where it never does.
        way_out: The words that make it easy to say no; none where there are none.
    """

    mine: int
    theirs: int
    about_me: float
    asks: tuple[Ask, ...]
    about: tuple[int, int] | None
    way_out: tuple[int, int] | None

    @property
    def biggest(self) -> Ask | None:
        """The ask that wants most; the earlier one of equals."""
        sizes = list(Size)
        return max(self.asks, key=lambda one: (sizes.index(one.size), -one.start), default=None)


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation.

    Attributes:
        mine: Whether the user wrote it.
        at: Epoch milliseconds.
    """

    mine: bool
    at: int


class Moment(StrEnum):
    """Where a conversation stands."""

    FIRST = "first"
    """Nothing was written yet."""
    MY_TURN = "my_turn"
    WAIT = "wait"
    """It is theirs, and it is too early to write again."""
    FOLLOW_UP = "follow_up"
    """It is theirs, and one more word is fitting."""
    STOP = "stop"
    """They were asked often enough."""
    ANEW = "anew"
    """The last word lies so long back that it begins again."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What is fitting now in a conversation.

    Attributes:
        round: Which of the user's messages the next one would be, from 1.
        largest: What may be asked for now, at most.
        say: A few sentences with reasons, to the user.
        until: Epoch milliseconds until which to wait; none where nothing is waited for.
    """

    moment: Moment
    round: int
    largest: Size
    say: tuple[str, ...]
    until: int | None = None
