"""How well texts are judged: ranking (AUC), yes or no (F1), and the baseline of length and question marks."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, roc_auc_score

from tools.reply.learning import targets
from tools.reply.rows import Row

Chances = NDArray[np.float64]
_LEAST = 8
"""Of either answer there must be so many for a figure to be worth a line."""


def auc_of(
    rows: Sequence[Row], names: Sequence[str], chances: Chances
) -> dict[str, tuple[float, float, int]]:
    """For each score its AUC, the best F1, and how many hold, where it is known of enough rows."""
    wanted = targets(rows, names)
    made = {}
    for place, name in enumerate(names):
        told = ~np.isnan(wanted[:, place])
        holds = wanted[told, place] > 0.5
        if min(holds.sum(), (~holds).sum()) < _LEAST:
            continue
        own = chances[told, place]
        best = max(f1_score(holds, own >= limit) for limit in np.linspace(0.05, 0.95, 19))
        made[name] = (float(roc_auc_score(holds, own)), float(best), int(holds.sum()))
    return made


def shape_of(rows: Sequence[Row]) -> Chances:
    """Log of the length in words, question marks, exclamation marks, links."""
    texts = [row.text for row in rows]
    return np.array(
        [
            [np.log1p(len(text.split())), min(3, text.count("?")), min(3, text.count("!")), "http" in text]
            for text in texts
        ],
        dtype=np.float64,
    )
