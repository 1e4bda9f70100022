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
    context = {
        "going": services.going_of(desk.workspace, person_id),
        "unknown": services.UNKNOWN,
        "copies": services.older_copies(desk.workspace),
    }
    return desk.page(request, "forget.html", context)


@router.post("/person/{person_id}/forget")
def forget(
    request: Request, desk: DeskNow, person_id: Id, copies: Annotated[bool, Form()] = False
) -> Response:
    """Forgets them, in older copies as well if that was ticked: somebody saw what goes, and pressed."""
    services.forget(desk.workspace, services.going_of(desk.workspace, person_id))
    # What lies in memory may name and quote them; all else that does is dropped when it is next asked for.
    request.app.state.press.drop_older()
    if copies:
        services.delete_older_copies(desk.workspace)
    desk.hub.tell("news")
    return RedirectResponse("/forgotten", 303)


@router.get("/forgotten")
def forgotten(request: Request, desk: DeskNow) -> Response:
    """Whoever was forgotten, by code and day."""
    context = {
        "forgotten": services.forgotten(desk.workspace),
        "copies": services.older_copies(desk.workspace),
    }
    return desk.page(request, "forgotten.html", context)


@router.post("/forgotten/copies")
def delete_copies(desk: DeskNow) -> Response:
    """Deletes the older copies."""
    services.delete_older_copies(desk.workspace)
    return RedirectResponse("/forgotten", 303)


@router.post("/forgotten/allow")
def allow(desk: DeskNow, code: Annotated[str, Form(max_length=64)]) -> Response:
    """Lets somebody come in again with the next import."""
    services.allow(desk.workspace, code)
    return RedirectResponse("/forgotten", 303)
