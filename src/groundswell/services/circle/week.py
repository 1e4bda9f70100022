"""Ten minutes a week: a short list to be walked through; what was done of it is told by the log alone.

So nothing is lost when the page is closed: whoever comes back in the same week goes on where they were.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from groundswell.circle.tending import today
from groundswell.domain.circle import Does, Member, Tend
from groundswell.domain.when import from_ms, to_ms
from groundswell.services.circle.happening import members
from groundswell.services.circle.near import Near, held_in, shown_keys
from groundswell.services.circle.words import tie_words
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, circle

MOST = 8
"""People on the list: a minute for each, and a breath."""


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody on the list, with the concrete thing, and the tie in sentences."""

    near: Near
    tend: Tend
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The list of this week.

    Attributes:
        steps: What is left of it, what presses first.
        wrote, later: To how many the user wrote, and how many she put off until next week.
        next_begins: When the next week begins, epoch milliseconds.
        people: How many the circle holds.
    """

    steps: Sequence[Step]
    wrote: int
    later: int
    next_begins: int
    people: int

    @property
    def done(self) -> int:
        """How many were walked by."""
        return self.wrote + self.later

    @property
    def of(self) -> int:
        """How many there are in all."""
        return self.done + len(self.steps)


def week(workspace: Workspace) -> Week:
    """The list of the week that this moment belongs to."""
    now = workspace.now()
    with workspace.store.reading() as conn:
        people = held_in(conn, now)
        there = members(conn, people, now)
        return week_of(conn, people, there, tie_words(conn, people, now), now)


def week_of(
    conn: Connection,
    people: Sequence[Near],
    there: Sequence[Member],
    words: Mapping[str, tuple[str, ...]],
    now: int,
) -> Week:
    """The same for a circle at hand: its people, what happened to them, and their ties in sentences."""
    said = [one for one in circle.standing(conn) if one.at >= this_week(now)]
    shown = shown_keys(conn, {one.person for one in said})
    last = {shown.get(one.person, one.person): one.does for one in said if one.does in _WALKED}
    near = {one.key: one for one in people}
    tends = today([one for one in there if one.key not in last], now, max(0, MOST - len(last)))
    steps = [Step(near[one.key], one, words[one.key]) for one in tends]
    wrote = sum(does is Does.WROTE for does in last.values())
    return Week(steps, wrote, len(last) - wrote, next_week(now), len(people))


def this_week(now: int) -> int:
    """The begin of Monday, where the user is, in epoch milliseconds."""
    return _monday(now, 0)


def next_week(now: int) -> int:
    """The begin of next Monday, where the user is, in epoch milliseconds."""
    return _monday(now, 7)


def _monday(now: int, ahead: int) -> int:
    day = from_ms(now).astimezone().date()
    monday = day + timedelta(days=ahead - day.weekday())
    return to_ms(datetime.combine(monday, time()).astimezone())


_WALKED = (Does.WROTE, Does.LATER)
