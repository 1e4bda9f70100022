"""The trained trees: statistics of a wave and ages ahead in, quantiles of the totals then out.

Loaded on first use. Each model is one ONNX file. Its outputs are the centre of log((total then + 1) / (total
now + 1)) and the quantiles of what is left around it. The manifest tells the file's digest, its inputs in
their order, and its calibration.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Protocol

import numpy as np
import numpy.typing as npt

from groundswell.domain.errors import InputError
from groundswell.wave.calibration import Calibration, Endings
from groundswell.wave.observing import Floats

Singles = npt.NDArray[np.float32]
REACH_FEATURES = ("age_ahead", "reach")


class Trees(Protocol):
    """Rows of inputs, shape (k, inputs), in; centre and quantiles around it, shape (k, 1 + 7), out."""

    def __call__(self, rows: Singles, /) -> Singles: ...


@dataclass(frozen=True, slots=True)
class Model:
    """One trained model.

    Attributes:
        name: What a forecast says it was made by.
        features: Names of the inputs, in their order; `REACH_FEATURES` follow them.
    """

    name: str
    features: tuple[str, ...]
    trees: Trees
    calibration: Calibration
    endings: Endings

    def quantiles(self, found: Mapping[str, float], now: float, observed: float, ages: Floats) -> Floats:
        """Totals at `LEVELS` for each of the ages, all after `now`; shape (len(ages), 7).

        Never below `observed`, ascending along both axes. Where the trees say otherwise, an earlier total
        bounds a later one: what is nearer was better seen in training.
        """
        reaches = np.log(ages / now)
        rows = np.empty((len(ages), len(self.features) + 2), dtype=np.float32)
        rows[:, :-2] = [found[name] for name in self.features]
        rows[:, -2] = np.log(ages)
        rows[:, -1] = reaches
        told = self.trees(rows).astype(np.float64)
        growth = np.sort(told[:, :1] + told[:, 1:], axis=1)
        growth = np.maximum(self.calibration.applied(growth, observed, reaches), 0.0)
        totals = np.maximum((observed + 1) * np.exp(growth) - 1, observed)
        return np.maximum.accumulate(totals, axis=0)


@cache
def load(which: str) -> Model:
    """The shipped model of `events` or of `totals`. Raises InputError if its file was altered."""
    folder = files("groundswell.wave") / "models"
    told = json.loads((folder / "manifest.json").read_text("utf-8"))[which]
    content = (folder / f"{which}.onnx").read_bytes()
    if sha256(content).hexdigest() != told["sha256"]:
        raise InputError(
            "the forecast model is not the one that was shipped",
            where=f"{which}.onnx",
            mend="Install the package again.",
        )
    return Model(
        told["name"],
        tuple(told["features"]),
        onnx_trees(content),
        Calibration.from_json(told["calibration"]),
        Endings.from_json(told["endings"]),
    )


def onnx_trees(content: bytes) -> Trees:
    """The trees of an ONNX file, run on one thread: a forecast is too small to share out."""
    import onnxruntime as ort  # takes as long to import as all the rest, and not every user forecasts

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name

    def run(rows: Singles, /) -> Singles:
        return np.asarray(session.run(None, {name: rows})[0], dtype=np.float32)

    return run
