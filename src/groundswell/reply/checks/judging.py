"""What the network makes of texts that are about to go out: how likely each score is, and where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.checking import Outgoing
from groundswell.domain.reading import Utterance
from groundswell.reply.checks.clauses import clauses
from groundswell.reply.checks.files import ACCUSES, Floats, Parts, load
from groundswell.text.features import encode, portions
from groundswell.text.network import Network
from groundswell.text.pairs import Cutter, Pair
from groundswell.text.scoring import Scorer, by_text
from groundswell.text.words import words

_NOT_READ = -20.0
"""Log-odds of a clause of which the network read nothing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is made of one text.

    Attributes:
        chances: Score → probability.
        clauses: Where the clauses stand, in characters.
        shares: What each clause adds to each score, (clauses, columns), in units of log-odds.
        columns: Score → its column.
        accuses: How much each clause alone accuses whom it answers, (clauses,), in log-odds.
    """

    chances: Mapping[str, float]
    clauses: Sequence[tuple[int, int]]
    shares: Floats
    columns: Mapping[str, int]
    accuses: Floats

    def loudest(self, *scores: str) -> tuple[int, int]:
        """The clause that speaks most for a score, or for several together."""
        speaks = self.shares[:, [self.columns[score] for score in scores]].sum(axis=1)
        return self.clauses[int(speaks.argmax())]


class Judge:
    """Judges texts beside what they answer, by a network and by n-grams: the log-odds of both add up.

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
        self._grams = Scorer(held.grams)
        self._columns = {score: place for place, score in enumerate(held.scores)}
        self._of_grams = np.array([self._columns[score] for score in held.grams.heads["scores"]])
        self._accuses = float(held.bias[self._columns[ACCUSES]])
        self.name, self.thresholds = held.name, held.thresholds

    def __call__(self, texts: Sequence[Outgoing]) -> list[Judged]:
        """One judgement for each text, in order; a text without words gets one as well."""
        made = [self._nothing(one.text) for one in texts]
        pieces = self._cut([Pair(one.text, one.to, one.round) for one in texts])
        for seen in self._network(pieces):
            own = made[seen.place]
            own.scores[:] += seen.scores
            own.add(pieces[seen.place].starts, seen.shares, slice(None))
            np.add.at(own.pieces, own.at(pieces[seen.place].starts), 1)
        accuses = [self._alone(own) for own in made]
        self._add_grams([one.text for one in texts], made)
        return [
            Judged(self._chances(own.scores), own.clauses, own.shares, self._columns, alone)
            for own, alone in zip(made, accuses, strict=True)
        ]

    def _alone(self, own: "_Sum") -> Floats:
        """How much each clause accuses, as if it were the whole text: a share is a sum over pieces by the
        number of all, of which two are none of the text's own."""
        shares = own.shares[:, self._columns[ACCUSES]] * (own.pieces.sum() + 2)
        alone: Floats = np.where(
            own.pieces > 0, shares / np.maximum(own.pieces, 1) + self._accuses, _NOT_READ
        ).astype(np.float32)
        return alone

    def _add_grams(self, texts: Sequence[str], made: Sequence["_Sum"]) -> None:
        place = 0
        for some in portions([Utterance("", text) for text in texts]):
            encoded = encode(some)
            scored = self._grams(encoded)
            for logits, (shares, starts, _) in zip(scored.logits, by_text(encoded, scored), strict=True):
                made[place].scores[self._of_grams] += logits
                made[place].add(starts, shares, self._of_grams)
                place += 1

    def _nothing(self, text: str) -> "_Sum":
        parts = clauses(text) or [(0, len(text))]
        width = len(self._columns)
        shares, pieces = np.zeros((len(parts), width), np.float32), np.zeros(len(parts), np.float32)
        return _Sum(parts, np.zeros(width, np.float32), shares, pieces)

    def _chances(self, scores: Floats) -> dict[str, float]:
        chances = 0.5 * (1 + np.tanh(scores.astype(np.float64) / 2))
        return dict(zip(self._columns, chances.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Sum:
    """What was said of one text so far."""

    clauses: Sequence[tuple[int, int]]
    scores: Floats
    shares: Floats
    pieces: Floats
    """How many pieces of the network each clause has, (clauses,)."""

    def add(self, starts: Sequence[int], shares: Floats, columns: slice | NDArray[np.intp]) -> None:
        """Adds what each token or piece says to the clause in which it begins."""
        added = np.zeros((len(self.clauses), shares.shape[1]), dtype=np.float32)
        np.add.at(added, self.at(starts), shares)
        self.shares[:, columns] += added

    def at(self, starts: Sequence[int]) -> NDArray[np.intp]:
        """In which clause each token or piece begins."""
        begins = np.array([begin for begin, _ in self.clauses])
        return np.clip(np.searchsorted(begins, starts, side="right") - 1, 0, None)
