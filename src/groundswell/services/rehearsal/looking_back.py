"""A rehearsal looked back on: gently, in words, and without a grade."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from groundswell.domain.actions import Act
from groundswell.domain.when import HOUR, MINUTE
from groundswell.domain.words import Lane
from groundswell.rehearsal.facts import gold_of
from groundswell.rehearsal.wave import Event
from groundswell.services.rehearsal.cast import Took
from groundswell.services.rehearsal.looking import Looks
from groundswell.services.rehearsal.playing import Rehearsal
from groundswell.store import digests, items
from groundswell.store.items import Item
from groundswell.store.standing import Stands, standing

COUNTED = (Lane.NEEDS_YOU, Lane.OPPORTUNITY, Lane.QUESTION)
_TURNED_TO = {"done", "answered", "snoozed"}
_ANSWERS = {Act.REPLY, Act.MESSAGE}


@dataclass(frozen=True, slots=True)
class Met:
    """How many there were of one kind, and how many the user came to.

    Attributes:
        there: How many had come by now.
        seen: How many were opened, answered, put off or marked as done.
        answered: How many were answered.
        waiting: The numbers of those that nobody has come to yet, the newest first.
    """

    there: int
    seen: int
    answered: int
    waiting: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LookBack:
    """What there is to say of a rehearsal.

    Attributes:
        hours: Hours of the wave that have passed.
        met: By lane, for those in which somebody waits for the user.
        urgent: The same for what could not wait, as Today named it: what it takes for urgent and what it
            misses is the same here and there.
        urgent_within: Median milliseconds until the urgent was opened; none if none was.
        hostile: Hostile texts that had come.
        opened_hostile: How many of them were opened.
        left_alone: How many of them were not answered.
        looks: How often the user looked.
        answers: Words that were sent, by what they were like (`kind`, `plain`, `defensive`).
        took: How they were taken.
    """

    hours: float
    met: Mapping[Lane, Met]
    urgent: Met
    urgent_within: int | None
    hostile: int
    opened_hostile: int
    left_alone: int
    looks: int
    answers: Mapping[str, int]
    took: Mapping[Took, int]


def look_back(rehearsal: Rehearsal) -> LookBack:
    """What there is to say of a rehearsal by now."""
    stage, now = rehearsal.stage, rehearsal.clock()
    gold = {
        key: event for key, event in gold_of(stage.wave).items() if stage.begun + event.seconds * 1_000 <= now
    }
    with rehearsal.workspace.store.reading() as conn:
        urgent = digests.ever_urgent(conn)
        # An answer to an answer may be urgent as well, and is no part of the wave as it was written.
        stands = standing(conn, {**gold, **dict.fromkeys(urgent)})
    urgent = [key for key in urgent if key in stands]
    looks, done = rehearsal.looks.read(), stage.doings.all()
    count = _Count(gold, stands, looks, {one.target for one in done if one.act in _ANSWERS})
    hostile = count.of(Lane.HOSTILE)
    opened = [key for key in hostile if count.opened(key)]
    waits = [looks.opened[stands[key].id] - stands[key].at for key in urgent if count.opened(key)]
    said = [one for one in done if one.took is not None]
    return LookBack(
        hours=(min(now, stage.over_at) - stage.begun) / HOUR,
        met={lane: count.met(count.of(lane)) for lane in COUNTED},
        urgent=count.met(urgent),
        urgent_within=round(median(waits)) if waits else None,
        hostile=len(hostile),
        opened_hostile=len(opened),
        left_alone=sum(key not in count.answered for key in hostile),
        looks=len(looks.times),
        answers={how: sum(one.manner == how for one in said) for how in ("kind", "plain", "defensive")},
        took={took: sum(one.took is took for one in said) for took in Took},
    )


@dataclass(frozen=True, slots=True)
class _Count:
    gold: Mapping[str, Event]
    stands: Mapping[str, Stands]
    looks: Looks
    answered: set[str]

    def of(self, lane: Lane) -> list[str]:
        """The keys of what belongs to a lane."""
        return [key for key, event in self.gold.items() if event.said and event.said.text.lane is lane]

    def opened(self, key: str) -> bool:
        """Whether its page was opened."""
        return key in self.stands and self.stands[key].id in self.looks.opened

    def met(self, keys: Sequence[str]) -> Met:
        """How many of these the user came to."""
        seen = {key for key in keys if self._came_to(key)}
        waiting = (self.stands[key].id for key in reversed(keys) if key not in seen and key in self.stands)
        return Met(len(keys), len(seen), sum(key in self.answered for key in keys), tuple(waiting))

    def _came_to(self, key: str) -> bool:
        turned = key in self.stands and self.stands[key].state in _TURNED_TO
        return turned or key in self.answered or self.opened(key)


def still_waiting(rehearsal: Rehearsal, back: LookBack, most: int = 5) -> Mapping[Lane, Sequence[Item]]:
    """The newest of those who wait, by lane, for going on with them."""
    with rehearsal.workspace.store.reading() as conn:
        return {lane: items.items(conn, met.waiting[:most]) for lane, met in back.met.items() if met.waiting}


def in_words(back: LookBack) -> list[str]:
    """The same as sentences, the good news first."""
    return [
        line
        for line in (
            *(_met(back.met[lane], *_NAMES[lane]) for lane in COUNTED),
            _urgent(back),
            _hostile(back),
            _answers(back),
            _took(back),
            _looks(back),
        )
        if line
    ]


_NAMES = {
    Lane.NEEDS_YOU: ("One person needed you", "people needed you"),
    Lane.OPPORTUNITY: ("One opportunity was there", "opportunities were there"),
    Lane.QUESTION: ("One question was asked", "questions were asked"),
}


def _met(met: Met, one: str, many: str) -> str:
    if not met.there:
        return ""
    begin = f"{one}" if met.there == 1 else f"{met.there} {many}"
    answered = f" and answered {met.answered}" if met.answered else ""
    if met.seen == met.there:
        came = f"you came to {'it' if met.there == 1 else 'all of them'}{answered}"
    elif met.seen:
        left = met.there - met.seen
        came = f"you came to {met.seen}{answered}; {left} still {'waits' if left == 1 else 'wait'}"
    else:
        came = "they still wait" if met.there > 1 else "it still waits"
    return f"{begin}; {came}."


def _urgent(back: LookBack) -> str:
    met = back.urgent
    if not met.there:
        return "Nothing was urgent."
    begin = "One thing could not wait" if met.there == 1 else f"{met.there} things could not wait"
    if back.urgent_within is None:
        return f"{begin}. Have a look at {'it' if met.there == 1 else 'them'} while you are calm."
    return f"{begin}; you saw {met.seen}, mostly within {_span(back.urgent_within)}."


def _hostile(back: LookBack) -> str:
    if not back.hostile:
        return "Nobody was hostile."
    what = "One hostile text came" if back.hostile == 1 else f"{back.hostile} hostile texts came"
    read = f"You opened {back.opened_hostile}" if back.opened_hostile else "You did not have to open any"
    answered = back.hostile - back.left_alone
    met = f"answered {answered} and left the rest alone" if answered else "left them unanswered"
    return f"{what}. {read}, and {met}."


def _answers(back: LookBack) -> str:
    sent = sum(back.answers.values())
    if not sent:
        return "You answered nobody; leaving it is a way to meet a comment, too."
    kind, defensive = back.answers["kind"], back.answers["defensive"]
    begin = f"You sent {sent} {'answer' if sent == 1 else 'answers'}; {kind} showed that you had understood"
    if not defensive:
        return f"{begin}."
    again = "That one is" if defensive == 1 else "Those are"
    return f"{begin}, {defensive} defended. {again} worth a second look before it counts."


def _took(back: LookBack) -> str:
    calmed, glad, fed, quiet = (back.took[took] for took in (Took.CALMED, Took.GLAD, Took.FED, Took.QUIET))
    if not calmed + glad + fed + quiet:
        return ""
    parts = [
        f"{calmed} calmed somebody who was against you" if calmed else "",
        f"{glad} were met with thanks" if glad else "",
        f"{fed} fed the quarrel" if fed else "",
        f"{quiet} met silence" if quiet else "",
    ]
    return f"Of your answers {', '.join(part for part in parts if part)}."


def _looks(back: LookBack) -> str:
    if not back.looks:
        return ""
    every = back.hours / back.looks
    often = f"about every {every:.0f} hours" if every >= 1.5 else f"about every {every * 60:.0f} minutes"
    times = "once" if back.looks == 1 else f"{back.looks} times, {often}"
    return f"You looked {times} in {back.hours:.0f} hours of the wave."


def _span(milliseconds: int) -> str:
    if milliseconds < HOUR:
        return f"{max(1, round(milliseconds / MINUTE))} minutes"
    return f"{milliseconds / HOUR:.0f} hours"
