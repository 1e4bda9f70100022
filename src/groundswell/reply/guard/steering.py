"""What in a text wants to steer whoever writes the answer.

Missing one costs safety, a false alarm only costs the model's drafts for that comment; so much is taken for
a sign.
"""

import codecs
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from groundswell.text.tokens import tokens

_SENTENCE = re.compile(r"[^.!?…。！？\n]*(?:[.!?…。！？]+[\"”“»')\]]*|\n+|$)")
_CLAUSE = re.compile(r"[,;:\"“”„«»()\[\]{}<>|/*_#~=+&'‘’`]+|\s[-–—]+\s|\s*(?:--|—)\s*")
_HIDDEN = re.compile(
    r"[\u061c\u115f\u1160\u180e\u200b-\u200c\u200e-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0e\ufeff\U000e0000-\U000e01ef]|(?<![\U0001f000-\U0001ffff\u2600-\u27bf\ufe0f])\u200d"
)
_CODE = re.compile(
    r"!?\[[^\]]*\]\s?\(|</?[a-z|!]|[{}]|```|<\||\|>|\[/?inst|^\s*#{2,}|\\[unx]\w{2}|%[0-9a-f]{2}%|&#?\w+;|==+|-{3,}|\*{3,}|={3,}|_{3,}|\$\{|\(\(",
    re.IGNORECASE | re.MULTILINE,
)
_CODED = re.compile(
    r"(?<![\w/@.-])(?=[A-Za-z0-9+/=_-]{12,}(?![\w]))(?:[A-Za-z0-9+/_-]*(?:[0-9+/][A-Za-z]|[a-z][A-Z]|[A-Za-z][0-9])[A-Za-z0-9+/_-]*){1,3}={0,2}"
    r"|(?:\b[0-9a-f]{2}[ :,-]?){8,}|(?:[01]{6,}\s?){2,}|(?:[.\-·–]{1,6}[ /]+){6,}"
)
_SPACED = re.compile(r"(?<!\w)(?:\w[\s.\-_*·|]+){5,}\w(?!\w)")
_BY_DESIGN = 6
"""Letters of a sign that do not come about when an ordinary text is turned around."""
_MOST_LETTERS = 22
"""Letters of a word: longer ones hide something, or are names of firms in German."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A text, told apart.

    Attributes:
        calm: The sentences in which nothing steers.
        steering: The others.
        machine: Whether it speaks to a machine, or hides something; then nothing in it is calm.
        about: Whether it does that, or speaks of the answer that is to be given.
    """

    calm: str
    steering: str
    machine: bool
    about: bool

    @property
    def steers(self) -> bool:
        """Whether anything in it steers."""
        return bool(self.steering)


def look(text: str) -> Looked:
    """Tells what steers from the rest. A sentence beside one that steers steers with it."""
    if _disguised(text) or _shows("machine", folded(text)) or any(map(_tells, _turned(text))):
        return Looked("", text, machine=True, about=True)
    parts = [one for one in _SENTENCE.findall(text) if one.strip()]
    orders = {place for place, one in enumerate(parts) if _orders(one)}
    near = orders | {one + 1 for one in orders} | {one - 1 for one in orders}
    calm = "".join(one for place, one in enumerate(parts) if place not in near)
    steering = "".join(one for place, one in enumerate(parts) if place in near)
    return Looked(calm, steering, machine=False, about=_shows("about", folded(text)))


def folded(text: str) -> str:
    """Small letters without accents, look-alikes made alike, one space between words and signs."""
    return " ".join(form for _, _, form in tokens(unicodedata.normalize("NFKC", text)))


def _disguised(text: str) -> bool:
    """Whether it holds what no person types into a comment."""
    return bool(
        _HIDDEN.search(text)
        or _CODE.search(text)
        or _CODED.search(text)
        or _SPACED.search(text)
        or any(
            len(word) > _MOST_LETTERS and not word.startswith("http")
            for word in re.findall(r"[^\W\d_]+", text)
        )
        or any(_odd(char) for char in text)
    )


def _odd(char: str) -> bool:
    """Letters that look like others: mathematical, circled, turned around, small capitals."""
    if char.isascii() or not char.isalpha():
        return False
    name = unicodedata.name(char, "")
    return name.startswith(
        ("MATHEMATICAL", "FULLWIDTH", "CIRCLED", "PARENTHESIZED", "SQUARED", "NEGATIVE", "REGIONAL")
    ) or ("TURNED" in name or "SMALL CAPITAL" in name or "MODIFIER LETTER" in name or "SUPERSCRIPT" in name)


def _turned(text: str) -> Iterator[str]:
    """The text as one reads it who knows a simple trick."""
    yield folded(text[::-1])
    yield folded(codecs.encode(text, "rot13"))


def _tells(text: str) -> bool:
    """Whether it speaks to a machine in more than a syllable, which may come about by chance."""
    return any(
        found.end() - found.start() >= _BY_DESIGN
        for pattern in _signs()["machine"]
        for found in pattern.finditer(text)
    )


def _orders(sentence: str) -> bool:
    if _shows("about", folded(sentence)):
        return True
    return any(_shows("orders", folded(clause)) for clause in _CLAUSE.split(sentence) if clause.strip())


def _shows(kind: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in _signs()[kind])


@cache
def _signs() -> dict[str, Sequence[re.Pattern[str]]]:
    told = tomllib.loads((Path(__file__).parent / "signs.toml").read_text(encoding="utf-8"))
    found: dict[str, list[re.Pattern[str]]] = {"machine": [], "orders": [], "about": []}
    for one in told.values():
        found["machine"].append(re.compile(rf"(?<!\w)(?:{one['machine']})"))
        found["about"].append(re.compile(one["about"]))
        found["orders"].append(re.compile(rf"^(?:\W*(?:{one['leads']})\W+){{0,3}}\W*(?:{one['orders']})\b"))
    return dict(found)
