"""Weighs what gives away something that cannot wait, and writes the weights that ship.

    python -m tools.urgent.train [--data data] [--out src/groundswell/calm/urgent_weights.json]

Learns from `data/urgent/train.csv` and from waves for development, which no head of triage has learned from.
An alarm goes off from the chance on at which at most so many in a thousand other texts of a wave would.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from groundswell.calm.urgent import NAMES, WEIGHTS, Signs, possible
from groundswell.domain.calm import Alarm, Heard
from groundswell.triage import reader_named
from tools.urgent.rows import Case, as_near, heard, own, waves

FALSE_ALARMS = {Alarm.THREAT: 0.008, Alarm.DANGER: 0.002, Alarm.FRIEND: 0.02, Alarm.PRESS: 0.0005}
"""Of other texts of a wave, which hold far more hostility than most; of a friend's, one in fifty."""
LEAST = {Alarm.THREAT: 0.35, Alarm.DANGER: 0.2, Alarm.FRIEND: 0.25, Alarm.PRESS: 0.4}


def main() -> None:
    """Fits and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    asked = parser.parse_args()
    cases = own(asked.data / "urgent" / "train.csv")
    written = len(cases)
    cases += waves(asked.data / "constructed" / "dev")
    read = heard(reader_named("encoder"), cases)
    weights: dict[str, dict[str, float]] = {}
    limits: dict[str, float] = {}
    for alarm in NAMES:
        rows, truth, ours = matrix(alarm, cases, read, written)
        model = LogisticRegression(C=1.0, max_iter=5_000).fit(rows, truth)
        values = [*model.coef_[0], model.intercept_[0]]
        weights[alarm] = {
            name: round(float(one), 3) for name, one in zip((*NAMES[alarm], "bias"), values, strict=True)
        }
        chances = model.predict_proba(rows)[:, 1]
        quiet = chances[(truth == 0) & ~ours]
        limits[alarm] = limit(quiet, sum(1 for one in cases[written:] if alarm in one.known), alarm)
        found = (chances >= limits[alarm]) & (truth == 1)
        print(
            alarm,
            f"{truth.sum()} of {len(truth)}",
            f"found {found.sum()}",
            f"limit {limits[alarm]:.2f}",
            weights[alarm],
        )
    text = json.dumps({"weights": weights, "limits": limits}, indent=1)
    asked.out.write_text(text + "\n", encoding="utf-8")


def matrix(
    alarm: Alarm, cases: Sequence[Case], read: Sequence[Heard], written: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What an alarm weighs of each text for which it is possible, whether it is right, and whether the text
    was written for this."""
    rows, truth, ours = list[list[float]](), list[bool](), list[bool]()
    for number, (case, one) in enumerate(zip(cases, read, strict=True)):
        if alarm not in case.known:
            continue
        # Of texts of a wave it is asked what they would be, had a friend written them.
        seen = as_near(one) if alarm is Alarm.FRIEND and number >= written else one
        signs = Signs(seen)
        if possible(alarm, seen, signs):
            rows.append(signs.numbers(alarm))
            truth.append(alarm in case.alarms)
            ours.append(number < written)
    return np.array(rows), np.array(truth, dtype=int), np.array(ours)


def limit(quiet: np.ndarray, texts: int, alarm: Alarm) -> float:
    """The chance from which on at most so many of all texts go off in vain."""
    allowed = int(FALSE_ALARMS[alarm] * texts)
    ordered = np.sort(quiet)[::-1]
    least = LEAST[alarm]
    return round(float(max(least, ordered[allowed] + 0.005 if len(ordered) > allowed else least)), 3)


if __name__ == "__main__":
    main()
