"""Texts as piece ids, and batches of texts of similar length."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

BEGIN, PAD, END = 0, 1, 2
LONGEST = 112
"""Pieces of a text that training looks at."""
_PIECES_AT_ONCE = 2_600
_POOL = 3_840

Fed = list[list[int]]


class Cutter(Protocol):
    """Cuts texts into pieces."""

    def encode(self, texts: list[str], /) -> list[list[int]]:
        """The piece ids of each text."""
        ...


def fed(cutter: Cutter, texts: Sequence[str]) -> Fed:
    """The piece ids of each text, with the signs for its beginning and end."""
    cut = cutter.encode([text[: 12 * LONGEST] for text in texts])
    return [[BEGIN, *ids[:LONGEST], END] for ids in cut]


def padded(rows: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids and mask, each of shape (texts, longest)."""
    ids = torch.full((len(rows), max(map(len, rows))), PAD)
    mask = torch.zeros_like(ids, dtype=torch.bool)
    for place, row in enumerate(rows):
        ids[place, : len(row)] = torch.tensor(row)
        mask[place, : len(row)] = True
    return ids, mask


def batches(
    rows: Fed, chance: np.random.Generator | None
) -> Iterator[tuple[NDArray[np.int64], Tensor, Tensor]]:
    """Batches of at most some 2,600 pieces: the places of the texts in `rows`, their ids and mask.

    With `chance`, in random order; without, shortest first.
    """
    lengths = np.array([len(row) for row in rows])
    order = np.arange(len(rows)) if chance is None else chance.permutation(len(rows))
    pool = len(rows) if chance is None else _POOL
    made: list[NDArray[np.int64]] = []
    for begin in range(0, len(rows), pool):
        part = order[begin : begin + pool]
        made += _cut(part[np.argsort(lengths[part], kind="stable")], lengths)
    if chance is not None:
        made = [made[place] for place in chance.permutation(len(made))]
    for batch in made:
        yield batch, *padded([rows[place] for place in batch])


def _cut(sorted_places: NDArray[np.int64], lengths: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    begin = 0
    for place in range(len(sorted_places)):
        if (place + 1 - begin) * lengths[sorted_places[place]] > _PIECES_AT_ONCE and place > begin:
            yield sorted_places[begin:place]
            begin = place
    if begin < len(sorted_places):
        yield sorted_places[begin:]
