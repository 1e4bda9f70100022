"""The check: judgements and rules to scores, remarks and a verdict."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from groundswell.domain.checking import Check, Fault, Outgoing, Remark, Verdict
from groundswell.domain.etiquette import Etiquette
from groundswell.reply.checks import wording
from groundswell.reply.checks.accusing import Accusation
from groundswell.reply.checks.certain import Certain, certain, settled
from groundswell.reply.checks.deciding import FAULTS, Limits, defence, verdict
from groundswell.reply.checks.judging import Judge, Judged
from groundswell.reply.checks.private import private
from groundswell.reply.checks.templates import left_over
from groundswell.reply.checks.wordless import is_wordless
from groundswell.reply.drafts.spoken import speech
from groundswell.reply.manners.etiquette import etiquette
from groundswell.reply.manners.remarks import Seen, early, seen
from groundswell.reply.manners.safety import asks_after_safety
from groundswell.text.danger import in_danger
from groundswell.text.language import UNKNOWN, language_of

_SHOWN = {
    "fit": "fit",
    "empathy": "empathy",
    "emotion": "emotion",
    "interpretation": "interpretation",
    "exploration": "exploration",
    "defensive": "defensiveness",
    "hostile": "hostility",
    "polite": "politeness",
    "pitch": "pitch",
    "too_soon": "too_soon",
    "specific": "specificity",
}
_WHOLE = {Fault.TOO_LONG, Fault.DANGER, Fault.TOO_SOON}
"""Faults of the text on the whole, of which no clause is guiltier than the others."""

_UNKNOWN = 0.5
_NEVER = 1.0
_NEAR = 0.25
"""Of the way to where a fault is remarked on."""


class Checker:
    """Checks texts that are about to go out.

    Args:
        judge: Another one than the one that ships.
    """

    def __init__(self, judge: Judge | None = None) -> None:
        self._judge = judge or Judge()
        self.name = self._judge.name
        limits = dict(self._judge.thresholds)
        self._limits = Limits(limits.pop("send"), limits.pop("hold"), limits)

    def check_batch(self, texts: Sequence[Outgoing]) -> list[Check]:
        """One check for each text, in order."""
        judged = self._judge(texts)
        return [self._check(text, own) for text, own in zip(texts, judged, strict=True)]

    def _check(self, text: Outgoing, judged: Judged) -> Check:
        if is_wordless(text.text):
            return self._unjudged(text)
        language = language_of(text.text)
        if language == UNKNOWN:
            language = language_of(text.to)
        sure = certain(text, language, judged, self._limits)
        judged = settled(judged, sure, text, self._limits)
        scores = {shown: judged.chances[score] for score, shown in _SHOWN.items()}
        told = etiquette(text.text, language, scores)
        safety = asks_after_safety(text.text) and in_danger(text.to)
        found = self._remarks(text, judged, sure, told, language)
        if safety:
            pitches = self._measure(judged.chances, "pitch") >= 1
            found = (one for one in found if not _is_it(one, text, pitches=pitches))
        remarks = sorted(found, key=lambda one: (one.start, one.end))
        faults = frozenset(one.kind for one in remarks)
        return Check(
            text.id,
            verdict(
                judged.chances["fit"], faults, self._limits, after_safety=safety and self._else_fine(judged)
            ),
            scores,
            tuple(remarks),
            language,
            self.name,
            told,
        )

    def _unjudged(self, text: Outgoing) -> Check:
        """What is said of a text in which there is no word: nothing is known of it, good or bad."""
        spans = [(begin, end, Fault.PRIVATE) for begin, end, _ in private(text.text)]
        spans += [(begin, end, Fault.TEMPLATE) for begin, end in left_over(text.text)]
        found = [Remark(begin, end, kind, wording.say(kind), "") for begin, end, kind in sorted(spans)]
        scores = dict.fromkeys(_SHOWN.values(), _UNKNOWN)
        return Check(text.id, Verdict.LOOK_AGAIN, scores, tuple(found), UNKNOWN, self.name)

    def _remarks(
        self,
        text: Outgoing,
        judged: Judged,
        sure: Certain,
        told: Etiquette | None,
        language: str,
    ) -> Iterator[Remark]:
        said: set[str] = set()
        formal = _formal(text, language)

        def remark(span: tuple[int, int], kind: Fault, about: str) -> Remark:
            words = wording.instead(about, language, frozenset(said), formal=formal)
            said.add(words)
            return Remark(*span, kind, wording.say(about), words)

        found = self._found(judged.chances)
        for score in found:
            kind = FAULTS[score]
            if kind is Fault.TOO_SOON and told:
                continue
            if kind is Fault.DEFENSIVE:
                how = defence(judged.chances)
                # What is said of it must fit the words that are marked.
                loud = Accusation(*judged.loudest(score, f"how_{how}"), about=how, how=how)
                for said_of in sure.accusations or [loud]:
                    made = remark((said_of.start, said_of.end), kind, said_of.about)
                    yield replace(made, how=said_of.how)
            else:
                spans = sure.insults if kind is Fault.HOSTILE else ()
                loudest = (0, len(text.text)) if kind in _WHOLE else judged.loudest(score)
                for span in spans or [loudest]:
                    yield remark(span, kind, kind)
        for one in self._manners(text, judged.chances, told, language, found) if told else ():
            made = remark(one.span, one.kind, one.about)
            yield replace(made, instead=one.instead(text.text, made.instead))
        for begin, end, _ in private(text.text):
            yield remark((begin, end), Fault.PRIVATE, Fault.PRIVATE)
        for begin, end in left_over(text.text):
            yield remark((begin, end), Fault.TEMPLATE, Fault.TEMPLATE)

    def _manners(
        self, text: Outgoing, chances: Mapping[str, float], told: Etiquette, language: str, found: list[str]
    ) -> Iterator[Seen]:
        if not {"hostile", "defensive"} & set(found):
            # Who attacks asks for nothing: what reads so is the attack.
            one = early(text, told, chances["too_soon"], 0.0 if "too_soon" in found else _NEVER)
            if one:
                yield one
        scores = {shown: chances[score] for score, shown in _SHOWN.items()}
        yield from seen(text, told, scores, language, self._limits.send)

    def _else_fine(self, judged: Judged) -> bool:
        """Whether nothing but the ask, which the network takes for an early one, comes near to a fault."""
        others = FAULTS.keys() - {"too_soon", "pitch"}
        return all(self._measure(judged.chances, score) < _NEAR for score in others)

    def _measure(self, chances: Mapping[str, float], score: str) -> float:
        """How far a score is to where it is remarked on; from 1 on it is."""
        return chances[score] / self._limits.remark.get(score, _NEVER)

    def _found(self, chances: Mapping[str, float]) -> list[str]:
        """The faults to speak of; of a text that is not fit at least the likeliest, since a verdict without a
        reason helps nobody."""
        measure = {score: self._measure(chances, score) for score in FAULTS}
        found = [score for score in FAULTS if measure[score] >= 1]
        if {"hostile", "defensive"} & set(found):
            found = [score for score in found if score != "too_soon"]
        if not found and chances["fit"] < self._limits.hold:
            found = [max(measure, key=lambda score: measure[score])]
        return found


def _is_it(remark: Remark, text: Outgoing, *, pitches: bool) -> bool:
    """Whether what is remarked on, where somebody's safety is asked after, is that very ask.

    Args:
        pitches: Whether the network is sure of a pitch; else it is named for want of another reason alone.
    """
    if remark.kind in (Fault.TOO_SOON, Fault.NO_WAY_OUT):
        return asks_after_safety(text.text[remark.start : remark.end])
    return remark.kind is Fault.PITCH and not pitches


def _formal(text: Outgoing, language: str) -> bool:
    """Whether the reader is addressed politely: as the text does it, else as what it answers does."""
    spoken = speech(language)
    told = (spoken.formal(one) for one in (text.text, text.to)) if spoken else ()
    return next((one for one in told if one is not None), False)


@cache
def built_in() -> Checker:
    """The checker that ships, loaded once. Raises DamagedFile."""
    return Checker()


def check(text: str, *, to: str = "", round: int = 1) -> Check:  # noqa: A002, the word for it
    """What is said of one text before it goes out.

    Args:
        to: What it answers; of a first message, what is known of who gets it.
        round: Its place in the conversation, from 1.

    Raises:
        DamagedFile: The files of the model are not what they should be.
    """
    return built_in().check_batch([Outgoing("", text, to, round)])[0]
