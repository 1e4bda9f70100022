"""The rhythm of the day and of the week in which an account's readers are there.

A wave fades while its readers sleep and wake, and its own fading hides their rhythm. So what came in each
hour is set against what a wave that fades evenly would have brought in that hour, over all waves of the
account (indirect standardisation); hours of which little is known stay as they are. What is to come is then
laid out over time as the readers see it: an hour in which twice as much happens as in others counts as two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.wave.observing import Floats

HOUR_S = 3_600.0
HOURS_A_DAY, DAYS_A_WEEK = 24, 7
_WEEK = HOURS_A_DAY * DAYS_A_WEEK
_MONDAY = 3 * HOURS_A_DAY
"""1970 began on a Thursday."""

# Reactions to a post fade about as this power of its age (Zhao et al. 2015 measured 1.24 on retweets).
_FADING = 1.2
# The first hours rise and fall for reasons of their own; after eight days hardly anything comes.
_FROM_HOUR, _TO_HOUR = 3, 192
# As much as so many events speak for an even hour of the day, and for an even day of the week.
_EVEN_HOUR, _EVEN_DAY = 20.0, 100.0
_LEAST, _MOST = 0.1, 5.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How much happens in each hour of the week, against the mean.

    Attributes:
        hours: From Monday 00:00 UTC on, mean 1, shape (168,).
    """

    hours: Floats

    def elapsed(self, start: float, ends: Sequence[float]) -> Floats:
        """Seconds that pass for the readers between instants.

        Args:
            start: Seconds since 1970 UTC.
            ends: The same, none before `start`, shape (n,).

        Returns:
            Ascending as `ends` are, shape (n,); a whole week is as long as by the clock.
        """
        passed = np.append(0.0, np.cumsum(self.hours)) * HOUR_S
        marks = np.arange(_WEEK + 1) * HOUR_S

        def since_monday(instants: Floats) -> Floats:
            weeks, within = np.divmod(instants + _MONDAY * HOUR_S, _WEEK * HOUR_S)
            return np.asarray(weeks * passed[-1] + np.interp(within, marks, passed))

        return since_monday(np.array(ends, dtype=np.float64)) - since_monday(np.array([start]))


EVEN = Rhythm(np.ones(_WEEK))


def rhythm_of(waves: Iterable[tuple[float, Sequence[tuple[float, float]]]]) -> Rhythm:
    """The rhythm behind an account's waves; even without any.

    Args:
        waves: For each the instant of the post and `(begin of an hour, what came in it)`, in seconds since
            1970 UTC.
    """
    came, expected = np.zeros(_WEEK), np.zeros(_WEEK)
    for posted, heard in waves:
        places, fair = _even_course(posted)
        got = np.zeros(len(fair))
        for begin, n in heard:
            age = round((begin - posted) // HOUR_S) - _FROM_HOUR
            if 0 <= age < len(got):
                got[age] += n
        np.add.at(came, places, got)
        np.add.at(expected, places, fair * got.sum())
    by_hour = _shares(came, expected, (DAYS_A_WEEK, HOURS_A_DAY), axis=0, even=_EVEN_HOUR)
    by_hour = (np.roll(by_hour, 1) + 2 * by_hour + np.roll(by_hour, -1)) / 4
    by_day = _shares(came, expected, (DAYS_A_WEEK, HOURS_A_DAY), axis=1, even=_EVEN_DAY)
    hours = np.clip(np.outer(by_day, by_hour).ravel(), _LEAST, _MOST)
    return Rhythm(hours / hours.mean())


def _even_course(posted: float) -> tuple[np.ndarray, Floats]:
    """For each hour of a wave its place in the week, and what share an evenly fading wave brings in it."""
    ages = np.arange(_FROM_HOUR, _TO_HOUR)
    fair = (ages + 0.5) ** -_FADING
    places = (int(posted // HOUR_S) + _MONDAY + ages) % _WEEK
    return places, fair / fair.sum()


def _shares(came: Floats, expected: Floats, shape: tuple[int, int], *, axis: int, even: float) -> Floats:
    came, expected = (values.reshape(shape).sum(axis=axis) for values in (came, expected))
    return np.asarray((came + even) / (expected + even))
