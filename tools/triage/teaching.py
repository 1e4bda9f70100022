"""What the careful reader teaches the fast one: its own labels for texts of the public sets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from groundswell.domain.words import Abuse, Intent, Lane, Tone
from groundswell.triage.encoder import EncoderReader, files
from tools.triage.fit import TAUGHT
from tools.triage.labelled import Labelled

SURE = 0.6
"""The careful reader's word counts from this confidence on."""
_YES, _NO = 0.5, 0.2
_LONGEST = 400


def taught(rows: Sequence[Labelled], most: int, seed: int) -> Iterator[Labelled]:
    """Public texts with the careful reader's labels, where it is sure of the lane.

    Args:
        most: How many texts it reads, drawn by chance among those of at most 400 characters.
    """
    short = [row for row in rows if len(row.utterance.text) <= _LONGEST]
    drawn = np.random.default_rng(seed).permutation(len(short))[:most]
    some = [short[place] for place in drawn]
    forced = dict.fromkeys(("sure", "hostile", "attack", "spam"), 0.0) | {"distress": 1.1}
    reader = EncoderReader(replace(files.load(), thresholds=forced))
    for row, read in zip(some, reader.read_batch([row.utterance for row in some]), strict=True):
        if read.confidence < SURE or read.lane is Lane.UNSURE:
            continue
        tone = max(read.tone, key=lambda tone: read.tone[tone])
        yield replace(
            row,
            source=TAUGHT,
            hints={},
            tone=tone,
            lane=read.lane,
            hostile=tone is Tone.HOSTILE,
            intents=_told(read.intents, tuple(Intent)),
            abuse=_told(read.abuse, tuple(Abuse)),
        )


Label = TypeVar("Label", Intent, Abuse)


def _told(chances: Mapping[Label, float], labels: Sequence[Label]) -> dict[Label, bool]:
    """What it is sure of either way; the rest stays unknown."""
    return {one: chances.get(one, 0.0) >= _YES for one in labels if not _NO < chances.get(one, 0.0) < _YES}
