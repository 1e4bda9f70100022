"""From what passed to ties: a constant amount of work for each thing, and never any as time goes by.

Everything fades by the same half-life (an exponentially decayed sum; Cormode et al. 2009, "Forward decay"),
so the order of ties by strength does not change between events: `rank` can be kept in an index.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
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
_FAR_MS = 60 * HALF_LIFE_DAYS * DAY
_FIELDS = tuple(one.name for one in fields(Tie))
SUMS = (
    "given", "taken", "turns", "exchanges", "they_answered", "their_waits", "we_answered", "our_waits",
    "contacts", "gaps",
)  # fmt: skip
"""What fades of a tie."""


def tie(passed: Iterable[Passed], before: Tie | None = None) -> Tie:
    """What passed, added to a tie; what is older than the last thing counts as faded, and answers nothing.

    Args:
        passed: In the order of their times, as far as it is known.
    """
    one = _Sum(before)
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


class _Sum:
    """A tie that is being added to.

    Nothing fades while it is: what comes later counts for more, by how far it lies from the tie's own instant
    (`since`), and all is scaled once when it is asked for. So adding is one exponential for each thing.
    """

    __slots__ = ("since", *_FIELDS)

    def __init__(self, before: Tie | None = None) -> None:
        one = before or Tie(0)
        self.since = self.at = one.at
        self.given, self.taken = one.given, one.taken
        self.turns, self.exchanges = one.turns, one.exchanges
        self.they_answered, self.their_waits = one.they_answered, one.their_waits
        self.we_answered, self.our_waits = one.we_answered, one.our_waits
        self.contacts, self.gaps = one.contacts, one.gaps
        self.last_in, self.last_out = one.last_in, one.last_out
        self.last_words, self.last_words_in = one.last_words, one.last_words_in

    def add(self, thing: Passed) -> None:
        """Adds one thing; written out in one piece, since there are millions."""
        at, gift, direction, words = thing
        last = self.at
        if self.last_in is None and self.last_out is None:
            self.since = last = at
        elif at - self.since > _FAR_MS:
            self._begin_at(at)
        share = exp(_RATE * (at - self.since))
        together, inwards = gift in _TOGETHER, direction is Direction.IN
        if at >= last:
            if at - last >= _SAME_TIME_MS:
                self.contacts += share
                self.gaps += share * log((at - last) / DAY)
            if gift in _IN_WORDS:
                self._speak(at, inwards, share)
            elif together:
                self._talk(at, share)
            self.at = at
        counts = share * WEIGHTS[gift] * (2.0 if words >= _FULL_WORDS else 1.0 + words / _FULL_WORDS)
        if inwards or together:
            self.taken += counts
            if self.last_in is None or at > self.last_in:
                self.last_in = at
        if not inwards or together:
            self.given += counts
            if self.last_out is None or at > self.last_out:
                self.last_out = at

    def _begin_at(self, at: int) -> None:
        """Scales what there is to another instant, where no number is too large for what comes."""
        left = exp(-_RATE * (at - self.since))
        for name in SUMS:
            setattr(self, name, getattr(self, name) * left)
        self.since = at

    def tie(self) -> Tie:
        """What has become of it, as of the last thing."""
        left = exp(-_RATE * (self.at - self.since))
        return Tie(
            self.at, self.given * left, self.taken * left, self.turns * left, self.exchanges * left,
            self.they_answered * left, self.their_waits * left, self.we_answered * left,
            self.our_waits * left, self.contacts * left, self.gaps * left,
            self.last_in, self.last_out, self.last_words, self.last_words_in,
        )  # fmt: skip

    def _talk(self, now: int, share: float) -> None:
        if self.last_words is None or now - self.last_words > _TOGETHER_MS:
            self.exchanges += share
        self.turns += share
        # Nobody waits for an answer to that.
        self.last_words = self.last_words_in = None

    def _speak(self, now: int, inwards: bool, share: float) -> None:
        last = self.last_words
        if last is None or now - last > _TOGETHER_MS:
            self.exchanges += share
        elif self.last_words_in is not inwards:
            self.turns += share
            # Sooner than a minute is a chat, where nobody waits.
            waited = share * log(max(now - last, MINUTE) / HOUR)
            if inwards:
                self.they_answered += share
                self.their_waits += waited
            else:
                self.we_answered += share
                self.our_waits += waited
        # A second word of the same person does not make the other's wait shorter.
        if last is None or self.last_words_in is not inwards or now - last > _TOGETHER_MS:
            self.last_words = now
        self.last_words_in = inwards
