"""From what passed to ties: a constant amount of work for each thing, and never any as time goes by.

Everything fades by the same half-life (an exponentially decayed sum; Cormode et al. 2009, "Forward decay"),
so the order of ties by strength does not change between events: `rank` can be kept in an index.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from math import exp, log, sqrt

from groundswell.domain.tie import Gift, Passed, Standing, Tie
from groundswell.domain.when import DAY, HOUR, MINUTE
from groundswell.domain.words import Direction

HALF_LIFE_DAYS = 120.0
"""After that, what passed counts half. Our choice: a season of silence is felt, a holiday is not."""

WEIGHTS = {
    Gift.REACTION: 0.2,
    Gift.FOLLOW: 0.3,
    Gift.INVITATION: 0.5,
    Gift.MENTION: 0.7,
    Gift.REPOST: 1.0,
    Gift.QUOTE: 1.0,
    Gift.COMMENT: 1.0,
    Gift.MESSAGE: 1.0,
    Gift.CALL: 4.0,
    Gift.MEETING: 6.0,
    Gift.INTRODUCTION: 5.0,
    Gift.HELP: 5.0,
}
"""What each gives, beside a short comment. Our choice: a like costs nothing, an hour together does."""

_IN_WORDS = frozenset({Gift.COMMENT, Gift.MESSAGE, Gift.QUOTE, Gift.MENTION})
_TOGETHER = frozenset({Gift.CALL, Gift.MEETING})
"""Both give an hour, whoever called."""
_FULL_WORDS = 40
"""From so many words on a text counts double."""
_TOGETHER_MS = 14 * DAY
"""Words within two weeks of the last are the same conversation."""
_SAME_TIME_MS = DAY / 2
"""What comes sooner is no further contact."""
_ONE_WAY = 0.15
"""What only one of them gives counts that much of what both give: an audience is no tie."""
_HALF = 4.0
"""As much both ways makes a strength of .5: four comments each, in the last weeks."""
_RATE = log(2) / (HALF_LIFE_DAYS * DAY)


def tie(passed: Iterable[Passed], before: Tie | None = None) -> Tie:
    """What passed, added to a tie; what is older than the last thing counts as faded, and answers nothing.

    Args:
        passed: In the order of their times, as far as it is known.
    """
    one = _Sum(*(getattr(before, name) for name in _FIELDS)) if before else _Sum()
    for thing in passed:
        one.add(thing)
    return one.tie()


class Gathering:
    """Ties of many people that grow at once, from what passed with anybody in the order of time."""

    def __init__(self) -> None:
        self._sums: dict[int, _Sum] = {}

    def add(self, person: int, thing: Passed) -> None:
        """Adds one thing to somebody's tie."""
        one = self._sums.get(person)
        if one is None:
            one = self._sums[person] = _Sum()
        one.add(thing)

    def ties(self) -> Iterator[tuple[int, Tie]]:
        """What has become of each."""
        return ((person, one.tie()) for person, one in self._sums.items())


def rank(one: Tie) -> float:
    """Orders ties by strength at any instant after both: the logarithm of what counts, as of the epoch."""
    return log(max(_mutual(one), 1e-12)) + _RATE * one.at


def standing(one: Tie, now: int) -> Standing:
    """How a tie stands now.

    Args:
        now: Epoch milliseconds, not before the tie's own instant.
    """
    mutual = _mutual(one) * exp(-_RATE * max(0, now - one.at))
    less, more = sorted((one.given, one.taken))
    last = max((at for at in (one.last_in, one.last_out) if at is not None), default=None)
    return Standing(
        mutual / (mutual + _HALF),
        less / more if more else 0.0,
        one.given / (one.given + one.taken) if more else 0.5,
        exp(one.their_waits / one.they_answered) if one.they_answered else None,
        exp(one.our_waits / one.we_answered) if one.we_answered else None,
        one.turns / one.exchanges + 1 if one.exchanges else 0.0,
        exp(one.gaps / one.contacts) if one.contacts else None,
        None if last is None else max(0, now - last) / DAY,
    )


def _mutual(one: Tie) -> float:
    return sqrt(one.given * one.taken) + _ONE_WAY * (one.given + one.taken) / 2


def weight(thing: Passed) -> float:
    """What one thing gives, beside a short comment."""
    return WEIGHTS[thing.gift] * (1 + min(1.0, thing.words / _FULL_WORDS))


@dataclass(slots=True)
class _Sum:
    """A tie that is being added to."""

    at: int = 0
    given: float = 0.0
    taken: float = 0.0
    turns: float = 0.0
    exchanges: float = 0.0
    they_answered: float = 0.0
    their_waits: float = 0.0
    we_answered: float = 0.0
    our_waits: float = 0.0
    contacts: float = 0.0
    gaps: float = 0.0
    last_in: int | None = None
    last_out: int | None = None
    last_words: int | None = None
    last_words_in: bool | None = None

    def add(self, thing: Passed) -> None:
        """Adds one thing."""
        together, inwards = thing.gift in _TOGETHER, thing.direction is Direction.IN
        late = thing.at < self.at
        counts = weight(thing)
        if late:
            counts *= exp(-_RATE * (self.at - thing.at))
        else:
            self._fade(thing.at)
            self._contact(thing.at)
            if thing.gift in _IN_WORDS:
                self._speak(thing.at, inwards)
            elif together:
                self._talk(thing.at)
        if inwards or together:
            self.taken += counts
            self.last_in = max(thing.at, self.last_in or thing.at)
        if not inwards or together:
            self.given += counts
            self.last_out = max(thing.at, self.last_out or thing.at)

    def tie(self) -> Tie:
        """What has become of it."""
        return Tie(*(getattr(self, name) for name in _FIELDS))

    def _fade(self, now: int) -> None:
        if now == self.at:
            return
        left = exp(-_RATE * (now - self.at)) if self.at else 0.0
        self.at = now
        self.given *= left
        self.taken *= left
        self.turns *= left
        self.exchanges *= left
        self.they_answered *= left
        self.their_waits *= left
        self.we_answered *= left
        self.our_waits *= left
        self.contacts *= left
        self.gaps *= left

    def _contact(self, now: int) -> None:
        last = max(self.last_in or 0, self.last_out or 0)
        if last and now - last >= _SAME_TIME_MS:
            self.contacts += 1
            self.gaps += log((now - last) / DAY)

    def _talk(self, now: int) -> None:
        if self.last_words is None or now - self.last_words > _TOGETHER_MS:
            self.exchanges += 1
        self.turns += 1
        # Nobody waits for an answer to that.
        self.last_words = self.last_words_in = None

    def _speak(self, now: int, inwards: bool) -> None:
        last = self.last_words
        if last is None or now - last > _TOGETHER_MS:
            self.exchanges += 1
        elif self.last_words_in is not inwards:
            self.turns += 1
            # Sooner than a minute is a chat, where nobody waits.
            waited = log(max(now - last, MINUTE) / HOUR)
            if inwards:
                self.they_answered += 1
                self.their_waits += waited
            else:
                self.we_answered += 1
                self.our_waits += waited
        # A second word of the same person does not make the other's wait shorter.
        if last is None or self.last_words_in is not inwards or now - last > _TOGETHER_MS:
            self.last_words = now
        self.last_words_in = inwards


_FIELDS = tuple(one.name for one in fields(Tie))
