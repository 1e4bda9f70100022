"""People, posts, what was done, and what was measured."""

from dataclasses import dataclass, field
from typing import NamedTuple

from groundswell.domain.when import When
from groundswell.domain.words import Direction, Kind, Metric, Network


@dataclass(frozen=True, slots=True)
class Account:
    """The user's own identity on a network."""

    network: Network
    key: str
    name: str = ""
    url: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody else on a network.

    Attributes:
        key: Natural key, see `domain.keys.person_key`.
        degree: Connection degree 1–3 where known.
        connected: When they became a connection, in epoch milliseconds.
        told: When the network or file said all this, in epoch milliseconds; none where that is not known.
            Who somebody is does not depend on it.
    """

    network: Network
    key: str
    name: str = ""
    url: str = ""
    headline: str = ""
    company: str = ""
    email: str = ""
    degree: int | None = None
    connected: int | None = None
    told: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Post:
    """Something published by the account.

    Attributes:
        key: Natural key, see `domain.keys.linkedin_post_key`.
        at: Publication, in epoch milliseconds, where known.
    """

    network: Network
    key: str
    at: int | None = None
    text: str = ""
    url: str = ""
    visibility: str = ""


@dataclass(frozen=True, slots=True)
class TheirPost:
    """Something published by somebody else, for everybody or for those who follow them.

    Attributes:
        key: Natural key, as that of an own post.
        at: Publication, in epoch milliseconds.
    """

    key: str
    at: int
    text: str
    url: str = ""


class Interaction(NamedTuple):
    """One thing that somebody did; a named tuple, since there are millions and it is built six times as fast.

    Attributes:
        key: Natural key, unique over all networks.
        person: The other side: who did it (`in`) or to whom it was done (`out`); none where no file says.
        post: Key of the account's post it belongs to; empty for messages and what has none.
        thread: What ties an exchange together: a conversation id, or the key of the comment it answers.
        flavour: The network's own sub-kind, such as the reaction type or the message folder.
        fingerprint: For comments, `domain.keys.comment_fingerprint`; empty otherwise.
        has_id: Whether `key` holds the network's own id rather than a digest of the content.
    """

    key: str
    network: Network
    kind: Kind
    direction: Direction
    when: When
    person: Person | None = None
    post: str = ""
    text: str = ""
    subject: str = ""
    thread: str = ""
    flavour: str = ""
    url: str = ""
    fingerprint: str = ""
    has_id: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """One measured total of a metric, for a post (or, with an empty `post`, the account).

    Attributes:
        start: Begin of the period in epoch milliseconds; none for a running total at the instant `end`.
        end: End of the period (exclusive), or the instant of the total.
        flavour: A breakdown such as `organic` or `sponsored`; empty for the whole.
    """

    network: Network
    metric: Metric
    value: float
    end: int
    start: int | None = None
    post: str = ""
    flavour: str = ""


@dataclass(frozen=True, slots=True)
class Demographic:
    """The share of an audience that has one trait.

    Attributes:
        dimension: What is told apart, as the file says it: `Job titles`, `Locations` …
        share: 0–1; for "< 1%" the bound itself, with `below` set.
    """

    network: Network
    dimension: str
    label: str
    share: float
    at: int
    below: bool = False
    post: str = ""


Fact = Account | Person | Post | Interaction | Count | Demographic
