"""What the network makes of texts that are about to go out: how likely each score is, and where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.domain.checking import Outgoing
from groundswell.reply.clauses import clauses
from groundswell.reply.files import Floats, Parts, load
from groundswell.text.network import Network, Seen
from groundswell.text.pairs import Cutter, Pair
from groundswell.text.pieces import Pieces
from groundswell.text.words import words


@dataclass(frozen=True, slots=True)
class Judged:
    """What is made of one text.

    Attributes:
        chances: Score → probability.
        clauses: Where the clauses stand, in characters.
        shares: What each clause adds to each score, (clauses, columns), in units of log-odds.
        columns: Score → its column.
    """

    chances: Mapping[str, float]
    clauses: Sequence[tuple[int, int]]
    shares: Floats
    columns: Mapping[str, int]

    def loudest(self, score: str) -> tuple[int, int]:
        """The clause that speaks most for a score."""
        return self.clauses[int(self.shares[:, self.columns[score]].argmax())]


class Judge:
    """Judges texts beside what they answer.

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
        self._columns = {score: place for place, score in enumerate(held.scores)}
        self.name, self.thresholds = held.name, held.thresholds

    def __call__(self, texts: Sequence[Outgoing]) -> list[Judged]:
        """One judgement for each text, in order; a text without words gets one as well."""
        pieces = self._cut([Pair(one.text, one.to, one.round) for one in texts])
        made: dict[int, Judged] = {}
        for seen in self._network(pieces):
            made[seen.place] = self._judged(texts[seen.place].text, pieces[seen.place], seen)
        return [made[place] for place in range(len(texts))]

    def _judged(self, text: str, pieces: Pieces, seen: Seen) -> Judged:
        chances = 0.5 * (1 + np.tanh(seen.scores.astype(np.float64) / 2))
        parts = clauses(text) or [(0, len(text))]
        begins = np.array([begin for begin, _ in parts])
        own = np.zeros((len(parts), len(self._columns)), dtype=np.float32)
        at = np.clip(np.searchsorted(begins, pieces.starts, side="right") - 1, 0, None)
        np.add.at(own, at, seen.shares)
        return Judged(dict(zip(self._columns, chances.tolist(), strict=True)), parts, own, self._columns)
