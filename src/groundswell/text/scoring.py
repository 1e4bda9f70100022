"""Features times weights, with the share of every token kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from groundswell.text.features import Encoded, token_buckets, word_grams
from groundswell.text.weights import CURVE, Weights

Floats = NDArray[np.float32]

_REMEMBERED = 40_000


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of a batch.

    Attributes:
        logits: (texts, columns)
        shares: (tokens, columns), what each token adds to its text's logits.
    """

    logits: Floats
    shares: Floats


def by_text(encoded: Encoded, scored: Scored) -> Iterator[tuple[Floats, list[int], list[int]]]:
    """For each text of a batch the shares of its tokens, and where these begin and end."""
    for begin, end in pairwise([*encoded.first.tolist(), len(encoded.forms)]):
        yield scored.shares[begin:end], encoded.starts[begin:end], encoded.ends[begin:end]


class Scorer:
    """Scores batches. What a token adds on its own is remembered, up to 40,000 tokens (about 12 MB).

    Several threads may use it at once: pages check what is typed while what came in is read.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._turn = Lock()
        self._known: dict[str, int] = {}
        self._word: Floats = np.zeros((0, len(weights.scale)), dtype=np.float32)
        self._char: Floats = self._word
        self._energy: Floats = np.zeros((0, 2), dtype=np.float32)

    def __call__(self, encoded: Encoded) -> Scored:
        """Scores of each text and shares of each token."""
        weights = self._weights
        with self._turn:
            rows = self._rows(encoded.forms)
            word, char, energy = self._word[rows], self._char[rows], self._energy[rows]
        grams = [(order, *word_grams(encoded, order)) for order in (2, 3)]
        for _, at, bucket in grams:
            energy[at, 0] += weights.energy[bucket]
        whole: Floats = np.add.reduceat(energy, encoded.first, axis=0)
        norm = np.reciprocal(np.sqrt(np.maximum(whole, np.float32(1e-6))))
        for order, at, bucket in grams:
            share = CURVE[weights.table[bucket]] / order
            for step in range(order):
                word[at + step] += share
        norm = norm[encoded.text_of]
        shares: Floats = (word * norm[:, :1] + char * norm[:, 1:]) * weights.scale
        logits: Floats = (
            np.add.reduceat(shares, encoded.first, axis=0) + encoded.dense @ weights.dense + weights.bias
        )
        return Scored(logits, shares)

    def _rows(self, forms: list[str]) -> NDArray[np.intp]:
        known = self._known
        if len(known) > _REMEMBERED:
            known.clear()
            self._word, self._char, self._energy = self._word[:0], self._char[:0], self._energy[:0]
        new = [form for form in dict.fromkeys(forms) if form not in known]
        if new:
            known.update(zip(new, range(len(known), len(known) + len(new)), strict=True))
            sums = [self._alone(form) for form in new]
            self._word = np.concatenate([self._word, np.stack([word for word, _, _ in sums])])
            self._char = np.concatenate([self._char, np.stack([char for _, char, _ in sums])])
            self._energy = np.concatenate([self._energy, np.stack([energy for _, _, energy in sums])])
        return np.fromiter((known[form] for form in forms), dtype=np.intp, count=len(forms))

    def _alone(self, form: str) -> tuple[Floats, Floats, Floats]:
        table, energy = self._weights.table, self._weights.energy
        words, chars = (np.array(buckets, dtype=np.intp) for buckets in token_buckets(form))
        return (
            CURVE[table[words]].sum(axis=0),
            CURVE[table[chars]].sum(axis=0),
            np.array([energy[words].sum(), energy[chars].sum()], dtype=np.float32),
        )
