"""The check of a letter: what the heads say, remarks with their place, and the letter anew."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from groundswell.domain.countries import country_code
from groundswell.domain.letters import Item, Letter, LetterCheck, Reasons
from groundswell.letters.heads import Heads
from groundswell.letters.judging import Judge, Judged, States
from groundswell.letters.jurisdiction import Caution, caution_for, country_of
from groundswell.letters.phrases import Phrases, phrases
from groundswell.letters.remarks import remarks
from groundswell.letters.rewriting import alone, familiar, rewritten
from groundswell.letters.sentences import told_apart
from groundswell.letters.tongue import tongue_of
from groundswell.letters.weaving import Woven, joined, shifted

__all__ = ["Checker", "States"]

_AT_ONCE = 128


class Checker:
    """Checks letters.

    Args:
        encoder: Says where sentences stand among others.
        whole: The same of whole letters; see `Judge`.
        country: Two letters: whose law to think of; by default, or where they are those of no country, that
            of the sender's address, if it names one.
        reasons: The sender's own decision whether reasons are given, over what is wise in that country.
        own: Other heads than those that ship.

    Raises:
        DamagedFile: The model's files are not what they should be.
    """

    def __init__(
        self,
        encoder: States,
        whole: States | None = None,
        *,
        country: str = "",
        reasons: Reasons | None = None,
        own: Heads | None = None,
    ) -> None:
        self._judge = Judge(encoder, whole, own)
        self._country, self._reasons = country_code(country), reasons

    def check(self, letters: Iterable[Letter]) -> Iterator[LetterCheck]:
        """One check for each letter, in order, as a stream."""
        rest = iter(letters)
        while some := list(islice(rest, _AT_ONCE)):
            yield from self._checked(some)

    def _checked(self, letters: Sequence[Letter]) -> Iterator[LetterCheck]:
        for letter, judged in zip(letters, self._judge(letters), strict=True):
            yield self._said(letter, judged)

    def _said(self, letter: Letter, judged: Judged) -> LetterCheck:
        language = tongue_of(letter.body)
        country = self._country or country_of(letter.sender)
        words = _words(letter.body, language)
        caution = caution_for(country, self._reasons)
        anew = self._rewritten(judged, words, caution)
        return LetterCheck(
            id=letter.id,
            where=letter.where,
            overall=judged.overall,
            scores={item: judged.scores[item] for item in Item},
            remarks=remarks(judged, words, caution),
            rewrite=anew.text,
            kept=anew.kept,
            language=language,
            country=country,
            model=self._judge.name,
        )

    def _rewritten(self, judged: Judged, words: Phrases, caution: Caution) -> Woven:
        """The letter anew; one that is told in two languages, in each of them."""
        letter = judged.read.letter
        parts = told_apart(letter.body, judged.read.sentences)
        if len({tongue_of(part) for part in parts}) < _TWICE:
            return rewritten(judged, words, caution)
        each = self._judge([replace(letter, body=part) for part in parts])
        said = [_words(part, tongue_of(part)) for part in parts]
        made, begin = list[Woven](), 0
        for part, one in zip(parts, zip(each, said, strict=True), strict=True):
            begin = letter.body.index(part, begin)
            made.append(shifted(rewritten(*one, caution), begin))
        return joined(_BETWEEN, made)


_TWICE = 2
_BETWEEN = "\n-----\n\n"


def _words(body: str, language: str) -> Phrases:
    return phrases(language, familiar=familiar(body, language), alone=alone(body))
