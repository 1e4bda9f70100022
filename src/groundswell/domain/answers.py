"""Words that the user gave away as an answer: what they were made of, and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.drafting import Does, Move, Path, Want
from groundswell.domain.words import Tone


class How(StrEnum):
    """What was done with the words."""

    SENT = "sent"
    """Send was pressed here."""
    COPIED = "copied"
    """They were copied, to be pasted where no program is let in."""
    ASIDE = "aside"
    """They wait here for another look; nothing went out."""


class Came(StrEnum):
    """What came of an answer, by what its reader said next."""

    CALMED = "calmed"
    WENT_ON = "went_on"
    """They answered, in the same tone as before."""
    WORSE = "worse"
    SILENT = "silent"
    """They said nothing more for some days."""
    OPEN = "open"
    """It is too early to tell, or what they said has not been read."""


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What an answer began as; what is not known stays empty.

    Attributes:
        draft: The words of the draft that was put in.
        moves: What that draft does.
    """

    draft: str = ""
    moves: tuple[Move, ...] = ()
    want: Want | None = None
    does: Does | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One press on send, copy or put aside.

    Attributes:
        key: Says that two presses are the same one.
        target: Natural key of what it answers, or of the person whom it was written to.
        sent: Its key in the outbox; empty where it did not go out from here.
        path: Which path the words take; none where they take neither of the two.
        verdict: What the check said of them; empty where it could not say.
        at: In epoch milliseconds.
    """

    key: str
    target: str
    how: How
    text: str
    at: int
    sent: str = ""
    made_of: MadeOf = MadeOf()
    path: Path | None = None
    verdict: str = ""


SILENCE_DAYS = 3
"""After so many days without a word it counts as silence."""

_HEATED = 0.3
_STEP = 0.2


def heat(tone: Mapping[Tone, float]) -> float:
    """How heated words are, 0–1: hostility in full, criticism by half."""
    return tone.get(Tone.HOSTILE, 0.0) + tone.get(Tone.CRITICAL, 0.0) / 2


def came_of(before: float, after: float) -> Came:
    """What an answer led to, by the heat of what it answered and of what its reader said next."""
    if after - before >= _STEP:
        return Came.WORSE
    if before >= _HEATED and before - after >= _STEP:
        return Came.CALMED
    return Came.WENT_ON
