"""What passed between the user and one person, both ways."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from groundswell.domain.words import Direction


class Gift(StrEnum):
    """What one gave the other: the kinds of interactions, and what no network shows and is kept by hand."""

    REACTION = "reaction"
    FOLLOW = "follow"
    INVITATION = "invitation"
    MENTION = "mention"
    REPOST = "repost"
    QUOTE = "quote"
    COMMENT = "comment"
    MESSAGE = "message"
    CALL = "call"
    MEETING = "meeting"
    INTRODUCTION = "introduction"
    HELP = "help"


class Passed(NamedTuple):
    """One thing that passed; a named tuple, since there are millions.

    Attributes:
        at: Epoch milliseconds.
        direction: Who gave it; calls and meetings go both ways, whichever stands here.
        words: How many words it has; 0 for none.
    """

    at: int
    gift: Gift
    direction: Direction
    words: int = 0


@dataclass(frozen=True, slots=True)
class Tie:
    """What passed between the user and one person, as far as it still counts: everything fades, by half in
    the same time, so that old ties rank below new ones of the same weight and need no work as time goes by.

    Attributes:
        at: Epoch milliseconds; the sums below are as of then.
        given, taken: What the user gave and got, weighed and faded.
        turns: Times that one answered the other in words, faded.
        exchanges: Begun conversations, faded.
        they_answered, we_answered: Answers, faded; `their_waits` and `our_waits` are the sums of the natural
            logarithms of the hours they took.
        contacts: Days on which something passed after a while without, faded; `gaps` is the sum of the
            logarithms of these whiles in days.
        last_in, last_out: Epoch milliseconds of the last thing from them and from the user; none for nothing.
        last_words: Since when the other has had something to answer; none where no words passed.
        last_words_in: Whether these words are theirs.
    """

    at: int
    given: float = 0.0
    taken: float = 0.0
    turns: float = 0.0
    exchanges: float = 0.0
    they_answered: float = 0.0
    their_waits: float = 0.0
    we_answered: float = 0.0
    our_waits: float = 0.0
    contacts: float = 0.0
    gaps: float = 0.0
    last_in: int | None = None
    last_out: int | None = None
    last_words: int | None = None
    last_words_in: bool | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a tie stands at an instant, in figures that are never shown as a ranking of people.

    Attributes:
        strength: 0–1, how much passes between the two, what goes both ways foremost.
        reciprocity: 0–1; 1 when both give the same, 0 when only one does.
        giving: 0–1, the user's share in what passed; .5 is even.
        their_wait_h, our_wait_h: How long an answer usually takes, hours (geometric mean); none for none.
        depth: Turns per conversation; 0 where no words passed.
        usual_gap_days: How far apart contacts usually are; none before the second.
        quiet_days: Days since anything passed; none for never.
    """

    strength: float
    reciprocity: float
    giving: float
    their_wait_h: float | None
    our_wait_h: float | None
    depth: float
    usual_gap_days: float | None
    quiet_days: float | None
