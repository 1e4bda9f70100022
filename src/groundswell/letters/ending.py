"""Where a letter ends: its closing, who signs it, and what firms' programs put below."""

import re
from collections.abc import Sequence
from enum import StrEnum

from groundswell.letters.cues import cues, shapes, straight


class End(StrEnum):
    """What a piece at the end of a letter is; a footer says nothing to the one who gets the letter."""

    CLOSING = "closing"
    SIGNED = "signed"
    FOOTER = "footer"


_LONGEST = 60
"""Characters of a line that signs."""
_MOST_WORDS, _FEW_WORDS = 8, 4
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_SMALL = frozenset({
    "the", "of", "and", "for", "at", "de", "la", "el", "los", "y", "e", "et", "du", "des", "der", "die",
    "das", "von", "van", "und", "für", "da", "do", "dos", "le", "les", "i", "a", "an", "im",
})  # fmt: skip
"""Words that are small in names as well."""
_LEAST_AFTER = 2
"""Pieces that stand below a second greeting, at least."""
_STOPPED = re.compile(r"[.!?…][)\"'”’»]*$")
_FIRM = re.compile(
    r"\b(?:ltd|inc|co|corp|llc|plc|ltda|s\.?a|s\.?l|s\.?r\.?l|gmbh|e\.?v|bros|jr|sr|[A-Z])\.$", re.IGNORECASE
)
_AFTER_CLOSING = re.compile(r"^\W*(?:[^\s,.!?]{1,24}\s*){1,6}[.!]?\W*$")
_SAYS = ("no", "hold", "because", "next", "hope", "open_door", "effort", "unread")
"""Wordings that a signature never holds."""


def ending(body: str, pieces: Sequence[tuple[int, int]]) -> list[End | None]:
    """For each piece of a body what it is at the end of it; none for what is said.

    Args:
        pieces: Where sentences begin and end, in order.
    """
    closes = shapes()["closing"]
    made = [
        End.CLOSING if place and closes.match(straight(body[start:end])) else None
        for place, (start, end) in enumerate(pieces)
    ]
    for place in reversed(range(1, len(pieces))):
        start, end = pieces[place]
        if made[place] is None:
            made[place] = _below(body, start, end, last=place == len(pieces) - 1)
            if made[place] is None and not cues()["unread"].search(straight(body[start:end])):
                break
    closed = False
    for place, (start, end) in enumerate(pieces):
        if made[place] is End.CLOSING:
            closed = True
        elif _greets_again(body, pieces, place):
            closed = False
        if closed and made[place] is None:
            made[place] = _after_closing(body, start, end)
    return made


def _greets_again(body: str, pieces: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether a letter begins a second time, as one in two languages does."""
    start, end = pieces[place]
    text = straight(body[start:end])
    return (
        place + _LEAST_AFTER < len(pieces)
        and text.endswith((",", ":"))
        and shapes()["greeting"].match(text) is not None
    )


def _below(body: str, start: int, end: int, *, last: bool) -> End | None:
    """What a piece is that stands among the last."""
    if _is_footer(body[start:end]):
        return End.FOOTER
    return End.SIGNED if _signs(body, start, end, last=last) else None


def _after_closing(body: str, start: int, end: int) -> End | None:
    """What a piece is that stands below a closing, where a postscript may follow."""
    text = body[start:end]
    if _is_footer(text):
        return End.FOOTER
    if not _is_line(body, start, end) or end - start > 2 * _LONGEST or _speaks(text):
        return None
    named = _AFTER_CLOSING.match(text) and end - start < _LONGEST and not text.isupper()
    return End.SIGNED if named or is_contact(text) else None


def _is_footer(text: str) -> bool:
    """Whether a line says what every mail of a firm says, and names no date."""
    told = straight(text)
    return shapes()["footer"].search(told) is not None and cues()["when"].search(told) is None


def is_contact(text: str) -> bool:
    """Whether a line tells where somebody is to be found, without asking to write there."""
    return (
        shapes()["contact"].search(text) is not None
        and not _STOPPED.search(text)
        and not shapes()["address_to"].search(text)
    )


def _speaks(text: str) -> bool:
    return any(cues()[kind].search(straight(text)) for kind in _SAYS)


def _signs(body: str, start: int, end: int, *, last: bool) -> bool:
    """Whether a line is a name, an office, a firm, or where to find them."""
    text = body[start:end]
    if not _is_line(body, start, end) or end - start > 2 * _LONGEST:
        return False
    if is_contact(text):
        return True
    words = [word for word in _WORD.findall(text) if word.casefold() not in _SMALL]
    if not words or len(words) > _MOST_WORDS or end - start > _LONGEST:
        return False
    if _speaks(text) or (_STOPPED.search(text) and len(words) > 1 and not _FIRM.search(text)):
        return False
    if shapes()["office"].search(text) and len(words) <= _FEW_WORDS and text.lstrip()[0].isupper():
        return True
    named = sum(word[0].isupper() for word in words) >= (len(words) + 1) / 2
    return (named and not text.isupper()) or (last and len(words) <= 2 and not _STOPPED.search(text))


def _is_line(body: str, start: int, end: int) -> bool:
    """Whether a piece stands in a line of its own."""
    before = body.rfind("\n", 0, start) + 1
    after = body.find("\n", end)
    rest = body[end : len(body) if after < 0 else after]
    return not any(char.isalnum() for char in body[before:start] + rest)
