"""The check of a letter: what the heads say, remarks with their place, and the letter anew."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from groundswell.domain.letters import Item, Letter, LetterCheck, Reasons
from groundswell.letters.heads import Heads
from groundswell.letters.judging import Judge, Judged, States
from groundswell.letters.jurisdiction import caution_for, country_of
from groundswell.letters.phrases import phrases
from groundswell.letters.remarks import remarks
from groundswell.letters.rewriting import alone, familiar, rewritten
from groundswell.text.language import language_of

__all__ = ["Checker", "States"]

_AT_ONCE = 128


class Checker:
    """Checks letters.

    Args:
        encoder: Says where texts stand among others.
        country: Two letters: whose law to think of; by default that of the sender's address, if it names one.
        reasons: The sender's own decision whether reasons are given, over what is wise in that country.
        own: Other heads than those that ship.

    Raises:
        DamagedFile: The model's files are not what they should be.
    """

    def __init__(
        self, encoder: States, *, country: str = "", reasons: Reasons | None = None, own: Heads | None = None
    ) -> None:
        self._judge = Judge(encoder, own)
        self._country, self._reasons = country.upper(), reasons

    def check(self, letters: Iterable[Letter]) -> Iterator[LetterCheck]:
        """One check for each letter, in order, as a stream."""
        rest = iter(letters)
        while some := list(islice(rest, _AT_ONCE)):
            yield from self._checked(some)

    def _checked(self, letters: Sequence[Letter]) -> Iterator[LetterCheck]:
        for letter, judged in zip(letters, self._judge(letters), strict=True):
            yield self._said(letter, judged)

    def _said(self, letter: Letter, judged: Judged) -> LetterCheck:
        language = language_of(letter.body)
        country = self._country or country_of(letter.sender)
        words = phrases(language, familiar=familiar(letter.body, language), alone=alone(letter.body))
        caution = caution_for(country, self._reasons)
        return LetterCheck(
            id=letter.id,
            where=letter.where,
            overall=judged.overall,
            scores={item: judged.scores[item] for item in Item},
            remarks=remarks(judged, words, caution),
            rewrite=rewritten(judged, words, caution),
            language=language,
            country=country,
            model=self._judge.name,
        )
