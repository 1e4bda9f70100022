"""Comments in the text of a page: name, degree, headline, time, words, buttons."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from groundswell.sources.pasted_page.lines import ACTIONS, BOUNDARIES, Mark, Told, counted_from

_HEADER_LINES = 9
_AHEAD = 40
_AT_ONCE = 4_096
_NAME = 80
_BEFORE_NAME = {Mark.LABEL, Mark.BUTTON}


@dataclass(frozen=True, slots=True)
class Block:
    """One comment, or the post itself, as the text shows it.

    Attributes:
        number: Line at which it begins.
        time: The relative time as written.
        by_author: Whether the page marks the writer as the post's author.
        by_viewer: Whether the page marks the writer as the one who looks at it.
        is_post: Whether the buttons below are a post's.
    """

    number: int
    name: str
    link: str
    headline: str
    degree: int | None
    time: str
    text: str
    by_author: bool
    by_viewer: bool
    is_post: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """Lines that look like a comment but lack a part of it."""

    number: int
    why: str
    excerpt: str


class _Header(NamedTuple):
    start: int
    time: int
    name: int
    end: int


def blocks(told: Iterable[Told]) -> Iterator[Block | Unread]:
    """The comments among a page's lines in their order, holding some thousand lines at a time.

    Linear in the number of lines: what is held grows by half before it is looked at again.
    """
    held: list[Told] = []
    enough = _AT_ONCE
    for one in told:
        held.append(one)
        if len(held) >= enough:
            kept = yield from _settled(held)
            held = held[kept:]
            enough = max(_AT_ONCE, len(held) + len(held) // 2)
    headers = list(_headers(held))
    limits = [*(header.start for header in headers[1:]), len(held)]
    for header, limit in zip(headers, limits, strict=False):
        yield _block(held, header, limit)


def _settled(held: Sequence[Told]) -> Generator[Block | Unread, None, int]:
    """The blocks that no further line can change; says from which line on the rest has to be kept."""
    headers = [one for one in _headers(held) if one.end < len(held) - _AHEAD]
    for header, after in pairwise(headers):
        yield _block(held, header, after.start)
    return headers[-1].start if headers else len(held) - _AHEAD - _HEADER_LINES


def _headers(told: Sequence[Told]) -> Iterator[_Header]:
    done = -1
    for index, (_, mark, _) in enumerate(told):
        if mark is not Mark.TIME or index < done:
            continue
        end = index + 1
        while end <= index + 2 and _repeats_time(told, end):
            end += 1
        found = _name_above(told, index, max(done, 0))
        # A time right below a header is all that somebody wrote: "now".
        if found is not None or (index != done and _answerable(told, end)):
            start, name = found if found is not None else (index, -1)
            yield _Header(start, index, name, end)
            done = end


def _repeats_time(told: Sequence[Told], at: int) -> bool:
    """Whether the line is the time once more ("2 weeks ago", "Edited") and not all that somebody wrote."""
    if at + 1 >= len(told) or told[at].mark not in {Mark.TIME, Mark.EDITED}:
        return False
    return told[at + 1].mark not in ACTIONS


def _name_above(told: Sequence[Told], time: int, floor: int) -> tuple[int, int] | None:
    """Where the header begins and which line holds the name, for the time at `time`."""
    top = time
    lowest = max(floor, time - _HEADER_LINES)
    while top > lowest and told[top - 1].mark not in BOUNDARIES | {Mark.TIME}:
        top -= 1
    name = _marked_name(told, top, time)
    if name < 0 and _bounded(told, top):
        name = next((at for at in range(top, time) if _could_be_name(told[at])), -1)
    if name < 0:
        return None
    start, who = name, _who(told[name])
    while start > top and (told[start - 1].mark in _BEFORE_NAME or _who(told[start - 1]) == who):
        start -= 1
    return start, name


def _marked_name(told: Sequence[Told], top: int, time: int) -> int:
    """The line that a degree, a badge, a label, a link or its own repetition marks as the name."""
    for at in range(time - 1, top - 1, -1):
        mark = told[at].mark
        if mark is Mark.NAME_AND_DEGREE:
            return at
        if mark in {Mark.DEGREE, Mark.AUTHOR, Mark.YOU}:
            above = next((line for line in range(at - 1, top - 1, -1) if _could_be_name(told[line])), -1)
            if above >= 0:
                return above
    for at in range(time - 1, top - 1, -1):
        here = told[at]
        if here.line.link or here.mark is Mark.LABEL or (at > top and _who(told[at - 1]) == _who(here)):
            return at
    return -1


def _bounded(told: Sequence[Told], top: int) -> bool:
    return top == 0 or told[top - 1].mark in BOUNDARIES


def _could_be_name(one: Told) -> bool:
    return one.mark in {Mark.TEXT, Mark.LABEL, Mark.NAME_AND_DEGREE} and len(_who(one)) <= _NAME


def _who(one: Told) -> str:
    if one.mark is Mark.NAME_AND_DEGREE:
        return one.value[1:]
    return one.value if one.mark is Mark.LABEL else _halved(one.line.text.strip())


def _halved(text: str) -> str:
    """Jane Doe from "Jane DoeJane Doe" or "Jane Doe Jane Doe", as screen readers' copies come out."""
    middle = len(text) // 2
    for left, right in ((text[:middle], text[middle:]), (text[:middle], text[middle + 1 :])):
        if len(left) > 3 and left == right:
            return left
    return text


def _answerable(told: Sequence[Told], start: int) -> bool:
    """Whether a Reply button follows before another time."""
    for one in told[start : start + _AHEAD]:
        if one.mark is Mark.TIME:
            return False
        if one.mark is Mark.REPLY:
            return True
    return False


def _block(told: Sequence[Told], header: _Header, limit: int) -> Block | Unread:
    end, is_post = _body_end(told, header.end, limit)
    body = told[header.end : end]
    if is_post:
        counts = next((at for at in range(header.end, end) if counted_from(told, at)), end)
        body = told[header.end : counts]
    text = _joined(body)
    first = told[header.start].line.number
    if header.name < 0:
        return Unread(first, "a comment without a name that can be told", text or told[header.time].line.text)
    who = told[header.name]
    if not text.strip():
        return Unread(first, "a comment without words", _who(who))
    above = told[header.name : header.time]
    return Block(
        number=first,
        name=_who(who),
        link=next((one.line.link for one in told[header.start : header.time] if one.line.link), ""),
        headline=" ".join(one.line.text.strip() for one in above[1:] if _is_headline(one, _who(who))),
        degree=next((found for one in above if (found := _degree(one)) is not None), None),
        time=told[header.time].value,
        text=text,
        by_author=any(one.mark is Mark.AUTHOR for one in above),
        by_viewer=any(one.mark is Mark.YOU or one.value.startswith("0") for one in above),
        is_post=is_post,
    )


def _joined(body: Sequence[Told]) -> str:
    """The words, without "…more" and "See translation" below them."""
    end = len(body)
    while end and body[end - 1].mark is Mark.BUTTON:
        end -= 1
    body = body[:end]
    pieces: list[str] = []
    for before, one in zip([None, *body], body, strict=False):
        gap = one.line.number - before.line.number if before else 0
        pieces.append("\n" * min(gap, 2) + one.line.text)
    return "".join(pieces)


def _body_end(told: Sequence[Told], start: int, limit: int) -> tuple[int, bool]:
    """Where the words end, and whether a post's buttons follow.

    "Interessant" is a Like button and a comment, so a Like counts only before another button.
    """
    for at in range(start, limit):
        mark = told[at].mark
        if mark is Mark.REPLY:
            return at, False
        if mark in {Mark.LIKE, Mark.POST_BAR}:
            after = at + 1
            while after < limit and told[after].mark is Mark.COUNT and after < at + 4:
                after += 1
            if after < limit and told[after].mark in ACTIONS - {Mark.LIKE}:
                return at, told[after].mark is Mark.POST_BAR
    return limit, False


def _is_headline(one: Told, name: str) -> bool:
    return one.mark is Mark.TEXT and _who(one) != name


def _degree(one: Told) -> int | None:
    if one.mark in {Mark.DEGREE, Mark.NAME_AND_DEGREE}:
        return int(one.value[0]) or None
    return None
