"""What short texts are about: the mean of their pieces' vectors, in which what is frequent counts little.

As in Arora, Liang and Ma, "A simple but tough-to-beat baseline for sentence embeddings" (2017), whose last
step, to take away what all texts have in common, is `without_common`: it needs many texts.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from groundswell.text.pieces import Cutter
from groundswell.text.words import unpacked, words

Floats = NDArray[np.float64]

_FREQUENT = 1e-5
"""A piece of this probability counts half of what a rare one does."""

_FEW = 5


def gists(texts: Sequence[str]) -> Floats:
    """Where the texts stand, (n, 384); texts of one meaning lie near each other, whatever their language,
    once what is usual for all and for each language is taken away."""
    cut = _cutter()
    pieces = [one.ids[1:-1] for one in cut(texts)]
    used = sorted({piece for ids in pieces for piece in ids})
    if not used:
        return np.zeros((len(texts), 1))
    vectors = unpacked(words().packed[used]).astype(np.float64)
    vectors *= np.array([_FREQUENT / (_FREQUENT + cut.chance(piece)) for piece in used])[:, None]
    place = {piece: row for row, piece in enumerate(used)}
    sums = [vectors[[place[piece] for piece in ids]].sum(axis=0) for ids in pieces]
    return unit(np.stack(sums))


def without_language(placed: Floats, languages: Sequence[str]) -> Floats:
    """The same without what is usual for all of them and for each language; of any length."""
    made: Floats = placed - placed.mean(axis=0)
    for language in set(languages):
        own = np.array([one == language for one in languages])
        # A language of few texts has no mean that could be trusted: it is taken away in part.
        made[own] -= made[own].mean(axis=0) * own.sum() / (own.sum() + _FEW)
    return made


def without_common(placed: Floats, usual: int = 3) -> Floats:
    """The same without the directions that most tell texts apart (length, register, tone).

    Args:
        usual: How many directions.
    """
    _, _, directions = np.linalg.svd(placed - placed.mean(axis=0), full_matrices=False)
    common = directions[:usual]
    made: Floats = placed - placed @ common.T @ common
    return made


def unit(placed: Floats) -> Floats:
    """The same, each of length 1."""
    made: Floats = placed / np.maximum(np.linalg.norm(placed, axis=1, keepdims=True), 1e-9)
    return made


@cache
def _cutter() -> Cutter:
    return Cutter(words().vocabulary)
