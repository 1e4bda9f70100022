"""Wordings that speak for or against an item, in five languages at once."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).parent
_STRAIGHT = str.maketrans("’‘`´", "''''")


@cache
def cues() -> Mapping[str, re.Pattern[str]]:
    """Kind → what it looks like; see the file beside this page."""
    return _patterns(_FOLDER / "cues.txt")


@cache
def shapes() -> Mapping[str, re.Pattern[str]]:
    """Kind → what stands around the words of a letter; nothing of it is counted."""
    return _patterns(_FOLDER / "shapes.txt")


@cache
def kinds() -> tuple[str, ...]:
    """The kinds in the order of the file."""
    return tuple(cues())


def straight(text: str) -> str:
    """The text with straight apostrophes, each character where it was."""
    return text.translate(_STRAIGHT)


def found(kind: str, text: str) -> tuple[int, int] | None:
    """Where the first wording of a kind stands in a text; none if there is none."""
    match = cues()[kind].search(straight(text))
    return match.span() if match else None


def _patterns(file: Path) -> Mapping[str, re.Pattern[str]]:
    made = {kind: re.compile("|".join(lines), re.IGNORECASE) for kind, lines in _sections(file)}
    return MappingProxyType(made)


def _sections(file: Path) -> Iterator[tuple[str, list[str]]]:
    kind, lines = "", list[str]()
    for line in file.read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"\[[a-z_]+\]", line):
            if kind:
                yield kind, lines
            kind, lines = line[1:-1], []
        elif line and not line.startswith("# "):
            lines.append(line)
    yield kind, lines
