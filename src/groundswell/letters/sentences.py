"""A letter's body as sentences that keep their place, each with its part in the letter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from groundswell.letters.cues import shapes, straight

MOST_SENTENCES = 60
"""Of a longer letter the first forty-five and the last fifteen sentences are read."""
_LAST = 15
LONGEST = 600
"""Characters of one sentence; what runs on is cut at a space."""

_FULL_LINE = 55
"""A line of so many characters that ends without a stop was broken by a mail program, not by its writer."""
_END = re.compile(r"[.!?…]+[)\"'”’»]*(?=\s|$)|[:;](?=\s*\n)|(?<=\s)[–—](?=\s*\n)")
_NAMELIKE = re.compile(r"^\W*(?:[^\s,.!?]{1,24}\s*){1,6}[.!]?\W*$")


class Part(StrEnum):
    """Where in the letter a sentence stands."""

    GREETING = "greeting"
    BODY = "body"
    CLOSING = "closing"
    SIGNED = "signed"


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
    made: list[Sentence] = []
    closed = False
    for place, (start, end) in enumerate(pieces):
        text = body[start:end]
        last = place == len(pieces) - 1
        part = Part.BODY
        if place == 0 and len(pieces) > 1 and shapes()["greeting"].match(straight(text)):
            part = Part.GREETING
        elif shapes()["closing"].match(straight(text)) and place:
            part, closed = Part.CLOSING, True
        elif place and len(text) < 60 and (closed or last) and _NAMELIKE.match(text) and not text.isupper():
            part = Part.SIGNED
        made.append(Sentence(start, end, text, part))
    return made


def _lines(body: str) -> Iterator[tuple[int, int]]:
    """Stretches between newlines that somebody meant."""
    begin, position = 0, 0
    while position < len(body):
        end = body.find("\n", position)
        end = len(body) if end < 0 else end
        line = body[position:end].rstrip()
        following = body[end + 1 : end + 2]
        wrapped = (
            len(line) >= _FULL_LINE and line[-1] not in ".!?:;" and following and not following.isspace()
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
