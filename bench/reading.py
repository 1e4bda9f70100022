"""The careful reader's own figures, head by head: parts of `bench.triage`."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from tools.encoder.emotions import public_rows
from tools.triage.fit import LANES
from tools.triage.labelled import Labelled
from tools.triage.metrics import best_thresholds, calibration_error, macro_f1, short, table, with_interval
from tools.triage.public import public
from tools.triage.rivals import Ours

from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Abuse, Intent, Lane, Tone
from groundswell.triage.encoder import EncoderReader

RARE_LANES = (Lane.NEEDS_YOU, Lane.OPPORTUNITY, Lane.SPAM, Lane.HOSTILE)
RARE_HEADS = (Intent.OFFER_OF_HELP, Intent.SELF_PROMOTION, Abuse.IDENTITY_ATTACK, Abuse.THREAT, Abuse.SEXUAL)


def heads(ours: Ours, test: Sequence[Labelled]) -> str:
    readings = ours.reader.read_batch([row.utterance for row in test])
    rows = []
    for name, heads in (("intents", tuple(Intent)), ("abuse", tuple(Abuse))):
        truth = np.array([[int(getattr(row, name)[head]) for head in heads] for row in test])
        chances = np.array(
            [[getattr(reading, name).get(head, 0.0) for head in heads] for reading in readings]
        )
        rows.append(
            [
                f"{name}, macro",
                str(len(test)),
                with_interval(macro_f1, truth, (chances >= 0.5).astype(int)),
                "",
            ]
        )
        for head, real, chance in zip(heads, truth.T, chances.T, strict=True):
            f1 = macro_f1(real[:, None], (chance[:, None] >= 0.5).astype(int))
            auc = roc_auc_score(real, chance) if 0 < real.sum() < len(real) else float("nan")
            rows.append([head.value, str(real.sum()), short(f1), short(auc)])
    return table(["Head", "Yes", "F1", "AUC"], rows)


def languages(ours: Ours, test: Sequence[Labelled]) -> str:
    rows = []
    for language in sorted({row.language for row in test}):
        some = [row for row in test if row.language == language]
        texts = [row.utterance for row in some]
        tone, lane = ours.tone(texts), ours.lane(texts)
        readings = ours.reader.read_batch(texts)
        worded = [(reading.language, row) for reading, row in zip(readings, some, strict=True)]
        known = [code == row.language for code, row in worded if code != "und"]
        rows.append(
            [
                language,
                str(len(some)),
                short(macro_f1(tone_truth(some), tone.argmax(axis=1))),
                short(macro_f1(lane_truth(some), lane.argmax(axis=1))),
                short(float(np.mean([reading.lane is not Lane.UNSURE for reading in readings]))),
                short(float(np.mean(known))),
            ]
        )
    return table(["Language", "Texts", "Tone F1", "Lane F1", "Not unsure", "Language right where told"], rows)


def decisions(ours: Ours, test: Sequence[Labelled]) -> str:
    texts = [row.utterance for row in test]
    readings, tone, lane = ours.reader.read_batch(texts), ours.tone(texts), ours.lane(texts)
    truth, english = np.array([row.lane for row in test]), np.array([row.language == "en" for row in test])
    said = np.array([reading.lane for reading in readings])
    sure = said != Lane.UNSURE
    distress = np.array([row.intents[Intent.NEEDS_SUPPORT] for row in test])
    rows = [
        [
            "Calibration error, 15 bins: tone",
            short(calibration_error(tone.argmax(1) == tone_truth(test), tone.max(1))),
        ],
        [
            "Calibration error, 15 bins: lane",
            short(calibration_error(lane.argmax(1) == lane_truth(test), lane.max(1))),
        ],
    ]
    for name, group in (("English", english), ("other languages", ~english)):
        rows += [
            [f"Lane given (not unsure), {name}", share(sure[group])],
            [f"Right when a lane is given, {name}", share((said == truth)[group & sure])],
        ]
    rows += [
        ["Kind words folded as hostile", share((said == Lane.HOSTILE)[truth == Lane.KIND_WORDS])],
        ["Anything not hostile folded as hostile", share((said == Lane.HOSTILE)[truth != Lane.HOSTILE])],
        ["Hostile texts folded", share((said == Lane.HOSTILE)[truth == Lane.HOSTILE])],
        ["Hostile texts shown as kind words", share((said == Lane.KIND_WORDS)[truth == Lane.HOSTILE])],
        ["Wanted texts put to spam", share((said == Lane.SPAM)[np.isin(truth, list(RARE_LANES[:2]))])],
        ["Distress surfaced under needs_you", share((said == Lane.NEEDS_YOU)[distress])],
        ["False alarms of needs_you", share((said == Lane.NEEDS_YOU)[~distress])],
        *_whatever_the_threshold(ours, test),
    ]
    return table(["Measure", "Share"], rows)


def _whatever_the_threshold(ours: Ours, test: Sequence[Labelled]) -> list[list[str]]:
    """The same heads at the thresholds that this test itself would ask for: what they could do at best."""
    texts = [row.utterance for row in test]
    readings, lane, truth = ours.reader.read_batch(texts), ours.lane(texts), lane_truth(test)
    right = (lane.argmax(axis=1) == truth)[np.argsort(-lane.max(axis=1))]
    hostile = np.array([reading.tone[Tone.HOSTILE] for reading in readings])
    kind = truth == LANES.index(Lane.KIND_WORDS)
    pleas = np.array([reading.intents.get(Intent.NEEDS_SUPPORT, 0.0) for reading in readings])
    distress = np.array([row.intents[Intent.NEEDS_SUPPORT] for row in test])
    found = hostile[truth == LANES.index(Lane.HOSTILE)]
    return [
        ["Right among the surest 80%", share(right[: round(0.8 * len(right))])],
        *(
            [
                f"Hostile found by tone, {at:.0%} of kind words over it",
                share(found > _over(hostile[kind], at)),
            ]
            for at in (0.01, 0.03)
        ),
        [
            "Distress found by its head, 5% false alarms",
            share(pleas[distress] > _over(pleas[~distress], 0.05)),
        ],
    ]


def _over(chances: NDArray[np.float64], most: float) -> float:
    """The threshold that at most this share passes."""
    return float(np.sort(chances)[::-1][int(most * len(chances))])


def emotions(folder: Path) -> str:
    reader = EncoderReader()
    dev, test = (
        [row for row in public_rows(folder, [part]) if row.source == "goemotions"] for part in ("dev", "test")
    )
    names = sorted(test[0].hints)
    truths = [np.array([[int(row.hints[name]) for name in names] for row in part]) for part in (dev, test)]
    chances = [
        np.array(
            [
                [one["hints", name] for name in names]
                for one in reader.chances([row.utterance for row in part])
            ]
        )
        for part in (dev, test)
    ]
    said = (chances[1] >= best_thresholds(truths[0], chances[0])).astype(int)
    return table(
        ["Reader", "Macro-F1 (95% interval)"], [[reader.name, with_interval(macro_f1, truths[1], said)]]
    )


def false_alarms(ours: Ours, folder: Path) -> str:
    sets = {
        "goemotions test": [row.utterance for row in public(folder, ["test"]) if row.source == "goemotions"],
        "face_acts": [Utterance("", row["text"]) for row in csv_rows(folder / "face_acts.csv")],
        "job_offer_reply": [Utterance("", row["text"]) for row in csv_rows(folder / "job_offer_reply.csv")],
    }
    readings = {name: ours.reader.read_batch(texts) for name, texts in sets.items()}
    measures = [(f"lane {lane}", partial(_in_lane, lane=lane)) for lane in (*RARE_LANES, Lane.UNSURE)]
    measures += [(f"{head} ≥ .5", partial(_said, head=head)) for head in RARE_HEADS]
    rows = [
        [name, *(share(np.array([holds(one) for one in some])) for some in readings.values())]
        for name, holds in measures
    ]
    return table(["What", *(f"{name} ({len(some)})" for name, some in readings.items())], rows)


def _in_lane(reading: Reading, *, lane: Lane) -> bool:
    return reading.lane is lane


def _said(reading: Reading, *, head: Intent | Abuse) -> bool:
    chance = reading.intents.get(head, 0.0) if isinstance(head, Intent) else reading.abuse.get(head, 0.0)
    return chance >= 0.5


def tone_truth(rows: Sequence[Labelled]) -> NDArray[np.int64]:
    return np.array([tuple(Tone).index(row.tone) for row in rows if row.tone])


def lane_truth(rows: Sequence[Labelled]) -> NDArray[np.int64]:
    return np.array([LANES.index(row.lane) for row in rows if row.lane])


def share(hits: NDArray[np.bool_]) -> str:
    return f"{short(float(hits.mean()))} ({int(hits.sum())} of {len(hits)})" if len(hits) else "—"


def csv_rows(file: Path) -> Iterator[Mapping[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
