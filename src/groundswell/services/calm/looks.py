"""How often she looked: counted for the day's budget, kept only where she wants it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict, cast

from groundswell.domain.calm import Feel
from groundswell.domain.errors import NotFound
from groundswell.domain.when import DAY, MINUTE
from groundswell.services.calm.wishes import Wishes, midnight, wishes_in
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, keeping, looks
from groundswell.store.looks import Looked

__all__ = ["Looked", "Sofar", "felt", "forget_all", "lately", "seen", "so_far"]
SETTING = "calm_today"
ONE_LOOK = 20 * MINUTE
"""Pages that are opened within so long after the last one belong to the same look."""
SHOWN_DAYS = 14


class _Today(TypedDict):
    day: int
    looks: int
    last: int
    id: int


@dataclass(frozen=True, slots=True)
class Sofar:
    """How today went so far.

    Attributes:
        looks: Looks of today, this one included.
        left: What is left of the budget after this one; never below 0.
        beyond: Whether this look goes over it.
        look: The kept look, to say how it was; none where looks are not kept.
    """

    looks: int
    left: int
    beyond: bool
    look: int | None


def seen(workspace: Workspace) -> None:
    """A page was opened that shows what came in."""
    now = workspace.now()
    with workspace.store.reading() as conn:
        wanted, today = wishes_in(conn), _today(conn, now)
    if not wanted.on or now - today["last"] < MINUTE:
        return
    with workspace.store.writing() as conn:
        today = _today(conn, now)
        if now - today["last"] >= ONE_LOOK:
            today["looks"] += 1
            beyond = today["looks"] > wanted.budget
            today["id"] = looks.note(conn, now, beyond=beyond) if wanted.keeps_looks else 0
        today["last"] = now
        keeping.set_setting(conn, SETTING, today)


def so_far(workspace: Workspace) -> Sofar:
    """How today went so far."""
    with workspace.store.reading() as conn:
        return so_far_in(conn, workspace.now(), wishes_in(conn))


def so_far_in(conn: Connection, now: int, wanted: Wishes) -> Sofar:
    """The same in a transaction that there is already."""
    today = _today(conn, now)
    n = today["looks"]
    current = today["id"] if today["id"] and now - today["last"] < ONE_LOOK else None
    return Sofar(n, max(0, wanted.budget - n), n > wanted.budget, current)


def felt(workspace: Workspace, look_id: int, feel: Feel | None) -> None:
    """Keeps how a look was, or takes that back. Raises NotFound if there is no such look."""
    with workspace.store.writing() as conn:
        if not looks.say_felt(conn, look_id, feel):
            raise NotFound("there is no such look", mend="Reload the page: it may have been forgotten.")


def lately(workspace: Workspace) -> Sequence[Looked]:
    """The looks of the last two weeks, the oldest first."""
    with workspace.store.reading() as conn:
        return looks.since(conn, midnight(workspace.now()) - (SHOWN_DAYS - 1) * DAY)


def forget_all(workspace: Workspace) -> int:
    """Forgets every look that was kept; says how many."""
    with workspace.store.writing() as conn:
        today = _today(conn, workspace.now())
        keeping.set_setting(conn, SETTING, {**today, "id": 0})
        return looks.forget(conn)


def _today(conn: Connection, now: int) -> _Today:
    told = cast(_Today | None, keeping.setting(conn, SETTING))
    day = midnight(now)
    return told if told is not None and told["day"] == day else {"day": day, "looks": 0, "last": 0, "id": 0}
