"""Texts to the sparse matrix that the heads are fitted on: the reader's own features, one row a text."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack

from groundswell.domain.reading import Utterance
from groundswell.text.features import BUCKETS, DENSE, WORD_BUCKETS, encode, token_buckets, word_grams

_BATCH = 512


def counted(utterances: Sequence[Utterance]) -> csr_matrix:
    """How often each n-gram stands in each text, then the dense counts: (texts, BUCKETS + len(DENSE))."""
    parts: list[csr_matrix] = []
    for begin in range(0, len(utterances), _BATCH):
        batch = utterances[begin : begin + _BATCH]
        cells = list(_cells(batch))
        rows, columns, values = (np.concatenate([cell[i] for cell in cells]) for i in range(3))
        shape = (len(batch), BUCKETS + len(DENSE))
        parts.append(csr_matrix((values, (rows, columns)), shape=shape, dtype=np.float32))
    return _stacked(parts)


def _stacked(parts: Sequence[csr_matrix]) -> csr_matrix:
    offsets = np.cumsum([0, *(part.nnz for part in parts)])
    starts = [part.indptr[:-1] + offset for part, offset in zip(parts, offsets, strict=False)]
    indptr = np.concatenate([*starts, offsets[-1:]])
    data = np.concatenate([part.data for part in parts])
    indices = np.concatenate([part.indices for part in parts])
    return csr_matrix((data, indices, indptr), shape=(len(indptr) - 1, parts[0].shape[1]))


def _cells(
    utterances: Sequence[Utterance],
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]]:
    encoded = encode(utterances)
    for place in (0, 1):
        alone = [token_buckets(form)[place] for form in encoded.forms]
        text = np.repeat(encoded.text_of, [len(buckets) for buckets in alone])
        column = np.array([bucket for buckets in alone for bucket in buckets], dtype=np.intp)
        yield text, column, np.ones(len(text), dtype=np.float32)
    for order in (2, 3):
        at, column = word_grams(encoded, order)
        yield encoded.text_of[at], column, np.ones(len(at), dtype=np.float32)
    text, column = np.nonzero(encoded.dense)
    yield text, column + BUCKETS, encoded.dense[text, column]


def rarity(counts: csr_matrix) -> NDArray[np.float32]:
    """The inverse document frequency of each bucket, as a logarithm, never below 0.1."""
    seen = np.bincount(counts.indices[counts.data > 0], minlength=counts.shape[1])[:BUCKETS]
    rare: NDArray[np.float32] = np.maximum(np.log((1 + counts.shape[0]) / (1 + seen)), 0.1).astype(np.float32)
    return rare


def weighed(counts: csr_matrix, idf: NDArray[np.float32]) -> csr_matrix:
    """Counts times rarity, each block divided by the root of its summed squares, as the reader does it."""
    blocks = []
    for begin, end in ((0, WORD_BUCKETS), (WORD_BUCKETS, BUCKETS)):
        block, weight = counts[:, begin:end], idf[begin:end]
        norm = np.sqrt(np.maximum(block @ (weight**2), 1e-6)).astype(np.float32)
        blocks.append(diags(1 / norm) @ block @ diags(weight))
    return hstack([*blocks, counts[:, BUCKETS:]], format="csr", dtype=np.float32)
