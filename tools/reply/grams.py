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
POLITE = "polite"
"""Learned from scores of requests: in constructed texts almost nobody is rude."""
PENALTY = 8.0
"""Inverse strength of the L2 penalty, chosen on the pens for development."""
_OF_MESSAGES = {"pitch": 32.0, "too_soon": 32.0}
"""The same for scores that are learned from first messages alone: what sells in a reply reads otherwise (on
the pens for development the n-grams' AUC for pitches in messages was .87 with replies, .90 without)."""
_OF_REQUESTS = 4.0
"""The same for politeness, chosen on requests that were held out."""
_LEAST = 25
_HELPERS = ("hint_", "kind_", POLITE)
"""What the network alone says, or what is learned from other texts."""
_NEXT_TO_NOTHING = 0.02
"""Of a head's largest weight: what is smaller moves no score, and takes most of the room."""


def matrix(rows: Sequence[Row], rare: Floats | None = None) -> tuple[csr_matrix, Floats]:
    """The features of rows, and how rare each n-gram is (of these rows, if it is not given)."""
    counts = counted([Utterance("", row.text) for row in rows])
    known = rarity(counts) if rare is None else rare
    return weighed(counts, known), known


def fit(
    features: csr_matrix, rows: Sequence[Row], names: Sequence[str], requests: Sequence[Row], rare: Floats
) -> tuple[list[str], Linear]:
    """A logistic head for each score of which the rows hold enough of both answers, and one for politeness.

    Args:
        requests: With scores of politeness; the further from normal, the more a request counts.
    """
    wanted = targets(rows, names)
    messages = np.array([row.source == "messages" for row in rows])
    kept, heads, bias = [], [], []
    for place, name in enumerate(names):
        if name.startswith(_HELPERS):
            continue
        told = ~np.isnan(wanted[:, place])
        if name in _OF_MESSAGES:
            told &= messages
        holds = wanted[told, place] >= 0.5
        if min(holds.sum(), (~holds).sum()) < _LEAST:
            continue
        penalty, even = _OF_MESSAGES.get(name, PENALTY), np.ones(len(holds), np.float32)
        head, shift = _head(features[np.flatnonzero(told)], holds, even, penalty)
        kept.append(name)
        heads.append(head)
        bias.append(shift)
    polite = targets(requests, [POLITE])[:, 0]
    head, shift = _head(matrix(requests, rare)[0], polite >= 0.5, 2 * np.abs(polite - 0.5), _OF_REQUESTS)
    return [*kept, POLITE], Linear(np.stack([*heads, head], axis=1), np.array([*bias, shift], np.float32))


def _head(
    features: csr_matrix, holds: NDArray[np.bool_], counts: Floats, penalty: float
) -> tuple[Floats, float]:
    there = np.unique(features.indices)
    model = LogisticRegression(C=penalty, max_iter=150).fit(features[:, there], holds, sample_weight=counts)
    head = np.zeros(features.shape[1], dtype=np.float32)
    head[there] = model.coef_[0]
    head[np.abs(head) < _NEXT_TO_NOTHING * np.abs(head).max()] = 0.0
    return head, float(model.intercept_[0])
