"""A letter's body as sentences that keep their place, each with its part in the letter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from groundswell.letters.cues import shapes, straight
from groundswell.letters.ending import End, ending, is_contact

MOST_SENTENCES = 60
"""Of a longer letter the first forty-five and the last fifteen sentences are read."""
_LAST = 15
LONGEST = 600
"""Characters of one sentence; what runs on is cut at a space."""

_FULL_LINE = 55
"""A line of so many characters that ends without a stop was broken by a mail program, not by its writer."""
_RULE, _SHORTEST_RULE = "-_=*~", 3
_SEPARATED = re.compile(r" [|·•] ")
_CONTACT = 160
"""Characters of a line of addresses and numbers, which is no sentence."""
_END = re.compile(r"(?<![.!?…])[.!?…]+[)\"'”’»]*(?=\s|$)|[:;](?=\s*\n)|(?<=\s)[–—](?=\s*\n)")


class Part(StrEnum):
    """Where in the letter a sentence stands."""

    GREETING = "greeting"
    BODY = "body"
    CLOSING = "closing"
    SIGNED = "signed"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a body; `start` and `end` count its characters."""

    start: int
    end: int
    text: str
    part: Part


def sentences(body: str) -> list[Sentence]:
    """The sentences of a letter, in order."""
    pieces = [piece for line in _lines(body) for piece in _cut(body, *line)]
    if len(pieces) > MOST_SENTENCES:
        pieces = [*pieces[: MOST_SENTENCES - _LAST], *pieces[-_LAST:]]
    ends = ending(body, pieces)
    made = []
    for place, (start, end) in enumerate(pieces):
        text = body[start:end]
        part = _PART_OF[ends[place]]
        if part is Part.BODY and len(pieces) > 1 and _greets(body, pieces, ends, place):
            part = Part.GREETING
        made.append(Sentence(start, end, text, part))
    return made


_PART_OF = {None: Part.BODY, End.CLOSING: Part.CLOSING, End.SIGNED: Part.SIGNED, End.FOOTER: Part.FOOTER}


def _greets(body: str, pieces: Sequence[tuple[int, int]], ends: Sequence[End | None], place: int) -> bool:
    """Whether a piece greets: the first, or one after a signature, where a letter is told a second time."""
    start, end = pieces[place]
    first = place == 0 or ends[place - 1] in {End.CLOSING, End.SIGNED}
    first = first or (place == 1 and body[slice(*pieces[0])].endswith(")"))
    return first and shapes()["greeting"].match(straight(body[start:end])) is not None


def told_apart(body: str, parts: Sequence[Sentence]) -> list[str]:
    """A body cut where, below a signature, somebody is greeted again, as in letters in two languages."""
    signed = next((at for at, one in enumerate(parts) if one.part in {Part.CLOSING, Part.SIGNED}), len(parts))
    cuts = [one.start for one in parts[signed:] if one.part is Part.GREETING]
    bounds = [0, *cuts, len(body)]
    return [_without_rule(body[begin:end].strip()) for begin, end in pairwise(bounds)]


def _without_rule(text: str) -> str:
    """A text without the line of signs below it."""
    above = text.rstrip(_RULE)
    return above.strip() if len(text) - len(above) >= _SHORTEST_RULE else text


def _lines(body: str) -> Iterator[tuple[int, int]]:
    """Stretches between newlines that somebody meant."""
    begin, position = 0, 0
    while position < len(body):
        end = body.find("\n", position)
        end = len(body) if end < 0 else end
        line = body[position:end].rstrip()
        following = body[end + 1 : end + 2]
        wrapped = (
            len(line) >= _FULL_LINE
            and " " in line.strip()
            and line[-1] not in ".!?:;"
            and following
            and not following.isspace()
        )
        position = end + 1
        if not wrapped:
            yield begin, end
            begin = position
    if begin < len(body):
        yield begin, len(body)


def _cut(body: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one line."""
    start = begin
    if begin == 0:
        found = shapes()["greeting"].match(straight(body[:end]))
        if found and found[0].rstrip().endswith((",", "!", ":", ".")) and len(found[0]) < end - begin:
            yield from _trimmed(body, 0, found.end())
            start = found.end()
    if _SEPARATED.search(body, start, end) and end - start <= _CONTACT and is_contact(body[start:end]):
        yield from _trimmed(body, start, end)
        return
    for found in _END.finditer(body, start, end):
        if not shapes()["abbreviation"].search(body[max(start, found.end() - 8) : found.end()]):
            yield from _trimmed(body, start, found.end())
            start = found.end()
    yield from _trimmed(body, start, end)


def _trimmed(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and body[start].isspace():
        start += 1
    while start < end and body[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = body.rfind(" ", start, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut + (body[cut] == " ")
    if any(char.isalnum() for char in body[start:end]):
        yield start, end
