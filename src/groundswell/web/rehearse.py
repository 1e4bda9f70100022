"""The page *Rehearse*: choosing a wave, its clock, and what there is to say of it afterwards.

It is served twice: by the real pages, where one begins, and by those of the rehearsal itself.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.errors import NotFound
from groundswell.domain.when import HOUR
from groundswell.services.rehearsal.looking_back import in_words, look_back, still_waiting
from groundswell.services.rehearsal.plans import offered
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.rehearsing import Rehearsing

router = APIRouter(prefix="/rehearse")

SPEEDS = {
    1.0: "as it would be",
    12.0: "an hour in five minutes",
    60.0: "an hour in a minute",
    360.0: "six hours in a minute",
}
_USUAL = 60.0
_LARGEST_SEED = 999_999

Name = Annotated[str, Form(alias="character", max_length=40)]
Speed = Annotated[float, Form()]
Seed = Annotated[int, Form(ge=1, le=_LARGEST_SEED)]


@router.get("")
def show(request: Request, desk: DeskNow) -> Response:
    """What can be rehearsed, or how the rehearsal stands."""
    rehearsing = _rehearsing(request)
    plan, rehearsal = rehearsing.plan, rehearsing.open
    context: dict[str, object] = {"plan": plan, "speeds": SPEEDS, "inside": _inside(desk)}
    if plan is None:
        return desk.page(request, "rehearse.html", {**context, "offered": offered(), "usual": _USUAL})
    context |= {"hours": (plan.at - plan.begun) / HOUR, "open": rehearsal is not None}
    if rehearsal is not None:
        back = look_back(rehearsal)
        context |= {
            "running": rehearsal.running,
            "share": rehearsal.share,
            "over": rehearsal.over,
            "words": in_words(back),
            "waiting": still_waiting(rehearsal, back),
        }
    return desk.page(request, "rehearse.html", context)


@router.post("")
def begin(request: Request, desk: DeskNow, name: Name, speed: Speed = _USUAL, seed: Seed = 1) -> Response:
    """Begins one; from the real pages only: within, it would end the very pages that answer."""
    desk.workspace.only_real("another one is begun outside of it")
    _rehearsing(request).begin(name, speed, seed)
    return _back()


@router.get("/enter")
def enter(request: Request) -> Response:
    """On to the pages of the rehearsal."""
    return RedirectResponse(_rehearsing(request).entrance(), 303)


@router.post("/go-on")
def go_on(request: Request) -> Response:
    """Lets its clock run."""
    _rehearsing(request).go_on()
    return _back()


@router.post("/pause")
def pause(request: Request) -> Response:
    """Lets its clock stand still."""
    _rehearsing(request).opened().pause()
    return _back()


@router.post("/speed")
def set_speed(request: Request, speed: Speed) -> Response:
    """From now on it goes so fast."""
    _rehearsing(request).opened().set_speed(speed)
    return _back()


@router.post("/end")
def end(request: Request) -> Response:
    """Ends it; it can still be looked at."""
    _rehearsing(request).opened().end()
    return _back()


@router.get("/delete")
def ask(request: Request, desk: DeskNow) -> Response:
    """What goes with it, before it is deleted. Raises NotFound if there is none."""
    plan = _rehearsing(request).plan
    if plan is None:
        raise NotFound("there is no rehearsal", mend="Begin one.")
    context = {"plan": plan, "hours": (plan.at - plan.begun) / HOUR, "inside": _inside(desk)}
    return desk.page(request, "rehearse_delete.html", context)


@router.post("/delete")
def delete(request: Request, desk: DeskNow) -> Response:
    """Deletes it with everything in it: somebody saw what goes, and pressed the button."""
    if not _inside(desk):
        _rehearsing(request).delete()
        return _back()
    _rehearsing(request).delete_soon()
    return desk.page(request, "rehearse_gone.html", {})


def _back() -> Response:
    return RedirectResponse("/rehearse", 303)


def _inside(desk: Desk) -> bool:
    return desk.workspace.played is not None


def _rehearsing(request: Request) -> Rehearsing:
    found = request.app.state.rehearsing
    assert isinstance(found, Rehearsing)
    return found
