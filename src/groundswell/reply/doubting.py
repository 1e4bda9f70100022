"""Words that may be a name: told to whoever redacts a text, for nobody else can tell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from groundswell.reply.called import Known, forms_of, is_ordinary
from groundswell.reply.spoken import form
from groundswell.text.language import language_of

PLACEHOLDER = re.compile(r"(?<!\w)(?:Person|Firm|Link|Address|Number|Street) [A-Z]+(?![A-Z0-9])s?")
_CAPITAL = r"[A-ZÀ-ÞĀ-Ž\u0391-\u03a9\u0410-\u042f][\w’'-]+"
_BETWEEN = r"(?:\s+(?:de|del|della|di|da|dos|du|van|von|der|den|la|le|al|bin|&))*"
_RUN = re.compile(rf"{_CAPITAL}(?:{_BETWEEN}\s+{_CAPITAL})*")
_DIGITS = re.compile(r"(?<![\w.])\+?\d(?:[ ./()-]{0,2}\d){6,}(?!\w)")
_BEGINS = re.compile(r"(?:^|[.!?…:\n\"“„«(>]|[^\w\s,;'’-])\s*$")
_MOST, _SHORTEST_STEM, _NEAR = 60, 4, 12


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


def _shaped(text: str) -> Iterator[Doubt]:
    """What has the shape of a name or a number."""
    for found in _DIGITS.finditer(text):
        yield Doubt(found[0], likely=True)
    nouns = language_of(text) == "de"
    for found in _RUN.finditer(text):
        words, before = found[0].split(), text[max(0, found.start() - _NEAR) : found.start()]
        begins = bool(_BEGINS.search(before))
        while words and (
            words[0].casefold() in form("usual") or words[0].casefold().strip(".") in form("titles")
        ):
            words = words[1:]
            begins = False
        while words and words[-1].casefold() in form("usual"):
            words = words[:-1]
        if not words:
            continue
        titled = any(word.casefold().strip(".") in form("titles") for word in found[0].split())
        if len(words) > 1 or titled or before.rstrip().endswith("\x00"):
            yield Doubt(" ".join(words), likely=True)
        elif (not begins and not nouns) or text[found.end() : found.end() + 1] in {",", ":"}:
            yield Doubt(words[0], likely=False)


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
