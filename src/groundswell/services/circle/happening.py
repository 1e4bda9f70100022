"""What there is to be there for, with each of the circle: their question, their hard time, their news."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from groundswell.domain.circle import Happened, Member, Occasion
from groundswell.domain.when import DAY, from_ms, to_ms
from groundswell.domain.words import Kind, Lane
from groundswell.services.circle.near import Near
from groundswell.store import Connection, lately
from groundswell.store.lately import Change, Open

_LOOKS_BACK = 35 * DAY
_ASKS = 0.5
_WAITS = (Lane.QUESTION, Lane.OPPORTUNITY, Lane.NEEDS_YOU)
_TOLD = (Lane.QUESTION, Lane.OPPORTUNITY, Lane.FEEDBACK, Lane.DISAGREEMENT, Lane.UNSURE)
"""A message in one of these is a last word that waits; kind words owe nothing."""
_CALLED = {"company": "They are with", "headline": "Their headline is now"}


def members(conn: Connection, people: Sequence[Near], now: int) -> list[Member]:
    """The people with everything that is not met yet."""
    head = {member: one.key for one in people for member in one.everywhere}
    said: dict[str, list[Open]] = {one.key: [] for one in people}
    news: dict[str, list[Change]] = {one.key: [] for one in people}
    for each in lately.open_items(conn, head, now - _LOOKS_BACK):
        said[head[each.person]].append(each)
    for change in lately.changes(conn, head, now - _LOOKS_BACK):
        news[head[change.person]].append(change)
    return [_member(one, said[one.key], news[one.key], now) for one in people]


def _member(one: Near, said: Sequence[Open], news: Sequence[Change], now: int) -> Member:
    wrote = one.chosen.wrote
    happened = [*_said(said), *_news(news), *_birthday(one.chosen.birthday, now), *_hard_time(one)]
    standing = one.standing
    if wrote is not None:
        # What the user says to have written comes in later, or never.
        happened = [each for each in happened if each.at > wrote]
        days = max(0, now - wrote) / DAY
        quiet = standing.quiet_days
        standing = replace(standing, quiet_days=days if quiet is None else min(quiet, days))
    return Member(one.key, standing, one.chosen.cadence_days, tuple(happened), one.chosen.later)


def _hard_time(one: Near) -> list[Happened]:
    trouble = one.hard_time
    if trouble is None or (one.last_out is not None and one.last_out > trouble.at):
        return []
    return [Happened(Occasion.HARD_TIME, trouble.at, trouble.words, trouble.item)]


def _said(said: Sequence[Open]) -> list[Happened]:
    found = []
    for each in said:
        if each.lane in (Lane.HOSTILE, Lane.SPAM):
            continue
        waits = each.lane in _WAITS or each.asks >= _ASKS
        if waits or (each.kind is Kind.MESSAGE and each.lane in _TOLD):
            found.append(Happened(Occasion.OWED, each.at, each.words, each.item))
        elif each.kind in (Kind.MENTION, Kind.QUOTE):
            found.append(Happened(Occasion.POST, each.at, each.words, each.item))
    return found


def _news(news: Sequence[Change]) -> list[Happened]:
    return [
        Happened(Occasion.NEWS, each.at, f"{_CALLED[each.field]} “{each.after}” (before: “{each.before}”).")
        for each in news
        if each.field in _CALLED
    ]


def _birthday(birthday: str, now: int) -> list[Happened]:
    """The last birthday, from the midnight on with which it begins where the user is."""
    if not birthday:
        return []
    month, day = map(int, birthday.split("-"))
    today = from_ms(now).astimezone()
    for year in (today.year, today.year - 1):
        # Who was born on 29 February has it on the 28th in other years.
        leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
        begins = datetime(year, month, 28 if (month, day) == (2, 29) and not leap else day)
        at = to_ms(begins.astimezone())
        if at <= now:
            return [Happened(Occasion.NEWS, at, "Their birthday.")]
    return []


def waiting(member: Member) -> Mapping[Occasion, Happened]:
    """Of each kind of occasion what waits longest."""
    found: dict[Occasion, Happened] = {}
    for each in sorted(member.happened, key=lambda one: one.at):
        found.setdefault(each.occasion, each)
    return found
