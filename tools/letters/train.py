"""Trains the heads that judge letters. From the root of the project:

python -m tools.letters.train [--out src/groundswell/letters/models]

They learn from `data/letters/train`, and from letters put together from `data/letters/sentences`. What is set
besides weights (where `personal` passes from level to level, what an outcome means as a grade) is read off
letters that were left out in turn.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import KFold

from groundswell.domain.letters import Item
from groundswell.letters.cues import cues, straight
from groundswell.letters.deeds import DEEDS, Deeds, put
from groundswell.letters.features import Read, read
from groundswell.letters.heads import FOLDER, FORMAT, Second
from groundswell.letters.judging import PERSONAL_LEVELS
from groundswell.letters.pooling import cues_of, known_names, row, said, whole_of
from groundswell.reply.checks.standing import Standing
from groundswell.triage.encoder import EncoderReader
from tools.letters.bank import UNKNOWN, UNSAID, Composed, Sentence, bank, compose
from tools.letters.rows import YES_OR_NO, Row, rows

Numbers = NDArray[np.float64]
NAME = "letters-3"
LABELS = (*(item.value for item in YES_OR_NO), "harm", Item.PERSONAL.value, "overall")
_COMPOSED = 1_600
_COMPOSED_WEIGHS = {Item.CAN_REPLY.value: 0.4, Item.FALSE_HOPE.value: 0.3, Item.EFFORT.value: 0.3}
_COMPOSED_WEIGHS_ELSE = 0.1
_BY_DEEDS = frozenset({Item.FALSE_HOPE.value, Item.ROBOTIC.value})
"""Judged by what sentences do and the letter's shape alone: wordings are too easily met by other words."""
_CUES_LOST = 0.5
"""The share of wordings that go unseen in a second copy of each letter: no item shall hang on them alone."""
_STRENGTH = 0.02
_RIDGE = 150.0
_DEED_STRENGTH = 0.1
_DEED_STATES_WEIGH = 0.35
_WHOLE_STRENGTH, _WHOLE_RIDGE = 0.006, 700.0
_LEANS_AT_MOST = 0.6
_NEAR_BEST = 0.005
_DEED_OF_MARK = {
    "false_hope": "hope", "cruel": "cruel", "illegal": "illegal", "robotic": "stock", "no_reply": "unread",
}  # fmt: skip
_LEAST_SPREAD = 0.02
_QUANTILES = np.linspace(0.02, 0.98, 13)


@dataclass(frozen=True, slots=True)
class Table:
    """Letters in numbers.

    Attributes:
        seen: (letters, features)
        truth: (letters, labels); `UNKNOWN` where it is not settled.
        weight: (letters,)
        whose: (letters,), the same number for copies of one letter.
    """

    seen: Numbers
    truth: Numbers
    weight: Numbers
    whose: NDArray[np.int64]

    def of(self, kept: NDArray[np.bool_]) -> "Table":
        """Some of the letters."""
        return Table(self.seen[kept], self.truth[kept], self.weight[kept], self.whose[kept])


def main() -> None:
    """Trains and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--splits", nargs="*", default=["train"])
    given = parser.parse_args()
    encoder = EncoderReader()
    sentences = bank()
    known = of_bank(sentences, encoder)
    letters = [taken_apart(one, encoder) for one in rows(*given.splits)]
    own = of_pens(letters, known)
    made = graded(of_composed(compose(sentences, _COMPOSED), left_out_chances(known, letters)), own)
    centre, scale = own.seen.mean(axis=0), own.seen.std(axis=0) + _LEAST_SPREAD
    own, made = (replace(one, seen=(one.seen - centre) / scale) for one in (own, made))
    looked = Standing()
    states = looked.states([whole_of(one.read) for one in letters]).astype(np.float64)
    pens = np.array([one.row.pen for one in letters])
    left_out, truth = crossed(own, made, states, pens)
    lean = leaned(left_out, truth)
    left_out += lean
    weights, bias = fitted(own, made)
    second = fitted_whole(states, truth)
    deeds = fitted_deeds([known, *(one.sentences for one in letters)])
    arrays = {
        "centre": centre, "scale": scale, "weights": weights, "bias": bias + lean,
        "whole_centre": second.centre, "whole_scale": second.scale, "whole_weights": second.weights,
        "whole_bias": second.bias + lean, "levels": levels(left_out, truth),
        "deed_centre": deeds.centre, "deed_scale": deeds.scale, "deed_weights": deeds.weights,
        "deed_bias": deeds.bias,
    }  # fmt: skip
    write(given.out, arrays, (encoder.name, looked.name), steps(left_out, truth))


def wordings(texts: Sequence[str]) -> NDArray[np.float32]:
    """(texts, kinds of wordings)"""
    patterns = list(cues().values())
    found = [[pattern.search(straight(text)) is not None for pattern in patterns] for text in texts]
    return np.array(found, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences in numbers.

    Attributes:
        states: (sentences, width)
        cues: (sentences, kinds of wordings)
        truth: (sentences, deeds); `UNKNOWN` where it is not settled.
    """

    states: NDArray[np.float32]
    cues: NDArray[np.float32]
    truth: Numbers

    def of(self, kept: NDArray[np.int64]) -> "Sentences":
        """Some of the sentences."""
        return Sentences(self.states[kept], self.cues[kept], self.truth[kept])


@dataclass(frozen=True, slots=True)
class Apart:
    """A pen's letter with its sentences."""

    row: Row
    read: Read
    sentences: Sentences


def of_bank(sentences: Sequence[Sentence], encoder: EncoderReader) -> Sentences:
    """The bank in numbers."""
    truth = np.array(
        [
            [
                1.0 if one.deed == deed else UNKNOWN if deed in UNSAID.get(one.deed, ()) else 0.0
                for deed in DEEDS
            ]
            for one in sentences
        ]
    )
    texts = [one.text for one in sentences]
    return Sentences(encoder.states(texts), wordings(texts), truth)


def taken_apart(one: Row, encoder: EncoderReader) -> Apart:
    """A letter, and what is known of its sentences: what a letter does not do, none of them does."""
    whole = read(one.letter)
    own = said(whole)
    truth = np.full((len(own.texts), len(DEEDS)), UNKNOWN)
    absent = {
        "no": not one.truth[Item.CLEAR],
        "reason": not one.truth[Item.REASON],
        "effort": not one.truth[Item.EFFORT],
        "next": not one.truth[Item.NEXT_STEP],
        "hope": not one.truth[Item.FALSE_HOPE],
        "unread": bool(one.truth[Item.CAN_REPLY]),
        "stock": not one.truth[Item.ROBOTIC],
        "one": one.truth[Item.PERSONAL] < PERSONAL_LEVELS[2],
        "cruel": not one.flaws & {"cruel", "illegal"},
        "illegal": "illegal" not in one.flaws,
        "murky": bool(one.truth[Item.CLEAR]),
        "hold": bool(one.truth[Item.CLEAR]),
    }
    for deed, missing in absent.items():
        if missing:
            truth[:, DEEDS.index(deed)] = 0.0
    for words, kind in one.marks:
        marked = _DEED_OF_MARK.get(kind)
        for place, text in enumerate(own.texts):
            if marked and (words in text or text in words):
                truth[place, DEEDS.index(marked)] = 1.0
    return Apart(one, whole, Sentences(encoder.states(own.texts), cues_of(whole, own), truth))


def fitted_deeds(parts: Sequence[Sentences]) -> Deeds:
    """What sentences do."""
    states = np.concatenate([one.states for one in parts])
    centre = states.mean(axis=0)
    scale = (states.std(axis=0) + _LEAST_SPREAD) / _DEED_STATES_WEIGH
    seen = put(states, np.concatenate([one.cues for one in parts]), centre, scale)
    truth = np.concatenate([one.truth for one in parts])
    weights = np.zeros((seen.shape[1], len(DEEDS)), dtype=np.float32)
    bias = np.zeros(len(DEEDS), dtype=np.float32)
    for column in range(len(DEEDS)):
        known = truth[:, column] != UNKNOWN
        head = LogisticRegression(C=_DEED_STRENGTH, class_weight="balanced", max_iter=1000)
        head.fit(seen[known], truth[known, column])
        weights[:, column], bias[column] = head.coef_[0], head.intercept_[0]
    return Deeds(centre, scale, weights, bias)


def left_out_chances(known: Sentences, letters: Sequence[Apart]) -> NDArray[np.float32]:
    """(sentences of the bank, deeds), each by heads that did not see it."""
    made = np.zeros((len(known.states), len(DEEDS)), dtype=np.float32)
    for seen, rest in KFold(5, shuffle=True, random_state=3).split(known.states):
        deeds = fitted_deeds([known.of(seen), *(one.sentences for one in letters)])
        made[rest] = deeds(known.states[rest], known.cues[rest])
    return made


def of_pens(letters: Sequence[Apart], known: Sentences) -> Table:
    """Letters by pens, each twice: as it is, and with half of its wordings unseen.

    What their sentences do is judged by heads that did not see them.
    """
    chances: dict[int, NDArray[np.float32]] = {}
    count = np.arange(len(letters))
    for seen, rest in KFold(5, shuffle=True, random_state=3).split(count):
        deeds = fitted_deeds([known, *(letters[at].sentences for at in seen)])
        for at in rest:
            chances[int(at)] = deeds(letters[at].sentences.states, letters[at].sentences.cues)
    whole = [row(one.read, chances[place]) for place, one in enumerate(letters)]
    less = [row(forgetful(one.read, place), chances[place]) for place, one in enumerate(letters)]
    truth = np.array([truth_of(one.row) for one in letters])
    return Table(
        np.array([*whole, *less], dtype=np.float64),
        np.concatenate([truth, truth]),
        np.repeat([1.0, 0.5], len(letters)),
        np.concatenate([count, count]),
    )


def of_composed(letters: Sequence[Composed], chances: NDArray[np.float32]) -> Table:
    """Letters put together, every second one with half of its wordings unseen."""
    seen = []
    for place, one in enumerate(letters):
        whole = read(one.letter)
        less = forgetful(whole, place) if place % 2 else whole
        seen.append(row(less, chances[list(one.parts)]))
    truth = [[one.truth.get(label, UNKNOWN) for label in LABELS] for one in letters]
    return Table(
        np.array(seen, dtype=np.float64), np.array(truth), np.ones(len(letters)), np.arange(len(letters))
    )


def forgetful(one: Read, seed: int) -> Read:
    """The letter with some of its wordings unseen."""
    kept = np.random.default_rng(seed).random(one.cues.shape) >= _CUES_LOST
    return replace(one, cues=np.asarray(one.cues * kept, dtype=np.float32))


def truth_of(one: Row) -> list[float]:
    """What a pen says, by label."""
    harm = bool(one.flaws & {"cruel", "illegal"}) and one.overall <= 2
    return [
        *(one.truth[item] for item in YES_OR_NO),
        float(harm),
        one.truth[Item.PERSONAL],
        float(one.overall),
    ]


def graded(made: Table, own: Table) -> Table:
    """Letters put together with the grade that pens give, on average, to letters that do the same."""
    items = slice(0, len(LABELS) - 1)
    line = Ridge(1.0).fit(own.truth[:, items], own.truth[:, -1])
    truth = made.truth.copy()
    known = (truth[:, items] != UNKNOWN).all(axis=1)
    truth[known, -1] = np.clip(line.predict(truth[known][:, items]), 1, 5)
    return replace(made, truth=truth)


def columns_for(label: str) -> NDArray[np.bool_]:
    """Which features a label is judged by."""
    wordings_of = ("any ", "how often ")
    return np.array(
        [
            label not in _BY_DEEDS or not (name.startswith(wordings_of) or " with " in name)
            for name in known_names()
        ]
    )


def fitted(own: Table, made: Table) -> tuple[Numbers, Numbers]:
    """Weights (features, labels) and bias (labels,)."""
    seen, truth = np.concatenate([own.seen, made.seen]), np.concatenate([own.truth, made.truth])
    weights, bias = np.zeros((seen.shape[1], len(LABELS))), np.zeros(len(LABELS))
    for column, label in enumerate(LABELS):
        weight = np.concatenate(
            [
                own.weight,
                made.weight * _COMPOSED_WEIGHS.get(label, _COMPOSED_WEIGHS_ELSE),
            ]
        )
        known, used = truth[:, column] != UNKNOWN, columns_for(label)
        yes_or_no = column <= len(YES_OR_NO)
        head = (
            LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=1000)
            if yes_or_no
            else Ridge(_RIDGE)
        )
        head.fit(seen[known][:, used], truth[known, column], sample_weight=weight[known])
        weights[used, column] = head.coef_[0] if yes_or_no else head.coef_
        bias[column] = head.intercept_[0] if yes_or_no else head.intercept_
    return weights, bias


def fitted_whole(states: Numbers, truth: Numbers) -> Second:
    """Heads over where whole letters stand."""
    centre, scale = states.mean(axis=0), states.std(axis=0) + _LEAST_SPREAD
    seen = (states - centre) / scale
    weights, bias = np.zeros((seen.shape[1], len(LABELS))), np.zeros(len(LABELS))
    for column in range(len(LABELS)):
        yes_or_no = column <= len(YES_OR_NO)
        head = (
            LogisticRegression(C=_WHOLE_STRENGTH, class_weight="balanced", max_iter=1000)
            if yes_or_no
            else Ridge(_WHOLE_RIDGE)
        )
        head.fit(seen, truth[:, column])
        weights[:, column] = head.coef_[0] if yes_or_no else head.coef_
        bias[column] = head.intercept_[0] if yes_or_no else head.intercept_
    return Second("", *(one.astype(np.float32) for one in (centre, scale, weights, bias)))


def crossed(own: Table, made: Table, states: Numbers, pens: NDArray[np.str_]) -> tuple[Numbers, Numbers]:
    """Outcomes of each letter by a pen, by heads that saw no letter of that pen, and what its pen says."""
    outcomes = np.zeros((len(pens), len(LABELS)))
    truth = own.truth[: len(pens)]
    for pen in np.unique(pens):
        rest = np.flatnonzero(pens == pen)
        weights, bias = fitted(own.of(~np.isin(own.whose, rest)), made)
        second = fitted_whole(states[pens != pen], truth[pens != pen])
        outcomes[rest] = (own.seen[rest] @ weights + bias + second(states[rest].astype(np.float32))) / 2
    return outcomes, truth


def leaned(outcomes: Numbers, truth: Numbers) -> Numbers:
    """What is added to each outcome, so that half means yes where F1 is best over pens left out."""
    made = np.zeros(len(LABELS))
    places = np.linspace(-_LEANS_AT_MOST, _LEANS_AT_MOST, 61)
    for column, label in enumerate(LABELS[: len(YES_OR_NO)]):
        known = truth[:, column] >= _HALF
        found = np.array([_f1(known, outcomes[:, column] + place >= 0) for place in places])
        made[column] = float(places[found >= found.max() - _NEAR_BEST].mean())
        print(f"{label}: F1 {_f1(known, outcomes[:, column] >= 0):.3f}, leaning {found.max():.3f}")
    return made


_HALF = 0.5


def _f1(known: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    return float(2 * (known & said).sum() / max(1, known.sum() + said.sum()))


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


def write(out: Path, arrays: dict[str, Numbers], encoders: tuple[str, str], passes: list[float]) -> None:
    """Writes weights and manifest."""
    out.mkdir(parents=True, exist_ok=True)
    packed = BytesIO()
    small = {name: array.astype(np.float32) for name, array in arrays.items()}
    np.savez_compressed(packed, allow_pickle=False, **small)
    (out / "heads.npz").write_bytes(packed.getvalue())
    manifest = {
        "format": FORMAT,
        "name": NAME,
        "encoder": encoders[0],
        "whole": encoders[1],
        "labels": LABELS,
        "steps": [round(one, 4) for one in passes],
        "counted": known_names(),
        "deeds": DEEDS,
        "files": {"heads.npz": sha256(packed.getvalue()).hexdigest()},
    }
    (out / "manifest.json").write_text(
        json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
