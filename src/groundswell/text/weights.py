"""Linear heads over hashed n-grams that ship with a room: checked against their manifest, never unpickled."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundswell.text.features import BUCKETS, DENSE
from groundswell.text.packed import checked, damaged

MANIFEST = "ngram.json"
FORMAT = 2

_STEPS = np.arange(256).astype(np.uint8).view(np.int8).astype(np.float32) / 127
CURVE: NDArray[np.float32] = np.sign(_STEPS) * np.square(_STEPS)
"""From the steps of the table to weights in -1–1: squares, so that small weights keep their differences."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Linear heads over the features of `features`, already calibrated.

    Attributes:
        name: Model and version, as readings show it.
        heads: Head → its labels; the columns of all heads stand one after another.
        table: (BUCKETS, columns), int8; `CURVE` of it times `scale` is the weight of an n-gram by its rarity.
        scale: (columns,)
        energy: (BUCKETS,) squared rarity of each n-gram.
        dense: (counts, columns)
        bias: (columns,)
        thresholds: From where on something is said, by name.
    """

    name: str
    heads: Mapping[str, tuple[str, ...]]
    table: NDArray[np.int8]
    scale: NDArray[np.float32]
    energy: NDArray[np.float32]
    dense: NDArray[np.float32]
    bias: NDArray[np.float32]
    thresholds: Mapping[str, float]

    def columns(self, head: str) -> slice:
        """Where the columns of a head stand."""
        begin = 0
        for name, labels in self.heads.items():
            if name == head:
                return slice(begin, begin + len(labels))
            begin += len(labels)
        raise KeyError(head)


def load(folder: Path, what: str) -> Weights:
    """The weights in a folder.

    Args:
        what: What they are to the user, such as "the reading model".

    Raises:
        DamagedFile: A file is missing, does not match its manifest, or is of another format.
    """
    manifest, held = checked(folder, FORMAT, what, MANIFEST)
    (packed,) = held.values()
    with np.load(BytesIO(packed), allow_pickle=False) as arrays:
        weights = Weights(
            name=manifest["name"],
            heads={head: tuple(labels) for head, labels in manifest["heads"].items()},
            table=arrays["table"],
            scale=arrays["scale"],
            energy=np.square(arrays["rarity"].astype(np.float32)),
            dense=arrays["dense"],
            bias=arrays["bias"],
            thresholds=manifest["thresholds"],
        )
    if weights.table.shape[0] != BUCKETS or weights.dense.shape[0] != len(DENSE):
        raise damaged(folder, what, "was made for other features than this program's")
    return weights
