"""The next time at which looking is likely to be worth it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from groundswell.domain.when import DAY, HOUR

QUIET_CHANCE = 0.8
"""Until then, too little that needs the person comes with at least this probability."""

_PRIOR_NEEDING, _PRIOR_READ = 1.0, 40.0
"""Before anything is read: one text in forty needs the author, as in the constructed waves."""


@dataclass(frozen=True, slots=True)
class Look:
    """When to look again.

    Attributes:
        at: Epoch milliseconds.
        quiet_chance: Probability that fewer than `enough` before `at` need the person.
        expected: Texts expected until then that need the person.
        enough: From how many on looking is worth it.
    """

    at: int
    quiet_chance: float
    expected: float
    enough: int = 1


def next_look(
    now: int, coming: Sequence[tuple[int, float]], needing: int, read: int, enough: int = 1
) -> Look:
    """When to look again, if texts that need the person come at random among all texts (a Poisson stream).

    Args:
        now: Epoch milliseconds.
        coming: `(instant, texts expected between now and then)`, ascending in both.
        needing: How many of the texts read so far need the person.
        read: How many were read so far.
        enough: From how many texts that need the person on looking is worth it, at least 1.

    Returns:
        The last instant before which the chance of quiet is at least `QUIET_CHANCE`, between an hour and
        a day from now.
    """
    share = (needing + _PRIOR_NEEDING) / (read + _PRIOR_READ)
    best = Look(now + HOUR, 1.0, 0.0, enough)
    for instant, texts in coming:
        expected = texts * share
        chance = _fewer_than(enough, expected)
        if instant > now + DAY or (chance < QUIET_CHANCE and instant > now + HOUR):
            break
        best = Look(max(instant, now + HOUR), chance, expected, enough)
    else:
        if not coming or coming[-1][0] < now + DAY:
            best = Look(now + DAY, best.quiet_chance, best.expected, enough)
    return best


def _fewer_than(enough: int, expected: float) -> float:
    """Probability that a Poisson number with this mean is below `enough`."""
    chance = term = exp(-expected)
    for n in range(1, enough):
        term *= expected / n
        chance += term
    return min(chance, 1.0)
