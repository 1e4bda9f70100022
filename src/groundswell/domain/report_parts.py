"""The parts of what a report tells of one wave.

Instants are epoch milliseconds. What is not known is none or empty; never a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from groundswell.domain.answers import Came
from groundswell.domain.feedback import PointState
from groundswell.domain.kept import LeadKind
from groundswell.domain.words import Abuse, Kind, Lane, Metric, Network, Tone

CLAIM = 0.8
"""The intervals that a report shows: eight in ten should hold."""


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
