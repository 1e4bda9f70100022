"""The encoder's files: loaded once, each checked against the manifest, never unpickled."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.errors import DamagedFile
from groundswell.triage.sketch import SKETCH, Sketches

FOLDER = Path(__file__).parents[1] / "models" / "encoder"
MANIFEST = "manifest.json"
FORMAT = 2
_BLOCK_BYTES, _SCALE_BYTES = 18, 2


@dataclass(frozen=True, slots=True)
class Parts:
    """What the reader is made of.

    Attributes:
        name: Model and version, as readings show it.
        heads: Head → its labels; the columns of all heads stand one after another.
        thresholds: See `decide.Thresholds`.
        graph: ONNX, in 8 bits.
        vocabulary: A SentencePiece model.
        words: (pieces, blocks × 18), each block a half-precision scale and 32 weights in 4 bits.
        places: (longest, width)
        weights: (width, columns), calibrated.
        bias: (columns,)
        middle, projection: (width,) and (width, 64), from a state to the coordinates of a sketch.
        anchors: Sketches of texts by many hands, which no correction may move.
    """

    name: str
    heads: Mapping[str, tuple[str, ...]]
    thresholds: Mapping[str, float]
    graph: bytes
    vocabulary: bytes
    words: NDArray[np.uint8]
    places: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    middle: NDArray[np.float32]
    projection: NDArray[np.float32]
    anchors: Sketches

    def columns(self, head: str) -> slice:
        """Where the columns of a head stand."""
        begin = 0
        for name, labels in self.heads.items():
            if name == head:
                return slice(begin, begin + len(labels))
            begin += len(labels)
        raise KeyError(head)


def load(folder: Path = FOLDER) -> Parts:
    """The parts in a folder.

    Raises:
        DamagedFile: A file is missing, is not what the manifest says, or is of another format.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        held = {name: (folder / name).read_bytes() for name in manifest["files"]}
        whole = manifest["format"] == FORMAT and all(
            sha256(held[name]).hexdigest() == digest for name, digest in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, f"cannot be read ({error})") from error
    if not whole:
        raise _damaged(folder, "is not what its manifest says")
    with np.load(BytesIO(held["arrays.npz"]), allow_pickle=False) as arrays:
        return Parts(
            name=manifest["name"],
            heads={head: tuple(labels) for head, labels in manifest["heads"].items()},
            thresholds=manifest["thresholds"],
            graph=held["graph.onnx"],
            vocabulary=held["vocabulary.model"],
            words=np.load(BytesIO(held["words.npy"]), allow_pickle=False),
            places=arrays["places"].astype(np.float32),
            weights=arrays["weights"],
            bias=arrays["bias"],
            middle=arrays["middle"],
            projection=arrays["projection"].astype(np.float32),
            anchors=arrays["anchors"].view(SKETCH),
        )


def unpacked(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Rows of 4-bit blocks as numbers, shape (rows, weights)."""
    rows = blocks.reshape(len(blocks), -1, _BLOCK_BYTES)
    scale = rows[:, :, :_SCALE_BYTES].copy().view(np.float16).astype(np.float32)
    halves = rows[:, :, _SCALE_BYTES:]
    numbers = np.concatenate([halves & 15, halves >> 4], axis=2).astype(np.float32)
    weights: NDArray[np.float32] = (numbers - 8) * scale
    return weights.reshape(len(blocks), -1)


def _damaged(folder: Path, what: str) -> DamagedFile:
    return DamagedFile(f"the careful reader {what}", where=str(folder), mend="Install groundswell again")
