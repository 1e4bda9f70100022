"""Ties in words, and what is kept by hand of them."""

from collections import Counter
from collections.abc import Iterable, Mapping

from groundswell.circle.telling import LATELY_DAYS, in_words
from groundswell.domain.circle import Noted
from groundswell.domain.tie import Gift
from groundswell.domain.when import DAY, from_ms
from groundswell.domain.words import Direction
from groundswell.services.circle.near import Near
from groundswell.store import Connection, circle, lately, persons


def tie_words(conn: Connection, people: Iterable[Near], now: int) -> dict[str, tuple[str, ...]]:
    """What passed with each in the last half year, in sentences, by their keys."""
    some = list(people)
    since = now - LATELY_DAYS * DAY
    noted = noted_of(conn, some)
    found = {}
    for one in some:
        passed = lately.passed_since(conn, one.everywhere, since)
        hand = _recent(noted[one.key], since)
        found[one.key] = in_words(
            passed.counts, hand, one.standing, _within(passed.since, now), _within(since, now)
        )
    return found


def _within(since: int, now: int) -> str:
    days = round((now - since) / DAY)
    if days < 2:
        return "since yesterday"
    return f"in the last {days} days" if days < 45 else f"since {from_ms(since).astimezone():%B}"


def noted_of(conn: Connection, people: Iterable[Near]) -> Mapping[str, list[Noted]]:
    """What is kept by hand of these people, by the keys as whom they are shown, the last first."""
    head = {member: one.key for one in people for member in one.everywhere}
    keys = {row.key: head[row.id] for row in persons.people(conn, list(head))}
    found: dict[str, list[Noted]] = {key: [] for key in head.values()}
    for note in circle.notes(conn, keys):
        found[keys[note.person]].append(note)
    return found


def _recent(notes: Iterable[Noted], since: int) -> Mapping[tuple[Gift, Direction], int]:
    return Counter((note.gift, note.direction) for note in notes if note.happened >= since)
