"""How long a text may be on a network, and by how much one is too long."""

import re
from dataclasses import dataclass

import regex

_LINK = re.compile(r"https?://\S+")
_NAMED = re.compile(r"(?<![\w/])(@\w[\w.-]*)@[\w.:-]+\w")
_SIGN = regex.compile(r"\X")


@dataclass(frozen=True, slots=True)
class Room:
    """How much a text may hold. A page counts by the same rules (`static/app.js`).

    Attributes:
        signs: So many characters at most; what a reader takes for one is one, such as an emoji of several
            parts.
        size: So many bytes at most; 0 for any number.
        link: For so many characters a link counts; 0 for as many as it has.
        names_alone: Whether of a name with its server (`@ada@social.example`) the name alone counts.
    """

    signs: int
    size: int = 0
    link: int = 0
    names_alone: bool = False

    def counted(self, text: str) -> int:
        """How many characters a text has there."""
        if self.link:
            text = _LINK.sub("x" * self.link, text)
        if self.names_alone:
            text = _NAMED.sub(r"\1", text)
        return len(_SIGN.findall(text))

    def over(self, text: str) -> str:
        """By how much a text is too long, in words; nothing if it fits."""
        signs, size = self.counted(text) - self.signs, len(text.encode()) - self.size
        if signs > 0:
            return f"{signs:,} character{'s' if signs > 1 else ''}"
        return f"{size:,} byte{'s' if size > 1 else ''}" if self.size and size > 0 else ""

    @property
    def held(self) -> str:
        """What it holds, in words."""
        return f"{self.signs:,} characters" + (f" and {self.size:,} bytes" if self.size else "")
