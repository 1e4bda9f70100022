"""Texts as piece ids that keep their place in the original."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sentencepiece import SentencePieceProcessor

from groundswell.domain.reading import Utterance

BEGIN, PAD, END = 0, 1, 2
MOST_HEAD, MOST_TAIL, MOST_AROUND = 160, 64, 40
"""Pieces that are read: of a longer text beginning and end; of what stands around it the beginning."""
_HEAD_CHARS, _TAIL_CHARS, _AROUND_CHARS = 2_400, 960, 480

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """One utterance as the network sees it.

    Attributes:
        ids: Of the text, from the second on, and of what stands around it.
        starts, ends: Where each of the text's own pieces stands in the original text, in characters.
    """

    ids: list[int]
    starts: list[int]
    ends: list[int]


class Cutter:
    """Cuts utterances into pieces, many at once."""

    def __init__(self, vocabulary: bytes) -> None:
        self._model = SentencePieceProcessor(model_proto=vocabulary)

    def __call__(self, utterances: Sequence[Utterance]) -> list[Pieces]:
        """The pieces of each utterance, in order."""
        seen = [_seen(one.text) for one in utterances]
        around = [(_whole(one.context), _whole(one.headline)) for one in utterances]
        texts = self._model.encode([text for text, _ in seen], return_type="offset_mapping")
        contexts = self._model.encode([context for context, _ in around])
        headlines = self._model.encode([headline for _, headline in around])
        return [
            _pieces(text["ids"], text["offsets"], origin, context[:MOST_AROUND], headline[:MOST_AROUND])
            for text, (_, origin), context, headline in zip(texts, seen, contexts, headlines, strict=True)
        ]


def _seen(text: str) -> tuple[str, list[int]]:
    """What is read of a text, without invisible characters, and where each character stood."""
    places = list(range(len(text)))
    if len(text) > _HEAD_CHARS + _TAIL_CHARS:
        places = [*places[:_HEAD_CHARS], *places[-_TAIL_CHARS:]]
    kept = [place for place in places if not _INVISIBLE.match(text[place])]
    return _whole("".join(text[place] for place in kept), len(kept)), kept


def _whole(text: str, most: int = _AROUND_CHARS) -> str:
    """The beginning of a text with halves of surrogate pairs replaced, which no encoding takes."""
    return text[:most].encode("utf-8", "replace").decode()


def _pieces(
    ids: list[int], offsets: list[tuple[int, int]], origin: list[int], context: list[int], headline: list[int]
) -> Pieces:
    if len(ids) > MOST_HEAD + MOST_TAIL:
        ids = [*ids[:MOST_HEAD], *ids[-MOST_TAIL:]]
        offsets = [*offsets[:MOST_HEAD], *offsets[-MOST_TAIL:]]
    around = ([END, *context] if context or headline else []) + ([END, *headline] if headline else [])
    wide = [(begin, end) if begin < end else (0, 0) for begin, end in offsets]
    return Pieces(
        [BEGIN, *ids, END, *([*around, END] if around else [])],
        starts=[origin[begin] if end else 0 for begin, end in wide],
        ends=[origin[end - 1] + 1 if end else 0 for _, end in wide],
    )
