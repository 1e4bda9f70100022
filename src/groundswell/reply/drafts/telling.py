"""Which language a comment is in, as far as a draft has to know: rather none than a wrong one."""

from collections import Counter

from groundswell.reply.drafts.spoken import languages, speech
from groundswell.reply.sentences import WORD
from groundswell.text.language import UNKNOWN, language_of

_ENOUGH = 8
"""Words from which on some are small words of their language."""
_LEAST = 0.12
_LETTERS = {"pt": frozenset("ãõ"), "es": frozenset("ñ¿¡")}
"""Letters that only one of the languages beside it has: "Simples. Como o pão." is not Spanish."""


def language_told(text: str, known: str = "") -> str:
    """The language of a text; `und` where it is not sure.

    In a short text the small words tell more than trigrams do. A word counts the more, the fewer languages
    have it: "que" is Spanish, French and Portuguese, "não" is Portuguese alone.

    Args:
        known: What a reader says of it.
    """
    told = known if known and known != UNKNOWN else language_of(text)
    words = [one.casefold().replace("’", "'") for one in WORD.findall(text)]
    if speech(told) is None and not text.isascii():
        return told
    if told in ("pt", "es", "it", "fr"):
        told = next((code for code, own in _LETTERS.items() if own & set(text.casefold())), told)
    small = _small(frozenset(words))
    likeliest = max(sorted(small), key=lambda code: (small[code], code == told), default=told)
    if told in small and len(words) >= _ENOUGH and _share(words, told) < _LEAST:
        # Hardly a word of its language: romanised Hindi is taken for English, Swedish for German.
        return UNKNOWN if _share(words, likeliest) < _LEAST else likeliest
    if likeliest == "en" and not _plain(text):
        return told
    # What is told to be a language that is not written here is trusted unless most words speak against it.
    least = 1.5 * small[told] if told in small else 0.4 * len(words)
    return likeliest if small and small[likeliest] >= max(1.5, least) else told


def _plain(text: str) -> bool:
    """Whether a text has only the letters that English has."""
    return all(one.isascii() for one in text if one.isalpha())


def surely(text: str, language: str, other: str) -> bool:
    """Whether a few words are rather in one language than in another: one small word is only in the first."""
    one, two = speech(language), speech(other)
    if one is None or two is None:
        return False
    words = {found.casefold().replace("’", "'") for found in WORD.findall(text)}
    shown = any(one.shows(sign, text) and not two.shows(sign, text) for sign in ("wish", "thanks", "praises"))
    return shown or bool(words & (one.stops - two.stops))


def _share(words: list[str], code: str) -> float:
    spoken = speech(code)
    return sum(one in spoken.stops for one in words) / len(words) if spoken and words else 0.0


def _small(words: frozenset[str]) -> dict[str, float]:
    """How much the small words among these speak for each language that has drafts."""
    spoken = {code: found.stops for code in languages() if (found := speech(code))}
    often = Counter(word for stops in spoken.values() for word in words & stops)
    return {code: sum(1 / often[word] for word in words & stops) for code, stops in spoken.items()}
