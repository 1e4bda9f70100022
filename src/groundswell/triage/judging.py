"""From the scores of a text to its reading: the same for every built-in reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Abuse, Intent, Lane, Tone
from groundswell.triage.decide import Thresholds, choose, priority
from groundswell.triage.evidence import spans
from groundswell.triage.language import UNKNOWN, language_of

_SHOWN = 0.05
_CUE = 0.5


@dataclass(frozen=True, slots=True)
class Judge:
    """Turns calibrated scores into readings.

    Attributes:
        columns: Head → where its scores stand: `tone`, `lane`, `intents`, `abuse`, `hostile`.
        lanes: The labels of the head `lane`, in the order of their scores.
    """

    model: str
    columns: Mapping[str, slice]
    lanes: tuple[Lane, ...]
    limits: Thresholds

    def reading(
        self,
        utterance: Utterance,
        scores: NDArray[np.float32],
        shares: NDArray[np.float32],
        starts: Sequence[int],
        ends: Sequence[int],
    ) -> Reading:
        """What is said of a text.

        Args:
            scores: (columns,)
            shares: What each token adds to each score, (tokens, columns).
            starts, ends: Where the tokens stand in the text, in characters.
        """
        lanes = dict(zip(self.lanes, _softmax(scores[self.columns["lane"]]), strict=True))
        intents = dict(zip(Intent, _sigmoid(scores[self.columns["intents"]]), strict=True))
        abuse = dict(zip(Abuse, _sigmoid(scores[self.columns["abuse"]]), strict=True))
        (hostile,) = _sigmoid(scores[self.columns["hostile"]])
        lane, confidence = choose(lanes, intents, hostile, self.limits)
        cue, share = self._cue(lane, lanes, abuse, shares)
        return Reading(
            id=utterance.id,
            language=language_of(utterance.text),
            tone=dict(zip(Tone, _softmax(scores[self.columns["tone"]]), strict=True)),
            intents={intent: chance for intent, chance in intents.items() if chance >= _SHOWN},
            abuse={kind: chance for kind, chance in abuse.items() if chance >= _SHOWN},
            lane=lane,
            priority=priority(lanes, intents),
            confidence=confidence,
            evidence=spans(share, starts, ends, cue),
            model=self.model,
        )

    def nothing(self, utterance: Utterance) -> Reading:
        """What is said of a text without any words or signs."""
        tone = {tone: float(tone is Tone.NEUTRAL) for tone in Tone}
        low = priority({Lane.OTHER: 1.0}, {Intent.NEEDS_SUPPORT: 0.0})
        return Reading(utterance.id, UNKNOWN, tone, {}, {}, Lane.OTHER, low, 1.0, (), self.model)

    def _cue(
        self, lane: Lane, lanes: dict[Lane, float], abuse: dict[Abuse, float], shares: NDArray[np.float32]
    ) -> tuple[str, NDArray[np.float32]]:
        """What the evidence speaks for, and each token's share in it.

        For a hostile text that is its likeliest abuse; else the lane: what a token adds to its score beyond
        what it adds to the others', weighed by their chances (the gradient of its log-probability).
        """
        if lane is Lane.HOSTILE:
            kind = max(abuse, key=lambda kind: abuse[kind])
            if abuse[kind] >= _CUE:
                return kind.value, shares[:, self.columns["abuse"]][:, list(Abuse).index(kind)]
        speaks_for = max(lanes, key=lambda lane: lanes[lane]) if lane is Lane.UNSURE else lane
        own = shares[:, self.columns["lane"]]
        chances = np.array(list(lanes.values()), dtype=np.float32)
        return speaks_for.value, own[:, self.lanes.index(speaks_for)] - own @ chances


def _softmax(scores: NDArray[np.float32]) -> list[float]:
    raised = np.exp(scores.astype(np.float64) - scores.max())
    chances: list[float] = (raised / raised.sum()).tolist()
    return chances


def _sigmoid(scores: NDArray[np.float32]) -> list[float]:
    chances: list[float] = (0.5 * (1 + np.tanh(scores.astype(np.float64) / 2))).tolist()
    return chances
