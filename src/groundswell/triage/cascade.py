"""Two readers one after the other: a fast one for what it is sure of, a careful one for the rest."""

from collections.abc import Sequence
from dataclasses import replace

from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Lane
from groundswell.triage.encoder import EncoderReader
from groundswell.triage.ngram import NgramReader
from groundswell.triage.protocol import Reader

SURE = 0.7
"""From this confidence on the fast reader's word stands; see docs/benchmarks.md for the curve."""

LOOKED_AT_TWICE = frozenset({Lane.UNSURE, Lane.HOSTILE, Lane.SPAM})
"""What is doubtful or is hidden from the user."""


class CascadeReader:
    """Reads with `bulk` what it is sure of, and passes the rest on to `careful`.

    Args:
        sure: From this confidence on, 0–1, the word of `bulk` stands.

    Raises:
        DamagedFile: The files of a built-in reader are not what they should be.
    """

    def __init__(self, bulk: Reader | None = None, careful: Reader | None = None, sure: float = SURE) -> None:
        self._bulk, self._careful, self._sure = bulk or NgramReader(), careful or EncoderReader(), sure
        self.name = f"{self._bulk.name}+{self._careful.name}"

    def read_batch(self, utterances: Sequence[Utterance]) -> list[Reading]:
        """One reading for each utterance, in order."""
        readings = self._bulk.read_batch(utterances)
        doubtful = [place for place, reading in enumerate(readings) if not self._stands(reading)]
        second = self._careful.read_batch([utterances[place] for place in doubtful])
        for place, reading in zip(doubtful, second, strict=True):
            readings[place] = reading
        return [replace(reading, model=self.name) for reading in readings]

    def _stands(self, reading: Reading) -> bool:
        return reading.confidence >= self._sure and reading.lane not in LOOKED_AT_TWICE
