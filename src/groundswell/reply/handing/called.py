"""By what somebody may be called in a text: all forms of a name, and where one stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from groundswell.reply.drafts.spoken import form
from groundswell.reply.names import first_name

MARKS = "\u0300-\u036f"
"""Accents, as they stand behind their letters in decomposed text."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEGAL = re.compile(
    r"[\s,]+(?:gmbh|ag|kg|se|inc|ltd|llc|llp|plc|s\.?a\.?s?|s\.?l\.?|b\.?v\.?|oy|ab|aps|a/s|spa|s\.r\.l|corp|co)"
    r"\.?(?:\s*&\s*co\.?(?:\s*kg)?)?$",
    re.IGNORECASE,
)
_AT = re.compile(r"(?:\b(?:at|bei|chez|en|presso|bij|na|hos)\s+|@\s*)(\S[^,|·•–—/;()]*)")
_SHORTEST_HANDLE, _LONG = 3, 5


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who takes part in an exchange.

    Attributes:
        names: As their networks say them, the one by which they are shown first; may be none.
        handles: As they stand in addresses, such as `nadia-abel` or `ned@hall.example`.
        firms: Where they work, as far as it is told.
    """

    names: tuple[str, ...]
    handles: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()

    def put_back(self, everybody: Sequence["Known"]) -> str:
        """What an answer calls them: the first name, or the whole one where two share the first."""
        name = self.names[0] if self.names else ""
        first = first_name(name)
        others = (one.names[0] for one in everybody if one is not self and one.names)
        shared = any(first_name(other) == first for other in others)
        return next(
            (one for one in ("" if shared else first, name.strip(), *self.handles) if one), "Somebody"
        )


def firms_of(company: str, headline: str) -> tuple[str, ...]:
    """Firms that a profile names: its company, and what a headline has after "at"; without "GmbH"."""
    named = [company, *(found[1] for found in _AT.finditer(headline))]
    cores = (_LEGAL.sub("", one.strip()).strip(" .") for one in named)
    return tuple(dict.fromkeys(one for one in cores if len(one) > 1 and not one[0].islower()))


def forms_of(known: Known) -> list[str]:
    """The whole name, its parts, and handles; each is a form that gives somebody away."""
    found = dict.fromkeys(form for name in known.names for form in _forms(name))
    for handle in known.handles:
        bare = handle.lstrip("@").split("@")[0]
        if len(bare) >= _SHORTEST_HANDLE and re.search(r"[^\W\d_]", bare):
            found[bare] = None
    return list(found)


def _forms(name: str) -> Iterator[str]:
    inside = re.findall(r"[(\"“„«](.*?)[)\"”“»]", name)
    outside = re.sub(r"[(\"“„«].*?[)\"”“»]", " ", name).split(",")[0].split("|")[0]
    for said in (outside, *inside):
        words = [word.strip("'’.-") for word in re.findall(r"[^\W\d_][\w'’.-]*", said)]
        words = [word for word in words if word and word.casefold() not in form("titles")]
        if len(words) > 1:
            yield " ".join(words)
        for word in words:
            parts = re.split(r"[-'’.]", word)
            for part in (word, *(parts if len(parts) > 1 else ())):
                if len(part) > 1 and part.casefold() not in form("particles"):
                    yield part


def is_ordinary(word: str) -> bool:
    """Whether a name is too short or too common a word to be told by itself in small letters."""
    return len(word) <= 2 or word.casefold() in form("ordinary")


@cache
def pattern_of(called: str) -> re.Pattern[str]:
    """Where a form stands in decomposed text: with or without accents, in any case, also inside hashtags."""
    if _UNSPACED.search(called):
        return re.compile(_loosely(called))
    before, after = rf"(?<![^\W\d_])(?<![{MARKS}])", rf"(?![^\W\d_{MARKS}]|[{MARKS}])"
    core = _loosely(called)
    in_hashtag = rf"(?:{before}|(?<=[a-zß-ÿ]))(?:{_capital(called)})(?:{after}|(?=[A-ZÀ-Þ])|(?=[sS]{after}))"
    if is_ordinary(called):
        return re.compile(rf"{before}(?:{_capital(called)}){after}")
    genitive = rf"|(?=[sS]{after})" if len(called) >= _LONG else ""
    return re.compile(rf"{before}(?i:{core})(?:{after}{genitive})|{in_hashtag}")


def _capital(called: str) -> str:
    """The form as it is written, with capitals at least, or all in capitals."""
    written = called if called[0].isupper() else called.capitalize()
    return f"{_loosely(written)}|{_loosely(called.upper())}"


def _loosely(called: str) -> str:
    words = [word for word in re.split(r"[\s._-]+", normalize("NFD", called)) if word]
    return r"[\s._-]*".join("".join(_letter(sign) for sign in word) for word in words)


def _letter(sign: str) -> str:
    if "\u0300" <= sign <= "\u036f":
        return ""
    if sign in "'’ʼ":
        return "['’ʼ]?"
    return rf"{re.escape(sign)}[{MARKS}]*" if sign.isalpha() else re.escape(sign)
