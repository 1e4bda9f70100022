"""From a comment to the three paths, with drafts that were checked and that nobody else got."""

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from itertools import islice

from groundswell.domain.checking import Outgoing, Verdict
from groundswell.domain.drafting import Comment, Crossroads, Does, Draft, Path, Want
from groundswell.reply import paths
from groundswell.reply.does import does
from groundswell.reply.embedded import EmbeddedWriter
from groundswell.reply.facts import Facts
from groundswell.reply.moves import BEST, plans
from groundswell.reply.names import first_name
from groundswell.reply.private import private
from groundswell.reply.protocol import Brief, Checks, Used, Writer
from groundswell.reply.saying import Said, said
from groundswell.reply.spoken import speech
from groundswell.reply.voice import Voice

HELP_EVERYWHERE = "https://findahelpline.com"
_DRAFTS = 3
_MOST_TRIED = 24
_FEW_WORDS = 3
_SPECIFIC = 0.5
"""Score of the check below which a draft could stand under other comments as well."""
_ASKED = (Does.QUESTION, Does.PERMISSION)
_FALLBACK = "en"
_SAID_BACK = {
    Does.QUESTION: "ask",
    Does.PERMISSION: "ask",
    Does.WISH: "wish",
    Does.DANGER: "danger",
    Does.CALLS_IT_A_PITCH: "pitch",
}
"""Which sign shows the part that a reply takes up."""
_FOR_ANOTHER = (Does.DANGER, Does.DISTRESS, Does.OPPORTUNITY, Does.FEEDBACK, Does.CORRECTION)
"""What is answered even where it was said to another commenter."""


class Drafter:
    """Drafts answers, one comment after the other, and keeps what it has used.

    Args:
        voice: How the user writes.
        writer: Another draft writer than the embedded one.
        checker: What drafts have to pass; without one they are not checked.
        facts: What the user has said before.
        used: What nobody is to get again, such as what the user has sent.
        line: Where somebody in danger finds help.
    """

    def __init__(
        self,
        voice: Voice | None = None,
        *,
        writer: Writer | None = None,
        checker: Checks | None = None,
        facts: Facts | None = None,
        used: Used | None = None,
        line: str = HELP_EVERYWHERE,
    ) -> None:
        self._voice = voice or Voice()
        self._writer = writer or EmbeddedWriter()
        self._checker = checker
        self._facts = facts or Facts(())
        self._used = used or Used()
        self._line = line

    def crossroads(
        self, comment: Comment, want: Want = Want.ANSWER, *, fact: str = "", most: int = _DRAFTS
    ) -> Crossroads:
        """The three paths from a comment, with up to `most` drafts, or why there is nothing to say.

        Args:
            fact: What the user wants said, in her own words.
        """
        told = self._said(comment)
        what = does(comment, told)
        why = self._nothing(comment, told, what, want, fact)
        known = fact or (self._facts.best(comment.text, told.language) if what in _ASKED else "")
        brief = self._brief(comment, told, what, want, known)
        drafts = () if why else self._drafts(brief, most)
        if not (why or drafts):
            why = paths.nothing("spent" if self._checker is None else "unfit")
        return Crossroads(
            comment.key,
            what,
            told.quotes[0] if told.quotes else "",
            Path.LEAVE if why else BEST.get(what, Path.UNDERSTAND),
            tuple(paths.choice(path, what, drafts if path is Path.UNDERSTAND else ()) for path in Path),
            why,
            "" if known or why else paths.needs(what),
            tuple(brief.notes),
        )

    def does(self, comment: Comment) -> Does:
        """What a comment does."""
        return does(comment, self._said(comment))

    def _said(self, comment: Comment) -> Said:
        return said(
            comment.text,
            language=comment.reading.language if comment.reading else "",
            own=self._voice.name,
            post=comment.post,
            hidden=_hidden(comment),
        )

    def _nothing(self, comment: Comment, told: Said, what: Does, want: Want, fact: str) -> str:
        """Why there is nothing to say; empty where there is something."""
        if what in (Does.THREAT, Does.SPAM):
            return paths.nothing(what)
        if not comment.text.strip():
            return paths.nothing("empty")
        if fact or want is not Want.ANSWER:
            return ""
        if comment.to_another and what not in _FOR_ANOTHER:
            return paths.nothing("to_another")
        return paths.nothing("aside") if what is Does.ASIDE else ""

    def _brief(self, comment: Comment, told: Said, what: Does, want: Want, fact: str) -> Brief:
        voice, language = self._voice, self._language(told)
        formal = bool(voice.formal if told.formal is None else told.formal)
        if told.formal is None and voice.formal is None:
            formal = language in ("de", "fr", "it") and comment.tie == 0
        name = first_name(comment.name)
        # A first name beside "Sie" sounds like a schoolteacher.
        name = "" if formal and language == "de" else name
        wanted = plans(what, want, fact=bool(fact))
        if voice.words < 10:
            wanted.sort(key=len)
        return Brief(
            comment.key, what, comment.text, _fitting(told, what), name, wanted, fact, self._line,
            language, formal, voice, self._used, comment.post,
        )  # fmt: skip

    def _language(self, told: Said) -> str:
        """The comment's language if drafts are written in it, and it is sure; else the user's own."""
        own = self._voice.language if speech(self._voice.language) else _FALLBACK
        return told.language if speech(told.language) and told.words > _FEW_WORDS else own

    def _drafts(self, brief: Brief, most: int) -> tuple[Draft, ...]:
        """Those that pass the check and take up this very comment; if none does, the best of the others."""
        taken: list[Draft] = []
        second: list[Draft] = []
        tried = islice(self._writer.candidates(brief), _MOST_TRIED)
        while len(taken) < most and (some := list(islice(tried, max(most, len(brief.plans))))):
            for draft in self._checked(some, brief):
                if _rank(draft) < _Rank.PASSES:
                    second.append(draft)
                elif len(taken) < most and self._used.free(draft.text):
                    self._used.take(draft.text)
                    taken.append(draft)
        if not taken:
            # Better one that says what is to be looked at than none.
            best = max(second, key=lambda one: (_rank(one), _fit(one)), default=None)
            if best is not None and _rank(best) > _Rank.HELD:
                self._used.take(best.text)
                taken.append(best)
        return tuple(taken)

    def _checked(self, drafts: Sequence[Draft], brief: Brief) -> list[Draft]:
        free = [one for one in drafts if self._used.free(one.text)]
        if self._checker is None:
            return free
        checks = self._checker.check_batch([Outgoing(brief.key, one.text, brief.comment) for one in free])
        return [replace(one, check=check) for one, check in zip(free, checks, strict=True)]


class _Rank(IntEnum):
    """How good the check finds a draft."""

    HELD = 0
    LOOKED_AT = 1
    VAGUE = 2
    PASSES = 3


def _rank(draft: Draft) -> _Rank:
    if draft.check is None:
        return _Rank.PASSES
    if draft.check.verdict is Verdict.HOLD:
        return _Rank.HELD
    if draft.check.verdict is Verdict.LOOK_AGAIN:
        return _Rank.LOOKED_AT
    return _Rank.PASSES if draft.check.scores.get("specificity", 1.0) >= _SPECIFIC else _Rank.VAGUE


def _fit(draft: Draft) -> float:
    return draft.check.scores["fit"] if draft.check else 1.0


def _hidden(comment: Comment) -> list[tuple[int, int]]:
    """Characters that are never said back: abuse, and what strangers should not read twice."""
    found = comment.reading.evidence if comment.reading else ()
    kinds = {"insult", "identity_attack", "threat", "sexual", "profanity"}
    abuse = [(one.start, one.end) for one in found if one.label in kinds]
    return abuse + [(begin, end) for begin, end, _ in private(comment.text)]


def _fitting(told: Said, what: Does) -> Said:
    """What is said back first: of a question what asks, of a wish what wishes, of despair what is feared."""
    if what is Does.OPPORTUNITY:
        # What is offered comes first, and the terms after it.
        return replace(told, quotes=tuple(sorted(told.quotes, key=lambda one: told.places[one])))
    spoken, sign = speech(told.language), _SAID_BACK.get(what, "")
    if spoken is None or not sign:
        return told
    fits = [one for one in told.quotes if spoken.shows(sign, one)]
    alone = what in (*_ASKED, Does.DANGER)
    others = [] if fits and alone else [one for one in told.quotes if one not in fits]
    return replace(told, quotes=(*fits, *others))
