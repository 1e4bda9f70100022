"""The heads that judge letters: weights over what is counted of one and where its sentences stand."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from groundswell.letters.deeds import DEEDS, Deeds
from groundswell.letters.pooling import known_names
from groundswell.text.packed import checked, damaged

Floats = NDArray[np.float32]
FOLDER = Path(__file__).parent / "models"
FORMAT = 3
_WHAT = "the letter model"


@dataclass(frozen=True, slots=True)
class Second:
    """Linear heads over where a whole letter stands, whose outcomes are averaged with those of `Heads`.

    Attributes:
        encoder: The encoder whose states they were fitted to.
        centre, scale: (width,), what a state is shifted and divided by.
        weights: (width, labels).
        bias: (labels,)
    """

    encoder: str
    centre: Floats
    scale: Floats
    weights: Floats
    bias: Floats

    def __call__(self, states: Floats) -> Floats:
        """(letters, width) to (letters, labels)."""
        put: Floats = (states - self.centre) / self.scale
        return np.asarray(put @ self.weights + self.bias, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Heads:
    """Linear heads.

    Attributes:
        name: Model and version, as checks show it.
        encoder: The encoder whose states they were fitted to.
        labels: What each column says: the items, then `overall`.
        centre, scale: (features,), what a feature is shifted and divided by.
        weights: (features, labels).
        bias: (labels,)
        steps: Where `personal` passes from one of its four levels to the next.
        levels: (knots, 2): an outcome of the last column, and the grade 1–5 that it means.
        deeds: What sentences do.
        second: What is asked as well where its encoder is at hand.
    """

    name: str
    encoder: str
    labels: tuple[str, ...]
    centre: Floats
    scale: Floats
    weights: Floats
    bias: Floats
    steps: tuple[float, ...]
    levels: Floats
    deeds: Deeds
    second: Second

    def __call__(self, features: Floats) -> Floats:
        """(letters, features) to (letters, labels): log-odds; `personal` and `overall` in their own units."""
        put: Floats = (features - self.centre) / self.scale
        return np.asarray(put @ self.weights + self.bias, dtype=np.float32)


@cache
def heads(folder: Path = FOLDER) -> Heads:
    """The heads in a folder.

    Raises:
        DamagedFile: A file is missing, is not what the manifest says, or was made for other features.
    """
    manifest, held = checked(folder, FORMAT, _WHAT)
    with np.load(BytesIO(held["heads.npz"]), allow_pickle=False) as arrays:
        made = Heads(
            name=manifest["name"],
            encoder=manifest["encoder"],
            labels=tuple(manifest["labels"]),
            centre=arrays["centre"].astype(np.float32),
            scale=arrays["scale"].astype(np.float32),
            weights=arrays["weights"].astype(np.float32),
            bias=arrays["bias"].astype(np.float32),
            steps=tuple(manifest["steps"]),
            levels=arrays["levels"].astype(np.float32),
            deeds=Deeds(
                *(
                    arrays[f"deed_{name}"].astype(np.float32)
                    for name in ("centre", "scale", "weights", "bias")
                )
            ),
            second=Second(
                manifest["whole"],
                *(
                    arrays[f"whole_{name}"].astype(np.float32)
                    for name in ("centre", "scale", "weights", "bias")
                ),
            ),
        )
    if tuple(manifest["counted"]) != known_names() or tuple(manifest["deeds"]) != DEEDS:
        raise damaged(folder, _WHAT, "was made for other features than this program's")
    return made
