"""What the user can have done on a live network."""

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """One kind of thing to do."""

    REPLY = "reply"
    LIKE = "like"
    FOLLOW = "follow"
    MUTE = "mute"
    BLOCK = "block"
    HIDE = "hide"
    CLOSE = "close"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person pressed send on.

    Attributes:
        key: Says that two attempts are the same action; a network never does one key twice.
        target: Natural key of what it is done to: the comment or post that is answered, liked or hidden, the
            post whose comments are closed or opened, the person who is followed, muted or blocked.
        text: What a reply says.
    """

    key: str
    act: Act
    target: str
    text: str = ""
