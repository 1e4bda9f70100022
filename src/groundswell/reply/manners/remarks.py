"""What is remarked on in a message: an early ask, whom it is about, no way to say no, what it promises."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from groundswell.domain.checking import Fault, Outgoing
from groundswell.domain.etiquette import EARNED_FROM, Ask, Etiquette
from groundswell.reply.checks.clauses import clauses
from groundswell.reply.manners.promises import promises
from groundswell.reply.manners.words import plain, words_of

_ABOUT_ME = 0.65
_ANYBODY = 0.2
"""Of `specificity`: below it a text that is not fit could go to anybody."""
_VAGUE = 0.5
"""Of `specificity`: below it a phrase that many use is one."""
_PUSHES = 0.5
_BIG_TOO_SOON = 0.25
"""Of `too_soon`: a big ask is told to be early from here on, another one from the limit of the check.
All were chosen on the pens that are for choosing: four remarks in five or more are right there."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing to remark on.

    Attributes:
        about: The section of `wordings.toml` that says it.
        adds: Whether its words belong before or after these, and not in their place.
    """

    span: tuple[int, int]
    kind: Fault
    about: str
    adds: Literal["", "before", "after"] = ""

    def instead(self, text: str, words: str) -> str:
        """What could stand in place of these, where `words` are the wording."""
        own = text[slice(*self.span)]
        return {"": words, "before": f"{words} {own}", "after": f"{own} {words}"}[self.adds if words else ""]


def early(text: Outgoing, told: Etiquette, too_soon: float, limit: float) -> Seen | None:
    """The ask that comes too soon, with when it would be earned; none where nothing does.

    Args:
        too_soon: 0–1, what the check makes of it.
        limit: From where on it is remarked on whatever is asked.
    """
    ask = told.biggest
    if ask is None:
        return Seen((0, len(text.text)), Fault.TOO_SOON, Fault.TOO_SOON) if too_soon >= limit else None
    if too_soon < (_BIG_TOO_SOON if _unearned(ask, text.round) else limit):
        return None
    about = f"too_soon_{ask.size}" if EARNED_FROM[ask.size] > 1 else Fault.TOO_SOON
    return Seen((ask.start, ask.end), Fault.TOO_SOON, about)


def seen(
    text: Outgoing, told: Etiquette, scores: Mapping[str, float], language: str, sendable: float
) -> Iterator[Seen]:
    """What else there is to remark on, in no order.

    Args:
        sendable: Of `fit`: from here on a text could go out, and only its promises are remarked on.
    """
    for span in promises(text.text, language):
        yield Seen(span, Fault.PROMISE, Fault.PROMISE)
    if scores["fit"] >= sendable:
        return
    if told.about is not None and told.about_me >= _ABOUT_ME:
        yield Seen(told.about, Fault.ABOUT_ME, Fault.ABOUT_ME, "before")
    ask = told.biggest
    if ask and told.way_out is None and (_unearned(ask, text.round) or scores["too_soon"] >= _PUSHES):
        yield Seen((ask.start, ask.end), Fault.NO_WAY_OUT, Fault.NO_WAY_OUT, "after")
    yield from _vague(text.text, scores["specificity"], language)


def _vague(text: str, specific: float, language: str) -> Iterator[Seen]:
    words = words_of(language)
    found = words.vague.search(plain(text)) if words and specific < _VAGUE else None
    if found:
        yield Seen(found.span(), Fault.VAGUE, "vague_words")
    elif specific < _ANYBODY:
        first = next(iter(clauses(text)), (0, len(text)))
        yield Seen(first, Fault.VAGUE, Fault.VAGUE, "before")


def _unearned(ask: Ask, number: int) -> bool:
    return EARNED_FROM[ask.size] > number
