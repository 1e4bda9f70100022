"""Turning the webhook on and off: first what leaves the machine and where to, then the press.

The secret is typed into a hidden field and never comes back in a page. The address, whose path may be a key,
comes back in the answer to what she typed, to be mended or pressed for; later its host alone is shown.
"""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.errors import GroundswellError
from groundswell.services.kept import address, delivering
from groundswell.services.kept.webhook import Webhook, chosen, turn_off, turn_on, whole
from groundswell.web.desk import Desk, DeskNow

router = APIRouter(prefix="/kept/webhook")

Words = Annotated[str, Form(max_length=2_000)]
Pressed = Annotated[str, Form(max_length=64)]
Ticked = Annotated[bool, Form()]


@router.get("")
def show(request: Request, desk: DeskNow) -> Response:
    """Which webhook is on, what went there, or the fields for one."""
    on = chosen(desk.workspace)
    fields = replace(on, url="") if on else Webhook("")
    try:
        address.move(desk.workspace.home, desk.workspace.store)
    except GroundswellError as error:
        return _page(request, desk, fields, problem=(error.what, error.mend))
    return _page(request, desk, fields)


@router.post("/look")
def look(
    request: Request, desk: DeskNow, url: Words = "", private: Ticked = False, by_itself: Ticked = False
) -> Response:
    """What would leave the machine; nothing is turned on yet."""
    typed = Webhook(url, private, by_itself)
    try:
        there = whole(desk.workspace, typed)
        return _page(request, desk, typed, step="look", there=there)
    except GroundswellError as error:
        return _page(request, desk, typed, problem=(error.what, error.mend))


@router.post("/on")
def on(
    request: Request,
    desk: DeskNow,
    url: Words = "",
    private: Ticked = False,
    by_itself: Ticked = False,
    secret: Words = "",
) -> Response:
    """Turns it on: what leaves was read and the button pressed."""
    hook = Webhook(url, private, by_itself)
    try:
        turn_on(desk.workspace, hook, secret)
    except GroundswellError as error:
        problem = (error.what, error.mend)
        there = hook if url else chosen(desk.workspace)
        return _page(request, desk, hook, step="look" if there else "fields", there=there, problem=problem)
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
    request: Request,
    desk: Desk,
    hook: Webhook,
    *,
    step: str = "fields",
    there: Webhook | None = None,
    problem: tuple[str, str] = ("", ""),
) -> Response:
    context = {
        "there": there,
        "hook": hook,
        "on": chosen(desk.workspace),
        "step": step,
        "problem": problem,
        "went": delivering.recent(desk.workspace),
    }
    return desk.page(request, "kept_webhook.html", context)
