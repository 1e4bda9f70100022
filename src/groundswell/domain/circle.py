"""The circle: the people who are tended, what the user decided of it, and what there is to be there for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from groundswell.domain.tie import Gift, Standing
from groundswell.domain.words import Direction, Lane

HUMANE_LEAST, HUMANE_MOST = 15, 30
"""People that one can be there for by name: close friends and good ones, in Dunbar's layers of 15 and 50."""
CADENCES = (7, 14, 30, 60, 90)
"""Days between contacts that can be chosen."""
CADENCE_NAMES = {
    7: "every week",
    14: "every two weeks",
    30: "every month",
    60: "every two months",
    90: "every three months",
}
"""How they are called."""
USUAL_CADENCE = 30
HARD_TIME_DAYS = 21
"""For how long after they said it somebody is taken to have a hard time; what is said later counts anew."""
UNWELCOME = (Lane.HOSTILE, Lane.SPAM)
"""What lies in these lanes is no reason to be there for anybody."""
_LIKELY = 0.5


def is_hard_time(lane: Lane, needs: float) -> bool:
    """Whether a text in that lane, which needs support with that chance (0–1), speaks of a hard time."""
    return lane is Lane.NEEDS_YOU or (needs >= _LIKELY and lane not in UNWELCOME)


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
        url: Where a browser shows what they published; empty for everything else.
    """

    occasion: Occasion
    at: int
    words: str
    item: int | None = None
    url: str = ""


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


class Does(StrEnum):
    """What one press says of somebody; what its value holds stands behind it."""

    IN = "in"
    OUT = "out"
    LEAVE = "leave"
    """Not suggested any more."""
    CADENCE = "cadence"
    """Days."""
    CLOSE = "close"
    """A `Close`; empty: as it is computed."""
    BIRTHDAY = "birthday"
    """`MM-DD`; empty: none."""
    LATER = "later"
    """Put off until then, epoch milliseconds."""
    WROTE = "wrote"
    """The user was there for them."""


class Close(StrEnum):
    """How close the user says that somebody is, over what the machine computed."""

    CLOSE = "close"
    WARM = "warm"
    LOOSE = "loose"

    @property
    def strength(self) -> float:
        """As a strength of `Standing`."""
        return {"close": 0.85, "warm": 0.5, "loose": 0.2}[self.value]

    @classmethod
    def of(cls, strength: float) -> "Close":
        """What a computed strength is called."""
        return cls.CLOSE if strength >= 0.65 else cls.WARM if strength >= 0.3 else cls.LOOSE


@dataclass(frozen=True, slots=True)
class Word:
    """One press, as it was logged; `at` in epoch milliseconds."""

    id: int
    person: str
    does: Does
    value: str
    at: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the user's words make of somebody, whether they are inside now or were once.

    Attributes:
        key: As whom they are shown.
        inside: Whether they are of the circle.
        since: When they were taken in last, epoch milliseconds.
        left: Whether they are not to be suggested.
        close: The user's own word for the tie, over the computed one.
        birthday: `MM-DD`, or empty.
        later: Put off until then; none for not.
        wrote: When the user was there for them last, by their own word.
    """

    key: str
    inside: bool = False
    since: int = 0
    left: bool = False
    cadence_days: int = USUAL_CADENCE
    close: Close | None = None
    birthday: str = ""
    later: int | None = None
    wrote: int | None = None


def chosen(words: Iterable[Word], shown: Callable[[str], str] = lambda key: key) -> dict[str, Chosen]:
    """What stands of everybody of whom something was said, by the keys as whom they are shown.

    Args:
        words: Those that were not taken back, in any order.
        shown: Gives for a key that of whom they are shown as; several who are one share their words.
    """
    found: dict[str, Chosen] = {}
    for word in sorted(words, key=lambda one: one.id):
        key = shown(word.person)
        found[key] = _after(found.get(key, Chosen(key)), word)
    return found


def _after(one: Chosen, word: Word) -> Chosen:
    match word.does:
        case Does.IN:
            return replace(one, inside=True, left=False, since=word.at)
        case Does.OUT:
            return replace(one, inside=False)
        case Does.LEAVE:
            return replace(one, left=True)
        case Does.CADENCE:
            return replace(one, cadence_days=int(word.value))
        case Does.CLOSE:
            return replace(one, close=Close(word.value) if word.value else None)
        case Does.BIRTHDAY:
            return replace(one, birthday=word.value)
        case Does.LATER:
            return replace(one, later=int(word.value))
        case Does.WROTE:
            return replace(one, wrote=word.at, later=None)


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that passed where no network shows it, as the user noted it.

    Attributes:
        gift: A call, a meeting, an introduction, help.
        direction: From whom it came; for a call or a meeting it is both ways and stands as `out`.
        happened: Epoch milliseconds.
    """

    id: int
    person: str
    gift: Gift
    direction: Direction
    note: str
    happened: int
