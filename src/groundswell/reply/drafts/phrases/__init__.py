"""The sentences that drafts are made of, read from one file for each language."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from groundswell.domain.drafting import Does, Move

_EITHER = re.compile(r"<([^|>]*)\|([^>]*)>")
_NAMED = re.compile(r"\[([^\]]*)\]")
_PLACE = re.compile(r"\{\w+\}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ANY, _TOUCHES = "any", "touches"


@cache
def _files() -> Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]:
    here = Path(__file__).parent
    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(here.glob("*.toml"))}


def written() -> frozenset[str]:
    """The languages in which there are sentences."""
    return frozenset(_files())


def frames(language: str, does: Does, move: Move) -> Sequence[str]:
    """The sentences for a move in answer to what a comment does; empty where there are none."""
    sections = _files()[language]
    return sections.get(does, {}).get(move) or sections[_ANY].get(move, ())


def touched(language: str, touch: str) -> Sequence[str]:
    """The sentences that take up one thing that a comment shows; empty where there are none."""
    return _files()[language][_TOUCHES].get(touch, ())


def addressed(frame: str, *, formal: bool, named: bool) -> str:
    """A sentence as it addresses the other: familiar or polite, with the name where it may stand or not."""
    chosen = _EITHER.sub(lambda found: found[2] if formal else found[1], frame)
    return _NAMED.sub(lambda found: found[1] if named else "", chosen)


@cache
def vocabulary(language: str) -> frozenset[str]:
    """Every word of a language's sentences, as it stands there."""
    found = (
        frame
        for section in _files().get(language, {}).values()
        for told in section.values()
        for frame in told
    )
    return frozenset(word for frame in found for word in _WORD.findall(_PLACE.sub(" ", frame)))
