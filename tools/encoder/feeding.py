"""Texts as piece ids, and batches of texts of similar length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor
from torch import Tensor

from groundswell.domain.reading import Utterance

BEGIN, PAD, END = 0, 1, 2
LONGEST, LONGEST_AROUND = 112, 40
"""Pieces of the text and of what stands around it that training looks at."""
_KEEP_CONTEXT, _KEEP_HEADLINE = 0.6, 0.5
_PIECES_AT_ONCE = 2_600
_POOL = 60


@dataclass(frozen=True, slots=True)
class Fed:
    """Piece ids of many texts, and of what stands around each."""

    texts: list[list[int]]
    contexts: list[list[int]]
    headlines: list[list[int]]

    @classmethod
    def of(cls, cutter: SentencePieceProcessor, utterances: Sequence[Utterance]) -> "Fed":
        """The pieces of each, as far as training looks at them."""

        def pieces(texts: list[str], longest: int) -> list[list[int]]:
            made: list[list[int]] = cutter.encode([text[: 12 * longest] for text in texts])
            return [ids[:longest] for ids in made]

        return cls(
            pieces([one.text for one in utterances], LONGEST),
            pieces([one.context for one in utterances], LONGEST_AROUND),
            pieces([one.headline for one in utterances], LONGEST_AROUND),
        )

    def ids(self, place: int, chance: np.random.Generator | None) -> list[int]:
        """One text as the network sees it; with `chance`, what stands around it is often left out."""
        context, headline = self.contexts[place], self.headlines[place]
        if chance is not None:
            context = context if chance.random() < _KEEP_CONTEXT else []
            headline = headline if chance.random() < _KEEP_HEADLINE else []
        around = ([END, *context] if context or headline else []) + ([END, *headline] if headline else [])
        return [BEGIN, *self.texts[place], END, *(([*around, END]) if around else [])]


def padded(rows: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids and mask, each of shape (texts, longest)."""
    ids = torch.full((len(rows), max(map(len, rows))), PAD)
    mask = torch.zeros_like(ids, dtype=torch.bool)
    for place, row in enumerate(rows):
        ids[place, : len(row)] = torch.tensor(row)
        mask[place, : len(row)] = True
    return ids, mask


def batches(
    fed: Fed, places: NDArray[np.int64], chance: np.random.Generator | None
) -> Iterator[tuple[NDArray[np.int64], Tensor, Tensor]]:
    """Batches of at most some 2,600 pieces: the places of the texts, their ids and mask.

    With `chance`, in random order; without, shortest first.
    """
    rows = [fed.ids(int(place), chance) for place in places]
    lengths = np.array([len(row) for row in rows])
    order = np.arange(len(rows)) if chance is None else chance.permutation(len(rows))
    pool = len(rows) if chance is None else _POOL * 64
    made: list[NDArray[np.int64]] = []
    for begin in range(0, len(rows), pool):
        part = order[begin : begin + pool]
        made += _cut(part[np.argsort(lengths[part], kind="stable")], lengths)
    if chance is not None:
        made = [made[place] for place in chance.permutation(len(made))]
    for batch in made:
        yield places[batch], *padded([rows[place] for place in batch])


def _cut(sorted_places: NDArray[np.int64], lengths: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    begin = 0
    for place in range(len(sorted_places)):
        if (place + 1 - begin) * lengths[sorted_places[place]] > _PIECES_AT_ONCE and place > begin:
            yield sorted_places[begin:place]
            begin = place
    if begin < len(sorted_places):
        yield sorted_places[begin:]
