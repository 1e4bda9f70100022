"""What a report tells of one wave or of several: facts alone, gathered once, drawn in any form afterwards.

Instants are epoch milliseconds. What is not known is none, empty, or a sentence in `unknown`; never a guess.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from groundswell.domain.answers import Came
from groundswell.domain.feedback import PointState
from groundswell.domain.kept import LeadKind
from groundswell.domain.words import Abuse, Kind, Lane, Metric, Network, Phase, Tone

CLAIM = 0.8
"""The intervals that a report shows: eight in ten should hold."""


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
class Usual:
    """What the account's earlier posts got: eight in ten lie between; `posts` says how many there were."""

    low: float
    median: float
    high: float
    posts: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured total beside what is usual; `usual` is none without earlier posts."""

    metric: Metric
    value: float
    usual: Usual | None

    @property
    def times(self) -> float | None:
        """How many times the usual it is."""
        return self.value / max(self.usual.median, 1.0) if self.usual else None


@dataclass(frozen=True, slots=True)
class Foretold:
    """What a forecast said of the end, and what came.

    Attributes:
        known_until: It knew the wave until then.
        of: The instant that it spoke of.
        low, middle, high: Quantiles .1, .5 and .9.
        came: What there was at that instant; none while it has not come.
        afterwards: Whether it was made afterwards, from what was known until then.
        band: `(instant, .05, .25, .5, .75, .95)` from then on, to be drawn.
        observed: The total that was known then.
    """

    known_until: int
    of: int
    low: float
    middle: float
    high: float
    came: float | None
    afterwards: bool
    observed: float
    band: tuple[tuple[int, float, float, float, float, float], ...] = field(repr=False)

    @property
    def held(self) -> bool | None:
        """Whether the interval of `CLAIM` held what came."""
        return None if self.came is None else self.low <= self.came <= self.high


@dataclass(frozen=True, slots=True)
class Course:
    """How one metric went.

    Attributes:
        basis: How it is known, see `services.waves.courses.Course`.
        at: The last observation.
        points: `(instant, running total)`, ascending, beginning at the post.
        ahead: The quantiles .1, .5, .9 of the end where it is not over; else none.
        foretold: The forecasts that were made, the earliest first.
    """

    metric: Metric
    basis: str
    at: int
    points: tuple[tuple[int, float], ...] = field(repr=False)
    usual: Usual | None
    ahead: tuple[float, float, float] | None
    foretold: tuple[Foretold, ...]


@dataclass(frozen=True, slots=True)
class HitRate:
    """Of so many intervals whose time has come, so many held; eight in ten should have."""

    held: int
    of: int


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the readers, as their network tells it; `below`: less than that."""

    label: str
    share: float
    below: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """Who was reached, and where.

    Attributes:
        readers: By dimension, such as `job_title`; the largest share first.
        of_account: Whether these are the readers of the account, since the post has none of its own.
        languages: Of what was said, by code, the most first.
        people: How many different people did something under it, as far as they are known by name.
        kinds: What they did, as far as each deed by itself is known.
        networks: Per network what was counted there; empty where there is one alone.
    """

    readers: Mapping[str, tuple[Share, ...]]
    of_account: bool
    languages: tuple[tuple[str, int], ...]
    people: int
    kinds: Mapping[Kind, int]
    networks: Mapping[Network, Mapping[Metric, float]]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that stand for a perspective: shortened, without anybody's name, address or number.

    Attributes:
        key: A digest by which it is left out.
        who: The name, where names were chosen; else empty.
        doubts: Words of it that may be a name and were left as they are.
    """

    key: str
    text: str
    language: str
    who: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What several say alike; `share` is of all that was said."""

    lane: Lane
    title: str
    words: tuple[str, ...]
    n: int
    share: float
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Influx:
    """Many strangers, cold or copied, at once: so many of all that came between two instants."""

    start: int
    end: int
    strangers: int
    of: int


@dataclass(frozen=True, slots=True)
class Hard:
    """The hard part, in numbers alone.

    Attributes:
        read: How many texts were read.
        tones: How many have each tone.
        abuse: How many hold each kind; a text may hold several.
        spam: How many were unasked selling, scams or bait.
        copies: How many repeat another text nearly word for word.
    """

    read: int
    tones: Mapping[Tone, int]
    abuse: Mapping[Abuse, int]
    spam: int
    copies: int
    influx: Influx | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered, and what it did.

    Attributes:
        replies: The user's own comments under the posts.
        to: How many comments of others have such a reply.
        wanted: How many asked for one: questions, offers, feedback, somebody in need.
        wanted_met: How many of these were answered, here or by the user's word.
        median_s: Seconds from a comment to the first reply, where both times are known; else none.
        timed: How many that rests on.
        came: What came of answers that were followed, by what their readers said next.
    """

    replies: int
    to: int
    wanted: int
    wanted_met: int
    median_s: float | None
    timed: int
    came: Mapping[Came, int]


@dataclass(frozen=True, slots=True)
class Point:
    """A point of feedback that people of this wave made, and how it stands."""

    title: str
    state: PointState
    people: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of it, until `until`; see `services.kept.came`.

    Attributes:
        connections: New connections; `took_part` are those of them who did something under the post.
        requests: How many asked to connect; `followers` how many followed.
        conversations: With how many messages went both ways.
        offers: Texts that read as a real offer, under the posts and in messages.
        leads: Those that were kept, by kind: how many, and how many were agreed for good.
        thanked: How many of the new people were thanked.
        points: Feedback that was kept.
    """

    until: int
    connections: int
    took_part: int
    requests: int
    followers: int
    conversations: int
    offers: int
    leads: Mapping[LeadKind, tuple[int, int]]
    thanked: int
    points: tuple[Point, ...]


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
