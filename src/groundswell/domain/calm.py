"""A calm way to look: what cannot wait, how the user wants to be reached, and what a digest holds."""

from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.reading import Reading
from groundswell.domain.words import Kind


class Alarm(StrEnum):
    """Why something cannot wait."""

    THREAT = "threat"
    """Somebody threatens her or hers."""
    DANGER = "danger"
    """Somebody, whoever it is, speaks of ending their life."""
    FRIEND = "friend"
    """Somebody close has a very hard time just now."""
    PLEA = "plea"
    """Somebody has a very hard time and writes of it to her alone."""
    PRESS = "press"
    """Somebody who writes for the news, or speaks to many, wants her words soon."""


class Feel(StrEnum):
    """How it was to look."""

    LIGHT = "light"
    FINE = "fine"
    HEAVY = "heavy"


class Way(StrEnum):
    """How something is told to her outside of the pages."""

    MAIL = "mail"
    PAGE = "page"
    """A notification by the browser, from an open page."""
    SYSTEM = "system"
    """A notification by the desktop itself."""


class Told(StrEnum):
    """How far telling has come. `unsure` is what was interrupted in the one moment that nobody can see."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that came in, with what is known around it.

    Attributes:
        near: Whether the writer is of the user's circle, or the tie is strong.
        to_another: Whether it answers another commenter.
    """

    text: str
    reading: Reading
    headline: str = ""
    kind: Kind = Kind.COMMENT
    near: bool = False
    to_another: bool = False


@dataclass(frozen=True, slots=True)
class Urgent:
    """Something that cannot wait, and why.

    Attributes:
        chance: 0–1, how sure.
        why: Reasons in a few words each, which never quote the text.
        by: The words in which it names its time, such as "before 4pm"; empty where none is named, and for
            all but the press.
    """

    alarm: Alarm
    chance: float
    why: tuple[str, ...]
    by: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """When to look next.

    Attributes:
        at: Epoch milliseconds.
        why: The reason in one short sentence.
        left: Looks that are left of today's budget.
        quiet_chance: Probability, 0–1, that fewer than she wants at once need her before.
        expected: Texts expected until then that need her.
    """

    at: int
    why: str
    left: int
    quiet_chance: float
    expected: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a digest.

    Attributes:
        item: The interaction.
        who: The name as it is known; untrusted text.
        says: What is said, one line; empty where it must not be quoted.
        why: Why it stands here, in our own words.
        path: Where it is answered in the local app, such as `/inbox?item=7`.
    """

    item: int
    who: str
    says: str
    why: str
    path: str


@dataclass(frozen=True, slots=True)
class Figure:
    """The one number that matters, in words, with what is usual beside it where that is known."""

    value: str
    says: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest holds.

    Attributes:
        headline: How things stand, in one sentence.
        urgent: What cannot wait, the gravest first.
        needs: What needs her, the most pressing first; a few.
        more: How many more wait.
        kind: One kind thing; none where all were shown before.
        figure: The number; none where there is none worth it.
        until: When looking is worth it next, in words with the reason.
    """

    headline: str
    urgent: tuple[Line, ...]
    needs: tuple[Line, ...]
    more: int
    kind: Line | None
    figure: Figure | None
    until: str
