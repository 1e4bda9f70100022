"""The encoder's files: loaded once, each checked against the manifest, never unpickled."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundswell.text.packed import checked
from groundswell.triage.sketch import SKETCH, Sketches

FOLDER = Path(__file__).parents[1] / "models" / "encoder"
FORMAT = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """What the reader is made of.

    Attributes:
        name: Model and version, as readings show it.
        heads: Head → its labels; the columns of all heads stand one after another.
        thresholds: See `decide.Thresholds`.
        graph: ONNX, in 8 bits.
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
    manifest, held = checked(folder, FORMAT, "the careful reader")
    with np.load(BytesIO(held["arrays.npz"]), allow_pickle=False) as arrays:
        return Parts(
            name=manifest["name"],
            heads={head: tuple(labels) for head, labels in manifest["heads"].items()},
            thresholds=manifest["thresholds"],
            graph=held["graph.onnx"],
            places=arrays["places"].astype(np.float32),
            weights=arrays["weights"],
            bias=arrays["bias"],
            middle=arrays["middle"],
            projection=arrays["projection"].astype(np.float32),
            anchors=arrays["anchors"].view(SKETCH),
        )
