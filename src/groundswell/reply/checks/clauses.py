"""A text cut into the clauses that a remark can be about."""

import re
from collections.abc import Iterator

_END = re.compile(r"(?:[.!?…。！？]+[\"'”’)\]]*(?=\s|$)|\n+|(?<=\s)[-–—](?=\s)|[;:](?=\s))")
_TURN = re.compile(
    r",\s+(?=(?:but|because|since|so|and|if|although|though|while|aber|denn|weil|wenn|obwohl|pero|porque|si"
    r"|aunque|mais|parce|car|même|mas|porque|embora|ma|perché|però|maar|want|omdat|ale|bo|jeśli|ama|çünkü)\b)",
    re.IGNORECASE,
)
_SHORTEST = 12
"""Characters: what is shorter is told with the clause before it."""


def clauses(text: str) -> list[tuple[int, int]]:
    """Where each clause of a text begins and ends, without the space around it; they do not overlap."""
    made: list[tuple[int, int]] = []
    for begin, end in _cut(text):
        own = text[begin:end]
        start = begin + len(own) - len(own.lstrip())
        stop = end - (len(own) - len(own.rstrip()))
        if start >= stop:
            continue
        if made and stop - start < _SHORTEST:
            made[-1] = (made[-1][0], stop)
        else:
            made.append((start, stop))
    return made


def _cut(text: str) -> Iterator[tuple[int, int]]:
    ends = {found.end() for found in _END.finditer(text)} | {found.end() for found in _TURN.finditer(text)}
    begin = 0
    for end in sorted(ends | {len(text)}):
        yield begin, end
        begin = end
