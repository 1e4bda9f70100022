"""What each round of training shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.encoder.roughening import Chance
from tools.triage.labelled import Labelled

Places = NDArray[np.int64]

_SHARES = {"goemotions": 2.0, "edos": 0.5, "hopeedi": 0.3, "positive_frames": 0.3}
"""How much likelier a text of a set is drawn than one of the others: emotions come close to what readings
say, hope and stress do less."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All texts to learn from, by how they are drawn.

    Attributes:
        constructed: Places of texts that every round shows.
        frames: For each frame of the functional tests the places of each of its fillings.
        public: Places of public texts, with the chance of each.
    """

    constructed: Places
    frames: list[list[list[int]]]
    public: Places
    chances: NDArray[np.float64]

    @classmethod
    def of(cls, rows: Sequence[Labelled]) -> "Shelf":
        """Sorts the rows by where they come from."""
        frames: dict[str, dict[str, list[int]]] = {}
        constructed: list[int] = []
        public: list[int] = []
        for place, row in enumerate(rows):
            if row.source == "functional":
                frames.setdefault(row.pen, {}).setdefault(row.utterance.id, []).append(place)
            else:
                (constructed if row.source == "constructed" else public).append(place)
        shares = np.array([_SHARES.get(rows[place].source, 1.0) for place in public])
        return cls(
            np.array(constructed, dtype=np.int64),
            [list(fillings.values()) for fillings in frames.values()],
            np.array(public, dtype=np.int64),
            shares / shares.sum() if len(public) else shares,
        )

    def round(self, public_each: int, chance: Chance) -> Places:
        """The places of one round: every constructed text, one filling of each frame, some public texts."""
        drawn = chance.choice(self.public, min(public_each, len(self.public)), replace=False, p=self.chances)
        return np.concatenate([self.constructed, np.fromiter(self._filled(chance), np.int64), drawn])

    def _filled(self, chance: Chance) -> Iterator[int]:
        for fillings in self.frames:
            yield from fillings[int(chance.integers(len(fillings)))]
