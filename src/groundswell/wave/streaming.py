"""A wave that is still coming in: events are added as they happen, and it can be forecast at any time."""

import numpy as np

from groundswell.domain.errors import UsageError
from groundswell.domain.forecast import Forecast
from groundswell.wave.forecasting import forecast_history
from groundswell.wave.history import History
from groundswell.wave.model import load
from groundswell.wave.observing import Floats, Numbers, checked_age, ordered


class Stream:
    """Adding an event and forecasting anew both cost the same however many events there were.

    Events that come in late, before others that are there already, are put in their place; that alone is
    linear in the number of events.

    Args:
        author_followers: Followers of the post's author.
        followed: Whether followers are given with every event.
    """

    def __init__(self, *, author_followers: float | None = None, followed: bool = False) -> None:
        self._author = author_followers
        self._history = History(followed=followed)

    @property
    def count(self) -> int:
        """How many events there are."""
        return self._history.count

    def add(self, events: Numbers, followers: Numbers | None = None) -> None:
        """Adds events.

        Args:
            events: Seconds since the post, in any order, shape (n,).
            followers: Followers of whoever caused each, shape (n,), if the stream was begun with `followed`;
                where one is unknown (NaN), it counts as the usual of those so far.

        Raises:
            InputError: A time or a number of followers cannot be; names the row, from 1. Nothing is added.
            UsageError: Followers are given where none are expected, or the other way round.
        """
        if (followers is not None) != self._history.followed:
            raise UsageError(
                "followers are given with every event or with none",
                mend="Begin the stream with followed=True or False accordingly.",
            )
        times, audiences, _ = ordered(events, followers)
        if len(times) == 0:
            return
        if audiences is not None:
            audiences = np.where(np.isnan(audiences), self._usual_followers(), audiences)
        known = self._history.times
        if len(known) and times[0] < known[-1]:
            self._history = self._merged(times, audiences)
        else:
            self._history.extend(times, audiences)

    def forecast(self, *, at: float, horizons: Numbers = (), cascade_id: str = "") -> Forecast:
        """As `groundswell.wave.forecast` of the events so far."""
        return forecast_history(
            self._history, checked_age(at), self._author, load("events"), horizons, cascade_id
        )

    def _usual_followers(self) -> float:
        n = self._history.count
        return float(np.expm1(self._history.sums(n).log_audience / n)) if n else 0.0

    def _merged(self, times: Floats, followers: Floats | None) -> History:
        everything = np.concatenate([self._history.times, times])
        order = np.argsort(everything, kind="stable")
        if followers is not None:
            followers = np.concatenate([self._history.followers, followers])[order]
        history = History(followed=self._history.followed)
        history.extend(everything[order], followers)
        return history
