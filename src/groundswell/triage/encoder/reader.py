"""The careful reader itself."""

from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.reading import Reading, Utterance
from groundswell.domain.words import Lane
from groundswell.text.network import Network, Seen
from groundswell.text.pieces import Cutter, Pieces
from groundswell.text.words import words
from groundswell.triage.decide import Thresholds
from groundswell.triage.encoder.files import Parts, load
from groundswell.triage.judging import Judge, Tokens
from groundswell.triage.personal import Ground, Lesson, Taught, learned

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
        shared = words()
        self._cut = Cutter(shared.vocabulary)
        self._network = Network(held.graph, shared, held.places, held.weights, held.bias, threads)
        self._yes_or_no = [(head, label) for head in _YES_OR_NO for label in held.heads[head]]
        self._chances = np.r_[tuple(held.columns(head) for head in _YES_OR_NO)]
        lanes = tuple(Lane(label) for label in held.heads["lane"])
        limits = Thresholds(**held.thresholds)
        self._judge = Judge(held.name, {head: held.columns(head) for head in held.heads}, lanes, limits)
        self._middle, self._projection = held.middle, held.projection
        self._ground = Ground(held.anchors, lanes, limits)
        self.name = held.name

    def read_batch(self, utterances: Sequence[Utterance]) -> list[Reading]:
        """One reading for each utterance, in order."""
        readings: list[Reading] = []
        rest = iter(utterances)
        while some := list(islice(rest, _AT_ONCE)):
            readings += self._read(some)
        return readings

    def taught(self, lessons: Sequence[Lesson]) -> Taught:
        """What a user's corrections teach; readings by this reader are then judged by it."""
        return learned(lessons, self._ground)

    def states(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Where each text stands among others, (texts, width); what engines beside this one judge by."""
        pieces = self._cut(texts)
        made = np.zeros((len(texts), len(self._middle)), dtype=np.float32)
        for place, state in self._network.means(pieces):
            made[place] = state
        return made

    def chances(self, utterances: Sequence[Utterance]) -> list[dict[tuple[str, str], float]]:
        """For each utterance the probability of every label of the yes-or-no heads, by head and label.

        Among them are the helper heads (`hints`): what public sets call toxic, single emotions, and more.
        They are not calibrated on constructed texts as the others are.
        """
        made: dict[int, dict[tuple[str, str], float]] = {}
        for seen in self._network(self._pieces(utterances)):
            chances = 0.5 * (1 + np.tanh(seen.scores[self._chances].astype(np.float64) / 2))
            made[seen.place] = dict(zip(self._yes_or_no, chances.tolist(), strict=True))
        return [made[place] for place in range(len(utterances))]

    def _read(self, utterances: Sequence[Utterance]) -> list[Reading]:
        made = {place: self._judge.nothing(utterance) for place, utterance in enumerate(utterances)}
        texts = self._pieces(utterances)
        seen = [one for one in self._network(texts) if texts[one.place].starts]
        if seen:
            read = self._judge.readings(
                [utterances[one.place] for one in seen],
                np.stack([one.scores for one in seen]),
                [self._tokens(one, texts[one.place]) for one in seen],
            )
            made.update(zip((one.place for one in seen), read, strict=True))
        return [made[place] for place in range(len(utterances))]

    def _pieces(self, utterances: Sequence[Utterance]) -> list[Pieces]:
        # What stands around a text is left out: on the development pens it changed nothing for the better.
        return self._cut([one.text for one in utterances])

    def _tokens(self, seen: Seen, text: Pieces) -> Tokens:
        away: NDArray[np.float32] = seen.state - self._middle
        standing: NDArray[np.float32] = np.dot(away, self._projection)
        return Tokens(seen.shares, text.starts, text.ends, standing)
