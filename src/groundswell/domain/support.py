"""Leaning on somebody: who can bear what, and how it went."""

from dataclasses import dataclass
from enum import StrEnum


class Support(StrEnum):
    """What helps just now."""

    LISTEN = "listen"
    CHEER = "cheer"
    ADVICE = "advice"
    PRACTICAL = "practical"
    LAUGH = "laugh"


class Went(StrEnum):
    """How it was to turn to somebody."""

    WELL = "well"
    SO_SO = "so_so"
    NO_ANSWER = "no_answer"
    NOT_WELL = "not_well"


@dataclass(frozen=True, slots=True)
class Confidant:
    """Somebody to whom the user may turn, as she has set it.

    Attributes:
        key: The person.
        a_month: How often in thirty days they can bear it, in her judgement; at least 1.
        rest_days: Days between one time and the next.
        good_at: What they are good at; empty for not known.
        zone: Their IANA time zone; empty for not known.
        wakes, sleeps: Local hours between which a message does not disturb, 0–24; where they go to sleep
            after midnight, `sleeps` is the smaller one.
        strength: 0–1, the tie.
        giving: 0–1, the user's share in what passed between them; .5 is even, less is that she took more.
        hard_time: Whether they have a hard time themselves just now.
    """

    key: str
    a_month: int = 2
    rest_days: float = 7.0
    good_at: frozenset[Support] = frozenset()
    zone: str = ""
    wakes: int = 8
    sleeps: int = 22
    strength: float = 0.5
    giving: float = 0.5
    hard_time: bool = False


@dataclass(frozen=True, slots=True)
class Leaned:
    """One time that the user turned to somebody.

    Attributes:
        at: Epoch milliseconds.
        went: How it was; none for not told yet.
    """

    key: str
    at: int
    support: Support
    went: Went | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """Somebody to turn to now.

    Attributes:
        why: The reasons, in a few words each, the most telling first.
        awake_at: Epoch milliseconds from which on a message does not disturb; none for now.
    """

    key: str
    why: tuple[str, ...]
    awake_at: int | None = None


@dataclass(frozen=True, slots=True)
class Resting:
    """Somebody who shall not be asked now, and why."""

    key: str
    why: str
    until: int | None = None
