"""From a text that came in to what its writer is after: cues, weighed, and said with reasons."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from groundswell.domain.errors import DamagedFile
from groundswell.domain.incoming import Approach, Sight
from groundswell.domain.reading import Evidence, Reading
from groundswell.triage.incoming.cues import INTRODUCES, Found, found
from groundswell.triage.incoming.features import features, names

WEIGHTS = Path(__file__).parent / "weights.json"
_MOST_REASONS = 3
KINDS = tuple(one for one in Approach if one is not Approach.UNSURE)


@dataclass(frozen=True, slots=True)
class Weights:
    """What the numbers of a text weigh, by approach; log-odds are already calibrated.

    Attributes:
        by_kind: Approach → a weight for each of `names()`, and the bias at the end.
        limits: Approach → the probability from which on it is said.
        encoder: The name of the network whose standings they weigh.
    """

    by_kind: Mapping[Approach, Sequence[float]]
    limits: Mapping[Approach, float]
    encoder: str


def look(
    text: str,
    *,
    reading: Reading | None = None,
    pitch: float | None = None,
    standing: Sequence[float] | None = None,
) -> Sight:
    """What is seen in a text that came in.

    Args:
        reading: What triage says of it.
        pitch: 0–1, how likely the check of words that go out would call it a pitch.
        standing: Where the network of the check (`shipped().encoder`) sees it, shape (384,).

    Raises:
        DamagedFile: The weights are not what they should be.
    """
    there = found(text)
    chances = weigh(features(text, there, reading, pitch, standing), shipped())
    likeliest = max(chances, key=lambda one: chances[one])
    sure = chances[likeliest] >= shipped().limits[likeliest] and sayable(likeliest, there)
    said = likeliest if sure else Approach.UNSURE
    reasons = _reasons(likeliest, there)
    return Sight(
        said,
        chances[likeliest],
        chances,
        tuple(one.cue.why for one in reasons),
        tuple(sorted((Evidence(one.start, one.end, one.cue.why) for one in reasons), key=_place)),
    )


def weigh(numbers: Sequence[float], weights: Weights) -> dict[Approach, float]:
    """Approach → probability; they sum to 1."""
    sums = {
        kind: sum(weight * one for weight, one in zip(own, [*numbers, 1.0], strict=True))
        for kind, own in weights.by_kind.items()
    }
    top = max(sums.values())
    odds = {kind: math.exp(one - top) for kind, one in sums.items()}
    return {kind: one / sum(odds.values()) for kind, one in odds.items()}


def sayable(kind: Approach, there: Mapping[str, Found]) -> bool:
    """Whether an approach may be said at all: a scam never without a sign of one that can be shown, since a
    recruiter who is taken for one is lost; a warm introduction never without somebody in common."""
    if kind is Approach.SCAM:
        return bool(_reasons(kind, there))
    return kind is not Approach.WARM_INTRODUCTION or INTRODUCES in there


def _reasons(kind: Approach, there: Mapping[str, Found]) -> list[Found]:
    own = [one for one in there.values() if one.cue.says is kind and one.cue.why]
    return own[:_MOST_REASONS]


def _place(one: Evidence) -> tuple[int, int]:
    return one.start, one.end


@cache
def shipped() -> Weights:
    """The weights that ship. Raises DamagedFile if they do not fit the cues."""
    return read_weights(WEIGHTS)


def read_weights(path: Path) -> Weights:
    """The weights in a file. Raises DamagedFile if they do not fit the cues."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        by_kind: dict[Approach, list[float]] = {
            kind: [float(told["weights"][kind][name]) for name in [*names(), "bias"]] for kind in KINDS
        }
        limits: dict[Approach, float] = {kind: float(told["limits"][kind]) for kind in KINDS}
        return Weights(by_kind, limits, str(told["encoder"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedFile(
            "the weights of incoming messages are damaged", where=path.name, mend="Install Groundswell again."
        ) from error
