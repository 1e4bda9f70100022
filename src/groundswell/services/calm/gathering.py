"""Gathers a digest from what waits: read at once in one snapshot, so that its parts fit together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from groundswell.calm.budget import likely_quiet
from groundswell.calm.digest import NEEDING, Waiting, digest, figure_of, gravest_first, urgent_line
from groundswell.domain.calm import Advice, Digest, Figure, Line, Urgent
from groundswell.domain.circle import UNWELCOME
from groundswell.domain.when import DAY, from_ms
from groundswell.domain.words import Metric
from groundswell.services.calm.advising import Advised, advised, coming_under, stirring
from groundswell.services.calm.recognising import LATELY, why_of
from groundswell.services.calm.wishes import clock
from groundswell.services.circle.overview import hard_times
from groundswell.services.inbox.lifting import lifting
from groundswell.services.reading.explaining import reason
from groundswell.services.waves.showing import Wave
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, digests, inbox, items
from groundswell.store.inbox import Wanted
from groundswell.store.items import Item
from groundswell.text.danger import in_danger

_MOST_OF_LANE = 5
_FRIEND = "Somebody of your circle, who has a hard time."


@dataclass(frozen=True, slots=True)
class Gathered:
    """A digest with what it was made of.

    Attributes:
        keys: Of its lines the natural keys, by their items.
    """

    digest: Digest
    advised: Advised
    keys: Mapping[int, str]


def gather(workspace: Workspace) -> Gathered:
    """The digest as it would be made now."""
    now = workspace.now()
    wave = stirring(workspace)
    told = advised(workspace, wave)
    with workspace.store.reading() as conn:
        close = of_friends(conn, now)
        counts = inbox.lane_counts(conn, Wanted())
        tops = [one for lane in NEEDING for one in inbox.page(conn, Wanted((lane,)), None, _MOST_OF_LANE)]
        here = {one.id for one in tops}
        friends = [one for one in items.items(conn, sorted(close - here)) if one.lane not in UNWELCOME]
        tops += friends
        warm = lifting(conn)
        urgent = urgent_in(conn, now)
        keys = items.keys_of(conn, [one.id for one in (*tops, *warm, *(one for one, _ in urgent))])
        shown = digests.kind_shown(conn)
    made = digest(
        [worded(waiting(one, keys), close) for one in _by_worth(tops, close)],
        sum(counts[lane] for lane in NEEDING) + sum(one.lane not in NEEDING for one in friends),
        [(waiting(one, keys), why) for one, why in urgent],
        [waiting(one, keys) for one in warm],
        shown,
        _figure(wave, now) if wave else None,
        until(told.advice, now),
    )
    return Gathered(
        made,
        told,
        keys,
    )


def of_friends(conn: Connection, now: int) -> frozenset[int]:
    """The items in which people of the circle said that they have a hard time, and she has not met it yet."""
    troubles = (one.hard_time for one in hard_times(conn, now))
    return frozenset(one.item for one in troubles if one is not None and one.item is not None)


def worded(one: Waiting, close: frozenset[int]) -> Waiting:
    """The same, with why it is told where it is of somebody of the circle."""
    return replace(one, why=_FRIEND) if one.item in close and not in_danger(one.words) else one


def urgent_in(conn: Connection, now: int) -> list[tuple[Item, Urgent]]:
    """What cannot wait and is not done, the newest first."""
    known = {item: why_of(one) for item, one in digests.told_of(conn, now - LATELY)}
    return [(one, known[one.id]) for one in items.items(conn, list(known))]


def cannot_wait(workspace: Workspace) -> list[tuple[Line, Urgent]]:
    """What cannot wait and is not done, as lines: the gravest first, of those the newest."""
    with workspace.store.reading() as conn:
        found = gravest_first(urgent_in(conn, workspace.now()))
    return [(urgent_line(waiting(one, {}), why), why) for one, why in found]


def until(advice: Advice | None, now: int) -> str:
    """When looking is worth it next, in words with the reason; empty where no budget was chosen."""
    if advice is None:
        return ""
    if likely_quiet(advice):
        return f"Nothing more is likely to need you until {at_what_time(advice.at, now)} ({_sure(advice)})."
    return f"The next look worth it is {with_day(advice.at, now)}. {advice.why}."


def because(advice: Advice | None) -> str:
    """The reason for the instant of the advice, in one sentence."""
    if advice is None:
        return ""
    if likely_quiet(advice):
        return f"Nothing more is likely to need you before then ({_sure(advice)})."
    return f"{advice.why}."


def _sure(advice: Advice) -> str:
    chance = advice.quiet_chance
    return "almost surely" if chance >= _ALMOST else f"{round(chance * 10)} times in 10"


def with_day(at: int, now: int) -> str:
    """ "at 17:40", or "on Tuesday at 08:30"."""
    local = from_ms(at).astimezone()
    time = clock(local.hour * 60 + local.minute)
    same = local.date() == from_ms(now).astimezone().date()
    return f"at {time}" if same else f"on {_day(local)} at {time}"


_ALMOST = 0.95


def at_what_time(at: int, now: int) -> str:
    """ "17:40", or "Tuesday 8:30" for another day; in the machine's own time zone."""
    local, today = from_ms(at).astimezone(), from_ms(now).astimezone()
    time = clock(local.hour * 60 + local.minute)
    return time if local.date() == today.date() else f"{_day(local)} {time}"


def _day(local: datetime) -> str:
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[local.weekday()]


def _by_worth(tops: Sequence[Item], close: frozenset[int]) -> list[Item]:
    """Whoever may be in danger, friends with a hard time, two of those in a hard place and two offers first,
    then by priority."""
    first = [one for one in tops if in_danger(one.words)]
    first += [one for one in tops if one.id in close and one not in first]
    calmer = [one for one in tops if one not in first]
    first += [one for lane in NEEDING[:2] for one in [item for item in calmer if item.lane is lane][:2]]
    rest = sorted((one for one in tops if one not in first), key=lambda one: one.cursor, reverse=True)
    return first + rest


def waiting(one: Item, keys: Mapping[int, str]) -> Waiting:
    """An item as a digest needs it."""
    path = f"/inbox?lane={one.lane}&item={one.id}"
    return Waiting(
        one.id, keys.get(one.id, ""), one.person_name or "Somebody", one.words, one.lane, one.reading,
        reason(one), path,
    )  # fmt: skip


def _figure(wave: Wave, now: int) -> Figure | None:
    curve = wave.curves.get(Metric.COMMENTS)
    numbers: dict[str, float] = {}
    if curve is not None:
        numbers["expected"] = max(curve.observed, curve.final[0.5])
        if curve.usual:
            numbers["usual"] = curve.usual[1]
        if curve.final[0.5] > 0:
            numbers["share"] = min(1.0, curve.observed / curve.final[0.5])
        day = [texts for at, texts in coming_under(wave, now) if at <= now + DAY]
        if day:
            numbers["next_day"] = day[-1]
    tones = sum(wave.tones.values())
    if tones:
        numbers["kind_share"] = sum(n for tone, n in wave.tones.items() if tone == "supportive") / tones
    return figure_of(wave.phase, numbers, _rough)


def _rough(value: float) -> str:
    """Two figures, as one says it of something uncertain."""
    if value < 100:
        return f"{round(value)}"
    step = 10 ** (len(str(round(value))) - 2)
    return f"{round(value / step) * step:,}"
