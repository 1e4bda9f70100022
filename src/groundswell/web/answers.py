"""Answering on the network from the reading pane, and taking it back."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.actions import Act
from groundswell.services.answering import answer
from groundswell.services.sending import take_back
from groundswell.web.addresses import Id
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.inbox import ViewNow, opened

router = APIRouter(prefix="/inbox/item")


@router.post("/{item_id}/answer")
def send(
    request: Request,
    desk: DeskNow,
    item_id: Id,
    view: ViewNow,
    act: Annotated[Act, Form()],
    pressed: Annotated[str, Form(max_length=64)],
    text: Annotated[str, Form(max_length=3_000)] = "",
) -> Response:
    """Queues a reply or a like: somebody pressed send."""
    answer(desk.workspace, item_id, act, text, pressed)
    return _answers(request, desk, item_id, view)


@router.post("/{item_id}/take-back")
def undo(
    request: Request, desk: DeskNow, item_id: Id, view: ViewNow, key: Annotated[str, Form()]
) -> Response:
    """Takes back what has not gone yet."""
    take_back(desk.workspace, key)
    return _answers(request, desk, item_id, view)


@router.get("/{item_id}/answers")
def show(request: Request, desk: DeskNow, item_id: Id, view: ViewNow) -> Response:
    """Only what was sent and the composer, for when it changes."""
    return _answers(request, desk, item_id, view)


def _answers(request: Request, desk: Desk, item_id: int, view: ViewNow) -> Response:
    if "hx-request" not in request.headers:
        return RedirectResponse(view.link(item=item_id), 303)
    context = {"view": view.model_copy(update={"item": item_id}), **opened(desk, item_id)}
    return desk.page(request, "inbox_answers.html", context)
