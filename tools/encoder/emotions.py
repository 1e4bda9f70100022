"""The public sets, with every single emotion of GoEmotions."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tools.triage.labelled import Labelled
from tools.triage.public import public


def public_rows(folder: Path, parts: Sequence[str] = ("train", "")) -> Iterator[Labelled]:
    """The public sets, with every single emotion of GoEmotions as a helper head of its own."""
    told: list[frozenset[str]] = []
    for part in parts:
        if part:
            with (folder / f"goemotions_{part}.csv").open(encoding="utf-8", newline="") as lines:
                told += [frozenset(row["label"].split("|")) for row in csv.DictReader(lines)]
    names = sorted(frozenset().union(*told))
    feelings = iter(told)
    for row in public(folder, parts):
        if row.source == "goemotions":
            felt = next(feelings)
            yield replace(row, hints={f"feels_{name}": name in felt for name in names})
        else:
            yield row
