"""Runs the graph over batches of texts of similar length."""

from collections.abc import Iterator, Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from groundswell.triage.encoder.files import Parts, unpacked
from groundswell.triage.encoder.pieces import PAD, Pieces

Floats = NDArray[np.float32]
_PIECES_AT_ONCE = 1_600


class Network:
    """Pieces in; scores of each text and what each of its pieces adds to them out."""

    def __init__(self, parts: Parts, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(parts.graph, options, providers=["CPUExecutionProvider"])
        self._words, self._places = parts.words, parts.places
        self._weights, self._bias = parts.weights, parts.bias

    def __call__(self, texts: Sequence[Pieces]) -> Iterator[tuple[int, Floats, Floats]]:
        """Place of a text, its scores (columns,), and the share of each of its own pieces (pieces, columns).

        In the order of length. Shares are exact for the last step: the scores are linear in the mean of the
        states, so that each piece's state adds its part.
        """
        order = sorted(range(len(texts)), key=lambda place: len(texts[place].ids))
        for batch in _cut(order, [len(one.ids) for one in texts]):
            states, mask = self._states([texts[place].ids for place in batch])
            # One large product of two dimensions: over three, it is done row by row.
            shares = (states.reshape(-1, states.shape[2]) @ self._weights).reshape(*mask.shape, -1)
            shares /= mask.sum(1)[:, None, None]
            scores = np.einsum("tpc,tp->tc", shares, mask) + self._bias
            for row, place in enumerate(batch):
                own = texts[place]
                yield place, scores[row], shares[row, 1 : 1 + len(own.starts)]

    def _states(self, rows: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
        longest = max(map(len, rows))
        ids = np.full((len(rows), longest), PAD)
        mask = np.zeros((len(rows), longest), dtype=np.float32)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = row
            mask[place, : len(row)] = 1
        known, at = np.unique(ids, return_inverse=True)
        embedded = unpacked(self._words[known])[at.reshape(ids.shape)] + self._places[:longest]
        (states,) = self._session.run(["states"], {"embedded": embedded, "mask": mask})
        return states, mask


def _cut(order: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for place in order:
        if batch and (len(batch) + 1) * lengths[place] > _PIECES_AT_ONCE:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch
