"""Sentences of a short text, and when two of them are the same."""

import re

_END = re.compile(r"(?:(?<=[.!?…。！？])|(?<=[.!?…。！？][\"”“»’)]))\s+(?=[^\W\d_a-zà-ÿ]|[“\"«„‘¿¡\d])|\n+")
_SIGNS = re.compile(r"[^\w]+")


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order."""
    return [one.strip() for one in _END.split(text) if one.strip()]


def same(sentence: str) -> str:
    """What is equal for sentences that a reader would call the same: words in one case, without signs."""
    return _SIGNS.sub(" ", sentence.casefold()).strip() or sentence.strip()
