"""What is known of each language in which drafts are written, read from `words.toml` and `cues.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

_WITH_CASE = {"polite"}
"""Signs that a capital letter tells: German "Sie" is you, "sie" is they."""

_WHOLE_WORDS = {"praises", "agrees"}
"""Signs of which no word begins within another: "Anabela" is not "bela"."""


@dataclass(frozen=True, slots=True)
class Speech:
    """One language.

    Attributes:
        quotes: Its opening and closing quotation mark.
        stops: Words that carry nothing by themselves.
        general: Nouns that name nothing in particular.
        adjectives, verbs: What may stand before a noun; what ends a noun phrase.
        binds: What binds a part of a sentence to the one before.
        opens: What a new phrase begins with. dangling: What none can end with.
        subjects: What a clause begins with that can stand by itself.
        pointing: What points back to what was said before.
        people: What one calls those around one, and animals.
        of, articles: What joins a second noun.
        turn: A determiner, said back to a friend or politely. owns: Those of the writer's own things.
        compounds: Whether a noun may stand before a noun without anything between.
        signs: What shows what a text does, by name.
    """

    code: str
    quotes: str
    stops: frozenset[str]
    general: frozenset[str]
    adjectives: frozenset[str]
    verbs: frozenset[str]
    binds: frozenset[str]
    opens: frozenset[str]
    dangling: frozenset[str]
    subjects: frozenset[str]
    pointing: frozenset[str]
    people: frozenset[str]
    of: frozenset[str]
    articles: frozenset[str]
    owns: frozenset[str]
    turn: Mapping[str, tuple[str, str]]
    compounds: bool
    signs: Mapping[str, re.Pattern[str]]

    def shows(self, sign: str, text: str) -> bool:
        """Whether a text shows one of the signs."""
        found = self.signs.get(sign)
        return found is not None and found.search(text.replace("’", "'")) is not None

    def often(self, sign: str, text: str) -> int:
        """How often a text shows a sign."""
        found = self.signs.get(sign)
        return len(found.findall(text.replace("’", "'"))) if found else 0

    def formal(self, text: str) -> bool | None:
        """Whether a text addresses its reader politely; none where it does not show."""
        polite, familiar = self.shows("polite", text), self.shows("familiar", text)
        return polite if polite != familiar else None


def speech(language: str) -> Speech | None:
    """What is known of a language; none for one in which no drafts are written."""
    return _all().get(language)


def languages() -> frozenset[str]:
    """The languages in which drafts are written."""
    return frozenset(_all())


@cache
def form(kind: str) -> frozenset[str]:
    """Words around a name: `greetings`, `titles`, or what `called` and `doubting` ask for."""
    told = tomllib.loads((Path(__file__).parent / "forms.toml").read_text(encoding="utf-8"))
    return frozenset(told[kind].split())


@cache
def _all() -> Mapping[str, Speech]:
    here = Path(__file__).parent
    tables, cues = (tomllib.loads((here / name).read_text("utf-8")) for name in ("words.toml", "cues.toml"))
    return {code: _speech(code, table, cues[code]) for code, table in tables.items()}


def _speech(code: str, table: Mapping[str, object], cues: Mapping[str, str]) -> Speech:
    def words(name: str) -> frozenset[str]:
        return frozenset(str(table.get(name, "")).split())

    turns = cast(Mapping[str, list[str]], table.get("turn", {}))
    signs = {**cast(Mapping[str, str], table["signs"]), **cues}
    return Speech(
        code=code,
        quotes=str(table["quotes"]),
        stops=words("stops"),
        general=words("general"),
        adjectives=words("adjectives"),
        verbs=words("verbs"),
        binds=words("binds"),
        opens=words("opens"),
        dangling=words("dangling"),
        subjects=words("subjects"),
        pointing=words("pointing"),
        people=words("people"),
        of=words("of"),
        articles=words("articles"),
        owns=words("owns"),
        turn={word: (to[0], to[1]) for word, to in turns.items()},
        compounds=bool(table["compounds"]),
        signs={
            name: re.compile(
                rf"\b(?:{sign})" if name in _WHOLE_WORDS else sign,
                re.NOFLAG if name in _WITH_CASE else re.IGNORECASE,
            )
            for name, sign in signs.items()
        },
    )
