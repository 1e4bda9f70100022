"""Rejection letters: what is read, and what the product says of one before or after it goes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Item(StrEnum):
    """What a letter is judged by; each is a score in 0–1, and from 0.5 on it means yes."""

    PERSONAL = "personal"
    CLEAR = "clear"
    REASON = "reason"
    EFFORT = "effort"
    CAN_REPLY = "can_reply"
    NEXT_STEP = "next_step"
    FALSE_HOPE = "false_hope"
    ROBOTIC = "robotic"


class Flaw(StrEnum):
    """What a remark is about."""

    UNCLEAR = "unclear"
    LATE_DECISION = "late_decision"
    IMPERSONAL = "impersonal"
    NO_REASON = "no_reason"
    RISKY_REASON = "risky_reason"
    ILLEGAL = "illegal"
    CRUEL = "cruel"
    NO_EFFORT = "no_effort"
    NO_REPLY = "no_reply"
    NO_NEXT_STEP = "no_next_step"
    EMPTY_PROMISE = "empty_promise"
    FALSE_HOPE = "false_hope"
    ROBOTIC = "robotic"
    PLACEHOLDER = "placeholder"


class Place(StrEnum):
    """Which part of a letter a remark's characters are counted in."""

    BODY = "body"
    SUBJECT = "subject"
    SENDER = "from"
    TO = "to"


class Reasons(StrEnum):
    """Whether the law makes it wise to say why: `advised`, `sparing` (say only what is plainly about the
    work), or `silent` (rather not in writing)."""

    ADVISED = "advised"
    SPARING = "sparing"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as it was given.

    Attributes:
        where: File and row or mail, as messages name it.
        sender: As a mail's `From` shows it: a name, an address, or both; may be empty.
        to: The other side, as a mail's `To` shows it; may be empty.
        at: When it was sent, in epoch milliseconds; none if it is not told.
        reply_to: The address that an answer goes to, if it is another than the sender's.
        thread: Ids of mails that this one answers, for telling what belongs together.
        automatic: Whether the mail's own headers say that a machine sent it.
    """

    id: str
    body: str
    subject: str = ""
    sender: str = ""
    to: str = ""
    where: str = ""
    at: int | None = None
    reply_to: str = ""
    thread: tuple[str, ...] = ()
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that would make the letter better.

    Attributes:
        start, end: The characters that it is about, in `place`; both 0 where something is missing.
        say: Why, to the sender, in English.
        instead: Words that could stand there, in the letter's language; empty where only the sender knows.
    """

    kind: Flaw
    start: int
    end: int
    say: str
    instead: str = ""
    place: Place = Place.BODY


@dataclass(frozen=True, slots=True)
class Kept:
    """A stretch of a rewrite that stands in the letter as well, but for the case of its first character.

    Attributes:
        at: Where it begins in the rewrite.
        start, end: The characters of the letter, in `place`.
    """

    at: int
    start: int
    end: int
    place: Place = Place.BODY


@dataclass(frozen=True, slots=True)
class LetterCheck:
    """What is said of one letter.

    Attributes:
        overall: 1–5: how good a letter it is to get. 1 cruel, discriminating or a broken template; 2 cold
            template; 3 correct and thin; 4 clear and kind, something is missing; 5 nothing is.
        scores: One in 0–1 for every item.
        remarks: In the order of the letter, what is missing last.
        rewrite: The letter anew, with nothing in it that the letter does not say.
        kept: What of the rewrite comes from the letter, in order; the rest comes from us.
        language: ISO 639-1 code, or `und`.
        country: Whose law was thought of for reasons; empty for none.
    """

    id: str
    where: str
    overall: float
    scores: Mapping[Item, float]
    remarks: tuple[Remark, ...]
    rewrite: str
    language: str
    country: str = ""
    model: str = ""
    kept: tuple[Kept, ...] = ()

    @property
    def halves(self) -> int:
        """The grade in half steps, 2–10: finer than that, nobody can tell letters apart."""
        return round(self.overall * 2)


class Manner(StrEnum):
    """How a firm answered: `kind` (overall 4 or more), `fair` (3 or more), `cold`, or `unclear` whether it is
    a no."""

    KIND = "kind"
    FAIR = "fair"
    COLD = "cold"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Application:
    """One application that somebody keeps a list of.

    Attributes:
        firm: As the list names it.
        address: Whom it went to; may be empty.
        at: When it was sent, in epoch milliseconds; none if the list does not tell.
    """

    where: str
    firm: str
    role: str = ""
    address: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """One answer to an application.

    Attributes:
        application: The application that it answers, if it is on the list.
    """

    letter: Letter
    check: LetterCheck
    manner: Manner
    application: Application | None = None
