"""Which words of a text speak most for its lane."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from groundswell.domain.reading import Evidence

_MOST_SPANS = 3
_LONGEST = 8
_WORTH = 0.3


def spans(
    shares: NDArray[np.float32], starts: Sequence[int], ends: Sequence[int], label: str
) -> tuple[Evidence, ...]:
    """Up to three stretches of at most eight tokens, strongest first, that speak for `label`.

    A stretch is one where the tokens' shares add up to the most; a weaker one counts only with at least
    three tenths of the strongest.

    Args:
        shares: What each token adds to the score of `label`.
        starts, ends: Where the tokens stand in the text, in characters; tokens without width are passed over.
    """
    left = shares.tolist()
    found: list[Evidence] = []
    strongest = 0.0
    for _ in range(_MOST_SPANS):
        worth, begin, end = _best_stretch(left)
        if worth <= _WORTH * strongest or worth <= 0:
            break
        strongest = max(strongest, worth)
        left[begin:end] = [-np.inf] * (end - begin)
        begin, end = _with_width(begin, end, starts, ends)
        if begin < end:
            found.append(Evidence(starts[begin], ends[end - 1], label))
    return tuple(found)


def _best_stretch(shares: Sequence[float]) -> tuple[float, int, int]:
    """Sum, begin and end (exclusive) of the stretch of at most `_LONGEST` tokens with the highest sum."""
    best = (0.0, 0, 0)
    total, begin = 0.0, 0
    for place, share in enumerate(shares):
        if total <= 0 or place - begin == _LONGEST:
            total, begin = 0.0, place
        total += share
        if total > best[0]:
            best = (total, begin, place + 1)
    return best


def _with_width(begin: int, end: int, starts: Sequence[int], ends: Sequence[int]) -> tuple[int, int]:
    while begin < end and starts[begin] == ends[begin]:
        begin += 1
    while begin < end and starts[end - 1] == ends[end - 1]:
        end -= 1
    return begin, end
