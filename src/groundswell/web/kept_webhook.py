"""Turning the webhook on and off: first what leaves the machine and where to, then the press.

The secret is typed into a hidden field and never comes back in a page.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.errors import GroundswellError
from groundswell.services.kept import delivering
from groundswell.services.kept.webhook import Webhook, chosen, sound, turn_off, turn_on
from groundswell.web.desk import Desk, DeskNow

router = APIRouter(prefix="/kept/webhook")

Words = Annotated[str, Form(max_length=2_000)]
Pressed = Annotated[str, Form(max_length=64)]
Ticked = Annotated[bool, Form()]


@router.get("")
def show(request: Request, desk: DeskNow) -> Response:
    """Which webhook is on, what went there, or the fields for one."""
    return _page(request, desk, chosen(desk.workspace) or Webhook(""))


@router.post("/look")
def look(
    request: Request, desk: DeskNow, url: Words = "", private: Ticked = False, by_itself: Ticked = False
) -> Response:
    """What would leave the machine; nothing is turned on yet."""
    typed = Webhook(url, private, by_itself)
    try:
        return _page(request, desk, sound(typed), step="look")
    except GroundswellError as error:
        return _page(request, desk, typed, problem=(error.what, error.mend))


@router.post("/on")
def on(
    request: Request,
    desk: DeskNow,
    url: Words,
    private: Ticked = False,
    by_itself: Ticked = False,
    secret: Words = "",
) -> Response:
    """Turns it on: what leaves was read and the button pressed."""
    hook = Webhook(url, private, by_itself)
    try:
        turn_on(desk.workspace, hook, secret)
    except GroundswellError as error:
        return _page(request, desk, hook, step="look", problem=(error.what, error.mend))
    return RedirectResponse("/kept/webhook", 303)


@router.post("/off")
def off(desk: DeskNow) -> Response:
    """Turns it off."""
    turn_off(desk.workspace)
    return RedirectResponse("/kept/webhook", 303)


@router.post("/test")
def test(desk: DeskNow, pressed: Pressed) -> Response:
    """Sends an event that holds nothing: somebody pressed it."""
    delivering.send_test(desk.workspace, pressed)
    return RedirectResponse("/kept/webhook#went", 303)


@router.post("/cancel")
def cancel(desk: DeskNow) -> Response:
    """Takes back what has not gone."""
    delivering.cancel(desk.workspace)
    return RedirectResponse("/kept/webhook#went", 303)


@router.post("/lead/{key}")
def send(desk: DeskNow, key: str, pressed: Pressed) -> Response:
    """Sends one lead as it is: somebody pressed it."""
    delivering.send(desk.workspace, key, pressed)
    return RedirectResponse("/kept/webhook#went", 303)


def _page(
    request: Request, desk: Desk, hook: Webhook, *, step: str = "fields", problem: tuple[str, str] = ("", "")
) -> Response:
    context = {
        "hook": hook,
        "on": chosen(desk.workspace),
        "step": step,
        "problem": problem,
        "went": delivering.recent(desk.workspace),
    }
    return desk.page(request, "kept_webhook.html", context)
