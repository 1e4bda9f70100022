"""Scores by the names of Perspective's attributes, for those who must leave that service.

TOXICITY is the head that learned what forums call toxic; the others are the abuse of a reading. Scores are
probabilities, as Perspective's are, but not the same numbers: thresholds must be chosen anew.
"""

from collections.abc import Mapping, Sequence

from groundswell.domain.reading import Utterance
from groundswell.domain.words import Abuse
from groundswell.triage.encoder import EncoderReader

ATTRIBUTES: Mapping[str, tuple[str, str]] = {
    "TOXICITY": ("hints", "toxic"),
    "IDENTITY_ATTACK": ("abuse", Abuse.IDENTITY_ATTACK.value),
    "INSULT": ("abuse", Abuse.INSULT.value),
    "PROFANITY": ("abuse", Abuse.PROFANITY.value),
    "SEXUALLY_EXPLICIT": ("abuse", Abuse.SEXUAL.value),
    "THREAT": ("abuse", Abuse.THREAT.value),
}
"""Attribute → head and label that answer for it."""


def attributes(reader: EncoderReader, texts: Sequence[str]) -> list[dict[str, float]]:
    """For each text the probability of every attribute in `ATTRIBUTES`."""
    found = reader.chances([Utterance("", text) for text in texts])
    return [{name: chances[head, label] for name, (head, label) in ATTRIBUTES.items()} for chances in found]
