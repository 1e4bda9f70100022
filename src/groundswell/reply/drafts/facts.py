"""What the user has said before that answers a question: found, never made up."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from groundswell.reply.drafts.spoken import languages, speech
from groundswell.reply.sentences import sentences
from groundswell.text.language import language_of
from groundswell.text.tokens import tokens

_STEM = 5
_LEAST_SHARED = 2
_LEAST_SHARE = 0.4
_SHORTEST, _LONGEST = 12, 220


class Facts:
    """Sentences that the user has said in public, to be given again where somebody asks.

    Args:
        said: Her posts and replies; questions and what is very short or long are no answers.
    """

    def __init__(self, said: Sequence[str]) -> None:
        told = dict.fromkeys(one for text in said for one in sentences(text) if _answers(one))
        self._told = [(one, stems(one)) for one in told]
        often = Counter(stem for _, own in self._told for stem in own)
        self._rare = {stem: math.log(1 + len(self._told) / n) for stem, n in often.items()}
        self._rarest = math.log(1 + max(1, len(self._told)))

    def best(self, question: str, language: str) -> str:
        """The sentence that answers a question, in its language; empty where none surely does.

        It has to share two telling words with it, and two fifths of what the question tells, by the words'
        rarity.
        """
        asked = stems(question)
        whole = sum(self._rare.get(stem, self._rarest) for stem in asked)
        found, share = "", _LEAST_SHARE
        for one, own in self._told:
            shared = asked & own
            weight = sum(self._rare[stem] for stem in shared) / whole if whole else 0.0
            if len(shared) >= _LEAST_SHARED and weight >= share and language_of(one) == language:
                found, share = one, weight
        return found


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that carry something."""
    return frozenset(
        form[:_STEM]
        for _, _, form in tokens(text)
        if len(form) > 2 and form[0].isalpha() and form not in _small()
    )


def _answers(sentence: str) -> bool:
    return _SHORTEST <= len(sentence) <= _LONGEST and not re.search(r"[?？#@]|https?:", sentence)


@cache
def _small() -> frozenset[str]:
    found = (speech(code) for code in languages())
    return frozenset(word for one in found if one is not None for word in one.stops)


def without_name(text: str, name: str) -> str:
    """A reply without the name of whom it answered: "Two days, Ana." → "Two days."."""
    first = re.escape(name.split()[0]) if name.split() else ""
    if not first:
        return text
    bare = re.sub(
        rf"(?:,\s*(?:{re.escape(name)}|{first})(?=[.!?,;:]|$))|^(?:{re.escape(name)}|{first})[,:]\s*",
        "",
        text,
    )
    return bare[:1].upper() + bare[1:]
