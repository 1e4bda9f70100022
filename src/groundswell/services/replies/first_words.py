"""A message that is pasted into a page: its check, and what is fitting now; nothing of it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.checking import Check, Outgoing
from groundswell.domain.etiquette import Timing, Turn
from groundswell.domain.when import DAY
from groundswell.reply.checks.checking import built_in
from groundswell.reply.manners.timing import timing

_STEP = DAY
"""Between messages of which only the last one's age is known."""


class Last(StrEnum):
    """Who wrote last."""

    NOBODY = "nobody"
    THEM = "them"
    ME = "me"


@dataclass(frozen=True, slots=True)
class Pasted:
    """A message, and what is told of the conversation.

    Attributes:
        whom: Who gets it, such as their headline; may be empty.
        answers: What it answers, or what passed; may be empty.
        round: Its place among the messages of the user, from 1.
        days: How long ago the last word was, in days.
    """

    text: str
    whom: str = ""
    answers: str = ""
    round: int = 1
    last: Last = Last.NOBODY
    days: int = 0

    def outgoing(self, text: str) -> Outgoing:
        """Other words in its place, as the check takes them."""
        return Outgoing("", text, ". ".join(filter(None, (self.whom, self.answers))), self.round)


def check_pasted(pasted: Pasted, text: str) -> Check:
    """What is said of words in place of the message's. Raises DamagedFile."""
    return built_in().check_batch([pasted.outgoing(text)])[0]


def fitting_now(pasted: Pasted, now: int) -> Timing:
    """What is fitting now, as far as the conversation is told; both are taken to have written by turns."""
    return timing(list(_turns(pasted, now)), now)


def _turns(pasted: Pasted, now: int) -> Iterator[Turn]:
    """The conversation from its end: as many words of the user's own as came before this one."""
    if pasted.last is Last.NOBODY:
        return
    mine, at = pasted.last is Last.ME, now - pasted.days * DAY
    own = max(1, pasted.round - 1)
    while own:
        yield Turn(mine, at)
        own -= mine
        mine, at = not mine, at - _STEP
