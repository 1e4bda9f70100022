"""The public sets, with every single emotion of GoEmotions, and with a tone where a label leaves no doubt.

What a set calls hateful or insulting is hostile by our meaning, too; admiration or thanks alone are
supportive. Tone from the public sets made a linear reader worse on working people's comments, but without it
this one reads a plain "You are a fraud" less surely than a subtle sneer: the constructed texts hold few plain
ones.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from groundswell.domain.words import Tone
from tools.triage.labelled import Labelled
from tools.triage.public import public

_FELT = (
    (Tone.SUPPORTIVE, frozenset({"admiration", "gratitude", "caring", "love"})),
    (Tone.NEUTRAL, frozenset({"neutral", "curiosity", "confusion"})),
    (Tone.CRITICAL, frozenset({"disapproval"})),
)
_SAY_HOSTILE = {
    "davidson": ("hateful",),
    "vicomtech": ("hateful",),
    "germeval": ("hateful", "insulting"),
    "told": ("hateful", "insulting"),
    "mlma": ("hateful",),
    "wikitox": ("toxic",),
    "toxic_spans": ("insulting",),
}


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
            tone = next((tone for tone, alone in _FELT if felt <= alone), None)
            yield replace(row, hints={f"feels_{name}": name in felt for name in names}, tone=tone)
        elif any(row.hints.get(hint) for hint in _SAY_HOSTILE.get(row.source, ())):
            yield replace(row, tone=Tone.HOSTILE, hostile=True)
        else:
            yield row
