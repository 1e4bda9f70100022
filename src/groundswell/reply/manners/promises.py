"""Promises that an author may not be able to keep."""

import re
from collections.abc import Iterator
from functools import cache

from groundswell.reply.manners.words import Pattern, either, plain, promising

_BEFORE = 40
"""Characters before a promise in which a "not" takes it back."""


def promises(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where a text promises what is not the author's to give; the places do not overlap.

    What one does oneself, such as "I will look at it", is no such promise.
    """
    told = _patterns(language)
    if told is None:
        return
    pattern, taken_back = told
    read = plain(text)
    for found in pattern.finditer(read):
        start, end = _bare(read, *found.span())
        if start < end and not taken_back.search(read[max(0, start - _BEFORE) : start].casefold()):
            yield start, end


@cache
def _patterns(language: str) -> tuple[Pattern, Pattern] | None:
    told = promising(language)
    return (either(told[0]), re.compile(told[1], re.IGNORECASE)) if told else None


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the space and the marks around it."""
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and text[end - 1] in " \t\n,;:-–—(":
        end -= 1
    return start, end
