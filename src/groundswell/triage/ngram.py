"""The built-in reader: linear heads over word and character n-grams."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Abuse, Intent, Lane, Tone
from groundswell.triage.decide import Thresholds, choose, priority
from groundswell.triage.evidence import spans
from groundswell.triage.features import encode
from groundswell.triage.language import language_of
from groundswell.triage.scoring import Scorer
from groundswell.triage.tokens import HEAD_CHARS, TAIL_CHARS
from groundswell.triage.weights import Weights, load

_CHARS_AT_ONCE = 64_000
_SHOWN = 0.05
_CUE = 0.5


class NgramReader:
    """Reads texts with the weights that ship with the package.

    Of a text longer than 8,000 characters the first 6,000 and the last 2,000 are read.

    Raises:
        DamagedFile: The weights are not what they should be.
    """

    def __init__(self, weights: Weights | None = None) -> None:
        self._weights = weights or load()
        self._score = Scorer(self._weights)
        self._limits = Thresholds(**self._weights.thresholds)
        self._heads = {head: self._weights.columns(head) for head in self._weights.heads}
        self._lanes = tuple(Lane(label) for label in self._weights.heads["lane"])
        self.name = self._weights.name

    def read_batch(self, utterances: Sequence[Utterance]) -> list[Reading]:
        """One reading for each utterance, in order."""
        return [reading for part in _parts(utterances) for reading in self._read(part)]

    def _read(self, utterances: Sequence[Utterance]) -> Iterator[Reading]:
        encoded = encode(utterances)
        scored = self._score(encoded)
        tone = _softmax(scored.logits[:, self._heads["tone"]]).tolist()
        lane = _softmax(scored.logits[:, self._heads["lane"]]).tolist()
        intents = _sigmoid(scored.logits[:, self._heads["intents"]]).tolist()
        abuse = _sigmoid(scored.logits[:, self._heads["abuse"]]).tolist()
        hostile = _sigmoid(scored.logits[:, self._heads["hostile"]])[:, 0].tolist()
        bounds = [*encoded.first.tolist(), len(encoded.forms)]
        for i, utterance in enumerate(utterances):
            lanes = dict(zip(self._lanes, lane[i], strict=True))
            wants = dict(zip(Intent, intents[i], strict=True))
            abuses = dict(zip(Abuse, abuse[i], strict=True))
            chosen, confidence = choose(lanes, wants, hostile[i], self._limits)
            begin, end = bounds[i], bounds[i + 1]
            cue, share = self._cue(chosen, lanes, abuses, scored.shares[begin:end])
            yield Reading(
                id=utterance.id,
                language=language_of(utterance.text),
                tone=dict(zip(Tone, tone[i], strict=True)),
                intents={intent: chance for intent, chance in wants.items() if chance >= _SHOWN},
                abuse={kind: chance for kind, chance in abuses.items() if chance >= _SHOWN},
                lane=chosen,
                priority=priority(lanes, wants),
                confidence=confidence,
                evidence=spans(share, encoded.starts[begin:end], encoded.ends[begin:end], cue),
                model=self.name,
            )

    def _cue(
        self, chosen: Lane, lanes: dict[Lane, float], abuses: dict[Abuse, float], shares: NDArray[np.float32]
    ) -> tuple[str, NDArray[np.float32]]:
        """What the evidence speaks for, and each token's share in it.

        For a hostile text that is its likeliest abuse; else the lane: what a token adds to its score beyond
        what it adds to the others', weighed by their chances (the gradient of its log-probability).
        """
        if chosen is Lane.HOSTILE:
            kind = max(abuses, key=lambda kind: abuses[kind])
            if abuses[kind] >= _CUE:
                return kind.value, shares[:, self._heads["abuse"]][:, list(Abuse).index(kind)]
        speaks_for = max(lanes, key=lambda lane: lanes[lane]) if chosen is Lane.UNSURE else chosen
        own = shares[:, self._heads["lane"]]
        chances = np.array(list(lanes.values()), dtype=np.float32)
        return speaks_for.value, own[:, self._lanes.index(speaks_for)] - own @ chances


def _parts(utterances: Sequence[Utterance]) -> Iterator[Sequence[Utterance]]:
    """Stretches of about 64,000 characters at most that are read at once, so that memory is bounded."""
    begin, held = 0, 0
    for place, utterance in enumerate(utterances):
        held += min(len(utterance.text), HEAD_CHARS + TAIL_CHARS)
        if held > _CHARS_AT_ONCE and place > begin:
            yield utterances[begin:place]
            begin, held = place, min(len(utterance.text), HEAD_CHARS + TAIL_CHARS)
    if begin < len(utterances):
        yield utterances[begin:]


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    raised = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True))
    whole: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
    return whole


def _sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    chances: NDArray[np.float64] = 0.5 * (1 + np.tanh(logits.astype(np.float64) / 2))
    return chances
