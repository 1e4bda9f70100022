"""Forgetting somebody: what goes, the press that does it, and whoever was forgotten."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.services.people import forgetting as services
from groundswell.web.addresses import Id
from groundswell.web.desk import DeskNow

router = APIRouter()


@router.get("/person/{person_id}/forget")
def show(request: Request, desk: DeskNow, person_id: Id) -> Response:
    """What goes when somebody is forgotten, and what cannot be known."""
    context = {"going": services.going_of(desk.workspace, person_id), "unknown": services.UNKNOWN}
    return desk.page(request, "forget.html", context)


@router.post("/person/{person_id}/forget")
def forget(desk: DeskNow, person_id: Id) -> Response:
    """Forgets them: somebody saw what goes, and pressed the button."""
    services.forget(desk.workspace, services.going_of(desk.workspace, person_id))
    desk.hub.tell("news")
    return RedirectResponse("/forgotten", 303)


@router.get("/forgotten")
def forgotten(request: Request, desk: DeskNow) -> Response:
    """Whoever was forgotten, by code and day."""
    return desk.page(request, "forgotten.html", {"forgotten": services.forgotten(desk.workspace)})


@router.post("/forgotten/allow")
def allow(desk: DeskNow, code: Annotated[str, Form(max_length=64)]) -> Response:
    """Lets somebody come in again with the next import."""
    services.allow(desk.workspace, code)
    return RedirectResponse("/forgotten", 303)
