"""Which comments ask for the same change, whatever their language, and how to call what they ask for.

A perspective is what many feel, a point is one thing to do: it goes by what texts are about (`text.gist`)
and not by how they were read, and texts that are near nobody stand alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.reading import Evidence
from groundswell.text.gist import gists, unit, without_common, without_language

Floats = NDArray[np.float64]

LONGEST_TITLE = 90

_CLOSE = 0.2
"""Chosen by `TUNED` in `tests/triage/same_changes.py`, so that few of those put together do not belong so."""

_ENOUGH = 200
"""In fewer texts, what tells them apart most is what they ask for, and not their length and register."""

_SENTENCE = re.compile(r"[^.!?…\n。！？।]+[.!?…。！？।]*\s*")
_LEAST_WORDS = 3
_FADES = 0.6
"""Evidence is given with the strongest first; what each next piece counts against the one before it."""


@dataclass(frozen=True, slots=True)
class Words:
    """One text and its language, as an ISO 639-1 code."""

    text: str
    language: str


def gathered(
    asked: Sequence[Words], around: Sequence[Words] = (), bound: Sequence[Sequence[int]] = ()
) -> list[tuple[int, ...]]:
    """Groups of texts that ask for the same change, and those that stand alone; each text in one group.

    A group is the places of its texts, the most typical first. The largest groups come first, then in the
    order in which they were given; deterministic.

    Args:
        around: Other texts that were said there, from which follows what is usual for all of them.
        bound: Places of texts of which the user said that they belong together; two such groups stay apart.
    """
    if not asked:
        return []
    everybody = [*asked, *around]
    placed = without_language(gists([one.text for one in everybody]), [one.language for one in everybody])
    if len(placed) >= _ENOUGH:
        placed = without_common(placed)
    about = unit(placed)[: len(asked)]
    near: Floats = about @ about.T
    groups = [_typical_first(group, near) for group in _together(near, bound)]
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def title_of(text: str, evidence: Sequence[Evidence] = ()) -> str:
    """What a text asks for, in its own words: the sentence that most speaks for feedback, cut to a line."""
    sentences = [found for found in _SENTENCE.finditer(text) if len(found[0].split()) >= _LEAST_WORDS]
    if not sentences:
        return _line(text)
    weight = {(mark.start, mark.end): _FADES**place for place, mark in enumerate(evidence)}

    def speaks(found: re.Match[str]) -> float:
        return sum(
            of * max(0, min(end, found.end()) - max(start, found.start())) / max(1, end - start)
            for (start, end), of in weight.items()
        )

    return _line(_without_lead(max(sentences, key=speaks)[0]))


def _together(near: Floats, bound: Sequence[Sequence[int]]) -> list[list[int]]:
    """Places that belong together: the two groups that are nearest on average become one, again and again."""
    near = near.copy()
    np.fill_diagonal(near, -np.inf)
    groups = {place: [place] for place in range(len(near))}
    firsts = [_bind(near, groups, some) for some in bound if some]
    near[np.ix_(firsts, firsts)] = -np.inf
    while groups:
        one, other = (int(place) for place in np.unravel_index(near.argmax(), near.shape))
        if near[one, other] < _CLOSE:
            break
        _join(near, groups, one, other)
    return list(groups.values())


def _bind(near: Floats, groups: dict[int, list[int]], some: Sequence[int]) -> int:
    first, *rest = some
    for other in rest:
        _join(near, groups, first, other)
    return first


def _join(near: Floats, groups: dict[int, list[int]], one: int, other: int) -> None:
    """Puts one group into another, whose row holds from then on how near others are to both on average."""
    here, there = len(groups[one]), len(groups[other])
    both = (near[one] * here + near[other] * there) / (here + there)
    near[one], near[:, one] = both, both
    near[one, one] = near[other] = near[:, other] = -np.inf
    groups[one] += groups.pop(other)


def _typical_first(group: list[int], near: Floats) -> tuple[int, ...]:
    nearness = near[np.ix_(group, group)].sum(axis=1)
    order = sorted(range(len(group)), key=lambda one: (-nearness[one], group[one]))
    return tuple(group[one] for one in order)


def _without_lead(sentence: str) -> str:
    """Without "Small thing:", "Ein Hinweis, weil es gleich kommt:" and their like."""
    lead, colon, rest = sentence.partition(": ")
    if not colon or len(rest.split()) <= _LEAST_WORDS or len(lead) > len(rest):
        return sentence
    return rest[:1].upper() + rest[1:]


def _line(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= LONGEST_TITLE:
        return line
    begin, _, _ = line[: LONGEST_TITLE - 1].rpartition(" ")
    return (begin or line[: LONGEST_TITLE - 1]) + "…"
