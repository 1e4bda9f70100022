"""Fits the heads in two steps that fold into one table of weights.

First every hint of the public sets gets a logistic head over the n-grams. Then every head of ours is
fitted on the constructed texts (and what the public sets say of it) over the n-grams, the scores of the
hints and the gist (see `gist`); as those are linear in the n-grams, the sum is one linear head again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression

from groundswell.domain.words import Abuse, Intent, Lane, Tone
from groundswell.text.features import BUCKETS, WORD_BUCKETS
from tools.triage.labelled import Labelled

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

LANES = tuple(lane for lane in Lane if lane is not Lane.UNSURE)
HEADS: dict[str, tuple[str, ...]] = {
    "tone": tuple(Tone),
    "lane": LANES,
    "intents": tuple(Intent),
    "abuse": tuple(Abuse),
    "hostile": ("hostile",),
}
"""`hostile` is the guard of the lane of that name: whether to fold, learned with many calm public texts."""

COLUMNS = {
    "tone": slice(0, 4),
    "lane": slice(4, 13),
    "intents": slice(13, 24),
    "abuse": slice(24, 29),
    "hostile": slice(29, 30),
}
JOBS = 2
TAUGHT = "taught"
"""The source of texts that the careful reader labelled."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Chosen by cross-validation over the pens of the training split.

    Attributes:
        penalty: Inverse strength of the L2 penalty.
        word_scale, char_scale, hint_scale, gist_scale: How freely word n-grams, character n-grams, hints and
            gist may be weighed.
        intents_weight, abuse_weight, hostile_weight: Weight of a public text beside a constructed one.
        taught_weight: Weight of a public text that the careful reader labelled.
        public_rows, gist_rows: How many public texts the heads and the gist see (the hints see all).
        taught_rows: How many public texts the careful reader labels.
    """

    penalty: float = 1.0
    word_scale: float = 1.0
    char_scale: float = 5.0
    hint_scale: float = 0.4
    gist_scale: float = 3.0
    intents_weight: float = 0.05
    abuse_weight: float = 0.02
    hostile_weight: float = 0.05
    public_rows: int = 30_000
    gist_rows: int = 60_000
    taught_weight: float = 0.15
    taught_rows: int = 30_000


@dataclass(frozen=True, slots=True)
class Linear:
    """Linear heads: `weights` (features, heads) and `bias` (heads,)."""

    weights: Floats
    bias: Floats

    def __call__(self, matrix: csr_matrix) -> Floats:
        scores: Floats = np.asarray(matrix @ self.weights + self.bias, dtype=np.float32)
        return scores

    def then(self, other: "Linear") -> "Linear":
        """These heads and `other` over their scores, as one."""
        weights = (self.weights @ other.weights).astype(np.float32)
        return Linear(weights, (self.bias @ other.weights + other.bias).astype(np.float32))


def fit_hints(matrix: csr_matrix, rows: Sequence[Labelled], settings: Settings) -> tuple[list[str], Linear]:
    """One head for each hint that any row knows, in alphabetical order."""
    names = sorted({hint for row in rows for hint in row.hints})
    tasks = [_truths([row.hints.get(name) for row in rows]) for name in names]
    fitted = Parallel(n_jobs=JOBS, mmap_mode="r")(
        delayed(_logistic)(matrix[known], truth, np.ones(len(known)), settings.penalty)
        for known, truth in tasks
    )
    return names, _side_by_side(fitted)


class Wide:
    """The n-grams and counts, scaled, beside what hints and gist make of them.

    Every hint is brought to the same spread; the gist keeps the proportions of its parts.
    """

    def __init__(self, hints: Linear, gist: Linear, sample: csr_matrix, settings: Settings) -> None:
        self._lent = _side_by_side([hints, gist])
        scores = self._lent(sample)
        self._centre = scores.mean(axis=0)
        spread = scores.std(axis=0) + 1e-6
        own, parts = np.split(spread, [hints.weights.shape[1]])
        whole = np.full_like(parts, np.sqrt(np.square(parts).sum()))
        self._spread = np.concatenate([own / settings.hint_scale, whole / settings.gist_scale])
        self._scale = np.ones(sample.shape[1], dtype=np.float32)
        self._scale[:WORD_BUCKETS] = settings.word_scale
        self._scale[WORD_BUCKETS:BUCKETS] = settings.char_scale

    def __call__(self, matrix: csr_matrix) -> csr_matrix:
        """The wide features of rows of the plain ones."""
        lent = csr_matrix((self._lent(matrix) - self._centre) / self._spread)
        return hstack([matrix @ diags(self._scale), lent], format="csr", dtype=np.float32)

    def folded(self, heads: Linear) -> Linear:
        """Heads over the wide features as heads over the plain ones."""
        own, lent = np.split(heads.weights, [len(self._scale)])
        lent = lent / self._spread[:, None]
        weights = own * self._scale[:, None] + self._lent.weights @ lent
        bias = heads.bias + (self._lent.bias - self._centre) @ lent
        return Linear(weights.astype(np.float32), bias.astype(np.float32))


def fit_heads(matrix: csr_matrix, rows: Sequence[Labelled], settings: Settings) -> Linear:
    """All columns of `HEADS` over the wide features, from the rows that know them.

    Only n-grams of constructed texts, and of those that the careful reader labelled, get a weight of their
    own; the rest speaks through the hints.
    """
    ours = np.array([row.source == "constructed" for row in rows])
    taught = np.array([row.source == TAUGHT for row in rows])
    kept = np.unique(matrix[np.flatnonzero(ours | taught)].indices)
    narrow = matrix[:, kept]
    each: list[list[int | None]] = [
        [None if row.tone is None else tuple(Tone).index(row.tone) for row in rows],
        [None if row.lane is None else LANES.index(row.lane) for row in rows],
        *([_number(row.intents.get(intent)) for row in rows] for intent in Intent),
        *([_number(row.abuse.get(kind)) for row in rows] for kind in Abuse),
        [_number(row.hostile) for row in rows],
    ]
    public_weights = [1.0] * 2 + [settings.intents_weight] * len(Intent)
    public_weights += [settings.abuse_weight] * len(Abuse) + [settings.hostile_weight]
    fitted = Parallel(n_jobs=JOBS, mmap_mode="r")(
        delayed(_logistic)(
            narrow[known], truth, _weights(ours[known], taught[known], settings, lighter), settings.penalty
        )
        for (known, truth), lighter in zip(map(_truths, each), public_weights, strict=True)
    )
    narrow_heads = _side_by_side(fitted)
    weights = np.zeros((matrix.shape[1], narrow_heads.weights.shape[1]), dtype=np.float32)
    weights[kept] = narrow_heads.weights
    return Linear(weights, narrow_heads.bias)


def _weights(
    ours: NDArray[np.bool_], taught: NDArray[np.bool_], settings: Settings, lighter: float
) -> NDArray[np.float64]:
    return np.where(ours, 1.0, np.where(taught, settings.taught_weight, lighter))


def _number(value: bool | None) -> int | None:
    return None if value is None else int(value)


def _truths(target: Sequence[bool | int | None]) -> tuple[Places, Places]:
    """Which rows know the target, and what they say."""
    known = [(place, int(value)) for place, value in enumerate(target) if value is not None]
    return np.array([place for place, _ in known]), np.array([value for _, value in known])


def _logistic(matrix: csr_matrix, truth: Places, weight: NDArray[np.float64], penalty: float) -> Linear:
    model = LogisticRegression(C=penalty, max_iter=300, tol=1e-4).fit(matrix, truth, weight)
    return Linear(model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))


def _side_by_side(parts: Sequence[Linear]) -> Linear:
    return Linear(
        np.concatenate([part.weights for part in parts], axis=1),
        np.concatenate([part.bias for part in parts]),
    )
