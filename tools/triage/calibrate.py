"""From raw scores to probabilities that can be believed, and the thresholds set on them.

Everything here is fitted on texts whose pen the scores come from without: the training pens in
turns, and the development pens. The test pens are not looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from groundswell.domain.words import Abuse, Intent, Lane, Tone
from tools.triage.fit import COLUMNS, LANES, Floats, Linear, Settings, fit_heads
from tools.triage.labelled import Labelled

Chances = NDArray[np.float64]

_FOLDS = 6
_SURE_ACCURACY = 0.9
_LEAST_COVERAGE = 0.5
_MOST_KIND_FOLDED = 0.02
_MOST_WANTED_HIDDEN = 0.01
_DISTRESS_RECALL = 0.95
_MOST_FALSE_DISTRESS = 0.05


def held_out_scores(
    matrix: csr_matrix,
    rows: Sequence[Labelled],
    public: csr_matrix,
    public_rows: Sequence[Labelled],
    settings: Settings,
) -> Floats:
    """Scores of each constructed row by heads that saw no text of its pen."""
    scores = np.zeros((matrix.shape[0], COLUMNS["abuse"].stop), dtype=np.float32)
    pens = [row.pen for row in rows]
    for seen, unseen in GroupKFold(_FOLDS).split(pens, groups=pens):
        shown = vstack([matrix[seen], public], format="csr")
        heads = fit_heads(shown, [*(rows[i] for i in seen), *public_rows], settings)
        scores[unseen] = heads(matrix[unseen])
    return scores


def calibration(scores: Floats, rows: Sequence[Labelled]) -> Linear:
    """Raw scores to calibrated ones, of the same columns.

    A yes-or-no head is shifted and stretched (Platt); tone is rescaled from its own four scores; the lane,
    which follows from tone and intents, is weighed from the scores of all heads.
    """
    width = scores.shape[1]
    weights, bias = np.zeros((width, width), dtype=np.float32), np.zeros(width, dtype=np.float32)
    tone = [tuple(Tone).index(row.tone) for row in rows if row.tone]
    lane = [LANES.index(row.lane) for row in rows if row.lane]
    for head, inputs, truth, penalty in (
        ("tone", COLUMNS["tone"], tone, 0.3),
        ("lane", slice(0, width), lane, 0.1),
    ):
        model = LogisticRegression(C=penalty, max_iter=1_000).fit(scores[:, inputs], truth)
        weights[inputs, COLUMNS[head]] = model.coef_.T
        bias[COLUMNS[head]] = model.intercept_
    holds = [[row.intents[one] for row in rows] for one in Intent]
    holds += [[row.abuse[one] for row in rows] for one in Abuse]
    for column, held in enumerate(holds, COLUMNS["intents"].start):
        model = LogisticRegression(C=1.0, max_iter=1_000).fit(scores[:, [column]], held)
        weights[column, column], bias[column] = model.coef_[0, 0], model.intercept_[0]
    return Linear(weights, bias)


def calibrated_out_of_fold(scores: Floats, rows: Sequence[Labelled]) -> Floats:
    """Calibrated scores of each row by a calibration that saw no text of its pen."""
    pens = [row.pen for row in rows]
    made = np.zeros_like(scores)
    for seen, unseen in GroupKFold(_FOLDS).split(pens, groups=pens):
        made[unseen] = scores[unseen] @ (fitted := calibration(scores[seen], [rows[i] for i in seen])).weights
        made[unseen] += fitted.bias
    return made


def softmax(scores: Floats) -> Chances:
    """Rows that sum to 1."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True)).astype(np.float64)
    chances: Chances = raised / raised.sum(axis=1, keepdims=True)
    return chances


@dataclass(frozen=True, slots=True)
class Held:
    """Calibrated lane probabilities of held-out rows, with the truth."""

    chances: Chances
    truth: NDArray[np.int64]
    distress: Chances
    in_distress: NDArray[np.bool_]

    @classmethod
    def of(cls, scores: Floats, rows: Sequence[Labelled]) -> "Held":
        """From calibrated scores of all columns."""
        column = COLUMNS["intents"].start + tuple(Intent).index(Intent.NEEDS_SUPPORT)
        return cls(
            softmax(scores[:, COLUMNS["lane"]]),
            np.array([LANES.index(row.lane) for row in rows if row.lane]),
            1 / (1 + np.exp(-scores[:, column].astype(np.float64))),
            np.array([row.intents[Intent.NEEDS_SUPPORT] for row in rows]),
        )


def thresholds(held: Held) -> dict[str, float]:
    """The thresholds of `groundswell.triage.decide.Thresholds`.

    sure: the lowest with 90% right among what is above it (but half of all at least is decided);
    hostile: the lowest with at most 2% of kind words folded; spam: with at most 1% of pleas, opportunities
    and questions hidden; distress: 95% found, unless that raises more than 5% false alarms.
    """
    return {
        "sure": _sure(held),
        "hostile": _hiding(held, Lane.HOSTILE, [Lane.KIND_WORDS], _MOST_KIND_FOLDED),
        "spam": _hiding(
            held, Lane.SPAM, [Lane.NEEDS_YOU, Lane.OPPORTUNITY, Lane.QUESTION], _MOST_WANTED_HIDDEN
        ),
        "distress": _distress(held),
    }


def _sure(held: Held) -> float:
    best = held.chances.max(axis=1)
    order = np.argsort(-best)
    right = np.cumsum((held.chances.argmax(axis=1) == held.truth)[order]) / np.arange(1, len(best) + 1)
    least = int(_LEAST_COVERAGE * len(best))
    fine = np.flatnonzero(right >= _SURE_ACCURACY)
    return round(float(best[order][max(least, int(fine.max()) if len(fine) else 0)]), 3)


def _hiding(held: Held, lane: Lane, wanted: Sequence[Lane], most: float) -> float:
    column = LANES.index(lane)
    hidden = held.chances.argmax(axis=1) == column
    harmed = np.isin(held.truth, [LANES.index(one) for one in wanted])
    chances = np.sort(held.chances[hidden & harmed, column])[::-1]
    allowed = int(most * harmed.sum())
    return round(float(chances[allowed]) + 1e-3, 3) if len(chances) > allowed else round(_sure(held), 3)


def _distress(held: Held) -> float:
    found = np.quantile(held.distress[held.in_distress], 1 - _DISTRESS_RECALL)
    false = np.quantile(held.distress[~held.in_distress], 1 - _MOST_FALSE_DISTRESS)
    return round(float(max(found, false)), 3)
