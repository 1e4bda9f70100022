"""The shipped models: what past waves looked like at many ages, what came of them, and how to find like ones.

Loaded on first use. Each model is one file of arrays; the manifest tells the file's digest, its inputs in
their order, and its calibration.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from groundswell.domain.errors import InputError
from groundswell.wave.calibration import Calibration
from groundswell.wave.forest import Forest, Places
from groundswell.wave.likeness import BIN, Likeness
from groundswell.wave.observing import Floats


@dataclass(frozen=True, slots=True)
class Past:
    """Past waves as they stood when they were cut, and what came of them.

    Attributes:
        weights: How fair a sample each is of waves that look like it, shape (k,).
        growth: As `Likeness.growth`, in bins, shape (k, reaches + 1), uint16.
        half, over: As in `Likeness`, shape (k,), float16.
        second_wind: As in `Likeness`, shape (k,).
    """

    weights: Floats
    growth: npt.NDArray[np.uint16]
    half: npt.NDArray[np.float16]
    over: npt.NDArray[np.float16]
    second_wind: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Model:
    """One trained model.

    Attributes:
        name: What a forecast says it was made by.
        features: Names of the inputs, in their order.
    """

    name: str
    features: tuple[str, ...]
    forest: Forest
    past: Past
    calibration: Calibration

    def likeness(self, found: Mapping[str, float], trees: Places | None = None) -> Likeness:
        """The past waves like the one of which this was found; `trees` are asked, or all."""
        row = np.array([found[name] for name in self.features], dtype=np.float32)
        places, weights = self.forest.like(row, self.past.weights, trees)
        past = self.past
        return Likeness(
            weights,
            np.asarray(past.growth[places] * BIN, dtype=np.float64),
            past.half[places].astype(np.float64),
            past.over[places].astype(np.float64),
            past.second_wind[places],
        )


def likely_growth(
    like: Likeness, reaches: Floats, end: float, observed: float, calibration: Calibration
) -> Floats:
    """Log growth at `LEVELS` for each of the reaches and, last, in the end; shape (len(reaches) + 1, 7).

    Not below 0, ascending along both axes: where a nearer total is said to be above the final one, the final
    one bounds it.

    Args:
        reaches: Logs of age ahead over present age, ascending.
        end: The same for the age that counts as the end.
    """
    growth = np.vstack([like.growth_at(reaches), like.final])
    told = calibration.applied(like.quantiles(growth), observed, np.append(reaches, end))
    return np.minimum.accumulate(np.maximum(told, 0.0)[::-1], axis=0)[::-1]


@cache
def load(which: str) -> Model:
    """The shipped model of `events` or of `totals`. Raises InputError if its file was altered."""
    folder = files("groundswell.wave") / "models"
    told = json.loads((folder / "manifest.json").read_text("utf-8"))[which]
    content = (folder / f"{which}.npz").read_bytes()
    if sha256(content).hexdigest() != told["sha256"]:
        raise InputError(
            "the forecast model is not the one that was shipped",
            where=f"{which}.npz",
            mend="Install the package again.",
        )
    forest, past = unpacked(content)
    calibration = Calibration.from_json(told["calibration"])
    return Model(told["name"], tuple(told["features"]), forest, past, calibration)


_FOREST = ("roots", "split", "below", "right", "begins", "members", "missing")
_PAST = ("weights", "growth", "half", "over", "second_wind")


def unpacked(content: bytes) -> tuple[Forest, Past]:
    """The arrays of a model's file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        forest = Forest(*(arrays[name] for name in _FOREST))
        weights, *rest = (arrays[name] for name in _PAST)
        return forest, Past(weights.astype(np.float64), *rest)


def packed(forest: Forest, past: Past) -> bytes:
    """A model's file; the same arrays give the same bytes."""
    held = {name: getattr(forest, name) for name in _FOREST} | {name: getattr(past, name) for name in _PAST}
    held["weights"] = past.weights.astype(np.float32)
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **held)
    return content.getvalue()
