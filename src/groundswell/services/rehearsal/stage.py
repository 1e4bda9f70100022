"""A simulated wave as a live network: told as the clock goes, and its people answer for themselves.

It leads nowhere: what is sent ends here, with the cast.
"""

import threading
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from groundswell.domain.actions import Act, Action
from groundswell.domain.activity import Account, Interaction
from groundswell.domain.checking import Outgoing
from groundswell.domain.errors import SignInAgain
from groundswell.domain.records import Record
from groundswell.domain.when import When
from groundswell.domain.words import Direction, Kind, Lane, Network
from groundswell.rehearsal.facts import (
    NAME,
    POST,
    account_of,
    before,
    key_of,
    person_of,
    place_of,
    post_of,
    records,
)
from groundswell.rehearsal.wave import Wave
from groundswell.reply.checks.checking import built_in
from groundswell.services.rehearsal.cast import Took, dice, manner, taken
from groundswell.services.rehearsal.doings import Doing, Doings
from groundswell.sources.live import Batch, Begun, Facts, Field, Line, Secret, SignedIn

_TOGETHER = 2_000
_TURN_S = 0.25
_EACH_CALMS = 0.96
"""So much of what is still to come against the post comes all the same, for each who was calmed."""

_AGAINST = frozenset({Lane.HOSTILE, Lane.DISAGREEMENT})
_SAYS = frozenset({Act.REPLY, Act.MESSAGE})


@dataclass(frozen=True, slots=True)
class _Heard:
    """What somebody said, as far as an answer to it needs it."""

    guest: int
    lane: Lane
    kind: Kind
    thread: str
    text: str


class Stage:
    """Plays one wave.

    Args:
        begun: When the post was published, in epoch milliseconds.
        clock: Tells the time of the rehearsal.
    """

    title = "Rehearsal"
    streams_from: float | None = 0.0
    fields: tuple[Field, ...] = ()

    def __init__(self, wave: Wave, begun: int, clock: Callable[[], int], doings: Doings) -> None:
        self.wave, self.begun, self.clock, self.doings = wave, begun, clock, doings
        self._at = [begun + round(event.seconds * 1_000) for event in wave.events]

    @property
    def account(self) -> Account:
        """The user, as the rehearsal calls them."""
        return account_of(self.wave)

    @property
    def over_at(self) -> int:
        """When nothing more comes by itself, in epoch milliseconds."""
        return self._at[-1] if self._at else self.begun

    def begin(self, given: Mapping[str, str]) -> Begun:
        """Nothing comes before it."""
        return Begun()

    def sign_in(self, given: Mapping[str, str], kept: Secret) -> SignedIn:
        """Refuses: a rehearsal has its one account from the beginning."""
        raise SignInAgain("nobody else signs in to a rehearsal", where=self.title)

    def acts(self, secret: Secret) -> frozenset[Act]:
        """Everything can be practised."""
        return frozenset(Act)

    def open(self, account: Account, secret: Secret, keep: Callable[[Secret], None]) -> Line:
        """A line to the wave."""
        return _StageLine(self)

    def facts(self, after: int, until: int) -> Iterator[Record]:
        """What happens after one instant and up to another, both in epoch milliseconds."""
        if after < self.begun <= until:
            yield Record(NAME, (self.account, post_of(self.wave, self.begun)))
        first, end = bisect_right(self._at, after), bisect_right(self._at, until)
        done = self.doings.all()
        for place, record in enumerate(records(self.wave, self.begun, first, end), first):
            if not done or self._comes(place, done):
                yield record
        for doing in done:
            yield from self._back(doing, after, until)

    def do(self, action: Action) -> str:
        """Takes what was sent, once for each key; the people in the wave take it as they are."""
        known = self.doings.known(action.key)
        if known is None:
            known = self._taken(action)
            self.doings.add(known)
        return known.became

    def _comes(self, place: int, done: Sequence[Doing]) -> bool:
        """Whether something still happens, after all that the user did before it."""
        event, at = self.wave.events[place], self._at[place]
        earlier = [one for one in done if one.at < at]
        gate = next((one.act for one in reversed(earlier) if one.act in _GATES), Act.OPEN)
        if event.kind is Kind.COMMENT and gate is not Act.OPEN:
            tied = self.wave.guests[event.guest].tied
            return gate is Act.LIMIT and tied
        who = person_of(self.wave.guests[event.guest]).key
        if any(one.act is Act.BLOCK and one.target == who for one in earlier):
            return False
        if event.said is None or event.said.text.lane not in _AGAINST:
            return True
        calmed = sum(one.took is Took.CALMED for one in earlier)
        return dice(self.wave.seed, place).random() < _EACH_CALMS**calmed

    def _taken(self, action: Action) -> Doing:
        now = self.clock()
        heard = self._heard(action.target)
        if action.act not in _SAYS or heard is None:
            return Doing(action.key, action.act, action.target, now)
        guest = self.wave.guests[heard.guest]
        check = built_in().check_batch([Outgoing("", action.text, heard.text)])[0]
        how = manner(check)
        took, back = taken(heard.lane, guest.temper, guest.lang, how, dice(self.wave.seed, action.key))
        return Doing(action.key, action.act, action.target, now, how, took, back)

    def _heard(self, target: str) -> _Heard | None:
        """What was said under a key, or last by the person of that key."""
        place = place_of(target)
        if place is None:
            place = self._last_of.get(target)
        if place is not None:
            return self._of_place(place)
        for doing in self.doings.all():
            for number, _ in enumerate(doing.back):
                if target == _back_key(doing, number):
                    return self._of_back(doing, number)
        return None

    def _of_place(self, place: int) -> _Heard:
        event = self.wave.events[place]
        lane = event.said.text.lane if event.said else Lane.OTHER
        record = next(records(self.wave, self.begun, place, place + 1)).facts[0]
        assert isinstance(record, Interaction)
        return _Heard(event.guest, lane, event.kind, record.thread, record.text)

    def _of_back(self, doing: Doing, number: int) -> _Heard | None:
        heard, one = self._heard(doing.target), doing.back[number]
        if heard is None:
            return None
        guest, lane = heard.guest, Lane.HOSTILE if doing.took is Took.FED else Lane.KIND_WORDS
        if one.joins:
            guest = dice(self.wave.seed, doing.key, number).choice(self._speakers)
        thread = heard.thread if heard.kind is Kind.MESSAGE else doing.became
        return _Heard(guest, lane, heard.kind, thread, one.words)

    def _back(self, doing: Doing, after: int, until: int) -> Iterator[Record]:
        for number, one in enumerate(doing.back):
            at = doing.at + round(one.after_s * 1_000)
            heard = self._of_back(doing, number) if after < at <= until else None
            if heard is None or (one.joins and heard.kind is Kind.MESSAGE):
                continue
            key, post = _back_key(doing, number), "" if heard.kind is Kind.MESSAGE else POST
            who = person_of(self.wave.guests[heard.guest])
            said = Interaction(
                key, Network.OTHER, heard.kind, Direction.IN, When(at, at), who, post, one.words,
                thread=heard.thread, has_id=True,
            )  # fmt: skip
            yield Record(NAME, (said,))

    @cached_property
    def _last_of(self) -> Mapping[str, int]:
        """By the key of each person: the place of the last thing that they say in the wave."""
        return {
            person_of(self.wave.guests[event.guest]).key: place
            for place, event in enumerate(self.wave.events)
            if event.said is not None
        }

    @cached_property
    def _speakers(self) -> Sequence[int]:
        return [event.guest for event in self.wave.events if event.said is not None]


_GATES = frozenset({Act.OPEN, Act.LIMIT, Act.CLOSE})


def _back_key(doing: Doing, number: int) -> str:
    return f"{key_of(0)}:back:{doing.key}:{number}"


class _StageLine:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._closed = threading.Event()
        self._opened = stage.clock()

    def backfill(self, cursor: str) -> Iterator[Batch]:
        """What passed before the post with those who had met."""
        if not cursor:
            yield Batch(tuple(before(self._stage.wave, self._stage.begun)), "all")

    def news(self, cursor: str) -> Iterator[Batch]:
        """What happened since; a cursor is an instant up to which everything was told."""
        after, now = int(cursor) if cursor else self._stage.begun - 1, self._stage.clock()
        together = list[Record]()
        for record in self._stage.facts(after, now):
            together.append(record)
            if len(together) == _TOGETHER:
                # From where it stood: what comes in between, twice, is once.
                yield Batch(tuple(together), cursor or str(after))
                together = []
        yield Batch(tuple(together), str(now))

    def stream(self, tell: Callable[[Facts], None]) -> None:
        """Tells what happens while the clock runs."""
        after = self._opened
        while not self._closed.wait(_TURN_S):
            now = self._stage.clock()
            facts = tuple(self._stage.facts(after, now))
            if facts:
                tell(facts)
            after = now

    def act(self, action: Action) -> str:
        """Takes it, and sends nothing anywhere."""
        return self._stage.do(action)

    def close(self) -> None:
        """Ends the stream."""
        self._closed.set()
