"""Where a letter stands, from where its sentences stand."""

from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from groundswell.letters.features import Read, counted
from groundswell.letters.sentences import Part

Floats = NDArray[np.float32]
_JUDGED = frozenset({Part.GREETING, Part.BODY})


def judged(one: Read) -> list[str]:
    """The sentences whose states count: what is said, without how it is signed."""
    said = [sentence.text for sentence in one.sentences if sentence.part in _JUDGED]
    return said or [sentence.text for sentence in one.sentences] or [one.letter.subject or "-"]


def features(letters: Sequence[Read], sentences: Sequence[Sequence[str]], states: Floats) -> Floats:
    """All that is known of each letter, (letters, features).

    Args:
        sentences: Of each letter, as `judged` gives them.
        states: (sentences of all letters in order, width)
    """
    rows, rest = [], iter(states)
    for one, said in zip(letters, sentences, strict=True):
        own = np.stack(list(islice(rest, len(said))))
        rows.append(np.concatenate([counted(one), own.mean(axis=0), own.max(axis=0)]))
    return np.stack(rows)
