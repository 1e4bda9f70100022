"""The circle: the people who are tended, and what there is to be there for."""

from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.tie import Standing


class Occasion(StrEnum):
    """Something to be there for, the most pressing first."""

    HARD_TIME = "hard_time"
    """They said that they have a hard time."""
    OWED = "owed"
    """They asked, or had the last word, and wait."""
    NEWS = "news"
    """A new job, a birthday, something that went well."""
    POST = "post"
    """They said something to everybody."""
    QUIET = "quiet"
    """They used to be there, and have gone quiet."""
    DUE = "due"
    """Nothing passed for as long as the user wants it at most."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something of somebody's that one could be there for.

    Attributes:
        at: Epoch milliseconds.
        words: What it is, in their words or in a few of ours; untrusted text.
        item: The interaction that it stands in; none for what stands in none, as a birthday does.
    """

    occasion: Occasion
    at: int
    words: str
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the circle.

    Attributes:
        cadence_days: How far apart the user wants contacts to be at most.
        happened: What they said or what happened to them lately, and has not been met yet.
        rests_until: Epoch milliseconds until which the user has put them off; none for not.
    """

    key: str
    standing: Standing
    cadence_days: float
    happened: tuple[Happened, ...] = ()
    rests_until: int | None = None


@dataclass(frozen=True, slots=True)
class Tend:
    """One concrete thing to be there for, with why."""

    key: str
    occasion: Occasion
    why: str
    happened: Happened | None = None
