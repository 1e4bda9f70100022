"""From a comment to the three paths, with drafts that were checked and that nobody else got."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from groundswell.domain.checking import Outgoing
from groundswell.domain.drafting import Comment, Crossroads, Does, Draft, Move, Path, Want
from groundswell.reply.checks.ranking import Rank, fit, rank
from groundswell.reply.drafts import paths
from groundswell.reply.drafts.does import does
from groundswell.reply.drafts.embedded import EmbeddedWriter
from groundswell.reply.drafts.facts import Facts
from groundswell.reply.drafts.moves import BEST, Plan, plans
from groundswell.reply.drafts.protocol import Brief, Checks, Used, Writer
from groundswell.reply.drafts.said_back import ASKED, IN_NEED, fitting, hidden, holds_up
from groundswell.reply.drafts.saying import Said, said
from groundswell.reply.drafts.spoken import speech
from groundswell.reply.drafts.telling import language_told, surely
from groundswell.reply.drafts.touches import ASKS_NOTHING, maybe_meant_ill, mild, of_somebody, touches
from groundswell.reply.drafts.voice import Voice
from groundswell.reply.names import first_name
from groundswell.reply.sentences import MARKS

HELP_EVERYWHERE = "https://findahelpline.com"
_DRAFTS = 3
_MOST_TRIED = 15
_FEW_WORDS = 3
_SHORT = 4
"""Words of a comment up to which plain thanks do: a long answer to three words sounds odd."""
_BRIEFLY = (Does.WISH, Does.CHEER, Does.PERMISSION, Does.OPPORTUNITY, *IN_NEED)
_FALLBACK = "en"
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
        own_language: Whether the user's language is taken where the writer does not write the comment's.
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
        own_language: bool = False,
    ) -> None:
        self._voice = voice or Voice()
        self._writer = writer or EmbeddedWriter()
        self._checker = checker
        self._facts = facts or Facts(())
        self._used = used or Used()
        self._line = line
        self._own_language = own_language

    def crossroads(
        self, comment: Comment, want: Want = Want.ANSWER, *, fact: str = "", most: int = _DRAFTS
    ) -> Crossroads:
        """The three paths from a comment, with up to `most` drafts, or why there is nothing to say.

        Args:
            fact: What the user wants said, in her own words.
        """
        told = self._said(comment)
        what = does(comment, told)
        known = fact or (self._facts.best(comment.text, told.language) if what in ASKED else "")
        brief = self._brief(comment, told, what, want, known)
        why = self._nothing(comment, what, want, fact) or self._unwritten(brief)
        asks = "" if known or why else paths.needs(what)
        drafts = () if why else self._drafts(brief, most)
        if not (why or drafts) and want is Want.THANK:
            # Thanks to hundreds: when all words are spent, once more with another name.
            drafts = self._drafts(replace(brief, but_for_names=True), most)
        if not (why or drafts):
            why = paths.nothing(self._without(brief))
        return Crossroads(
            comment.key,
            what,
            told.quotes[0] if told.quotes else "",
            Path.LEAVE if why and not asks else BEST.get(what, Path.UNDERSTAND),
            tuple(paths.choice(path, what, drafts if path is Path.UNDERSTAND else ()) for path in Path),
            why,
            asks,
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
            hidden=hidden(comment),
        )

    def _nothing(self, comment: Comment, what: Does, want: Want, fact: str) -> str:
        """Why there is nothing to say; empty where there is something."""
        if what in (Does.THREAT, Does.SPAM):
            return paths.nothing(what)
        if not comment.text.strip():
            return paths.nothing("empty")
        if fact or want is not Want.ANSWER:
            return ""
        if comment.to_another and what not in _FOR_ANOTHER:
            return paths.nothing("to_another")
        if what is Does.REMARK and maybe_meant_ill(comment.reading):
            return paths.nothing("unclear")
        return paths.nothing("aside") if what is Does.ASIDE else ""

    def _unwritten(self, brief: Brief) -> str:
        """Why there is no draft in the comment's language; empty where there can be one."""
        written = self._writer.languages
        return "" if written is None or brief.language in written else paths.nothing("language")

    def _without(self, brief: Brief) -> str:
        """Why no draft was made or taken."""
        if not brief.plans:
            return "asks"
        return "spent" if self._checker is None else "unfit"

    def _brief(self, comment: Comment, told: Said, what: Does, want: Want, fact: str) -> Brief:
        voice, language = self._voice, self._language(comment.text, told)
        formal = bool(voice.formal if told.formal is None else told.formal)
        if told.formal is None and voice.formal is None:
            called = bool(voice.name) and voice.name.split()[0] in comment.text
            formal = language in ("de", "fr", "it") and comment.tie == 0 and not called
        name = first_name(comment.name)
        # A first name beside "Sie" sounds like a schoolteacher.
        name = "" if formal and language == "de" else name
        shown = touches(
            what, comment.text, speech(told.language), mild=mild(comment.reading),
            of_somebody=of_somebody(comment.post, speech(language_told(comment.post))),
        )  # fmt: skip
        wanted = plans(what, want, fact=bool(fact))
        if want is Want.ANSWER:
            wanted = _left(wanted, shown)
        if voice.words < 10:
            wanted.sort(key=len)
        return Brief(
            comment.key, what, comment.text, fitting(told, what, comment.text), name, shown, wanted, fact,
            self._line, language, formal, voice, self._used, comment.post,
        )  # fmt: skip

    def _language(self, text: str, told: Said) -> str:
        """The comment's; the user's own where a few words or signs do not tell, or where she wants it so."""
        own = self._voice.language if speech(self._voice.language) else _FALLBACK
        sure = told.words > _FEW_WORDS or (
            surely(text, told.language, own)
            if speech(told.language)
            else not text.isascii() and told.words > 0
        )
        written = self._writer.languages
        foreign = written is not None and told.language not in written
        return own if not sure or (foreign and self._own_language) else told.language

    def _drafts(self, brief: Brief, most: int) -> tuple[Draft, ...]:
        """Those that pass the check and take up this very comment; if none does, the best of the others."""
        taken = self._taken(brief, most)
        if not taken and brief.does in IN_NEED:
            # Better what somebody else was told as well than nothing.
            taken = self._taken(replace(brief, but_for_names=True), 1)
            taken = taken or self._taken(replace(brief, used=Used()), 1)
        # In the order of the plans, however many candidates each of them took: a yes before a no. Of one plan
        # what quotes comes last.
        order = [tuple(plan) for plan in brief.plans]
        taken.sort(
            key=lambda one: (
                not one.by,
                order.index(one.moves) if one.moves in order else len(order),
                bool(MARKS.search(one.text)),
            )
        )
        if brief.does is Does.PERMISSION and taken and taken[0].moves[0] is Move.CLOSE and _gives(brief):
            # Where no yes is left to offer a no alone is no choice.
            return ()
        return tuple(taken)

    def _taken(self, brief: Brief, most: int) -> list[Draft]:
        """Drafts that are fit to be offered, as they came."""
        taken: list[Draft] = []
        second: list[Draft] = []
        short = brief.said.words <= _SHORT or brief.does in _BRIEFLY
        tried = islice(self._writer.candidates(brief), _MOST_TRIED)
        while len(taken) < most and (some := list(islice(tried, max(most, len(brief.plans))))):
            for draft in self._checked(some, brief):
                if rank(draft, short) < Rank.PASSES:
                    second.append(draft)
                elif len(taken) < most and brief.free(draft.text) and _has_turn(draft, taken, brief, most):
                    brief.used.take(draft.text)
                    taken.append(draft)
        if not taken:
            # Better one that says what is to be looked at than none; to somebody in need even one of our own
            # that the check would hold, which takes whether they are safe for a question too soon.
            best = max(second, key=lambda one: (rank(one, short), fit(one)), default=None)
            told = brief.does in IN_NEED and best is not None and not best.by
            if best is not None and (told or rank(best, short) > Rank.HELD):
                brief.used.take(best.text)
                taken.append(best)
        return taken

    def _checked(self, drafts: Sequence[Draft], brief: Brief) -> list[Draft]:
        free = [one for one in drafts if brief.free(one.text) and not holds_up(one, brief)]
        if self._checker is None:
            return free
        checks = self._checker.check_batch([Outgoing(brief.key, one.text, brief.comment) for one in free])
        return [replace(one, check=check) for one, check in zip(free, checks, strict=True)]


def _has_turn(draft: Draft, taken: Sequence[Draft], brief: Brief, most: int) -> bool:
    """Whether a draft is not one too many of its plan: three times no is no choice."""
    same = sum(one.moves == draft.moves for one in taken)
    return same <= max(0, most - len(brief.plans))


def _gives(brief: Brief) -> bool:
    """Whether a yes is what she is to be offered first."""
    return bool(brief.plans) and brief.plans[0][0] is not Move.CLOSE


def _left(wanted: list[Plan], shown: Sequence[str]) -> list[Plan]:
    """Plans without those that ask for what was sent or offered already, or a critic what would be fair."""
    if not ASKS_NOTHING.intersection(shown):
        return wanted
    return [plan for plan in wanted if not {Move.PRIVATE, Move.ASK}.intersection(plan)] or wanted
