"""From calibrated probabilities to a lane, how sure it is, and how soon it should be seen."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.domain.words import Lane

_URGENCY: Mapping[Lane, float] = {
    Lane.NEEDS_YOU: 1.0,
    Lane.OPPORTUNITY: 0.85,
    Lane.QUESTION: 0.65,
    Lane.FEEDBACK: 0.5,
    Lane.DISAGREEMENT: 0.4,
    Lane.KIND_WORDS: 0.3,
    Lane.OTHER: 0.1,
    Lane.HOSTILE: 0.05,
    Lane.SPAM: 0.0,
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Chosen on texts by pens that no head had learned from, never on the test.

    Attributes:
        sure: Below this probability of the best lane it is `unsure`.
        hostile: A text is folded as hostile only if that is so much likelier than kind words: this share of
            the two, 0.5–1.
        attack: And only from this probability of an attack on, by a head that saw many calm texts of other
            sites.
        spam: A text is set aside as spam only from this probability of that lane on.
        distress: From this probability of `needs_support` on it is shown under `needs_you`, whatever else
            it may be; set for recall.
    """

    sure: float
    hostile: float
    attack: float
    spam: float
    distress: float


def choose(
    lanes: Mapping[Lane, float], distress: float, attack: float, limits: Thresholds
) -> tuple[Lane, float]:
    """The lane of a text and the probability that it is right.

    The probability given with `unsure` is that of the best lane. What is hidden when wrong (hostile, spam)
    has a threshold of its own instead of `limits.sure`.

    Args:
        lanes: Probabilities over all lanes but `unsure`, summing to 1.
        distress: The probability of `needs_support`.
        attack: The probability that it attacks somebody, by a head that saw many calm texts of other sites.
    """
    best = max(lanes, key=lambda lane: lanes[lane])
    if best is Lane.HOSTILE:
        rather = lanes[best] / (lanes[best] + lanes[Lane.KIND_WORDS])
        enough = rather >= limits.hostile and attack >= limits.attack
    else:
        enough = lanes[best] >= (limits.spam if best is Lane.SPAM else limits.sure)
    hidden = enough and best in {Lane.HOSTILE, Lane.SPAM}
    if distress >= limits.distress and not hidden:
        return Lane.NEEDS_YOU, max(lanes[Lane.NEEDS_YOU], distress)
    return (best if enough else Lane.UNSURE), lanes[best]


def priority(lanes: Mapping[Lane, float], distress: float) -> float:
    """How much sooner than the rest a text should be seen, 0–1; it knows nothing of time.

    The expected urgency over the lanes it may belong to: a plea for help 1, an opportunity .85, a question
    .65, feedback .5, disagreement .4, kind words .3, other .1, hostile .05, spam 0. So a doubtful plea
    stands above sure kind words, and what may be hidden abuse falls only as far as it is likely. A text is
    never less urgent than it is likely to be somebody's distress.
    """
    expected = sum(_URGENCY[lane] * chance for lane, chance in lanes.items())
    return min(1.0, max(expected, distress))
