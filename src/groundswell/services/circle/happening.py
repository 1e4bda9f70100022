"""What there is to be there for, with each of the circle: their question, their hard time, their news."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from groundswell.domain.circle import UNWELCOME, Happened, Member, Occasion
from groundswell.domain.when import DAY, from_ms, to_ms
from groundswell.domain.words import Kind, Lane
from groundswell.services.circle.near import Near
from groundswell.store import Connection, lately, their_posts
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
    told: dict[str, list[Happened]] = {one.key: [] for one in people}
    since = now - _LOOKS_BACK
    for said in lately.open_items(conn, head, since):
        told[head[said.person]] += _said(said)
    for change in lately.changes(conn, head, since):
        told[head[change.person]] += _news(change)
    for post in their_posts.lately(conn, head, since, now):
        told[head[post.person]].append(Happened(Occasion.POST, post.at, post.words, url=post.url))
    return [_member(one, told[one.key], now) for one in people]


def _member(one: Near, told: Sequence[Happened], now: int) -> Member:
    wrote = one.chosen.wrote
    happened = [*_unmet(one, told), *_birthday(one.chosen.birthday, now), *_hard_time(one)]
    standing = one.standing
    if wrote is not None:
        # What the user says to have written comes in later, or never.
        happened = [each for each in happened if each.at > wrote]
        days = max(0, now - wrote) / DAY
        quiet = standing.quiet_days
        standing = replace(standing, quiet_days=days if quiet is None else min(quiet, days))
    return Member(one.key, standing, one.chosen.cadence_days, tuple(happened), one.chosen.later)


def _unmet(one: Near, told: Sequence[Happened]) -> list[Happened]:
    """All but what they published before the user gave them anything last, and what tells of a hard time,
    which is told by itself."""
    hard, last = one.hard_time.url if one.hard_time else "", one.last_out or 0
    return [each for each in told if not each.url or (each.url != hard and each.at > last)]


def _hard_time(one: Near) -> list[Happened]:
    trouble = one.hard_time
    if trouble is None or (one.last_out is not None and one.last_out > trouble.at):
        return []
    return [Happened(Occasion.HARD_TIME, trouble.at, trouble.words, trouble.item, trouble.url)]


def _said(each: Open) -> list[Happened]:
    if each.lane in UNWELCOME:
        return []
    waits = each.lane in _WAITS or each.asks >= _ASKS
    if waits or (each.kind is Kind.MESSAGE and each.lane in _TOLD):
        return [Happened(Occasion.OWED, each.at, each.words, each.item)]
    if each.kind in (Kind.MENTION, Kind.QUOTE):
        return [Happened(Occasion.POST, each.at, each.words, each.item)]
    return []


def _news(each: Change) -> list[Happened]:
    if each.field not in _CALLED:
        return []
    words = f"{_CALLED[each.field]} “{each.after}” (before: “{each.before}”)."
    return [Happened(Occasion.NEWS, each.at, words)]


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
