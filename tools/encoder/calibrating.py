"""Heads whose scores are probabilities, with thresholds, by pens that nothing learned from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import nn

from groundswell.domain.words import Abuse, Intent, Tone
from tools.encoder.learning import Floats
from tools.encoder.targets import LANES, Columns
from tools.triage.calibrate import Held, calibrated_out_of_fold, calibration, thresholds
from tools.triage.labelled import Labelled


@dataclass(frozen=True, slots=True)
class Heads:
    """What ships of the heads.

    Attributes:
        labels: Head → its labels, in the order of the columns.
        weights: (width, columns)
        bias: (columns,)
    """

    labels: Mapping[str, tuple[str, ...]]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    thresholds: Mapping[str, float]


def calibrated(head: nn.Linear, scores: Floats, rows: Sequence[Labelled], columns: Columns) -> Heads:
    """Folds the calibration into the heads: both are linear, so one matrix holds them.

    Args:
        head: As it was trained.
        scores: Its scores for `rows`, constructed texts by pens that it did not learn from.
    """
    main = slice(0, columns.hostile.stop)
    fitted = calibration(scores[:, main], rows)
    held = Held.of(calibrated_out_of_fold(scores[:, main], rows), rows)
    weights = head.weight.detach().numpy().T.astype(np.float32)
    bias = head.bias.detach().numpy().astype(np.float32)
    return Heads(
        {
            "tone": tuple(tone.value for tone in Tone),
            "lane": tuple(lane.value for lane in LANES),
            "intents": tuple(intent.value for intent in Intent),
            "abuse": tuple(abuse.value for abuse in Abuse),
            "hostile": ("hostile",),
            "hints": columns.hints,
        },
        np.hstack([weights[:, main] @ fitted.weights, weights[:, main.stop :]]),
        np.concatenate([bias[main] @ fitted.weights + fitted.bias, bias[main.stop :]]),
        thresholds(held, held),
    )
