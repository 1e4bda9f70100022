"""The door: shows where to put the code, and takes it."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.web.desk import DeskNow
from groundswell.web.security import set_cookie

router = APIRouter()


@router.get("/enter")
def show(request: Request, desk: DeskNow) -> Response:
    """The page that takes the code out of its own address, or asks for it."""
    return desk.page(request, "enter.html", {"wrong": False})


@router.post("/enter")
def enter(request: Request, desk: DeskNow, code: Annotated[str, Form()] = "") -> Response:
    """Exchanges a code for a session."""
    cookie = desk.door.enter(code)
    if cookie is None:
        return desk.page(request, "enter.html", {"wrong": True}, 403)
    response = RedirectResponse("/", 303)
    set_cookie(response, desk.door, cookie)
    return response
