"""A letter in numbers: what is counted of it, and what its sentences do."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.letters.deeds import summed, summed_names
from groundswell.letters.features import Read, counted, names
from groundswell.letters.sentences import Part

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Said:
    """The sentences of a letter that count.

    Attributes:
        places: Which of the letter's sentences they are; none for a letter without words.
        texts: Their words, at least one.
    """

    places: Sequence[int]
    texts: Sequence[str]


def said(one: Read) -> Said:
    """What is said, without how they are greeted and how it is signed."""
    places = [place for place, sentence in enumerate(one.sentences) if sentence.part is Part.BODY]
    places = places or list(range(len(one.sentences)))
    return Said(places, [one.sentences[place].text for place in places] or [one.letter.subject or "-"])


def whole_of(one: Read) -> str:
    """A letter as one text: its subject and all that is said, but not what firms' programs put below."""
    kept = [sentence.text for sentence in one.sentences if sentence.part is not Part.FOOTER]
    return f"{one.letter.subject}. {' '.join(kept)}"


def cues_of(one: Read, own: Said) -> Floats:
    """(sentences that count, kinds of wordings)"""
    return one.cues[list(own.places)] if own.places else np.zeros((1, one.cues.shape[1]), dtype=np.float32)


def row(one: Read, chances: Floats) -> Floats:
    """All that is known of one letter, columns as in `known_names`.

    Args:
        chances: (sentences that count, deeds)
    """
    return np.concatenate([counted(one), summed(chances)])


def known_names() -> tuple[str, ...]:
    """What the columns of a row are."""
    return (*names(), *summed_names())
