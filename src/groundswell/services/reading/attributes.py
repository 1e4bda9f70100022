"""Scores of a text by the names of Perspective's attributes, without a store."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from groundswell.text.language import language_of
from groundswell.triage.attributes import ATTRIBUTES, attributes
from groundswell.triage.encoder import EncoderReader

__all__ = ["ATTRIBUTES", "Analyzed", "analyzed"]


@dataclass(frozen=True, slots=True)
class Analyzed:
    """What was found in a text: every attribute's probability, and its language (ISO 639-1 or `und`)."""

    scores: Mapping[str, float]
    language: str


def analyzed(text: str) -> Analyzed:
    """Scores one text. Raises DamagedFile if the model is not what it should be."""
    (scores,) = attributes(_reader(), [text])
    return Analyzed(scores, language_of(text))


@cache
def _reader() -> EncoderReader:
    return EncoderReader()
