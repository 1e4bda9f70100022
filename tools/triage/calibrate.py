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
from tools.triage.metrics import table

Chances = NDArray[np.float64]

_FOLDS = 6
_SURE_ACCURACY = 0.88
_LEAST_COVERAGE = 0.5
_FLOORS = np.linspace(0.2, 0.9, 15)
_MOST_KIND_FOLDED = 0.01
_ATTACK = 0.3
_WANTED = (Lane.NEEDS_YOU, Lane.OPPORTUNITY, Lane.QUESTION)
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
    scores = np.zeros((matrix.shape[0], COLUMNS["hostile"].stop), dtype=np.float32)
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
    holds.append([row.tone is Tone.HOSTILE for row in rows])
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


def _sigmoid(scores: Floats) -> Chances:
    chances: Chances = 1 / (1 + np.exp(-scores.astype(np.float64)))
    return chances


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
    hostile: Chances
    distress: Chances
    in_distress: NDArray[np.bool_]

    @classmethod
    def of(cls, scores: Floats, rows: Sequence[Labelled]) -> "Held":
        """From calibrated scores of all columns."""
        distress = COLUMNS["intents"].start + tuple(Intent).index(Intent.NEEDS_SUPPORT)
        return cls(
            softmax(scores[:, COLUMNS["lane"]]),
            np.array([LANES.index(row.lane) for row in rows if row.lane]),
            _sigmoid(scores[:, COLUMNS["hostile"].start]),
            _sigmoid(scores[:, distress]),
            np.array([row.intents[Intent.NEEDS_SUPPORT] for row in rows]),
        )


def thresholds(held: Held, dev: Held) -> dict[str, float]:
    """The thresholds of `groundswell.triage.decide.Thresholds`.

    sure: the lowest with 88% right among what is above it (but half of all at least is decided), on the
    development pens, which no head learned from; for what is rarer all held-out rows are needed.
    hostile: the lowest with at most 1% of kind words folded; spam: with at most 1% of pleas, opportunities
    and questions hidden; distress: 95% found, unless that raises more than 5% false alarms.
    """
    sure = _sure(dev)
    spam, hostile, kind = (
        held.chances[:, LANES.index(one)] for one in (Lane.SPAM, Lane.HOSTILE, Lane.KIND_WORDS)
    )
    rather = hostile / (hostile + kind)
    return {
        "sure": sure,
        "hostile": _hiding(held, Lane.HOSTILE, rather, [Lane.KIND_WORDS], _MOST_KIND_FOLDED, 0.5),
        "attack": _ATTACK,
        "spam": _hiding(held, Lane.SPAM, spam, _WANTED, _MOST_WANTED_HIDDEN, sure),
        "distress": _distress(held),
    }


def sure_curve(held: Held) -> str:
    """For floors under `sure`: the share of texts above it and the share of those that is right."""
    best, right = held.chances.max(axis=1), held.chances.argmax(axis=1) == held.truth
    rows = [
        [f"{floor:.2f}", f"{above.mean():.3f}", f"{right[above].mean():.3f}" if above.any() else "—"]
        for floor in _FLOORS
        for above in [best >= floor]
    ]
    return table(["Floor", "Decided", "Right"], rows)


def _sure(held: Held) -> float:
    best = held.chances.max(axis=1)
    order = np.argsort(-best)
    right = np.cumsum((held.chances.argmax(axis=1) == held.truth)[order]) / np.arange(1, len(best) + 1)
    least = int(_LEAST_COVERAGE * len(best))
    fine = np.flatnonzero(right >= _SURE_ACCURACY)
    return round(float(best[order][max(least, int(fine.max()) if len(fine) else 0)]), 3)


def _hiding(
    held: Held, lane: Lane, chances: Chances, wanted: Sequence[Lane], most: float, least: float
) -> float:
    """The lowest threshold on `chances` that hides at most that share of the wanted texts in `lane`.

    Args:
        least: What it is if fewer than that would be hidden without any.
    """
    hidden = held.chances.argmax(axis=1) == LANES.index(lane)
    harmed = np.isin(held.truth, [LANES.index(one) for one in wanted])
    worst = np.sort(chances[hidden & harmed])[::-1]
    allowed = int(most * harmed.sum())
    return round(float(worst[allowed]) + 1e-3, 3) if len(worst) > allowed else least


def _distress(held: Held) -> float:
    found = np.quantile(held.distress[held.in_distress], 1 - _DISTRESS_RECALL)
    false = np.quantile(held.distress[~held.in_distress], 1 - _MOST_FALSE_DISTRESS)
    return round(float(max(found, false)), 3)
