"""Which comments ask for the same change, whatever their language, and how to call what they ask for.

Texts are placed as for perspectives, but held together far more tightly: a perspective is what many feel, a
point is one thing to do. A text is the centre of a group if most others say what it says; two texts say the
same if their places lie close, and closer counts as close enough where they share words that few others use.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.reading import Evidence
from groundswell.triage.perspectives import Voice, telling_words, without_language

Floats = NDArray[np.float64]

LONGEST_TITLE = 90

_CLOSE = 0.85
_SHARED = 0.35
_SENTENCE = re.compile(r"[^.!?…\n。！？।]+[.!?…。！？।]*\s*")
_LEAST_WORDS = 3
_FADES = 0.6
"""Evidence is given with the strongest first; what each next piece counts against the one before it."""


def gathered(voices: Sequence[Voice], around: Sequence[Voice] = ()) -> list[tuple[int, ...]]:
    """Groups of texts that ask for the same change, and those that stand alone; each text in one group.

    A group is the places of its texts, the most typical first. The largest groups come first, then in the
    order in which they were given; deterministic.

    Args:
        around: Other texts by the same reader, from which follows what is usual for all of them.
    """
    if not voices:
        return []
    standing = without_language([*voices, *around])[: len(voices)]
    standing /= np.maximum(np.linalg.norm(standing, axis=1, keepdims=True), 1e-9)
    near = standing @ standing.T + _SHARED * _shared_words(voices)
    close = near >= _CLOSE
    np.fill_diagonal(close, val=True)
    free = np.ones(len(voices), dtype=bool)
    others = close.sum(axis=1)
    groups: list[tuple[int, ...]] = []
    while free.any():
        centre = int(np.where(free, others, 0).argmax())
        (members,) = np.nonzero(close[centre] & free)
        rest = sorted(
            (int(one) for one in members if one != centre), key=lambda one: (-near[centre, one], one)
        )
        groups.append((centre, *rest))
        free[members] = False
        others -= close[:, members].sum(axis=1)
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


def _shared_words(voices: Sequence[Voice]) -> Floats:
    """For each two texts how much of what is rare in them is the same, 0–1."""
    held = [telling_words(voice) for voice in voices]
    everywhere = Counter(word for words in held for word in words)
    places = {word: place for place, word in enumerate(sorted(w for w, n in everywhere.items() if n > 1))}
    rows = np.zeros((len(voices), len(places)))
    length = np.zeros(len(voices))
    for row, words in enumerate(held):
        for word in words:
            weight = math.log(1 + len(voices) / everywhere[word])
            length[row] += weight**2
            if word in places:
                rows[row, places[word]] = weight
    rows /= np.maximum(np.sqrt(length)[:, None], 1e-9)
    shared: Floats = rows @ rows.T
    return shared
