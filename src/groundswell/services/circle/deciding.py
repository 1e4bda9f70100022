"""What the user decides about somebody, and what she keeps by hand; every press can be taken back."""

import re
from collections.abc import Sequence

from groundswell.domain.circle import CADENCES, Close, Does
from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.tie import Gift
from groundswell.domain.when import DAY
from groundswell.domain.words import Direction
from groundswell.services.circle.ties import renew
from groundswell.services.circle.week import next_week
from groundswell.services.workspace import Workspace
from groundswell.store import circle, persons

BY_HAND = (Gift.CALL, Gift.MEETING, Gift.INTRODUCTION, Gift.HELP)
"""What no network shows."""
_LONGEST_NOTE = 500
_DAY_OF_YEAR = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_MOST_AGO = 3_660 * DAY


def say(workspace: Workspace, person_id: int, does: Does, value: str = "") -> int:
    """Keeps a decision about somebody; returns it, for taking it back.

    Raises:
        NotFound: There is no such person.
        UsageError: The value is none that this decision may have.
    """
    _check(does, value)
    with workspace.store.writing() as conn:
        (shown,) = persons.shown_people(conn, [persons.person(conn, person_id).id]).values()
        if does is Does.LATER:
            value = str(next_week(workspace.now()))
        return circle.say(conn, shown.key, does, workspace.now(), value)


def take_back(workspace: Workspace, ids: Sequence[int]) -> None:
    """Takes decisions back: everything is as if they had not been made. Raises NotFound."""
    with workspace.store.writing() as conn:
        if not circle.take_back(conn, ids, workspace.now()):
            raise NotFound("this was taken back already", mend="Reload the page.")


def note(
    workspace: Workspace, person_id: int, gift: Gift, direction: Direction, days_ago: int, words: str = ""
) -> int:
    """Keeps something that passed where no network shows it; returns it, for taking it back.

    Raises:
        NotFound: There is no such person.
        UsageError: It lies ahead or too long ago, the note is too long, or a network shows such things.
    """
    if gift not in BY_HAND:
        raise UsageError("what networks show comes in by itself", mend="Choose what passed elsewhere.")
    if not 0 <= days_ago * DAY <= _MOST_AGO:
        raise UsageError("this day cannot be taken", mend="Choose a day within the last ten years.")
    if len(words) > _LONGEST_NOTE:
        raise UsageError("the note is too long", mend=f"It may have {_LONGEST_NOTE} characters.")
    now = workspace.now()
    with workspace.store.writing() as conn:
        person = persons.person(conn, person_id)
        made = circle.note(conn, person.key, gift, direction, now - days_ago * DAY, words.strip(), now)
        renew(conn, [person.id])
    return made


def take_note_back(workspace: Workspace, ids: Sequence[int]) -> None:
    """Takes notes back; they count no more. Raises NotFound."""
    with workspace.store.writing() as conn:
        people = circle.take_note_back(conn, ids, workspace.now())
        if not people:
            raise NotFound("this was taken back already", mend="Reload the page.")
        renew(conn, [row.id for row in persons.by_key(conn, people).values()])


def _check(does: Does, value: str) -> None:
    fine = {
        Does.CADENCE: value in map(str, CADENCES),
        Does.CLOSE: value in ("", *Close),
        Does.BIRTHDAY: not value or _DAY_OF_YEAR.fullmatch(value) is not None,
    }.get(does, not value)
    if not fine:
        raise UsageError(f"{value[:40]!r} cannot be chosen here", mend="Go back and choose again.")
