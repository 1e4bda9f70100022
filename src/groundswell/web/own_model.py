"""Turning the user's own model on and off: first what leaves the machine and where to, then the press."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.errors import GroundswellError
from groundswell.services.own_model import Model, answers, chosen, key_of, offered, sound, turn_off, turn_on
from groundswell.web.asking import by_script
from groundswell.web.desk import Desk, DeskNow

router = APIRouter(prefix="/settings/model")

Words = Annotated[str, Form(max_length=400)]
Seconds = Annotated[float, Form(allow_inf_nan=False)]
_BLANK = Model("", "", 30)


@router.get("")
def show(request: Request, desk: DeskNow) -> Response:
    """The page: which model writes, or the fields for one."""
    return _page(request, desk, offered(desk.workspace) or _BLANK)


@router.post("/look")
def look(
    request: Request, desk: DeskNow, url: Words = "", name: Words = "", timeout_s: Seconds = 30
) -> Response:
    """What would leave the machine; nothing is turned on yet."""
    typed = Model(url, name, timeout_s)
    try:
        return _page(request, desk, sound(typed), step="look")
    except GroundswellError as error:
        return _page(request, desk, typed, problem=(error.what, error.mend))


@router.post("/on")
def on(
    request: Request, desk: DeskNow, url: Words, name: Words, timeout_s: Seconds, key: Words = ""
) -> Response:
    """Turns it on: what leaves was read and the button pressed."""
    model = Model(url, name, timeout_s)
    try:
        turn_on(desk.workspace, model, key=key)
    except GroundswellError as error:
        return _page(request, desk, model, problem=(error.what, error.mend))
    return RedirectResponse("/settings/model", 303)


@router.post("/off")
def off(desk: DeskNow) -> Response:
    """Turns it off."""
    turn_off(desk.workspace)
    return RedirectResponse("/settings/model", 303)


@router.get("/answers")
def asked(request: Request, desk: DeskNow) -> Response:
    """Whether the endpoint answers now; it is sent nothing but the question which models it has."""
    model = chosen(desk.workspace)
    if model is None or not by_script(request):
        return RedirectResponse("/settings/model", 303)
    try:
        said = f"It {answers(model, key_of(desk.workspace, model))}."
    except GroundswellError as error:
        said = f"Not now: {error.what}. Until it answers, drafts are written on this machine. {error.mend}"
    return desk.page(request, "own_model_answer.html", {"said": said})


def _page(
    request: Request, desk: Desk, model: Model, *, step: str = "fields", problem: tuple[str, str] = ("", "")
) -> Response:
    context = {"model": model, "on": chosen(desk.workspace), "step": step, "problem": problem}
    return desk.page(request, "own_model.html", context)
