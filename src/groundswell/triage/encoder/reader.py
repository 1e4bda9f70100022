"""The careful reader itself."""

from collections.abc import Sequence
from itertools import islice

import numpy as np

from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Lane
from groundswell.triage.decide import Thresholds
from groundswell.triage.encoder.files import Parts, load
from groundswell.triage.encoder.network import Network
from groundswell.triage.encoder.pieces import Cutter
from groundswell.triage.judging import Judge

_AT_ONCE = 256
_YES_OR_NO = ("intents", "abuse", "hostile", "hints")


class EncoderReader:
    """Reads texts with the encoder that ships with the package.

    Of a text longer than 224 pieces (about 1,000 characters) the first 160 and the last 64 are read.

    Args:
        parts: Other files than those that ship.
        threads: How many cores one batch may use; 0 for all.

    Raises:
        DamagedFile: The files are not what they should be.
    """

    def __init__(self, parts: Parts | None = None, threads: int = 0) -> None:
        held = parts or load()
        self._cut, self._network = Cutter(held.vocabulary), Network(held, threads)
        self._yes_or_no = [(head, label) for head in _YES_OR_NO for label in held.heads[head]]
        self._chances = np.r_[tuple(held.columns(head) for head in _YES_OR_NO)]
        self._judge = Judge(
            held.name,
            {head: held.columns(head) for head in held.heads},
            tuple(Lane(label) for label in held.heads["lane"]),
            Thresholds(**held.thresholds),
        )
        self.name = held.name

    def read_batch(self, utterances: Sequence[Utterance]) -> list[Reading]:
        """One reading for each utterance, in order."""
        readings: list[Reading] = []
        rest = iter(utterances)
        while some := list(islice(rest, _AT_ONCE)):
            readings += self._read(some)
        return readings

    def chances(self, utterances: Sequence[Utterance]) -> list[dict[tuple[str, str], float]]:
        """For each utterance the probability of every label of the yes-or-no heads, by head and label.

        Among them are the helper heads (`hints`): what public sets call toxic, single emotions, and more.
        They are not calibrated on constructed texts as the others are.
        """
        made: dict[int, dict[tuple[str, str], float]] = {}
        for seen in self._network(self._cut(utterances)):
            chances = 0.5 * (1 + np.tanh(seen.scores[self._chances].astype(np.float64) / 2))
            made[seen.place] = dict(zip(self._yes_or_no, chances.tolist(), strict=True))
        return [made[place] for place in range(len(utterances))]

    def _read(self, utterances: Sequence[Utterance]) -> list[Reading]:
        texts = self._cut(utterances)
        made: dict[int, Reading] = {}
        for seen in self._network(texts):
            text, utterance = texts[seen.place], utterances[seen.place]
            made[seen.place] = (
                self._judge.reading(utterance, seen.scores, seen.shares, text.starts, text.ends)
                if text.starts
                else self._judge.nothing(utterance)
            )
        return [made[place] for place in range(len(utterances))]
