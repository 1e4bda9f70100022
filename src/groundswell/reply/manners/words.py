"""The words by which messages are told apart, by language: read from `words.toml` and `promises.toml`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict, cast

from groundswell.domain.etiquette import Size

_OTHERWISE = "en"
Pattern = re.Pattern[str]


class _Section(TypedDict):
    me: list[str]
    you: list[str]
    out: list[str]
    vague: list[str]
    request: list[str]
    ask: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language.

    Attributes:
        me, you: Forms that speak of the author, and of the other.
        out: What makes it easy to say no.
        vague: What could be said to anybody.
        request: What makes a clause an ask.
        asks: Size → what such an ask speaks of, the biggest first.
    """

    me: frozenset[str]
    you: frozenset[str]
    out: Pattern
    vague: Pattern
    request: Pattern
    asks: Mapping[Size, Pattern]


@cache
def words_of(language: str) -> Words | None:
    """The words of a language, those of English for an unknown one; none where there are none."""
    told = cast(Mapping[str, _Section], _told("words.toml"))
    one = told.get(_OTHERWISE if language == "und" else language)
    if one is None:
        return None
    return Words(
        frozenset(one["me"]),
        frozenset(one["you"]),
        either(one["out"]),
        either(one["vague"]),
        either(one["request"]),
        {size: either(one["ask"][size]) for size in reversed(Size)},
    )


def promising(language: str) -> tuple[list[str], str] | None:
    """What promises in a language, and what takes a promise back; none where neither is known."""
    one = _told("promises.toml").get(_OTHERWISE if language == "und" else language)
    return (cast(list[str], one["promise"]), cast(str, one["not"])) if one else None


@cache
def _told(name: str) -> Mapping[str, Mapping[str, object]]:
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


def either(patterns: Sequence[str]) -> Pattern:
    """One pattern that finds what any of some finds, whatever the case."""
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)


def plain(text: str) -> str:
    """The same text, character for character, with the apostrophes of a keyboard."""
    return text.replace("’", "'").replace("‘", "'")
