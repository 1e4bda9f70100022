"""The built-in reader: linear heads over word and character n-grams."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Lane
from groundswell.text.features import encode, portions
from groundswell.text.scoring import Scorer, by_text
from groundswell.text.weights import Weights, load
from groundswell.triage.decide import Thresholds
from groundswell.triage.judging import Judge, Tokens

MODELS = Path(__file__).parent / "models"


class NgramReader:
    """Reads texts with the weights that ship with the package.

    Of a text longer than 8,000 characters the first 6,000 and the last 2,000 are read.

    Raises:
        DamagedFile: The weights are not what they should be.
    """

    def __init__(self, weights: Weights | None = None) -> None:
        held = weights or shipped()
        self._score = Scorer(held)
        heads = {head: held.columns(head) for head in held.heads}
        lanes = tuple(Lane(label) for label in held.heads["lane"])
        self._judge = Judge(held.name, heads, lanes, Thresholds(**held.thresholds))
        self.name = held.name

    def read_batch(self, utterances: Sequence[Utterance]) -> list[Reading]:
        """One reading for each utterance, in order."""
        return [reading for part in portions(utterances) for reading in self._read(part)]

    def _read(self, utterances: Sequence[Utterance]) -> Iterator[Reading]:
        encoded = encode(utterances)
        scored = self._score(encoded)
        tokens = [Tokens(*one) for one in by_text(encoded, scored)]
        return self._judge.readings(utterances, scored.logits, tokens)


def shipped(folder: Path = MODELS) -> Weights:
    """The weights that ship. Raises DamagedFile if they are not what they should be."""
    return load(folder, "the reading model")
