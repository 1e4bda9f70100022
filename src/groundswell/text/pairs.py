"""A text beside what it answers, as one row of pieces of which only the text's own count."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.text.pieces import END, Pieces
from groundswell.text.pieces import Cutter as Single

MOST_BEFORE = 96
"""Pieces of what is answered that are read: the first two thirds and the last third of a longer one."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text, what it answers (empty for nothing), and its place in the conversation, from 1."""

    text: str
    to: str = ""
    round: int = 1


class Cutter:
    """Cuts pairs into pieces, many at once."""

    def __init__(self, vocabulary: bytes) -> None:
        self._cut = Single(vocabulary)

    def __call__(self, pairs: Sequence[Pair]) -> list[Pieces]:
        """The pieces of each pair, in order; the places are those in the text."""
        texts = self._cut([pair.text for pair in pairs])
        before = self._cut([_answered(pair) for pair in pairs])
        return [
            _joined(to, text) if pair.to or pair.round > 1 else text
            for pair, to, text in zip(pairs, before, texts, strict=True)
        ]


def _answered(pair: Pair) -> str:
    return f"[{pair.round}] {pair.to}"


def _joined(to: Pieces, text: Pieces) -> Pieces:
    ids = to.ids[:-1]
    if len(ids) > MOST_BEFORE:
        tail = MOST_BEFORE // 3
        ids = [*ids[: MOST_BEFORE - tail], *ids[-tail:]]
    # As the vocabulary's own network joins two texts (Conneau et al. 2020): an end, and another.
    before = [*ids, END]
    return Pieces([*before, END, *text.ids[1:]], text.starts, text.ends, before=len(before))
