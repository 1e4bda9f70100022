"""Whom to be there for today: few, each with the concrete thing, and nobody because of their worth."""

from collections.abc import Sequence

from groundswell.domain.circle import CADENCE_NAMES, HARD_TIME_DAYS, Happened, Member, Occasion, Tend
from groundswell.domain.when import DAY

A_DAY = 3
_FRESH_MS = {
    Occasion.HARD_TIME: HARD_TIME_DAYS * DAY,
    Occasion.OWED: 30 * DAY,
    Occasion.NEWS: 7 * DAY,
    Occasion.POST: 3 * DAY,
}
"""For how long it is still good to say something; a late word on bad news is better than none."""
_QUIET_TIMES = 3.0
_QUIET_LEAST_DAYS = 21.0
"""Gone quiet is who is away three times as long as usual, three weeks at least."""


def today(members: Sequence[Member], now: int, most: int = A_DAY) -> list[Tend]:
    """Whom to be there for, what is pressing first, then what is older; one thing for each person.

    Args:
        now: Epoch milliseconds.
    """
    found = [tend for one in members if not _rests(one, now) and (tend := _first(one, now)) is not None]
    order = list(Occasion)
    found.sort(key=lambda one: (order.index(one.occasion), one.happened.at if one.happened else now, one.key))
    return found[:most]


def _rests(one: Member, now: int) -> bool:
    return one.rests_until is not None and now < one.rests_until


def _first(one: Member, now: int) -> Tend | None:
    fresh = [each for each in one.happened if 0 <= now - each.at <= _FRESH_MS[each.occasion]]
    if fresh:
        order = list(Occasion)
        thing = min(fresh, key=lambda each: (order.index(each.occasion), -each.at))
        return Tend(one.key, thing.occasion, _said(thing, now), thing)
    told = one.standing
    if told.quiet_days is None:
        return None
    usual = told.usual_gap_days
    if usual is not None and told.quiet_days >= max(_QUIET_LEAST_DAYS, _QUIET_TIMES * usual):
        return Tend(
            one.key, Occasion.QUIET, f"You have not heard of each other for {_days(told.quiet_days)}."
        )
    if told.quiet_days >= one.cadence_days:
        since, wanted = _days(told.quiet_days), _wanted(one.cadence_days)
        return Tend(
            one.key, Occasion.DUE, f"Nothing has passed for {since}; you want to hear of each other {wanted}."
        )
    return None


def _said(thing: Happened, now: int) -> str:
    ago = (now - thing.at) / DAY
    when = "today" if ago < 1 else f"{_days(ago)} ago"
    waited = "since today" if ago < 1 else f"for {_days(ago)}"
    return {
        Occasion.HARD_TIME: f"They have a hard time; they said so {when}.",
        Occasion.OWED: f"They have waited for a word of yours {waited}.",
        Occasion.NEWS: f"Something new, {when}.",
        Occasion.POST: f"They {'published' if thing.url else 'wrote'} something, {when}.",
    }[thing.occasion]


def _wanted(days: float) -> str:
    return CADENCE_NAMES.get(round(days)) or f"every {_days(days)}"


def _days(days: float) -> str:
    # Begun days do not count, as in the ages that pages show beside it.
    whole = max(1, int(days))
    if whole < 14:
        return "a day" if whole == 1 else f"{whole} days"
    return f"{round(whole / 7)} weeks" if whole < 60 else f"{round(whole / 30)} months"
