"""What gives away what somebody wants: read from `cues.toml`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from groundswell.domain.incoming import Approach
from groundswell.triage.incoming.links import played

INTRODUCES = "introduces"
"""This cue looks for names, which only capitals tell from words."""
LINK = "played_link"
_LINK_WHY = "an address in it plays somebody else's"


@dataclass(frozen=True, slots=True)
class Cue:
    """One kind of sign.

    Attributes:
        why: What is said of it to the user; empty where it is not shown.
    """

    name: str
    says: Approach
    why: str
    find: Sequence[re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """A cue, and where it first stands."""

    cue: Cue
    start: int
    end: int


def found(text: str) -> Mapping[str, Found]:
    """The cues of a text by name, in the order of the file."""
    read = text.replace("’", "'").replace("‘", "'")
    made: dict[str, Found] = {}
    for cue in cues():
        hits = (hit for pattern in cue.find if (hit := pattern.search(read)))
        first = min(hits, key=lambda hit: hit.start(), default=None)
        if first and first.start() < first.end():
            made[cue.name] = Found(cue, *first.span())
    link = next(played(read), None)
    if link:
        made[LINK] = Found(_link(), *link)
    return made


@cache
def cues() -> tuple[Cue, ...]:
    """All cues that are looked for in words."""
    told = tomllib.loads((Path(__file__).parent / "cues.toml").read_text(encoding="utf-8"))
    return tuple(
        Cue(name, Approach(one["says"]), one.get("why", ""), [_pattern(name, part) for part in one["find"]])
        for name, one in told.items()
    )


@cache
def _link() -> Cue:
    return Cue(LINK, Approach.SCAM, _LINK_WHY, ())


def _pattern(name: str, part: str) -> re.Pattern[str]:
    return re.compile(part, 0 if name == INTRODUCES else re.IGNORECASE)
