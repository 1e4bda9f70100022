"""Runs the graph over batches of texts of like length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from groundswell.text.pieces import PAD, Pieces
from groundswell.text.words import Words, unpacked

Floats = NDArray[np.float32]
_PIECES_AT_ONCE = 1_600
_STEP = 8


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network makes of one text.

    Attributes:
        place: Which of the texts it is.
        state: The mean over its pieces, (width,).
        scores: (columns,)
        shares: What each of the text's own pieces adds to the scores, (pieces, columns). They are exact for
            the last step: the scores are linear in the mean of the states, to which each piece adds its part.
    """

    place: int
    state: Floats
    scores: Floats
    shares: Floats


class Network:
    """Pieces in; state, scores and shares out.

    A text is filled up to the next multiple of eight pieces and stands in one batch with texts of the same
    length only, so that what is made of it does not depend on its neighbours.

    Args:
        graph: ONNX, in 8 bits: embeddings and a mask in, states out.
        places: (longest, width)
        weights: (width, columns)
        bias: (columns,)
        threads: How many cores one batch may use; 0 for all.
    """

    def __init__(
        self,
        graph: bytes,
        words: Words,
        places: Floats,
        weights: Floats,
        bias: Floats,
        threads: int = 1,
    ) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # The graph is written as it should run: what the runtime would fuse is slower than its parts.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._words, self._places = words.packed, places
        self._weights, self._bias = weights, bias

    def __call__(self, texts: Sequence[Pieces]) -> Iterator[Seen]:
        """All texts, in the order of their length."""
        for batch in _batches(texts):
            states = self._states([texts[place].ids for place in batch])
            for own, place in zip(states, batch, strict=True):
                yield self._seen(place, own[texts[place].before : len(texts[place].ids)])

    def means(self, texts: Sequence[Pieces]) -> Iterator[tuple[int, Floats]]:
        """Place and state of every text, in the order of their length, where nothing else is asked."""
        for batch in _batches(texts):
            states = self._states([texts[place].ids for place in batch])
            for own, place in zip(states, batch, strict=True):
                yield place, own[: len(texts[place].ids)].mean(axis=0)

    def _seen(self, place: int, states: Floats) -> Seen:
        # Text by text, since a product over many rounds otherwise than a product over one.
        mean = states.mean(axis=0)
        shares = states[1:-1] @ self._weights * np.float32(1 / len(states))
        return Seen(place, mean, mean @ self._weights + self._bias, shares)

    def _states(self, rows: Sequence[Sequence[int]]) -> Floats:
        longest = _filled(max(map(len, rows)))
        ids = np.full((len(rows), longest), PAD)
        mask = np.zeros((len(rows), longest), dtype=np.float32)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = row
            mask[place, : len(row)] = 1
        known, at = np.unique(ids, return_inverse=True)
        embedded = unpacked(self._words[known])[at.reshape(ids.shape)] + self._places[:longest]
        states: Floats = self._session.run(["states"], {"embedded": embedded, "mask": mask})[0]
        return states


def _filled(length: int) -> int:
    return -(-length // _STEP) * _STEP


def _batches(texts: Sequence[Pieces]) -> Iterator[list[int]]:
    by_length: dict[int, list[int]] = {}
    for place, text in enumerate(texts):
        by_length.setdefault(_filled(len(text.ids)), []).append(place)
    for length in sorted(by_length):
        most = max(1, _PIECES_AT_ONCE // length)
        places = by_length[length]
        yield from (places[begin : begin + most] for begin in range(0, len(places), most))
