"""Heads over hashed n-grams of a text alone: quick to learn from few texts, beside the network."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from groundswell.domain.reading import Utterance
from tools.reply.learning import targets
from tools.reply.rows import Row
from tools.triage.fit import Linear
from tools.triage.matrix import counted, rarity, weighed

Floats = NDArray[np.float32]
PENALTY = 8.0
"""Inverse strength of the L2 penalty, chosen on the pens for development."""
_LEAST = 25
_HELPERS = ("hint_", "kind_", "polite")
"""What the network alone says; politeness is learned from longer requests of another kind."""
_NEXT_TO_NOTHING = 0.02
"""Of a head's largest weight: what is smaller moves no score, and takes most of the room."""


def matrix(rows: Sequence[Row], rare: Floats | None = None) -> tuple[csr_matrix, Floats]:
    """The features of rows, and how rare each n-gram is (of these rows, if it is not given)."""
    counts = counted([Utterance("", row.text) for row in rows])
    known = rarity(counts) if rare is None else rare
    return weighed(counts, known), known


def fit(features: csr_matrix, rows: Sequence[Row], names: Sequence[str]) -> tuple[list[str], Linear]:
    """A logistic head for each score of which the rows hold enough of both answers."""
    wanted = targets(rows, names)
    there = np.unique(features.indices)
    narrow = features[:, there]
    kept, weights, bias = [], [], []
    for place, name in enumerate(names):
        if name.startswith(_HELPERS):
            continue
        told = ~np.isnan(wanted[:, place])
        holds = wanted[told, place] >= 0.5
        if min(holds.sum(), (~holds).sum()) < _LEAST:
            continue
        model = LogisticRegression(C=PENALTY, max_iter=150).fit(narrow[np.flatnonzero(told)], holds)
        kept.append(name)
        weights.append(np.zeros(features.shape[1], dtype=np.float32))
        weights[-1][there] = model.coef_[0]
        bias.append(model.intercept_[0])
    heads = np.array(weights, dtype=np.float32).T
    heads[np.abs(heads) < _NEXT_TO_NOTHING * np.abs(heads).max(axis=0)] = 0.0
    return kept, Linear(heads, np.array(bias, dtype=np.float32))
