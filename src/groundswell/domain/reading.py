"""What triage says of one text."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.domain.words import Abuse, Intent, Lane, Tone


@dataclass(frozen=True, slots=True)
class Utterance:
    """One text to be read, with what is known around it; what is unknown stays empty.

    Attributes:
        context: The post or comment that it answers.
        headline: The writer's headline.
        kind: `comment`, `message`, `invitation`, `mention` or `quote`.
    """

    id: str
    text: str
    context: str = ""
    headline: str = ""
    kind: str = "comment"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters `start` to `end` (exclusive) of the text and what they speak for, such as `insult`."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What triage says of one text.

    Attributes:
        language: ISO 639-1 code, or `und`.
        tone: Probabilities over all four tones, summing to 1.
        intents: Independent probabilities, those ≥ 0.05.
        abuse: Independent probabilities, those ≥ 0.05.
        priority: 0–1, how much sooner than the rest it should be seen.
        confidence: 0–1, the calibrated probability that the lane is right.
        sketch: What corrections are learned from, see `triage.sketch`; empty for readers that do not learn.
        taught: Whether the lane is another one than before the user's corrections were learned from.
    """

    id: str
    language: str
    tone: Mapping[Tone, float]
    intents: Mapping[Intent, float]
    abuse: Mapping[Abuse, float]
    lane: Lane
    priority: float
    confidence: float
    evidence: tuple[Evidence, ...]
    model: str
    sketch: bytes = b""
    taught: bool = False


def words_of(subject: str, text: str) -> str:
    """What is read of a message with a subject: both, unless the text says the subject anyway."""
    return f"{subject}\n{text}" if subject and subject not in text else text
