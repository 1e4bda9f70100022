"""Who takes part in a simulated wave. All of them are invented."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter


class Guest(NamedTuple):
    """Somebody in a simulated wave.

    Attributes:
        handle: Tells them apart within one wave.
        lang: ISO 639-1 code of what they write.
        zone: Minutes that their clock is ahead of UTC.
        temper: What they are like, such as `warm` or `biting`; empty for who says nothing.
        tied: Whether they and the user have met before.
    """

    handle: str
    name: str
    headline: str
    company: str
    lang: str
    zone: int
    temper: str
    tied: bool


@dataclass(frozen=True, slots=True)
class Tongue:
    """The names that people of one language have, and the minutes that their clock is ahead of UTC."""

    first: str
    last: str
    zone: int


@dataclass(frozen=True, slots=True)
class Book:
    """What people are made up from: what they do, where, and by ISO 639-1 code what they are called."""

    work: tuple[str, ...]
    firms: tuple[str, ...]
    tongues: Mapping[str, Tongue]

    def tongue(self, lang: str) -> Tongue:
        """That of a language; the English one where it is not known."""
        return self.tongues.get(lang) or self.tongues["en"]


@cache
def book() -> Book:
    """As the data file says."""
    told = files("groundswell.rehearsal").joinpath("people.toml").read_text("utf-8")
    return TypeAdapter(Book).validate_python(tomllib.loads(told))


class Casting:
    """Makes up one person after the other.

    Args:
        ties: 0–1, how many of them the user has met before.
    """

    def __init__(self, chance: np.random.Generator, ties: float) -> None:
        self._chance, self._ties = chance, ties
        self._number = 0
        self._names = {
            lang: (tongue.first.split(), tongue.last.split(), tongue.zone)
            for lang, tongue in book().tongues.items()
        }
        self._work, self._firms = book().work, book().firms

    def speaker(self, lang: str, temper: str, headline: str) -> Guest:
        """Somebody who writes in that language."""
        return self._made(lang, temper, headline, self._chance.integers(0, 1 << 30, 4).tolist())

    def silent(self, number: int, langs: tuple[str, ...]) -> list[Guest]:
        """People who say nothing, as many of each language as it is named."""
        drawn: NDArray[np.int64] = self._chance.integers(0, 1 << 30, (number, 4))
        which = self._chance.integers(0, len(langs), number).tolist()
        return [self._made(langs[one], "", "", four) for one, four in zip(which, drawn.tolist(), strict=True)]

    def _made(self, lang: str, temper: str, headline: str, drawn: list[int]) -> Guest:
        firsts, lasts, zone = self._names.get(lang) or self._names["en"]
        self._number += 1
        firm = self._firms[drawn[3] % len(self._firms)]
        does = self._work[drawn[2] % len(self._work)]
        tied = (drawn[3] >> 8) % 1000 < self._ties * 1000
        said = headline or (f"{does} at {firm}" if firm and firm != "Self-employed" else does)
        name = f"{firsts[drawn[0] % len(firsts)]} {lasts[drawn[1] % len(lasts)]}"
        return Guest(f"p{self._number}", name, said, firm, lang, zone, temper, tied)
