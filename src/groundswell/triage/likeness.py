"""Which texts say nearly the same: copies with a word changed, a greeting added, letters swapped.

Texts are compared by their stretches of five characters. MinHash signatures (Broder 1997), cut into bands
(Indyk and Motwani 1998), name the candidates, so that the cost grows with the number of texts and not with
its square; then the share of common stretches decides.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

ALIKE = 0.5
"""From this share of common stretches on (Jaccard), two texts say nearly the same."""

LEAST = 24
"""Letters below which a text is nobody's copy: "Congratulations!" is said by many, each for themselves."""

_STRETCH = 5
_BANDS, _ROWS = 12, 3
_MOST_HEADS = 8
_MOST_CHARS = 2_000
_AT_ONCE = 4_096
_PASSED_OVER = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|[\W\d_]+")
_SEED = 20_261_123

Codes = NDArray[np.uint64]


def alike(texts: Sequence[str]) -> list[int]:
    """For each text the place of the first one that says nearly the same; its own if there is none before it.

    Links, mentions, numbers, marks and case are passed over. Texts of fewer than 24 letters stand alone.
    """
    heads = list(range(len(texts)))
    buckets: dict[tuple[int, int], list[int]] = {}
    held: dict[int, Codes] = {}
    for place, (codes, bands) in enumerate(_signed(texts)):
        if not len(codes):
            continue
        keys = [(band, value) for band, value in enumerate(bands)]
        found = _nearest(codes, keys, buckets, held)
        if found is None:
            held[place] = codes
            for key in keys:
                # A bucket that many unlike texts share names none of them any more.
                if len(bucket := buckets.setdefault(key, [])) < _MOST_HEADS:
                    bucket.append(place)
        else:
            heads[place] = found
    return heads


def _nearest(
    codes: Codes,
    keys: Sequence[tuple[int, int]],
    buckets: dict[tuple[int, int], list[int]],
    held: dict[int, Codes],
) -> int | None:
    candidates = sorted({place for key in keys for place in buckets.get(key, ())})
    best = max(candidates, key=lambda place: _common(codes, held[place]), default=None)
    return best if best is not None and _common(codes, held[best]) >= ALIKE else None


def _common(one: Codes, other: Codes) -> float:
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both)


def _signed(texts: Sequence[str]) -> Iterator[tuple[Codes, list[int]]]:
    """For each text the codes of its stretches, each once, and one value for each band."""
    chance = np.random.default_rng(_SEED)
    factors = chance.integers(1, 2**63, _BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)
    for begin in range(0, len(texts), _AT_ONCE):
        for codes in map(_stretches, texts[begin : begin + _AT_ONCE]):
            if not len(codes):
                yield codes, []
                continue
            # Multiplying by an odd number turns the codes round in an order of its own for each row.
            least = (codes[:, None] * factors[None, :]).min(axis=0).reshape(_BANDS, _ROWS)
            yield codes, [hash(band.tobytes()) for band in least]


def _stretches(text: str) -> Codes:
    plain = unicodedata.normalize("NFKC", text[:_MOST_CHARS]).casefold()
    letters = _PASSED_OVER.sub("", plain)
    if len(letters) < LEAST:
        return np.zeros(0, dtype=np.uint64)
    signs = np.frombuffer(letters.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    codes = np.zeros(len(signs) - _STRETCH + 1, dtype=np.uint64)
    for shift in range(_STRETCH):
        codes = codes * np.uint64(1_000_003) + signs[shift : len(codes) + shift]
    # Mixed, so that stretches which share letters do not get neighbouring codes.
    codes ^= codes >> np.uint64(29)
    return np.unique(codes * np.uint64(0xBF58476D1CE4E5B9))
