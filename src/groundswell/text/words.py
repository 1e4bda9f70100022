"""The words that all networks share: a vocabulary of pieces, and a vector for each."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundswell.text.packed import checked

FOLDER = Path(__file__).parent / "models"
FORMAT = 1
_BLOCK_BYTES, _SCALE_BYTES = 18, 2


@dataclass(frozen=True, slots=True)
class Words:
    """A vocabulary and its vectors.

    Attributes:
        vocabulary: A SentencePiece model.
        packed: (pieces, blocks × 18), each block a half-precision scale and 32 weights in 4 bits.
    """

    vocabulary: bytes
    packed: NDArray[np.uint8]


@cache
def words(folder: Path = FOLDER) -> Words:
    """The words in a folder. Raises DamagedFile."""
    _, held = checked(folder, FORMAT, "the vocabulary")
    return Words(held["vocabulary.model"], np.load(BytesIO(held["words.npy"]), allow_pickle=False))


def unpacked(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Rows of 4-bit blocks as numbers, shape (rows, weights)."""
    rows = blocks.reshape(len(blocks), -1, _BLOCK_BYTES)
    scale = rows[:, :, :_SCALE_BYTES].copy().view(np.float16).astype(np.float32)
    halves = rows[:, :, _SCALE_BYTES:]
    numbers = np.concatenate([halves & 15, halves >> 4], axis=2).astype(np.float32)
    weights: NDArray[np.float32] = (numbers - 8) * scale
    return weights.reshape(len(blocks), -1)
