"""Which language a letter is in: a short one is told by how letters greet, regret and close."""

import re
from collections import Counter

from groundswell.text.language import UNKNOWN, language_of

_FEW = 12
"""A letter of fewer words has too few common ones to be told by."""
_LEAST_LETTERS = 8
_WORD = re.compile(r"[^\W\d_]+")
_NO = re.compile(r"\bno\b", re.IGNORECASE)
"""The answer itself, which is the same word in English and Spanish, and a common one in Portuguese."""
_TOLD_BY = {
    "en": "dear hi hello hey unfortunately sorry regret regards sincerely",
    "de": "sehr geehrte geehrter liebe lieber leider grüße grüßen absage",
    "es": "estimada estimado hola lamentablemente desafortunadamente saludos sentimos",
    "fr": "bonjour cher chère malheureusement cordialement désolé désolée monsieur",
    "pt": "prezada prezado olá infelizmente atenciosamente cumprimentos",
}
_LANGUAGE_OF = {word: code for code, words in _TOLD_BY.items() for word in words.split()}


def tongue_of(body: str) -> str:
    """ISO 639-1 code of a letter's language; `und` where there are too few words to tell."""
    words = _WORD.findall(body[: _FEW * 40])
    if len(words) >= _FEW:
        return language_of(body)
    votes = Counter(_LANGUAGE_OF[word] for one in words if (word := one.casefold()) in _LANGUAGE_OF)
    (first, most), (_, second) = [*votes.most_common(2), ("", 0), ("", 0)][:2]
    if most > second:
        return first
    rest = _NO.sub(" ", body)
    return language_of(rest) if sum(map(str.isalpha, rest)) >= _LEAST_LETTERS else UNKNOWN
