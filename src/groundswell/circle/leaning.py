"""Whom to turn to now: the load is spread, nobody is asked beyond what they can bear, and two are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from groundswell.domain.support import Confidant, Leaned, Offered, Resting, Support, Went
from groundswell.domain.when import DAY, to_ms

NAMED = 2
"""One may not answer; more than two is a choice that costs strength one does not have."""
_MONTH_MS = 30 * DAY
_GOOD_AT, _NOT_KNOWN, _NOT_GOOD_AT = 1.0, 0.7, 0.35
_HOW_IT_WENT = {Went.WELL: 1.0, Went.SO_SO: 0.6, Went.NO_ANSWER: 0.4, Went.NOT_WELL: 0.1}
_FADES = 0.6
"""What each earlier time counts of the next: how it went last matters most."""


def whom(
    confidants: Sequence[Confidant], leaned: Sequence[Leaned], support: Support, now: int
) -> tuple[list[Offered], list[Resting]]:
    """Two people to turn to, the better first, and who rests, with the reason.

    Each is weighed by what is left of what they can bear, whether this is what they are good at, how it went
    before, the tie, and whether the two are even; never by the tie alone, which would burden the closest.

    Args:
        leaned: Every earlier time, in any order; what is told of others does not count.
        now: Epoch milliseconds.
    """
    weighed, resting = list[tuple[float, Offered]](), list[Resting]()
    for one in confidants:
        own = sorted((each for each in leaned if each.key == one.key and each.at <= now), key=lambda e: e.at)
        load = _load(one, own, now)
        if load.rests is not None:
            resting.append(load.rests)
            continue
        awake_at = _awake_at(one, now)
        worth = load.free * _fits(one, support) * _went(own) * (0.4 + 0.6 * one.strength) * _even(one)
        # Who sleeps is named when nobody else is there, with the hour from which on it is fine.
        worth *= 1.0 if awake_at is None else 0.25
        weighed.append((worth, Offered(one.key, _why(one, own, support, now), awake_at)))
    weighed.sort(key=lambda pair: (-pair[0], pair[1].key))
    return [offered for _, offered in weighed[:NAMED]], resting


@dataclass(frozen=True, slots=True)
class _Load:
    """What is left of what somebody can bear, 0–1, or why they rest."""

    free: float
    rests: Resting | None = None


def _load(one: Confidant, own: Sequence[Leaned], now: int) -> _Load:
    if one.hard_time:
        return _Load(0.0, Resting(one.key, "They have a hard time themselves. Ask how they are."))
    month = [each.at for each in own if now - each.at < _MONTH_MS]
    if len(month) >= one.a_month:
        return _Load(0.0, Resting(one.key, _often(len(month)), month[-one.a_month] + _MONTH_MS))
    rested = now - own[-1].at if own else None
    if rested is not None and rested < one.rest_days * DAY:
        until = own[-1].at + round(one.rest_days * DAY)
        return _Load(0.0, Resting(one.key, "You turned to them a short while ago.", until))
    # It grows with the rest, so that of two who are free the one who was asked longer ago comes first.
    rest = 1.0 if rested is None else min(1.0, rested / (2 * _MONTH_MS / one.a_month))
    return _Load((1 - len(month) / one.a_month) * (0.3 + 0.7 * rest))


def _often(times: int) -> str:
    return f"You turned to them {['once', 'twice'][times - 1] if times < 3 else f'{times} times'} this month."


def _fits(one: Confidant, support: Support) -> float:
    if not one.good_at:
        return _NOT_KNOWN
    return _GOOD_AT if support in one.good_at else _NOT_GOOD_AT


def _went(own: Sequence[Leaned]) -> float:
    """0–1, how it went before, the last time foremost; what is not told is taken for fair."""
    told = 0.8
    for each in own:
        if each.went is not None:
            told = _FADES * _HOW_IT_WENT[each.went] + (1 - _FADES) * told
    return told


def _even(one: Confidant) -> float:
    """Less for whom the user has taken more from than given."""
    return min(1.0, 0.5 + one.giving)


def _awake_at(one: Confidant, now: int) -> int | None:
    """When a message disturbs no more; none if it does not now, or nothing is known of their zone."""
    if not one.zone:
        return None
    local = datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(one.zone))
    hour = local.hour + local.minute / 60
    awake = (
        one.wakes <= hour < one.sleeps if one.wakes < one.sleeps else hour >= one.wakes or hour < one.sleeps
    )
    if awake:
        return None
    morning = local.replace(hour=one.wakes % 24, minute=0, second=0, microsecond=0)
    return to_ms(morning if morning > local else morning + timedelta(days=1))


def _why(one: Confidant, own: Sequence[Leaned], support: Support, now: int) -> tuple[str, ...]:
    why = []
    if support in one.good_at:
        why.append(_GOOD[support])
    if any(each.went is Went.WELL for each in own[-2:]):
        why.append("It did you good before.")
    if own:
        why.append(f"You last turned to them {_ago(now - own[-1].at)}.")
    else:
        why.append("You have not turned to them yet.")
    if one.giving > 0.55:
        why.append("You have been there for them.")
    return tuple(why)


_GOOD = {
    Support.LISTEN: "They listen well.",
    Support.CHEER: "They lift you up.",
    Support.ADVICE: "Their advice is good.",
    Support.PRACTICAL: "They lend a hand.",
    Support.LAUGH: "They make you laugh.",
}


def _ago(passed: int) -> str:
    days = passed // DAY
    if days < 14:
        return f"{max(1, days)} day{'s' if days > 1 else ''} ago"
    return f"{days // 7} weeks ago" if days < 60 else f"{days // 30} months ago"
