"""Trains the heads that judge letters. From the root of the project:

python -m tools.letters.train [--out src/groundswell/letters/models]

They learn from `data/letters/train` alone. What is set besides weights (where `personal` passes from level
to level, what an outcome means as a grade) is read off letters that were left out in turn.
"""

import argparse
import json
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import KFold

from groundswell.domain.letters import Item
from groundswell.letters.features import names, read
from groundswell.letters.heads import FOLDER, FORMAT
from groundswell.letters.pooling import features, judged
from groundswell.triage.encoder import EncoderReader
from tools.letters.rows import YES_OR_NO, Row, rows

Numbers = NDArray[np.float64]
NAME = "letters-1"
LABELS = (*(item.value for item in YES_OR_NO), "harm", Item.PERSONAL.value, "overall")
_FOLDS = 8
_STATES_WEIGH = 0.35
"""How much a state's coordinate weighs beside a counted feature: there are ten times as many of them."""
_STRENGTH = 0.02
_RIDGE = 75.0
_LEAST_SPREAD = 0.02
_QUANTILES = np.linspace(0.02, 0.98, 13)


def main() -> None:
    """Trains and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--splits", nargs="*", default=["train"])
    given = parser.parse_args()
    encoder = EncoderReader()
    taught = rows(*given.splits)
    table = table_of(taught, encoder)
    truth = truth_of(taught)
    centre, scale = table.mean(axis=0), spread(table)
    put = (table - centre) / scale
    left_out = crossed(put, truth)
    weights, bias = fitted(put, truth)
    arrays = {
        "centre": centre,
        "scale": scale,
        "weights": weights,
        "bias": bias,
        "levels": levels(left_out, truth),
    }
    write(given.out, arrays, encoder.name, steps(left_out, truth))


def table_of(taught: Sequence[Row], encoder: EncoderReader) -> Numbers:
    """(rows, features)"""
    letters = [read(row.letter) for row in taught]
    said = [judged(one) for one in letters]
    states = encoder.states([sentence for one in said for sentence in one])
    return features(letters, said, states).astype(np.float64)


def truth_of(taught: Sequence[Row]) -> Numbers:
    """(rows, labels)"""
    return np.array(
        [
            [
                *(row.truth[item] for item in YES_OR_NO),
                bool(row.flaws & {"cruel", "illegal"}) and row.overall <= 2,
                row.truth[Item.PERSONAL],
                row.overall,
            ]
            for row in taught
        ],
        dtype=np.float64,
    )


def spread(table: Numbers) -> Numbers:
    """What each feature is divided by."""
    scale: Numbers = table.std(axis=0) + _LEAST_SPREAD
    scale[len(names()) :] /= _STATES_WEIGH
    return scale


def fitted(put: Numbers, truth: Numbers) -> tuple[Numbers, Numbers]:
    """Weights (features, labels) and bias (labels,)."""
    weights, bias = np.zeros((put.shape[1], len(LABELS))), np.zeros(len(LABELS))
    for column in range(len(YES_OR_NO) + 1):
        head = LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=3000)
        head.fit(put, truth[:, column])
        weights[:, column], bias[column] = head.coef_[0], head.intercept_[0]
    for column in (-2, -1):
        line = Ridge(_RIDGE).fit(put, truth[:, column])
        weights[:, column], bias[column] = line.coef_, line.intercept_
    return weights, bias


def crossed(put: Numbers, truth: Numbers) -> Numbers:
    """Outcomes of each row by heads that did not see it."""
    made = np.zeros_like(truth)
    for seen, rest in KFold(_FOLDS, shuffle=True, random_state=3).split(put):
        weights, bias = fitted(put[seen], truth[seen])
        made[rest] = put[rest] @ weights + bias
    return made


def steps(made: Numbers, truth: Numbers) -> list[float]:
    """Between which outcomes `personal` passes from a level to the next, so that most letters are right."""
    got, true = made[:, -2], truth[:, -2]
    places = np.linspace(got.min(), got.max(), 200)
    chosen = []
    for level in (0.2, 0.5, 0.8):
        right = [float(np.mean((got >= place) == (true >= level))) for place in places]
        best = np.flatnonzero(np.array(right) >= max(right) - 0.003)
        chosen.append(float(np.median(places[best])))
    return sorted(chosen)


def levels(made: Numbers, truth: Numbers) -> Numbers:
    """Outcome → grade: as many letters get a grade as their pens gave it."""
    got, true = np.quantile(made[:, -1], _QUANTILES), np.sort(truth[:, -1])
    means = [float(part.mean()) for part in np.array_split(true, len(_QUANTILES))]
    return np.stack([got, np.maximum.accumulate(means)], axis=1)


def write(out: Path, arrays: dict[str, Numbers], encoder: str, passes: list[float]) -> None:
    """Writes weights and manifest."""
    out.mkdir(parents=True, exist_ok=True)
    packed = BytesIO()
    small = {name: array.astype(np.float32) for name, array in arrays.items()}
    np.savez_compressed(packed, allow_pickle=False, **small)
    (out / "heads.npz").write_bytes(packed.getvalue())
    manifest = {
        "format": FORMAT,
        "name": NAME,
        "encoder": encoder,
        "labels": LABELS,
        "steps": [round(one, 4) for one in passes],
        "counted": names(),
        "files": {"heads.npz": sha256(packed.getvalue()).hexdigest()},
    }
    (out / "manifest.json").write_text(
        json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
