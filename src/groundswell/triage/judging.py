"""From the scores of texts to their readings: the same for every built-in reader."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Abuse, Intent, Lane, Tone
from groundswell.text.language import UNKNOWN, language_of
from groundswell.triage.decide import Thresholds, choose, priority
from groundswell.triage.evidence import spans
from groundswell.triage.sketch import sketched

Floats = NDArray[np.float32]

_SHOWN = 0.05
_CUE = 0.5
# Iterating over an enumeration costs as much as the rest of a reading.
_TONES, _INTENTS, _ABUSE = tuple(Tone), tuple(Intent), tuple(Abuse)
_DISTRESS = _INTENTS.index(Intent.NEEDS_SUPPORT)


class Tokens(NamedTuple):
    """What is known of one text's tokens, and of where the text stands.

    Attributes:
        shares: What each token adds to each score, (tokens, columns).
        starts, ends: Where the tokens stand in the text, in characters.
        state: Where the text stands among others, in the coordinates of a sketch, if it gets one.
    """

    shares: Floats
    starts: Sequence[int]
    ends: Sequence[int]
    state: Floats | None = None


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

    def readings(
        self, utterances: Sequence[Utterance], scores: Floats, tokens: Sequence[Tokens]
    ) -> Iterator[Reading]:
        """What is said of each text, in order.

        Args:
            scores: (texts, columns)
        """
        chances = zip(
            _softmax(scores[:, self.columns["tone"]]).tolist(),
            _softmax(scores[:, self.columns["lane"]]).tolist(),
            _sigmoid(scores[:, self.columns["intents"]]).tolist(),
            _sigmoid(scores[:, self.columns["abuse"]]).tolist(),
            _sigmoid(scores[:, self.columns["hostile"]])[:, 0].tolist(),
            strict=True,
        )
        for utterance, own, of, known in zip(utterances, scores, tokens, chances, strict=True):
            yield self._reading(utterance, own, of, *known)

    def _reading(
        self,
        utterance: Utterance,
        scores: Floats,
        tokens: Tokens,
        tone: list[float],
        lane_chances: list[float],
        intents: list[float],
        abuse: list[float],
        hostile: float,
    ) -> Reading:
        lanes = dict(zip(self.lanes, lane_chances, strict=True))
        distress = intents[_DISTRESS]
        lane, confidence = choose(lanes, distress, hostile, self.limits)
        cue, share = self._cue(lane, lane_chances, abuse, tokens.shares)
        return Reading(
            id=utterance.id,
            language=language_of(utterance.text),
            tone=dict(zip(_TONES, tone, strict=True)),
            intents={one: chance for one, chance in zip(_INTENTS, intents, strict=True) if chance >= _SHOWN},
            abuse={one: chance for one, chance in zip(_ABUSE, abuse, strict=True) if chance >= _SHOWN},
            lane=lane,
            priority=priority(lanes, distress),
            confidence=confidence,
            evidence=spans(share, tokens.starts, tokens.ends, cue),
            model=self.model,
            sketch=b"" if tokens.state is None else self._sketch(scores, tokens.state),
        )

    def nothing(self, utterance: Utterance) -> Reading:
        """What is said of a text without any words or signs."""
        tone = {tone: float(tone is Tone.NEUTRAL) for tone in Tone}
        low = priority({Lane.OTHER: 1.0}, 0.0)
        return Reading(utterance.id, UNKNOWN, tone, {}, {}, Lane.OTHER, low, 1.0, (), self.model)

    def _sketch(self, scores: Floats, state: Floats) -> bytes:
        distress = scores[self.columns["intents"]][_DISTRESS]
        (hostile,) = scores[self.columns["hostile"]]
        return sketched(scores[self.columns["lane"]], float(hostile), float(distress), state)

    def _cue(self, lane: Lane, lanes: list[float], abuse: list[float], shares: Floats) -> tuple[str, Floats]:
        """What the evidence speaks for, and each token's share in it.

        For a hostile text that is its likeliest abuse; else the lane: what a token adds to its score beyond
        what it adds to the others', weighed by their chances (the gradient of its log-probability).
        """
        if lane is Lane.HOSTILE:
            kind = abuse.index(max(abuse))
            if abuse[kind] >= _CUE:
                return _ABUSE[kind].value, shares[:, self.columns["abuse"].start + kind]
        speaks_for = lanes.index(max(lanes)) if lane is Lane.UNSURE else self.lanes.index(lane)
        weight = -np.array(lanes, dtype=np.float32)
        weight[speaks_for] += 1
        return self.lanes[speaks_for].value, shares[:, self.columns["lane"]] @ weight


def _softmax(scores: Floats) -> NDArray[np.float64]:
    raised = np.exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True))
    chances: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
    return chances


def _sigmoid(scores: Floats) -> NDArray[np.float64]:
    chances: NDArray[np.float64] = 0.5 * (1 + np.tanh(scores.astype(np.float64) / 2))
    return chances
