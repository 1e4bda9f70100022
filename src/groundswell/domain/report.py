"""What a report tells of one wave or of several: facts alone, gathered once, drawn in any form afterwards.

Instants are epoch milliseconds. What is not known is none, empty, or a sentence in `unknown`; never a guess.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.report_parts import (
    Answered,
    Course,
    Figure,
    Hard,
    HitRate,
    Outcomes,
    Reach,
    View,
)
from groundswell.domain.words import Metric, Network, Phase


class Section(StrEnum):
    """What a report may tell, in the order in which it does."""

    COURSE = "course"
    REACH = "reach"
    SAID = "said"
    HARD = "hard"
    ANSWERED = "answered"
    CAME = "came"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was looked through: `kind` is `png` or `svg`; size in pixels."""

    kind: str
    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is to hold.

    Attributes:
        posts: Ids of posts; of a wave of several any one.
        title: Empty: told by what is in it.
        client: For whom it is; may be empty.
        names: Whether those who are quoted are named.
        quotes: Whether anybody is quoted at all.
        left_out: Digests of quotes that are not to be in it, see `Quote.key`.
        accent: A colour as `#rrggbb`; empty for the program's own.
    """

    posts: tuple[int, ...]
    title: str = ""
    client: str = ""
    names: bool = False
    sections: frozenset[Section] = frozenset(Section)
    quotes: bool = True
    left_out: frozenset[str] = frozenset()
    accent: str = ""
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class WaveReport:
    """Everything that is told of one wave.

    Attributes:
        text: The beginning of the post.
        account: Whose it is; empty where that is not known.
        phase: Where it stood when it was last looked at; none where it was not looked ahead.
        networks: Where it stands.
    """

    post_id: int
    text: str
    url: str
    account: str
    networks: tuple[Network, ...]
    at: int | None
    until: int
    phase: Phase | None
    figures: tuple[Figure, ...]
    courses: tuple[Course, ...]
    hits: HitRate
    reach: Reach
    views: tuple[View, ...]
    hard: Hard
    answered: Answered
    came: Outcomes
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report, whole.

    Attributes:
        made: When.
        accounts: Whose posts these are.
        totals: Sums over all waves, where there are several.
        hits_of_account: Over all posts of the store whose time has come.
        notes: What holds for the whole report.
    """

    title: str
    client: str
    made: int
    names: bool
    sections: frozenset[Section]
    accent: str
    logo: Logo | None
    waves: Sequence[WaveReport]
    accounts: tuple[str, ...]
    totals: Mapping[Metric, float]
    hits_of_account: HitRate
    notes: tuple[str, ...]
