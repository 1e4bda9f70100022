"""Whom to turn to now, with the reasons; each time that she did, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from groundswell.circle.leaning import whom
from groundswell.domain.confidants import LeanDoes, Time
from groundswell.domain.errors import NotFound
from groundswell.domain.support import Confidant, Support, Went
from groundswell.domain.when import DAY, HOUR
from groundswell.services.lean.trusting import Held, Known, held, held_in
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, lean

ASKED_AFTER = 4 * HOUR
"""How it went is asked when there was time for an answer; once, and not weeks later."""
ASKED_UNTIL = 10 * DAY


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody to turn to now.

    Attributes:
        why: The reasons, the most telling first.
        local: The time of day where they are; none where that is not known.
        awake_at: Epoch milliseconds from which on a message does not disturb; none for now.
    """

    known: Known
    why: tuple[str, ...]
    local: datetime | None
    awake_at: int | None


@dataclass(frozen=True, slots=True)
class Rests:
    """Somebody who is not asked now."""

    known: Known
    why: str
    until: int | None


@dataclass(frozen=True, slots=True)
class Turning:
    """Whom to turn to now, the better first, and who rests and why."""

    named: tuple[Named, ...]
    resting: tuple[Rests, ...]


def whom_now(workspace: Workspace, support: Support) -> Turning:
    """Two people to turn to now for that kind of support, and who rests."""
    there, now = held(workspace), workspace.now()
    confidants = [one.trusted.confidant for one in there.known]
    offered, resting = whom(confidants, [one.leaned for one in there.leaning.times], support, now)
    named = []
    for one in offered:
        known = there.of(one.key)
        named.append(Named(known, one.why, local_time(known.trusted.confidant, now), one.awake_at))
    return Turning(tuple(named), tuple(Rests(there.of(one.key), one.why, one.until) for one in resting))


def local_time(one: Confidant, now: int) -> datetime | None:
    """The time of day where somebody is; none where that is not known."""
    return datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(one.zone)) if one.zone else None


def turned(workspace: Workspace, key: str, support: Support, *, sent: str = "", pressed: str = "") -> int:
    """Keeps that she turned to somebody; the word for taking it back. Raises NotFound.

    Args:
        sent: Key in the outbox of what went out; empty where she wrote or called by other ways.
        pressed: What tells one press from another, as for `sending.send`: the same one twice is one.
    """
    told = {"support": support.value, "pressed": pressed}
    with workspace.store.writing() as conn:
        there = held_in(conn, workspace.now())
        for word in lean.of_person(conn, [key]) if pressed else ():
            if word.told.get("pressed") == pressed:
                return word.id
        return lean.say(conn, LeanDoes.TURNED, there.of(key).key, workspace.now(), sent=sent, told=told)


def went(workspace: Workspace, word: int, how: Went) -> int:
    """Keeps how a time went; the word for taking it back. Raises NotFound."""
    with workspace.store.writing() as conn:
        person = _time(conn, word, workspace.now()).leaned.key
        return lean.say(conn, LeanDoes.WENT, person, workspace.now(), about=word, told={"went": how.value})


def hush(workspace: Workspace, word: int) -> int:
    """Keeps that she does not want to be asked how a time went. Raises NotFound."""
    with workspace.store.writing() as conn:
        return lean.say(
            conn, LeanDoes.HUSH, _time(conn, word, workspace.now()).leaned.key, workspace.now(), about=word
        )


def to_ask(workspace: Workspace, there: Held) -> tuple[Known, Time] | None:
    """The last time of which it is to be asked how it went, if there is one; about one time alone."""
    now = workspace.now()
    open_ = [
        one
        for one in there.leaning.times
        if not one.hushed and ASKED_AFTER <= now - one.leaned.at <= ASKED_UNTIL
    ]
    for one in reversed(open_):
        known = next((each for each in there.known if each.key == one.leaned.key), None)
        if known:
            return known, one
    return None


def earlier(there: Held, key: str) -> Sequence[Time]:
    """The times that she turned to somebody, the newest first."""
    return [one for one in there.leaning.times if one.leaned.key == key][::-1]


def _time(conn: Connection, word: int, now: int) -> Time:
    found = next((one for one in held_in(conn, now).leaning.times if one.word == word), None)
    if found is None:
        raise NotFound("this was taken back", mend="Reload the page.")
    return found
