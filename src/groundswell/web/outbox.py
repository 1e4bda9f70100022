"""The page *Outbox*: everything that waits, goes, went or failed, the newest first."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.services.networks.sending import send_now, take_back
from groundswell.services.networks.sent import again, entries
from groundswell.web.addresses import Id
from groundswell.web.desk import DeskNow

router = APIRouter(prefix="/outbox")

Short = Annotated[str, Form(max_length=64)]


@router.get("")
def show(request: Request, desk: DeskNow, below: Id | None = None) -> Response:
    """The page, from the newest or from a later one on."""
    found, more = entries(desk.workspace, below)
    return desk.page(request, "outbox.html", {"entries": found, "more": more, "below": below})


@router.post("/take-back")
def undo(desk: DeskNow, key: Short) -> Response:
    """Takes back what has not gone yet."""
    take_back(desk.workspace, key)
    desk.hub.tell("status")
    return RedirectResponse("/outbox", 303)


@router.post("/now")
def let_go(desk: DeskNow, key: Short) -> Response:
    """Lets words go that are held."""
    send_now(desk.workspace, key)
    desk.hub.tell("status")
    return RedirectResponse("/outbox", 303)


@router.post("/again")
def anew(desk: DeskNow, key: Short, pressed: Short) -> Response:
    """Sends anew what failed: somebody pressed it."""
    again(desk.workspace, key, pressed)
    desk.hub.tell("status")
    return RedirectResponse("/outbox", 303)
