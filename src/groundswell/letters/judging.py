"""What the heads say of letters: scores for every item, and what each sentence does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.errors import DamagedFile
from groundswell.domain.letters import Item, Letter
from groundswell.letters import address
from groundswell.letters.deeds import DEEDS
from groundswell.letters.features import Read, read
from groundswell.letters.heads import FOLDER, Heads, heads
from groundswell.letters.pooling import Said, cues_of, row, said, whole_of
from groundswell.letters.sentences import Sentence

Floats = NDArray[np.float32]

PERSONAL_LEVELS = (0.0, 0.33, 0.67, 1.0)
_MOST_KNOWN = 10_000
"""Sentences whose states are remembered, some 20 MB."""
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
        does: (sentences, deeds), 0–1; 0 for those that do not count.
    """

    read: Read
    scores: Mapping[Item, float]
    harm: float
    overall: float
    does: Floats

    def doing(self, deed: str, least: float = 0.5) -> list[Sentence]:
        """The sentences that do this, in order."""
        column = self.does[:, DEEDS.index(deed)]
        return [one for one, chance in zip(self.read.sentences, column, strict=True) if chance >= least]

    def likeliest(self, deed: str, among: Sequence[Sentence]) -> Sentence | None:
        """The sentence among these that most likely does this."""
        column = self.does[:, DEEDS.index(deed)]
        places = [self.read.sentences.index(one) for one in among]
        return self.read.sentences[max(places, key=lambda place: float(column[place]))] if places else None


class Judge:
    """Judges letters.

    Args:
        encoder: Says where single sentences stand.
        whole: Says where whole letters stand; without the one that the heads know, judgements are coarser.

    Raises:
        DamagedFile: The files are not what they should be, or were made for another encoder.
    """

    def __init__(self, encoder: States, whole: States | None = None, own: Heads | None = None) -> None:
        self._encoder, self._heads = encoder, own or heads()
        known = whole is not None and whole.name == self._heads.second.encoder
        self._whole = whole if known else None
        if self._heads.encoder != encoder.name:
            what = f"the letter model was made for {self._heads.encoder}, not for {encoder.name}"
            raise DamagedFile(what, where=str(FOLDER), mend="Install groundswell again")
        self.name = self._heads.name
        self._known: dict[str, Floats] = {}

    def __call__(self, letters: Sequence[Letter]) -> list[Judged]:
        """One judgement for each letter, in order."""
        if not letters:
            return []
        parts = [read(letter) for letter in letters]
        words = [said(one) for one in parts]
        states = self._states([text for own in words for text in own.texts])
        bounds = np.cumsum([0, *(len(own.texts) for own in words)])
        stretches = [states[begin:end] for begin, end in pairwise(bounds)]
        does = [
            self._heads.deeds(own_states, cues_of(one, own))
            for one, own, own_states in zip(parts, words, stretches, strict=True)
        ]
        outcomes = self._heads(np.stack([row(*one) for one in zip(parts, does, strict=True)]))
        if self._whole:
            second = self._heads.second(self._whole.states([whole_of(one) for one in parts]))
            outcomes = np.asarray((outcomes + second) / 2, dtype=np.float32)
        return [
            self._judged(one, own, outcome, chances)
            for one, own, outcome, chances in zip(parts, words, outcomes, does, strict=True)
        ]

    def _states(self, texts: Sequence[str]) -> Floats:
        """Letters of one sender share sentences, each of which is looked at once."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.states(new), strict=True))
        return np.stack([self._known[text] for text in texts])

    def _judged(self, one: Read, own: Said, outcome: Floats, chances: Floats) -> Judged:
        column = {label: place for place, label in enumerate(self._heads.labels)}
        sure = 0.5 * (1 + np.tanh(outcome.astype(np.float64) / 2))
        scores: dict[Item, float] = {
            item: float(sure[column[item.value]]) for item in Item if item is not Item.PERSONAL
        }
        scores[Item.PERSONAL] = self._level(float(outcome[column[Item.PERSONAL.value]]))
        if address.unread(one.letter.reply_to or one.letter.sender):
            scores[Item.CAN_REPLY] = min(scores[Item.CAN_REPLY], _SURE)
        grade = float(
            np.interp(outcome[column["overall"]], self._heads.levels[:, 0], self._heads.levels[:, 1])
        )
        does = np.zeros((len(one.sentences), len(DEEDS)), dtype=np.float32)
        if own.places:
            does[list(own.places)] = chances
        return Judged(
            one,
            {item: round(scores[item], 4) for item in Item},
            round(float(sure[column["harm"]]), 4),
            round(min(5.0, max(1.0, grade)), 2),
            does,
        )

    def _level(self, outcome: float) -> float:
        return PERSONAL_LEVELS[sum(outcome >= step for step in self._heads.steps)]
