"""The files of what judges: loaded once, each checked against the manifest, never unpickled."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundswell.text.packed import checked, damaged
from groundswell.text.weights import Weights
from groundswell.text.weights import load as load_grams

FOLDER = Path(__file__).parents[1] / "models"
FORMAT = 1
ACCUSES = "accuses"
"""Name of the score that is told of each clause, and of the folder of its head."""
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
    return _with_accusing(load_parts(folder), folder / ACCUSES)


def load_parts(folder: Path) -> Parts:
    """The parts as they were trained, without the head that was fitted later. Raises DamagedFile."""
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


def _with_accusing(parts: Parts, folder: Path) -> Parts:
    """The parts with one column more, which was fitted later, over the same graph."""
    manifest, held = checked(folder, FORMAT, _WHAT)
    if manifest["graph"] != sha256(parts.graph).hexdigest():
        raise damaged(folder, _WHAT, "holds a head of another network")
    with np.load(BytesIO(held["head.npz"]), allow_pickle=False) as arrays:
        return replace(
            parts,
            scores=(*parts.scores, ACCUSES),
            thresholds={**parts.thresholds, **manifest["thresholds"]},
            weights=np.column_stack([parts.weights, arrays["weights"]]).astype(np.float32),
            bias=np.append(parts.bias, arrays["bias"]).astype(np.float32),
        )
