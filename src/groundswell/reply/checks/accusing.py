"""Accusations in clean words: that the other did not read, is alone in not understanding, is after something,
or is of a certain kind.

The network judges a text on the whole, beside what it answers: a friendly sentence in front, or a kind
comment, weighs against an accusation, though whoever is told "you clearly didn't read it" reads that one.
So these are told by their own grammar: who is addressed, what is presumed, and at what they are said to fail.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from groundswell.domain.checking import Defence
from groundswell.reply.checks.clauses import clauses
from groundswell.text.language import UNKNOWN

_QUOTED = re.compile(r"[\"“„«][^\"”“»\n]{1,200}[\"”“»]")
_SENTENCE = re.compile(r"[^.!?…\n]+")
_SHE = re.compile(r"\bsie\b")
_MOST_READ = 3_000
"""Characters: networks take about a third of it."""
_WEIGHED = "weighed"
_KINDS = {
    "misread": ("misread", Defence.BLAME_SHIFT),
    "presumes": ("presumes", Defence.COUNTER_ATTACK),
    "irony": ("sarcasm", Defence.SARCASM),
    _WEIGHED: ("counter_attack", Defence.COUNTER_ATTACK),
}
"""Section of the grammar → section of the wordings, and how it defends; the surest first."""
_Section = Mapping[str, list[str] | Mapping[str, str]]
_Kinds = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Accusation:
    """Where somebody is accused.

    Attributes:
        start, end: In characters.
        about: What is said of it: a section of the wordings.
        how: In which way it defends.
        sure: Whether it accuses in any company; else only where the network hears it as well.
    """

    start: int
    end: int
    about: str
    how: Defence
    sure: bool = True


def accusations(text: str, language: str) -> list[Accusation]:
    """Where a text accuses whom it answers, in its order; the places do not overlap.

    What is quoted, and what stands in a sentence that takes the blame, is none.

    Args:
        language: None are told in those of which no grammar is known; all are tried for an unknown one.
    """
    read = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text[:_MOST_READ])
    parts = clauses(text)
    found = [
        Accusation(*_half(parts, start, end), *_KINDS[kind], sure=kind != _WEIGHED)
        for one in (_grammars() if language == UNKNOWN else [language])
        for start, end, kind in _found(read, one)
    ]
    return list(_apart(sorted(found, key=lambda one: (one.start, not one.sure))))


def _found(read: str, language: str) -> Iterator[tuple[int, int, str]]:
    told = _grammar(language)
    if told is None:
        return
    unless, kinds = told
    for sentence in _SENTENCE.finditer(_plain(read, language)):
        own = sentence[0].strip()
        if not own or unless.search(own):
            continue
        begin = sentence.start() + sentence[0].index(own)
        for kind, pattern in kinds.items():
            for found in pattern.finditer(own):
                yield begin + found.start(), begin + found.end(), kind


def _half(parts: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The clauses in which something stands."""
    own = [part for part in parts if part[0] < end and start < part[1]] or [(start, end)]
    return own[0][0], own[-1][1]


def _apart(found: Sequence[Accusation]) -> Iterator[Accusation]:
    stop = -1
    for one in found:
        if one.start >= stop:
            yield one
            stop = one.end


def _plain(text: str, language: str) -> str:
    """The same text, character for character, in small letters without accents."""
    if language == "de":
        text = _SHE.sub("s e", text)  # Written small it is "she" or "they".
    return "".join(map(_letter, text))


@lru_cache(maxsize=4_096)
def _letter(one: str) -> str:
    if one in "’‘`´":
        return "'"
    if one.isspace():
        return "\n" if one == "\n" else " "
    return unicodedata.normalize("NFKD", one.casefold())[:1] or one


@cache
def _told() -> Mapping[str, _Section]:
    file = Path(__file__).parent / "accusing.toml"
    return cast(Mapping[str, _Section], tomllib.loads(file.read_text(encoding="utf-8")))


def _grammars() -> list[str]:
    return list(_told())


@cache
def _grammar(language: str) -> tuple[re.Pattern[str], _Kinds] | None:
    """What takes an accusation back, and what accuses, by kind."""
    section = _told().get(language)
    if section is None:
        return None
    parts = cast(Mapping[str, str], section["parts"])

    def either(name: str) -> re.Pattern[str]:
        made = "|".join(f"(?:{one})" for one in cast(list[str], section[name]))
        for part, pattern in parts.items():
            made = made.replace(f"{{{part}}}", pattern)
        return re.compile(made)

    return either("unless"), {kind: either(kind) for kind in _KINDS}
