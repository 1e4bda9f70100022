"""The files of what judges: loaded once, each checked against the manifest, never unpickled."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundswell.text.packed import checked
from groundswell.text.weights import Weights
from groundswell.text.weights import load as load_grams

FOLDER = Path(__file__).parents[1] / "models"
FORMAT = 1
_WHAT = "the checking model"
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Parts:
    """What judges is made of.

    Attributes:
        name: Model and version, as checks show it.
        scores: What each column says, such as `fit` or `how_excuse`.
        thresholds: See `deciding`.
        graph: ONNX, in 8 bits.
        places: (longest, width)
        weights: (width, columns), calibrated.
        bias: (columns,)
        grams: Heads over hashed n-grams for some of the columns, to be added to what the network says.
    """

    name: str
    scores: tuple[str, ...]
    thresholds: Mapping[str, float]
    graph: bytes
    places: Floats
    weights: Floats
    bias: Floats
    grams: Weights


def load(folder: Path = FOLDER) -> Parts:
    """The parts in a folder.

    Raises:
        DamagedFile: A file is missing, is not what the manifest says, or is of another format.
    """
    manifest, held = checked(folder, FORMAT, _WHAT)
    with np.load(BytesIO(held["arrays.npz"]), allow_pickle=False) as arrays:
        return Parts(
            name=manifest["name"],
            scores=tuple(manifest["scores"]),
            thresholds=manifest["thresholds"],
            graph=held["graph.onnx"],
            places=arrays["places"].astype(np.float32),
            weights=arrays["weights"],
            bias=arrays["bias"],
            grams=load_grams(folder / "grams", _WHAT),
        )
