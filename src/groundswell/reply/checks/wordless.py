"""Texts in which there are no words to judge: one sign held down, or something pasted by mistake."""

import re

from groundswell.text.language import language_of

_RUN = re.compile(r"[^\W\d_]+")
_HELD = re.compile(r"(.)\1{9,}", re.IGNORECASE)
"""A key that was held down; who draws a word out ("sooooo") writes other letters as well."""
_LONGEST_WORD = 70
"""Letters; the longest German words have some sixty."""
_APART = frozenset({"zh", "ja", "ko", "th", "hi", "ar", "he"})
"""Scripts of which some put nothing between words."""
_SHARE = 0.9


def is_wordless(text: str) -> bool:
    """Whether nearly all letters of a text belong to runs that are no words of any language."""
    runs = [found[0] for found in _RUN.finditer(text)]
    letters = sum(map(len, runs))
    none = sum(len(run) for run in runs if len(run) > _LONGEST_WORD or _HELD.fullmatch(run))
    return none > 0 and none >= _SHARE * letters and language_of(text) not in _APART
