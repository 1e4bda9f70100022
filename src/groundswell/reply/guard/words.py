"""Words as the guard compares them, and those that may always stand in a reply."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from groundswell.reply.drafts.phrases import vocabulary
from groundswell.reply.drafts.spoken import speech
from groundswell.reply.sentences import sentences
from groundswell.text.language import language_of
from groundswell.text.tokens import folded_token

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_STEM = 5
_BEGINS = tuple('"“„«:.!?…¿¡(–—')
_LARGE = ("I", "Sie", "Ihnen", "Ihr", "Ihre", "Ihren", "Ihrem", "Ihrer", "Lei", "La", "Le", "U", "Uw")


def words_of(text: str) -> list[str]:
    """The words of a text, folded: one case, no accents."""
    return [form for one in WORD.findall(text.replace("’", "'")) if (form := folded_token(one))]


def names_in(text: str) -> list[str]:
    """Words that are written large where none has to be, folded; "I" and polite forms are none.

    In German, which writes all nouns large, none can be told.
    """
    if language_of(text) == "de":
        return []
    found = []
    for line in sentences(text):
        for place, one in enumerate(WORD.finditer(line)):
            before = line[: one.start()].rstrip()
            begins = place == 0 or before[-1:] in _BEGINS
            if one[0][0].isupper() and not begins and one[0].split("'")[0].split("’")[0] not in _LARGE:
                found += words_of(one[0])
    return found


def stem(word: str) -> str:
    """What is equal for most forms of a word: its first letters."""
    return word[:_STEM]


@cache
def plain_words(language: str) -> frozenset[str]:
    """Words that say nothing new: those of the sentences that ship, and those that carry nothing."""
    spoken = speech(language)
    stops = spoken.stops if spoken else frozenset()
    return frozenset(folded_token(one) for one in (*vocabulary(language), *stops))


@cache
def small_words(language: str) -> frozenset[str]:
    """Words that carry nothing."""
    spoken = speech(language)
    return frozenset(folded_token(one) for one in spoken.stops) if spoken else frozenset()


@cache
def never() -> Mapping[str, re.Pattern[str]]:
    """What no draft may say of itself or bind the user to, as patterns over folded words."""
    told = tomllib.loads((Path(__file__).parent / "never.toml").read_text(encoding="utf-8"))
    return {kind: re.compile("|".join(f"(?:{one})" for one in parts)) for kind, parts in told.items()}
