"""When closing the comments would spare more than it costs, with the numbers that say so.

What is still to come is weighed: each expected text counts for or against leaving the comments open, in the
unit "one kind comment". The weights are a matter of taste and can be given; those here say that one lead is
worth forty kind words, and that one hostile comment takes away what two dozen of them give: harm weighs
heavier than good for the one who reads it (Baumeister et al. 2001, "Bad is stronger than good").
"""

from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.domain.words import Lane

WORTH: Mapping[Lane, float] = {
    Lane.OPPORTUNITY: 40.0,
    Lane.NEEDS_YOU: 10.0,
    Lane.QUESTION: 4.0,
    Lane.FEEDBACK: 6.0,
    Lane.DISAGREEMENT: 0.5,
    Lane.KIND_WORDS: 1.0,
    Lane.OTHER: 0.2,
    Lane.UNSURE: 0.0,
    Lane.SPAM: -1.0,
    Lane.HOSTILE: -24.0,
}
MINUTES: Mapping[Lane, float] = {
    Lane.OPPORTUNITY: 4.0,
    Lane.NEEDS_YOU: 4.0,
    Lane.QUESTION: 2.0,
    Lane.FEEDBACK: 2.0,
    Lane.DISAGREEMENT: 2.0,
    Lane.KIND_WORDS: 0.3,
    Lane.OTHER: 0.2,
    Lane.UNSURE: 0.3,
    Lane.SPAM: 0.1,
    Lane.HOSTILE: 0.5,
}
"""Minutes that one text of a lane takes, when all are read and those that want an answer get one."""

_FEWEST_TO_COME = 10.0
_LEAST_HARM = 3.0
_PRIOR = 20.0


@dataclass(frozen=True, slots=True)
class Weighing:
    """What is expected of leaving the comments open.

    Attributes:
        close: Whether closing is suggested: the harm outweighs the good even if the hostile share turns out
            lower than expected (its lower quartile), and there is enough to come to be worth the step.
        to_come: Comments still expected.
        expected: Of these, by lane.
        good: What speaks for leaving them open, in kind comments.
        harm: What speaks against, in kind comments.
        minutes: Attention that the rest would take.
    """

    close: bool
    to_come: float
    expected: Mapping[Lane, float]
    good: float
    harm: float
    minutes: float


def weigh(
    to_come: float,
    lanes: Mapping[Lane, int],
    hostile: tuple[float, float],
    worth: Mapping[Lane, float] = WORTH,
) -> Weighing:
    """Weighs what is still to come.

    Args:
        to_come: Comments still expected, at least 0.
        lanes: How many of the comments so far stand in each lane.
        hostile: The share that will be hostile: lower quartile and median, as `wave.shares` tells.
        worth: What one text of a lane is worth, in kind comments; below 0 it does harm.
    """
    low, likely = hostile
    others: dict[Lane, int] = {lane: lanes.get(lane, 0) for lane in Lane if lane is not Lane.HOSTILE}
    read = sum(others.values()) + _PRIOR
    shares: dict[Lane, float] = {lane: n / read for lane, n in others.items()}
    # Before much is read, what is not known yet counts as something that is neither good nor bad.
    shares[Lane.OTHER] += _PRIOR / read
    expected: dict[Lane, float] = {lane: to_come * (1 - likely) * share for lane, share in shares.items()}
    expected[Lane.HOSTILE] = to_come * likely
    good = sum(n * worth[lane] for lane, n in expected.items() if worth[lane] > 0)
    harm = -sum(n * worth[lane] for lane, n in expected.items() if worth[lane] < 0)
    least_harm = harm + to_come * (likely - low) * worth[Lane.HOSTILE]
    most_good = good * (1 - low) / max(1 - likely, 1e-9)
    close = to_come >= _FEWEST_TO_COME and expected[Lane.HOSTILE] >= _LEAST_HARM and least_harm > most_good
    minutes = sum(n * MINUTES[lane] for lane, n in expected.items())
    return Weighing(close, to_come, expected, good, harm, minutes)
