"""Whether words are those of somebody in danger: by signs in many languages, and by no model.

A miss costs more than a false alarm: whoever is shown where help is without need has lost a line of the page.
So every language is looked for in every text, since a short one does not tell which it is in.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

_MOST_READ = 50_000
_QUOTES = r"[\"“”„«»]"
_SAID_BY_OTHERS = re.compile(
    r"\b(?!i )(?:\w+ )(?:wrote|said|told (?:me|us)|commented|texted|says|begins with|reads|schrieb|sagte"
    r"|meinte|kommentierte|me escribio|escribio|dijo|comento|a ecrit|m'a ecrit|a dit|m'a dit"
    r"|ha scritto|ha detto|schreef|zei|escreveu|disse|comentou|napisal|napisala|powiedzial|skrev|sa)\b"
    r"[^.!?\n]{0,12}?"
    rf"{_QUOTES}[^\"“”„«»]{{1,200}}{_QUOTES}"
    rf"|{_QUOTES}[^\"“”„«»]{{1,200}}{_QUOTES} (?:yazdi|dedi)\b"
)
"""Words that somebody else said, behind what says so, and not "I said"."""
_LETTERS = str.maketrans("ıłøđ’‘‛`´", "ilod'''''")


@lru_cache(maxsize=2_000)
def in_danger(text: str) -> bool:
    """Whether the words are those of somebody who may harm themselves, or is being harmed."""
    return signs_of(text) != ()


def signs_of(text: str) -> tuple[str, ...]:
    """The words that show it, as they are compared; empty for none."""
    plain = _SAID_BY_OTHERS.sub(" ", _plain(text[:_MOST_READ]))
    unless, shows = _all()
    # What is a figure of speech in one language is none of danger in another.
    meant = unless.sub(" ", plain)
    return tuple(dict.fromkeys(one[0] for one in shows.finditer(meant)))


def is_figure(text: str) -> bool:
    """Whether a text sounds dark by a figure of speech, or since it mourns somebody or is about such work."""
    unless, _ = _all()
    return unless.search(_plain(text[:_MOST_READ])) is not None


def languages() -> frozenset[str]:
    """The languages whose signs are known."""
    return frozenset(_told())


def _plain(text: str) -> str:
    """In small letters, without accents, one space between words; with lines ended as sentences are, and,
    where there are several, a second time with lines that run on."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    bare = bare.translate(_LETTERS).strip()
    lines = " ".join(" . ".join(bare.splitlines()).split())
    return f"{lines} . {' '.join(bare.split())}" if "\n" in bare else lines


@cache
def _told() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "danger.toml").read_text("utf-8"))


@cache
def _all() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is taken out of a text first, and what shows danger."""
    unless, shows = ([sign for one in _told().values() for sign in one[kind]] for kind in ("not", "shows"))
    return _any(unless), _any(shows)


def _any(signs: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(signs).replace("’", "'"))
