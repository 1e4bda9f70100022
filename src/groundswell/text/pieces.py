"""Texts as piece ids that keep their place in the original."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sentencepiece import SentencePieceProcessor

BEGIN, PAD, END = 0, 1, 2
MOST_HEAD, MOST_TAIL = 160, 64
"""Pieces that are read: of a longer text the first and the last."""
_HEAD_CHARS, _TAIL_CHARS = 2_400, 960

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """One text as the network sees it.

    Attributes:
        ids: A sign for the beginning, the text's pieces, and a sign for the end.
        starts, ends: Where each of the text's pieces stands in the original text, in characters.
        before: How many of the ids stand before the text: they are read and do not count.
    """

    ids: list[int]
    starts: list[int]
    ends: list[int]
    before: int = 0


class Cutter:
    """Cuts texts into pieces, many at once."""

    def __init__(self, vocabulary: bytes) -> None:
        self._model = SentencePieceProcessor(model_proto=vocabulary)

    def __call__(self, wanted: Sequence[str]) -> list[Pieces]:
        """The pieces of each text, in order."""
        seen = [_seen(text) for text in wanted]
        texts = self._model.encode([text for text, _ in seen], return_type="offset_mapping")
        return [
            _pieces(text["ids"], text["offsets"], origin)
            for text, (_, origin) in zip(texts, seen, strict=True)
        ]

    def chance(self, piece: int) -> float:
        """How probable a piece is among those of all texts, 0–1."""
        return math.exp(self._model.get_score(piece))


def _seen(text: str) -> tuple[str, list[int]]:
    """What is read of a text, without invisible characters, and where each character stood."""
    places = list(range(len(text)))
    if len(text) > _HEAD_CHARS + _TAIL_CHARS:
        places = [*places[:_HEAD_CHARS], *places[-_TAIL_CHARS:]]
    kept = [place for place in places if not _INVISIBLE.match(text[place])]
    # Halves of surrogate pairs are replaced: no encoding takes them.
    return "".join(text[place] for place in kept).encode("utf-8", "replace").decode(), kept


def _pieces(ids: list[int], offsets: list[tuple[int, int]], origin: list[int]) -> Pieces:
    if len(ids) > MOST_HEAD + MOST_TAIL:
        ids = [*ids[:MOST_HEAD], *ids[-MOST_TAIL:]]
        offsets = [*offsets[:MOST_HEAD], *offsets[-MOST_TAIL:]]
    wide = [(begin, end) if begin < end else (0, 0) for begin, end in offsets]
    return Pieces(
        [BEGIN, *ids, END],
        starts=[origin[begin] if end else 0 for begin, end in wide],
        ends=[origin[end - 1] + 1 if end else 0 for _, end in wide],
    )
