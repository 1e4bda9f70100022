"""Constructed texts that cannot wait, and those that can."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from groundswell.domain.calm import Alarm, Heard
from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Kind
from groundswell.triage import Reader


@dataclass(frozen=True, slots=True)
class Case:
    """One text. `alarms` are those that it gives cause for, `known` those about which the label says it."""

    said: Utterance
    language: str
    near: bool
    alarms: frozenset[Alarm]
    known: frozenset[Alarm]


def own(file: Path) -> list[Case]:
    """The texts written for this (`data/urgent`): every alarm is known of each."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            Case(
                Utterance(str(number), row["text"], "", row["headline"], row["kind"]),
                row["language"],
                row["circle"] == "1",
                frozenset({Alarm(row["urgent"])} if row["urgent"] != "none" else ()),
                frozenset(Alarm),
            )
            for number, row in enumerate(csv.DictReader(lines))
        ]


def waves(folder: Path) -> Iterator[Case]:
    """The texts of constructed waves: of each it is known whether it threatens, and whether its writer has a
    hard time; what nobody labelled as the press is none."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            kind = told.get("kind") or "comment"
            said = Utterance(
                told["id"], told["text"], told.get("context", ""), told.get("headline", ""), kind
            )
            alarms = {Alarm.THREAT} if "threat" in told["abuse"] else set()
            hard = "needs_support" in told["intents"]
            alarms |= {Alarm.FRIEND} if hard else set()
            # Who has a hard time may speak of ending it; the labels do not say.
            known = set(Alarm) - ({Alarm.DANGER} if hard else set())
            yield Case(said, told["lang"], False, frozenset(alarms), frozenset(known))


def heard(reader: Reader, cases: Sequence[Case]) -> list[Heard]:
    """The same as they are weighed, read by triage."""
    found = list[Reading]()
    for begin in range(0, len(cases), 64):
        found += reader.read_batch([one.said for one in cases[begin : begin + 64]])
    return [
        Heard(one.said.text, reading, one.said.headline, Kind(one.said.kind), one.near)
        for one, reading in zip(cases, found, strict=True)
    ]


def as_near(one: Heard) -> Heard:
    """The same, had somebody close written it."""
    return replace(one, near=True)
