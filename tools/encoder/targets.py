"""What a labelled text teaches each score, and how wrong a score is.

A head that a set does not speak for is unknown, not false: its column is masked. Forum sets that say only
"toxic" teach that some kind of abuse holds, without saying which.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from groundswell.domain.words import Abuse, Intent, Lane, Tone
from tools.triage.labelled import Labelled

Chances = NDArray[np.float32]
LANES = tuple(lane for lane in Lane if lane is not Lane.UNSURE)
UNKNOWN = -1
_RARE = (Abuse.IDENTITY_ATTACK, Abuse.THREAT, Abuse.SEXUAL)
_RARE_COUNTS = 3.0


class Taught(Protocol):
    """What others that learned the same think of texts."""

    def get(self, text: str, /) -> Chances | None:
        """The columns up to `hostile.stop`, as probabilities; nothing for a text that they did not read."""
        ...


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
        taught: Probabilities of tone and lane by teachers, shape (texts, intents.start); nan where there are
            none.
    """

    tone: NDArray[np.int64]
    lane: NDArray[np.int64]
    yes: NDArray[np.float32]
    toxic: NDArray[np.float32]
    weight: NDArray[np.float32]
    taught: NDArray[np.float32]

    def part(self, places: NDArray[np.int64]) -> "Targets":
        """Those of some texts."""
        return Targets(*(getattr(self, field.name)[places] for field in fields(self)))


def targets(rows: Sequence[Labelled], columns: Columns, public_weight: float, teachers: Taught) -> Targets:
    """What the rows teach; texts of public sets count `public_weight`, constructed ones 1.

    Args:
        teachers: What they say of a text of a public set stands in for what that set does not tell.
    """
    made = Targets(
        np.full(len(rows), UNKNOWN, dtype=np.int64),
        np.full(len(rows), UNKNOWN, dtype=np.int64),
        np.full((len(rows), columns.width - columns.intents.start), np.nan, dtype=np.float32),
        np.full(len(rows), np.nan, dtype=np.float32),
        np.array([1.0 if row.lane else public_weight for row in rows], dtype=np.float32),
        np.full((len(rows), columns.intents.start), np.nan, dtype=np.float32),
    )
    for place, row in enumerate(rows):
        if row.tone:
            made.tone[place] = tuple(Tone).index(row.tone)
        if row.lane:
            made.lane[place] = LANES.index(row.lane)
        if "toxic" in row.hints:
            made.toxic[place] = row.hints["toxic"]
        for number, holds in _told(row, columns):
            made.yes[place, number] = holds
        taught = None if row.lane else teachers.get(row.utterance.text)
        if taught is not None:
            made.taught[place] = taught[: columns.intents.start]
            known = made.yes[place, : len(taught) - columns.intents.start]
            np.copyto(known, taught[columns.intents.start :], where=np.isnan(known))
    return made


def _told(row: Labelled, columns: Columns) -> Iterator[tuple[int, bool]]:
    """The yes-or-no columns that a row speaks for, counted from the intents on."""
    groups: tuple[tuple[slice, Sequence[str], Mapping[str, bool]], ...] = (
        (columns.intents, tuple(Intent), dict(row.intents.items())),
        (columns.abuse, tuple(Abuse), dict(row.abuse.items())),
        (columns.hostile, ("hostile",), {} if row.hostile is None else {"hostile": row.hostile}),
        (slice(columns.hostile.stop, columns.width), columns.hints, row.hints),
    )
    for head, labels, told in groups:
        for number, label in enumerate(labels, head.start - columns.intents.start):
            if label in told:
                yield number, told[label]


def loss(scores: Tensor, wanted: Targets, columns: Columns) -> Tensor:
    """Mean over texts of the summed losses of the heads that are known."""
    weight = torch.from_numpy(wanted.weight)
    total = torch.zeros(len(scores))
    for head, truth in ((columns.tone, wanted.tone), (columns.lane, wanted.lane)):
        told = torch.from_numpy(truth)
        total = total + functional.cross_entropy(
            scores[:, head], told, reduction="none", ignore_index=UNKNOWN
        )
        taught = torch.from_numpy(wanted.taught[:, head])
        total = total - (taught.nan_to_num(0.0) * scores[:, head].log_softmax(1)).sum(1)
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
