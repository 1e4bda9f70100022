"""How the pages call what can be done, and what was."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.domain.actions import Act


@dataclass(frozen=True, slots=True)
class Wording:
    """One act in words.

    Attributes:
        press: What stands on the button.
        done: What is said of it once it was pressed.
        means: What it brings about, for what is not plain from its name.
        harsh: Whether it is asked once more before it is done.
        asks: What is to be written for it; empty where nothing is.
    """

    press: str
    done: str
    means: str = ""
    harsh: bool = False
    asks: str = ""


WORDINGS: Mapping[Act, Wording] = {
    Act.REPLY: Wording("Reply", "Reply"),
    Act.MESSAGE: Wording("Write a message", "Message", "It goes to this person alone.", asks="Your message"),
    Act.LIKE: Wording("Like", "Liked"),
    Act.UNLIKE: Wording("Take the like back", "Like taken back"),
    Act.REPOST: Wording("Repost", "Reposted", "Everybody who follows you sees it."),
    Act.FOLLOW: Wording("Follow", "Followed", "You see what they post; they are told."),
    Act.UNFOLLOW: Wording("Unfollow", "Unfollowed"),
    Act.MUTE: Wording("Mute", "Muted", "You see no more of what they write. They are not told."),
    Act.UNMUTE: Wording("Unmute", "Unmuted"),
    Act.BLOCK: Wording(
        "Block",
        "Blocked",
        "They see nothing of you, and you see nothing of them. They can find out.",
        harsh=True,
    ),
    Act.UNBLOCK: Wording("Unblock", "Unblocked"),
    Act.REPORT: Wording(
        "Report",
        "Reported",
        "It goes to those who look after the network. They decide; it may take days.",
        harsh=True,
        asks="What is wrong with it",
    ),
    Act.HIDE: Wording(
        "Hide the reply", "Reply hidden", "Below your post it is folded away for everybody, not deleted."
    ),
    Act.UNHIDE: Wording("Show the reply again", "Reply shown again"),
    Act.MUTE_THREAD: Wording(
        "Mute the conversation", "Conversation muted", "The network tells you no more of it."
    ),
    Act.UNMUTE_THREAD: Wording("Unmute the conversation", "Conversation unmuted"),
    Act.LIST: Wording(
        "Put on a list",
        "Put on the list",
        "A list of yours for keeping people away; one of a new name is made. It does nothing until you or "
        "others mute or block the list on the network. They can find out.",
        harsh=True,
        asks="Name of the list",
    ),
    Act.UNLIST: Wording(
        "Take off a list",
        "Taken off the list",
        "However they came there.",
        harsh=True,
        asks="Name of the list",
    ),
    Act.CLOSE: Wording("Close the replies", "Replies closed"),
    Act.LIMIT: Wording("Limit the replies", "Replies limited"),
    Act.OPEN: Wording("Open the replies", "Replies opened"),
    Act.CLOSE_QUOTES: Wording("Close the quotes", "Quotes closed"),
    Act.OPEN_QUOTES: Wording("Open the quotes", "Quotes opened"),
}
