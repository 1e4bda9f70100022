"""Words that may be a name: told to whoever redacts a text, for nobody else can tell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from groundswell.reply.drafts.spoken import form
from groundswell.reply.handing.called import Known, forms_of, is_ordinary
from groundswell.text.language import language_of
from groundswell.text.pieces import Cutter
from groundswell.text.words import words as vocabulary

PLACEHOLDER = re.compile(r"(?<!\w)(?:Person|Firm|Link|Address|Number|Street) [A-Z]+(?![A-Z0-9])s?")
_CAPITALS = "".join(sign for sign in map(chr, range(0x0530)) if sign.isupper())
"""Of the Latin, Greek and Cyrillic letters."""
_CAPITAL = rf"[{_CAPITALS}][\w’'-]+"
_BETWEEN = r"(?:\s+(?:de|del|della|di|da|dos|du|van|von|der|den|la|le|al|bin|&))*"
_RUN = re.compile(rf"{_CAPITAL}(?:{_BETWEEN}\s+{_CAPITAL})*")
_DIGITS = re.compile(r"(?<![\w.])\+?\d(?:[ ./()-]{0,2}\d){6,}(?!\w)")
_BEGINS = re.compile(r"(?:^|[.!?…:\n\"“„«(>]|[^\w\s,;'’-])\s*$")
_MOST, _SHORTEST, _SHORTEST_STEM, _NEAR, _CRUMB = 60, 2, 4, 12, 3


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that may be a name; `likely` where they look like one."""

    text: str
    likely: bool


def doubts(texts: Sequence[str], known: Sequence[Known]) -> tuple[Doubt, ...]:
    """What may be a name in redacted texts, the likely ones first, each once."""
    forms = [one for who in known for one in forms_of(who) if " " not in one]
    stems = tuple(_bare(one) for one in forms if len(one) >= _SHORTEST_STEM and not is_ordinary(one))
    common = {_bare(one) for one in forms if is_ordinary(one)}
    found: dict[str, Doubt] = {}
    for text in texts:
        blank = PLACEHOLDER.sub("\x00", text)
        for doubt in (*_shaped(blank), *_akin(blank, stems, common)):
            before = found.get(doubt.text.casefold())
            if before is None or (doubt.likely and not before.likely):
                found[doubt.text.casefold()] = doubt
    return tuple(sorted(found.values(), key=lambda one: not one.likely))[:_MOST]


def begins_sentence(text: str, at: int) -> bool:
    """Whether a word that begins there is the first of a sentence, as far as signs tell."""
    return bool(_BEGINS.search(text[max(0, at - _NEAR) : at]))


def _shaped(text: str) -> Iterator[Doubt]:
    """What has the shape of a name or a number."""
    for found in _DIGITS.finditer(text):
        yield Doubt(found[0], likely=True)
    nouns = language_of(text) == "de"
    for found in _RUN.finditer(text):
        before = text[max(0, found.start() - _NEAR) : found.start()]
        all_of_it = found[0].split()
        words = _without_usual(all_of_it)
        if not words:
            continue
        titled = any(_titles(word) for word in all_of_it)
        if len(words) > 1 or titled or before.rstrip().endswith("\x00"):
            yield Doubt(" ".join(words), likely=True)
            continue
        begins = words[0] == all_of_it[0] and begins_sentence(text, found.start())
        called = text[found.end() : found.end() + 1] in {",", ":"}
        if called or (_named(words[0]) if begins else not nouns):
            yield Doubt(words[0], likely=False)


def _without_usual(words: list[str]) -> list[str]:
    while words and (_usual(words[0]) or _titles(words[0])):
        words = words[1:]
    while words and _usual(words[-1]):
        words = words[:-1]
    return words


def _titles(word: str) -> bool:
    return word.casefold().strip(".") in form("titles")


def _usual(word: str) -> bool:
    """Whether a word is nobody; what stands behind an apostrophe does not count, as in "we'd"."""
    bare, _, tail = re.sub("’", "'", word).partition("'")
    if tail and not tail.islower():
        return False
    return bare.casefold() in form("usual") or (len(bare) < _SHORTEST and bool(tail))


@cache
def _cutter() -> Cutter:
    return Cutter(vocabulary().vocabulary)


def _named(word: str) -> bool:
    """Whether a word that begins a sentence is rather written with a capital everywhere.

    Common words are one piece of the vocabulary in small letters, or begin with a long one; names are one
    piece with a capital, or crumble.
    """
    small, written = _cutter()([word.lower(), word])
    first = next((end - start for start, end in zip(small.starts, small.ends, strict=True) if end > start), 0)
    return len(small.starts) > 1 and (len(written.starts) == 1 or first <= _CRUMB)


def _akin(text: str, stems: tuple[str, ...], common: set[str]) -> Iterator[Doubt]:
    """What begins like a known name, and known names that are ordinary words as well."""
    for found in re.finditer(r"[^\W\d_][\w’'-]*", text):
        bare = _bare(found[0])
        if stems and bare.startswith(stems):
            yield Doubt(found[0], likely=True)
        elif bare in common:
            yield Doubt(found[0], likely=False)


def _bare(word: str) -> str:
    """Without accents and case."""
    return re.sub("[\u0300-\u036f]", "", normalize("NFD", word)).casefold()
