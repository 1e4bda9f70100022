"""Doing things about an item or a person on their network, from the reading pane and the page *Person*."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.actions import Act
from groundswell.domain.errors import UsageError
from groundswell.services.answering import (
    Reach,
    answer,
    answer_person,
    reach,
    reach_person,
    take_back_words,
)
from groundswell.services.workspace import Workspace
from groundswell.web.addresses import Id
from groundswell.web.asking import by_script
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.doing import doing, stamp
from groundswell.web.inbox import ViewNow

router = APIRouter()

Pressed = Annotated[str, Form(max_length=64)]
Text = Annotated[str, Form(max_length=10_000)]
Key = Annotated[str, Form(max_length=64)]
As = Annotated[str, Form(max_length=500)]
"""The key of the account that does it; empty where there is no choice."""
Chosen = Annotated[str, Query(alias="account", max_length=500)]
"""The key of the account for which is shown what can be done."""


@router.post("/inbox/item/{item_id}/answer")
def send(
    request: Request,
    desk: DeskNow,
    item_id: Id,
    view: ViewNow,
    act: Annotated[Act, Form()],
    pressed: Pressed,
    text: Text = "",
    account: As = "",
) -> Response:
    """Queues an act about an item: somebody pressed send."""
    place = _item(item_id, view)
    try:
        answer(desk.workspace, item_id, act, text, pressed, account)
    except UsageError as error:
        return _unsent(request, desk, place, error, {"act": act, "text": text, "account": account})
    return _changed(request, desk, place)


@router.post("/inbox/item/{item_id}/as")
def choose(
    request: Request, desk: DeskNow, item_id: Id, view: ViewNow, account: As, text: Text = ""
) -> Response:
    """Shows what can be done as one of several accounts; what is being typed stays."""
    return _shown(request, desk, _item(item_id, view, account), text)


@router.post("/inbox/item/{item_id}/take-back")
def undo(request: Request, desk: DeskNow, item_id: Id, view: ViewNow, key: Key, text: Text = "") -> Response:
    """Takes back what has not gone yet; `text` is what was being typed meanwhile, and stays."""
    words = take_back_words(desk.workspace, key)
    return _changed(request, desk, _item(item_id, view), text or words)


@router.get("/inbox/item/{item_id}/answers")
def show(request: Request, desk: DeskNow, item_id: Id, view: ViewNow, seen: str = "") -> Response:
    """What was sent and what can be done; nothing if that is what was seen already."""
    return _shown(request, desk, _item(item_id, view), seen=seen)


@router.post("/person/{person_id}/answer")
def send_to_person(
    request: Request,
    desk: DeskNow,
    person_id: Id,
    act: Annotated[Act, Form()],
    pressed: Pressed,
    text: Text = "",
    account: As = "",
    chosen: Chosen = "",
) -> Response:
    """Queues an act about a person: somebody pressed send."""
    place = _person(person_id, chosen)
    try:
        answer_person(desk.workspace, person_id, act, text, pressed, account)
    except UsageError as error:
        return _unsent(request, desk, place, error, {"act": act, "text": text, "account": account})
    return _changed(request, desk, place)


@router.post("/person/{person_id}/as")
def choose_for_person(
    request: Request, desk: DeskNow, person_id: Id, account: As, text: Text = ""
) -> Response:
    """The same about a person."""
    return _shown(request, desk, _person(person_id, account), text)


@router.post("/person/{person_id}/take-back")
def undo_to_person(
    request: Request, desk: DeskNow, person_id: Id, key: Key, text: Text = "", chosen: Chosen = ""
) -> Response:
    """Takes back what has not gone yet."""
    words = take_back_words(desk.workspace, key)
    return _changed(request, desk, _person(person_id, chosen), text or words)


@router.get("/person/{person_id}/answers")
def show_person(
    request: Request, desk: DeskNow, person_id: Id, seen: str = "", chosen: Chosen = ""
) -> Response:
    """What was sent and what can be done; nothing if that is what was seen already."""
    return _shown(request, desk, _person(person_id, chosen), seen=seen)


@dataclass(frozen=True, slots=True)
class _Place:
    """What things are done about.

    Attributes:
        base: Its address, and `query` what follows it; see `doing`.
        page: The address of the page that shows it.
    """

    base: str
    query: str
    page: str
    reach: Callable[[Workspace], Reach]


def _item(item_id: int, view: ViewNow, account: str = "") -> _Place:
    account = account or view.account
    page = view.link(item=item_id, account=account)
    return _Place(f"/inbox/item/{item_id}", view.query(), page, lambda one: reach(one, item_id, account))


def _person(person_id: int, account: str = "") -> _Place:
    base, query = f"/person/{person_id}", f"?{urlencode({'account': account})}" if account else ""
    return _Place(base, "", f"{base}{query}#answers", lambda one: reach_person(one, person_id, account))


def _changed(request: Request, desk: Desk, place: _Place, typed: str = "") -> Response:
    desk.hub.tell("status")
    return _shown(request, desk, place, typed)


def _shown(request: Request, desk: Desk, place: _Place, typed: str = "", seen: str = "") -> Response:
    if not by_script(request):
        return RedirectResponse(place.page, 303)
    reached = place.reach(desk.workspace)
    if seen == stamp(reached):
        return Response(status_code=204)
    return desk.page(request, "answers.html", doing(place.base, place.query, reached, typed))


def _unsent(
    request: Request, desk: Desk, place: _Place, error: UsageError, sent: Mapping[str, str]
) -> Response:
    """Shows words that cannot be sent so in a field, to be changed; a script leaves them where they are.

    Raises UsageError to a script, and where there are no words.
    """
    if by_script(request) or not sent["text"].strip():
        raise error
    tail = f"?{place.query}" if place.query else ""
    told = {"what": error.what, "mend": error.mend, "base": place.base, "tail": tail, "back": place.page}
    return desk.page(request, "unsent.html", {**told, **sent}, 422)
