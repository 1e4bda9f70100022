"""What is kept of a reading so that it can be judged anew without reading the text again."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.words import Lane

COORDINATES = 64
LANES = tuple(lane for lane in Lane if lane is not Lane.UNSURE)
_WHOLE = 127

SKETCH = np.dtype(
    [("lanes", "<f2", len(LANES)), ("hostile", "<f2"), ("distress", "<f2"), ("state", "i1", COORDINATES)]
)
"""One sketch, 86 bytes: the lanes' scores, the log-odds of hostility and of distress, and where the text
stands among others: the encoder's state in 64 coordinates, of length 1, in steps of 1/127."""

Sketches = NDArray[np.void]


def sketched(
    lanes: NDArray[np.float32], hostile: float, distress: float, state: NDArray[np.float32]
) -> bytes:
    """One sketch.

    Args:
        lanes: Scores, in the order of `LANES`.
        state: (coordinates,), of any length.
    """
    made = np.zeros((), dtype=SKETCH)
    length = float(np.sqrt((state * state).sum())) or 1.0
    made["lanes"], made["hostile"], made["distress"] = lanes, hostile, distress
    made["state"] = np.round(state * (_WHOLE / length))
    return made.tobytes()


def unsketched(sketches: Sequence[bytes]) -> Sketches:
    """Many sketches as one array of the type `SKETCH`."""
    return np.frombuffer(b"".join(sketches), dtype=SKETCH)


def likeliest(sketches: Sketches) -> list[Lane]:
    """The lane that each is likeliest to belong to, however unsure that is."""
    return [LANES[place] for place in sketches["lanes"].argmax(axis=1)]


def states(sketches: Sketches) -> NDArray[np.float64]:
    """Where they stand, (n, coordinates), each of length 1."""
    made: NDArray[np.float64] = sketches["state"].astype(np.float64) / _WHOLE
    return made
