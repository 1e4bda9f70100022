"""What of a comment may be said back to its writer in public, and what never is."""

from dataclasses import replace

from groundswell.domain.drafting import Comment, Does, Draft
from groundswell.reply.checks.private import private
from groundswell.reply.drafts.protocol import Brief
from groundswell.reply.drafts.saying import Said
from groundswell.reply.drafts.spoken import speech
from groundswell.reply.sentences import MARKS, WORD, loose_sentences, same

IN_NEED = (Does.DANGER, Does.DISTRESS)
"""To whom their own words are never held up in public."""
ASKED = (Does.QUESTION, Does.PERMISSION)
_FEW_WORDS = 3
_MOST_QUOTED = 12
"""Words of a sentence that is said back at most."""
_LONG = 3
"""Sentences of a comment from which on the first is hardly its point; a critic's comes to it sooner."""
_SAID_BACK = {
    Does.QUESTION: "ask",
    Does.PERMISSION: "ask",
    Does.WISH: "wish",
    Does.CALLS_IT_A_PITCH: "pitch",
    Does.FEEDBACK: "suggests",
}
"""Which sign shows the part that a reply takes up."""


def fitting(told: Said, what: Does, text: str) -> Said:
    """What may be said back, first what the answer takes up: of a question what asks, of a wish what wishes.

    To somebody in need nothing of theirs is; nor is praise of the user, whom it would make look vain, nor
    what else stands beside it; nor, of a remark, what its writer says of themselves: held up it reads as
    if it were weighed.
    """
    if what in IN_NEED:
        return replace(told, quotes=(), things=())
    spoken, sign = speech(told.language), _SAID_BACK.get(what, "")
    quotes = _whole(told, text, _LONG - (what is Does.DISAGREEMENT))
    if what is Does.PRAISE and spoken is not None:
        others = "praises" if spoken.shows("praises", text) else "mine"
        quotes = [one for one in quotes if spoken.shows("third", one) or not spoken.shows(others, text)]
    if what is Does.REMARK and spoken is not None:
        quotes = [one for one in quotes if not spoken.shows("mine", one)]
    if what is Does.GRATITUDE and spoken is not None:
        quotes = [one for one in quotes if not spoken.shows("thanks", one)]
    if spoken is not None and sign:
        fits = [one for one in quotes if spoken.shows(sign, one)]
        alone = what in (Does.FEEDBACK, Does.WISH) or (fits and what in ASKED)
        quotes = fits if alone else [*fits, *(one for one in quotes if one not in fits)]
    return replace(told, quotes=tuple(quotes))


def _whole(told: Said, text: str, long: int) -> list[str]:
    """Sentences of a comment that can be said back as they stand: short, nothing cut out of them or altered.

    What a longer comment begins with is seldom its point.

    Args:
        long: Sentences from which on it is a longer one.
    """
    found = loose_sentences(text)
    first = same(found[0]) if len(found) >= long else ""
    whole = {same(one) for one in found if not MARKS.search(one)} - {first}
    least = _FEW_WORDS if len(found) > 1 else 1
    return [
        one for one in told.quotes if same(one) in whole and least <= len(WORD.findall(one)) <= _MOST_QUOTED
    ]


def hidden(comment: Comment) -> list[tuple[int, int]]:
    """Characters that are never said back: abuse, and what strangers should not read twice."""
    found = comment.reading.evidence if comment.reading else ()
    kinds = {"insult", "identity_attack", "threat", "sexual", "profanity"}
    abuse = [(one.start, one.end) for one in found if one.label in kinds]
    return abuse + [(begin, end) for begin, end, _ in private(comment.text)]


def holds_up(draft: Draft, brief: Brief) -> bool:
    """Whether a draft says the words of somebody in need back to them in public."""
    if brief.does not in IN_NEED:
        return False
    own = [same(one) for one in loose_sentences(brief.comment) if len(one.split()) >= _FEW_WORDS]
    return bool(MARKS.search(draft.text)) or any(one in same(draft.text) for one in own)
