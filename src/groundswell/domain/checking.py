"""Words that are about to go out, and what the product says of them before they do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.etiquette import Etiquette


class Verdict(StrEnum):
    """Whether a text could go out as it stands; `look_again` also where the check is not sure."""

    SEND = "send"
    LOOK_AGAIN = "look_again"
    HOLD = "hold"


class Fault(StrEnum):
    """What a remark is about."""

    DEFENSIVE = "defensive"
    HOSTILE = "hostile"
    DANGER = "danger"
    PRIVATE = "private"
    TEMPLATE = "template"
    PITCH = "pitch"
    TOO_SOON = "too_soon"
    PLATITUDE = "platitude"
    OVER_APOLOGY = "over_apology"
    PROMISE = "promise"
    TOO_LONG = "too_long"
    VAGUE = "vague"
    ABOUT_ME = "about_me"
    NO_WAY_OUT = "no_way_out"


class Defence(StrEnum):
    """How one defends oneself instead of answering."""

    COUNTER_ATTACK = "counter_attack"
    EXCUSE = "excuse"
    SORRY_YOU_FEEL = "sorry_you_feel"
    SARCASM = "sarcasm"
    DENIAL = "denial"
    WHATABOUTISM = "whataboutism"
    OVER_EXPLAINING = "over_explaining"
    BLAME_SHIFT = "blame_shift"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A text that is about to go out.

    Attributes:
        to: The comment or message that it answers, or, of a first message, what is known of who gets it;
            empty for nothing.
        round: Its place in the conversation, from 1.
    """

    id: str
    text: str
    to: str = ""
    round: int = 1


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at before the text goes out.

    Attributes:
        start, end: The characters that it is about; the whole text where it is about no part alone.
        how: In which way a defensive text defends; empty for other faults.
        say: Why, to the author.
        instead: Words that could stand in place of these, in the language of the text; empty for none.
    """

    start: int
    end: int
    kind: Fault
    say: str
    instead: str
    how: Defence | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What is said of one text.

    Attributes:
        scores: 0–1 each, calibrated: `fit` (could go out as it stands), `empathy` with its three mechanisms
            `emotion`, `interpretation` and `exploration`, `defensiveness`, `hostility`, `politeness`,
            `pitch`, `too_soon`, `specificity`.
        remarks: In the order of the text.
        language: ISO 639-1 code, or `und`.
        etiquette: How it stands as a message; none in languages in which that cannot be told.
    """

    id: str
    verdict: Verdict
    scores: Mapping[str, float]
    remarks: tuple[Remark, ...]
    language: str
    model: str
    etiquette: Etiquette | None = None
