"""What somebody wants who writes to the user."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.reading import Evidence


class Approach(StrEnum):
    """What a message, a note with an invitation or a mention is after."""

    PITCH = "pitch"
    """Sells what was not asked for, also in disguise."""
    SCAM = "scam"
    """Is after money, papers or an account by deceit."""
    WARM_INTRODUCTION = "warm_introduction"
    """Comes with a name that both know, or a reason particular to the user, and wants nothing much."""
    RECRUITER = "recruiter"
    """Offers a job, or asks to talk about one."""
    QUESTION = "question"
    OTHER = "other"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen in something that came in.

    Attributes:
        approach: `unsure` where no one is likely enough.
        chance: 0–1, of the likeliest approach, calibrated.
        chances: Approach → probability; they sum to 1.
        why: The reasons in words, each short enough for one line; empty where none can be named.
        evidence: The words that they stand on; labels are those of `why`.
    """

    approach: Approach
    chance: float
    chances: Mapping[Approach, float]
    why: tuple[str, ...]
    evidence: tuple[Evidence, ...]
