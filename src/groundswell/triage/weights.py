"""The weights that ship with the package: loaded once, checked against their manifest, never unpickled."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.errors import DamagedFile
from groundswell.triage.features import BUCKETS, DENSE

MODELS = Path(__file__).parent / "models"
MANIFEST = "ngram.json"
FORMAT = 1

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
        thresholds: The decision's thresholds, see `decide.Thresholds`.
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


def load(folder: Path = MODELS) -> Weights:
    """The weights in a folder.

    Raises:
        DamagedFile: A file is missing, does not match its manifest, or is of another format.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        packed = (folder / manifest["file"]).read_bytes()
        whole = manifest["format"] == FORMAT and manifest["sha256"] == sha256(packed).hexdigest()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, f"cannot be read ({error})") from error
    if not whole:
        raise _damaged(folder, "is not what its manifest says")
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
        raise _damaged(folder, "was made for other features than this program's")
    return weights


def _damaged(folder: Path, what: str) -> DamagedFile:
    return DamagedFile(f"the reading model {what}", where=str(folder), mend="Install groundswell again")
