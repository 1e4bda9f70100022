"""The careful reader itself."""

from collections.abc import Sequence
from itertools import islice

from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Lane
from groundswell.triage.decide import Thresholds
from groundswell.triage.encoder.files import Parts, load
from groundswell.triage.encoder.network import Network
from groundswell.triage.encoder.pieces import Cutter
from groundswell.triage.judging import Judge

_AT_ONCE = 256


class EncoderReader:
    """Reads texts with the encoder that ships with the package.

    Of a text longer than 224 pieces (about 1,000 characters) the first 160 and the last 64 are read.

    Args:
        parts: Other files than those that ship.
        threads: How many cores one batch may use.

    Raises:
        DamagedFile: The files are not what they should be.
    """

    def __init__(self, parts: Parts | None = None, threads: int = 1) -> None:
        held = parts or load()
        self._cut, self._network = Cutter(held.vocabulary), Network(held, threads)
        heads = ("tone", "lane", "intents", "abuse", "hostile")
        self._judge = Judge(
            held.name,
            {head: held.columns(head) for head in heads},
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

    def _read(self, utterances: Sequence[Utterance]) -> list[Reading]:
        texts = self._cut(utterances)
        made: dict[int, Reading] = {}
        for place, scores, shares in self._network(texts):
            text = texts[place]
            made[place] = self._judge.reading(utterances[place], scores, shares, text.starts, text.ends)
        return [made[place] for place in range(len(utterances))]
