"""What each line of a page's text is: a time, a degree, a button's label, or somebody's words."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from groundswell.domain.words import Metric
from groundswell.sources.common import linkedin_words as words
from groundswell.sources.common.relative_time import is_edited, relative_time

_SHORT = 120
_NAME = 80


class Line(NamedTuple):
    """One line of a page; `link` leads to the person it names, where that is known."""

    number: int
    text: str
    link: str = ""


class Mark(Enum):
    """What a line is for, as far as the line alone tells."""

    TEXT = auto()
    TIME = auto()
    EDITED = auto()
    DEGREE = auto()
    NAME_AND_DEGREE = auto()
    AUTHOR = auto()
    YOU = auto()
    LABEL = auto()
    LIKE = auto()
    REPLY = auto()
    POST_BAR = auto()
    COUNT = auto()
    BUTTON = auto()


ACTIONS = frozenset({Mark.LIKE, Mark.REPLY, Mark.POST_BAR})
BOUNDARIES = ACTIONS | {Mark.COUNT, Mark.BUTTON}


class Told(NamedTuple):
    """A line with its mark; `value` is the time as written, the degree, the name or what a label names."""

    line: Line
    mark: Mark
    value: str = ""


def tell(lines: Iterable[Line]) -> Iterator[Told]:
    """The lines that are not blank, each with its mark."""
    return (_told(line) for line in lines if line.text.strip())


def totals(text: str) -> list[tuple[Metric, float, bool]]:
    """The metrics, values and whether they are exact, from a line such as "546 comments • 568 reposts"."""
    if len(text) > _SHORT:
        return []
    return [found for part in text.replace("·", "•").split("•") if (found := words.counted(part)) is not None]


def counted_from(told: Sequence[Told], at: int) -> list[tuple[Metric, float, bool]]:
    """The totals that line `at` shows; a number alone counts reactions where other totals follow."""
    alone = words.number(told[at].line.text)
    if alone is not None and any(totals(one.line.text) for one in told[at + 1 : at + 4]):
        return [(Metric.REACTIONS, alone, True)]
    return totals(told[at].line.text)


def _told(line: Line) -> Told:
    text = line.text.strip()
    if len(text) > 2 * _SHORT:
        return Told(line, Mark.TEXT)
    return Told(line, *_mark(text))


@lru_cache(maxsize=4_096)
def _mark(text: str) -> tuple[Mark, str]:
    label = words.label(text)
    if label is not None:
        return _MARK_OF[label], ""
    if is_edited(text):
        return Mark.EDITED, ""
    if time := _time(text):
        return Mark.TIME, time
    if (step := words.degree(text)) is not None:
        return Mark.DEGREE, str(step)
    if text[0] in "•·" and words.says_you(text):
        return Mark.YOU, ""
    name, _, rest = text.partition(" • ")
    if rest and len(name) <= _NAME:
        if (step := words.degree("• " + rest.partition(" • ")[0])) is not None:
            return Mark.NAME_AND_DEGREE, f"{step}{name.strip()}"
        if words.says_you(rest):
            return Mark.NAME_AND_DEGREE, f"0{name.strip()}"
    if named := words.name_in_label(text):
        return Mark.LABEL, named
    return (Mark.COUNT if _is_count(text) else Mark.TEXT), ""


_MARK_OF = {
    words.Label.LIKE: Mark.LIKE,
    words.Label.REPLY: Mark.REPLY,
    words.Label.POST_BAR: Mark.POST_BAR,
    words.Label.BUTTON: Mark.BUTTON,
    words.Label.AUTHOR: Mark.AUTHOR,
}


def _time(text: str) -> str:
    """The relative time that the line shows: alone, or before "• Edited • Visible to anyone"."""
    if len(text) > _SHORT:
        return ""
    if relative_time(text, 0) is not None:
        return text
    first, bullet, _ = text.partition("•")
    return first.strip() if bullet and first.strip() and relative_time(first, 0) is not None else ""


def _is_count(text: str) -> bool:
    """ "3", "3 reactions", "1 reply": what the page counts below a comment or a post."""
    if totals(text) or words.number(text) is not None:
        return True
    first, _, rest = text.partition(" ")
    return first.isdecimal() and len(text) <= 24 and len(rest.split()) <= 2
