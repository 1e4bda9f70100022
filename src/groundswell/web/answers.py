"""Doing things about an item or a person on their network, from the reading pane and the page *Person*."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.actions import Act
from groundswell.services.answering import answer, answer_person, reach, reach_person, take_back_words
from groundswell.web.addresses import Id
from groundswell.web.asking import by_script
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.doing import doing, stamp
from groundswell.web.inbox import ViewNow

router = APIRouter()

Pressed = Annotated[str, Form(max_length=64)]
Text = Annotated[str, Form(max_length=10_000)]
Key = Annotated[str, Form(max_length=64)]


@router.post("/inbox/item/{item_id}/answer")
def send(
    request: Request,
    desk: DeskNow,
    item_id: Id,
    view: ViewNow,
    act: Annotated[Act, Form()],
    pressed: Pressed,
    text: Text = "",
) -> Response:
    """Queues an act about an item: somebody pressed send."""
    answer(desk.workspace, item_id, act, text, pressed)
    desk.hub.tell("status")
    return _item(request, desk, item_id, view)


@router.post("/inbox/item/{item_id}/take-back")
def undo(request: Request, desk: DeskNow, item_id: Id, view: ViewNow, key: Key, text: Text = "") -> Response:
    """Takes back what has not gone yet; `text` is what was being typed meanwhile, and stays."""
    words = take_back_words(desk.workspace, key)
    desk.hub.tell("status")
    return _item(request, desk, item_id, view, text or words)


@router.get("/inbox/item/{item_id}/answers")
def show(request: Request, desk: DeskNow, item_id: Id, view: ViewNow, seen: str = "") -> Response:
    """What was sent and what can be done; nothing if that is what was seen already."""
    return _item(request, desk, item_id, view, seen=seen)


@router.post("/person/{person_id}/answer")
def send_to_person(
    request: Request,
    desk: DeskNow,
    person_id: Id,
    act: Annotated[Act, Form()],
    pressed: Pressed,
    text: Text = "",
) -> Response:
    """Queues an act about a person: somebody pressed send."""
    answer_person(desk.workspace, person_id, act, text, pressed)
    desk.hub.tell("status")
    return _person(request, desk, person_id)


@router.post("/person/{person_id}/take-back")
def undo_to_person(request: Request, desk: DeskNow, person_id: Id, key: Key, text: Text = "") -> Response:
    """Takes back what has not gone yet."""
    words = take_back_words(desk.workspace, key)
    desk.hub.tell("status")
    return _person(request, desk, person_id, text or words)


@router.get("/person/{person_id}/answers")
def show_person(request: Request, desk: DeskNow, person_id: Id, seen: str = "") -> Response:
    """What was sent and what can be done; nothing if that is what was seen already."""
    return _person(request, desk, person_id, seen=seen)


def _item(
    request: Request, desk: Desk, item_id: int, view: ViewNow, typed: str = "", seen: str = ""
) -> Response:
    if not by_script(request):
        return RedirectResponse(view.link(item=item_id), 303)
    reached = reach(desk.workspace, item_id)
    if seen == stamp(reached):
        return Response(status_code=204)
    return desk.page(request, "answers.html", doing(f"/inbox/item/{item_id}", view.query(), reached, typed))


def _person(request: Request, desk: Desk, person_id: int, typed: str = "", seen: str = "") -> Response:
    if not by_script(request):
        return RedirectResponse(f"/person/{person_id}#answers", 303)
    reached = reach_person(desk.workspace, person_id)
    if seen == stamp(reached):
        return Response(status_code=204)
    return desk.page(request, "answers.html", doing(f"/person/{person_id}", "", reached, typed))
