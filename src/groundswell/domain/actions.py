"""What the user can have done on a live network."""

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """One kind of thing to do."""

    REPLY = "reply"
    MESSAGE = "message"
    LIKE = "like"
    REPOST = "repost"
    FOLLOW = "follow"
    MUTE = "mute"
    BLOCK = "block"
    REPORT = "report"
    HIDE = "hide"
    CLOSE = "close"
    LIMIT = "limit"
    OPEN = "open"
    CLOSE_QUOTES = "close_quotes"
    OPEN_QUOTES = "open_quotes"
    MUTE_THREAD = "mute_thread"
    LIST = "list"
    UNLIKE = "unlike"
    UNFOLLOW = "unfollow"
    UNMUTE = "unmute"
    UNBLOCK = "unblock"
    UNHIDE = "unhide"
    UNMUTE_THREAD = "unmute_thread"
    UNLIST = "unlist"


ON_PEOPLE = frozenset(
    {
        Act.MESSAGE,
        Act.FOLLOW,
        Act.MUTE,
        Act.BLOCK,
        Act.LIST,
        Act.UNFOLLOW,
        Act.UNMUTE,
        Act.UNBLOCK,
        Act.UNLIST,
    }
)
"""What is done to a person; `report` may be about a person or about something said, the rest is about
something said or a post."""

ON_POSTS = frozenset({Act.CLOSE, Act.LIMIT, Act.OPEN, Act.CLOSE_QUOTES, Act.OPEN_QUOTES})
"""What is done to one of the account's own posts: who may reply and quote from now on. `limit` lets only
those reply whom the account follows or has named in the post."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person pressed send on.

    Attributes:
        key: Says that two attempts are the same action; a network never does one key twice.
        target: Natural key of what it is done to: a person, a post of the account, or what somebody said; see
            `ON_PEOPLE` and `ON_POSTS`. Who mutes a thread names anything said in it.
        text: What a reply or a message says, why something is reported, or the name of the list that somebody
            is put on.
        at: When send was pressed, in epoch milliseconds: what was written long before is not this action.
    """

    key: str
    act: Act
    target: str
    text: str = ""
    at: int = 0
