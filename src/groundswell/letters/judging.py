"""What the heads say of letters: scores for every item, and which sentence speaks most for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.errors import DamagedFile
from groundswell.domain.letters import Item, Letter
from groundswell.letters import address
from groundswell.letters.features import Read, names, read
from groundswell.letters.heads import FOLDER, Heads, heads
from groundswell.letters.pooling import features, judged
from groundswell.letters.sentences import Sentence

Floats = NDArray[np.float32]

PERSONAL_LEVELS = (0.0, 0.33, 0.67, 1.0)
_SURE = 0.03
"""What a score is where the address or the mail itself settles it."""


class States(Protocol):
    """An encoder: says where texts stand among others."""

    name: str

    def states(self, texts: Sequence[str]) -> Floats:
        """(texts, width), in order."""
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """What is made of one letter.

    Attributes:
        harm: 0–1: whether it hurts or discriminates.
        overall: 1–5.
        speaks: Label → what each judged sentence adds, in the order of the letter.
    """

    read: Read
    scores: Mapping[Item, float]
    harm: float
    overall: float
    speaks: Mapping[str, Sequence[float]]

    def loudest(self, label: str, among: Sequence[Sentence]) -> Sentence | None:
        """The sentence among these that speaks most for a label."""
        said = [one.text for one in among]
        order = judged(self.read)
        ranked = [
            (self.speaks[label][order.index(text)], place) for place, text in enumerate(said) if text in order
        ]
        return among[max(ranked)[1]] if ranked else None


class Judge:
    """Judges letters.

    Raises:
        DamagedFile: The files are not what they should be, or were made for another encoder.
    """

    def __init__(self, encoder: States, own: Heads | None = None) -> None:
        self._encoder, self._heads = encoder, own or heads()
        if self._heads.encoder != encoder.name:
            what = f"the letter model was made for {self._heads.encoder}, not for {encoder.name}"
            raise DamagedFile(what, where=str(FOLDER), mend="Install groundswell again")
        self.name = self._heads.name

    def __call__(self, letters: Sequence[Letter]) -> list[Judged]:
        """One judgement for each letter, in order."""
        if not letters:
            return []
        parts = [read(letter) for letter in letters]
        said = [judged(one) for one in parts]
        states = self._states([text for one in said for text in one])
        table = features(parts, said, states)
        outcomes = self._heads(table)
        bounds = np.cumsum([0, *map(len, said)])
        return [
            self._judged(one, outcome, states[begin:end])
            for one, outcome, begin, end in zip(parts, outcomes, bounds[:-1], bounds[1:], strict=True)
        ]

    def _states(self, texts: Sequence[str]) -> Floats:
        """Letters of one batch share sentences, each of which is looked at once."""
        places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        known = self._encoder.states(list(places))
        return known[[places[text] for text in texts]]

    def _judged(self, one: Read, outcome: Floats, states: Floats) -> Judged:
        column = {label: place for place, label in enumerate(self._heads.labels)}
        chances = 0.5 * (1 + np.tanh(outcome.astype(np.float64) / 2))
        scores: dict[Item, float] = {
            item: float(chances[column[item.value]]) for item in Item if item is not Item.PERSONAL
        }
        scores[Item.PERSONAL] = self._level(float(outcome[column[Item.PERSONAL.value]]))
        if address.unread(one.letter.reply_to or one.letter.sender):
            scores[Item.CAN_REPLY] = min(scores[Item.CAN_REPLY], _SURE)
        grade = float(
            np.interp(outcome[column["overall"]], self._heads.levels[:, 0], self._heads.levels[:, 1])
        )
        spoken = self._speaks(states)
        return Judged(
            one,
            {item: round(scores[item], 4) for item in Item},
            round(float(chances[column["harm"]]), 4),
            round(min(5.0, max(1.0, grade)), 2),
            {label: spoken[:, place].tolist() for label, place in column.items()},
        )

    def _speaks(self, states: Floats) -> Floats:
        """What each sentence adds to each label by the mean of the states, (sentences, labels)."""
        begin, width = len(names()), states.shape[1]
        part = slice(begin, begin + width)
        put = (states - self._heads.centre[part]) / self._heads.scale[part]
        return np.asarray(put @ self._heads.weights[part], dtype=np.float32)

    def _level(self, outcome: float) -> float:
        return PERSONAL_LEVELS[sum(outcome >= step for step in self._heads.steps)]
