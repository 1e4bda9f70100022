"""What a labelled text teaches each score, and how wrong a score is.

A head that a set does not speak for is unknown, not false: its column is masked. Forum sets that say only
"toxic" teach that some kind of abuse holds, without saying which.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from groundswell.domain.words import Abuse, Intent, Lane, Tone
from tools.triage.labelled import Labelled

LANES = tuple(lane for lane in Lane if lane is not Lane.UNSURE)
UNKNOWN = -1
_RARE = (Abuse.IDENTITY_ATTACK, Abuse.THREAT, Abuse.SEXUAL)
_RARE_COUNTS = 3.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each head's scores stand. `hints` are the helper heads of the public sets."""

    hints: tuple[str, ...]

    tone = slice(0, len(Tone))
    lane = slice(tone.stop, tone.stop + len(LANES))
    intents = slice(lane.stop, lane.stop + len(Intent))
    abuse = slice(intents.stop, intents.stop + len(Abuse))
    hostile = slice(abuse.stop, abuse.stop + 1)

    @property
    def width(self) -> int:
        """All scores."""
        return self.hostile.stop + len(self.hints)


@dataclass(frozen=True, slots=True)
class Targets:
    """Of many texts: class numbers, `UNKNOWN` where not told, and yes or no (nan where not told).

    Attributes:
        yes: Columns from the intents on, shape (texts, width - intents.start).
        toxic: Whether some abuse holds, where only that is known.
    """

    tone: NDArray[np.int64]
    lane: NDArray[np.int64]
    yes: NDArray[np.float32]
    toxic: NDArray[np.float32]
    weight: NDArray[np.float32]


def targets(rows: Sequence[Labelled], columns: Columns, public_weight: float) -> Targets:
    """What the rows teach; texts of public sets count `public_weight`, constructed ones 1."""
    made = Targets(
        np.full(len(rows), UNKNOWN, dtype=np.int64),
        np.full(len(rows), UNKNOWN, dtype=np.int64),
        np.full((len(rows), columns.width - columns.intents.start), np.nan, dtype=np.float32),
        np.full(len(rows), np.nan, dtype=np.float32),
        np.array([1.0 if row.lane else public_weight for row in rows], dtype=np.float32),
    )
    first = columns.intents.start
    for place, row in enumerate(rows):
        if row.tone:
            made.tone[place] = tuple(Tone).index(row.tone)
        if row.lane:
            made.lane[place] = LANES.index(row.lane)
        for number, intent in enumerate(Intent):
            if intent in row.intents:
                made.yes[place, number] = row.intents[intent]
        for number, abuse in enumerate(Abuse, columns.abuse.start - first):
            if abuse in row.abuse:
                made.yes[place, number] = row.abuse[abuse]
        if row.hostile is not None:
            made.yes[place, columns.hostile.start - first] = row.hostile
        for number, hint in enumerate(columns.hints, columns.hostile.stop - first):
            if hint in row.hints:
                made.yes[place, number] = row.hints[hint]
        if "toxic" in row.hints:
            made.toxic[place] = row.hints["toxic"]
    return made


def loss(scores: Tensor, wanted: Targets, columns: Columns) -> Tensor:
    """Mean over texts of the summed losses of the heads that are known."""
    weight = torch.from_numpy(wanted.weight)
    total = torch.zeros(len(scores))
    for head, truth in ((columns.tone, wanted.tone), (columns.lane, wanted.lane)):
        told = torch.from_numpy(truth)
        total = total + functional.cross_entropy(
            scores[:, head], told, reduction="none", ignore_index=UNKNOWN
        )
    yes = torch.from_numpy(wanted.yes)
    known = ~yes.isnan()
    each = functional.binary_cross_entropy_with_logits(
        scores[:, columns.intents.start :],
        yes.nan_to_num(0.0),
        reduction="none",
        pos_weight=_counting(columns),
    )
    # The mean of a group, not the sum, so that thirty emotions do not outweigh the tone.
    first = columns.intents.start
    for group, share in (
        (columns.intents, 2.0),
        (columns.abuse, 2.0),
        (columns.hostile, 1.0),
        (slice(columns.hostile.stop, columns.width), 2.0),
    ):
        at = slice(group.start - first, group.stop - first)
        counted = known[:, at].float()
        total = total + share * (each[:, at] * counted).sum(1) / counted.sum(1).clamp(min=1.0)
    total = total + _some_abuse(scores[:, columns.abuse], torch.from_numpy(wanted.toxic))
    return (total * weight).sum() / weight.sum()


def _counting(columns: Columns) -> Tensor:
    """What a yes counts beside a no: abuse is rare, and missing it is worse than looking twice."""
    made = torch.ones(columns.width - columns.intents.start)
    for kind in _RARE:
        made[columns.abuse.start - columns.intents.start + tuple(Abuse).index(kind)] = _RARE_COUNTS
    return made


def _some_abuse(scores: Tensor, toxic: Tensor) -> Tensor:
    none = functional.logsigmoid(-scores.float()).sum(1)
    some = torch.log1p(-none.exp().clamp(max=1 - 1e-6))
    told = ~toxic.isnan()
    wrong = -torch.where(toxic.nan_to_num(0.0) > 0.5, some, none)
    return torch.where(told, wrong, torch.zeros_like(wrong))
