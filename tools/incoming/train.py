"""Weighs the cues of incoming messages and writes the weights that ship.

python -m tools.incoming.train [--data data] [--out src/groundswell/triage/incoming/weights.json]

Learns from training pens; temperature and limits are chosen on the pens for development.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from groundswell.domain.checking import Outgoing
from groundswell.domain.incoming import Approach
from groundswell.domain.reading import Utterance
from groundswell.reply.checks import standing
from groundswell.reply.checks.checking import built_in
from groundswell.triage import read
from groundswell.triage.incoming.cues import found
from groundswell.triage.incoming.features import features, names
from groundswell.triage.incoming.judging import KINDS, WEIGHTS, sayable
from tools.incoming.rows import Row, incoming, outgoing

Floats = NDArray[np.float64]
OF_ANOTHER_SET = 0.5
"""Weight of a row that was not written as something that came in."""
BY_WORDS = 0.5
"""Weight of a row of which only the words are known."""
RIGHT = {Approach.SCAM: 0.9, Approach.RECRUITER: 0.8}
"""How often what is said has to be right on the pens for development; the others: `RIGHT_ELSE`."""
RIGHT_ELSE = 0.8
LEAST = {Approach.SCAM: 0.7}
"""From where on something is said at the earliest: to lose a recruiter is worse than to show a scam, and from
.25 on its signs are told anyway."""
LEAST_ELSE = 0.45


def main() -> None:
    """Fits, calibrates, writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    asked = parser.parse_args()
    train = incoming(asked.data, "train") + outgoing(asked.data, "train")
    dev = incoming(asked.data, "dev") + outgoing(asked.data, "dev")
    told = fit(train, numbers(train), dev, numbers(dev))
    asked.out.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    print("limits", told["limits"])


def fit(train: Sequence[Row], seen: Floats, dev: Sequence[Row], held: Floats) -> dict[str, object]:
    """The weights, and from where on each approach is said.

    Args:
        seen, held: (rows, features) of the rows that train and of those that are held out.
    """
    # Each row trains twice: with what triage and the check say of it, and by its words alone.
    kinds, weights = _kinds(train), _weights(train)
    model = LogisticRegression(C=0.5, max_iter=3_000, class_weight="balanced")
    model.fit(
        np.vstack([seen, bare(train)]),
        np.concatenate([kinds, kinds]),
        sample_weight=np.concatenate([weights, weights * BY_WORDS]),
    )
    order = [list(model.classes_).index(at) for at in range(len(KINDS))]
    columns = np.column_stack([model.coef_[order], model.intercept_[order]])
    sums, truth = np.column_stack([held, np.ones(len(held))]) @ columns.T, _kinds(dev)
    warmth = min(np.arange(0.3, 3.01, 0.05), key=lambda one: _loss(sums / one, truth, _weights(dev)))
    chances = _softmax(sums / warmth)
    own = [*names(), "bias"]
    return {
        "encoder": standing.built_in().name,
        "weights": {
            kind: {name: round(float(one), 4) for name, one in zip(own, row, strict=True)}
            for kind, row in zip(KINDS, columns / warmth, strict=True)
        },
        "limits": {kind: _limit(chances, truth, kind, dev) for kind in KINDS},
    }


def numbers(rows: Sequence[Row]) -> Floats:
    """(rows, features)"""
    checks = built_in().check_batch([Outgoing("", row.text) for row in rows])
    readings = read([Utterance(str(at), row.text, kind="message") for at, row in enumerate(rows)])
    standings = standing.built_in().states([row.text for row in rows])
    return np.array(
        [
            features(row.text, found(row.text), reading, check.scores["pitch"], stands.tolist())
            for row, check, reading, stands in zip(rows, checks, readings, standings, strict=True)
        ]
    )


def bare(rows: Sequence[Row]) -> Floats:
    """(rows, features) of the words alone."""
    return np.array([features(row.text, found(row.text), None, None, None) for row in rows])


def _kinds(rows: Sequence[Row]) -> NDArray[np.intp]:
    return np.array([KINDS.index(row.says) for row in rows])


def _weights(rows: Sequence[Row]) -> Floats:
    return np.array([1.0 if row.source == "incoming" else OF_ANOTHER_SET for row in rows])


def _softmax(sums: Floats) -> Floats:
    odds = np.exp(sums - sums.max(axis=1, keepdims=True))
    shares: Floats = odds / odds.sum(axis=1, keepdims=True)
    return shares


def _loss(sums: Floats, truth: NDArray[np.intp], weights: Floats) -> float:
    right = _softmax(sums)[np.arange(len(truth)), truth]
    return float(-(weights * np.log(np.maximum(right, 1e-9))).sum() / weights.sum())


def _limit(chances: Floats, truth: NDArray[np.intp], kind: Approach, rows: Sequence[Row]) -> float:
    """The lowest probability from which on an approach is right often enough, at most .9."""
    at, weights = KINDS.index(kind), _weights(rows)
    own = (chances.argmax(axis=1) == at) & np.array([sayable(kind, found(row.text)) for row in rows])
    for limit in np.arange(LEAST.get(kind, LEAST_ELSE), 0.9, 0.05):
        said = own & (chances[:, at] >= limit)
        right = np.average(truth[said] == at, weights=weights[said]) if said.any() else 0.0
        if right >= RIGHT.get(kind, RIGHT_ELSE):
            return round(float(limit), 2)
    return 0.9


if __name__ == "__main__":
    main()
