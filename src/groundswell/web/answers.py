"""Doing things about an item or a person on their network, from the reading pane and the page *Person*."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.actions import Act
from groundswell.domain.answers import How
from groundswell.domain.errors import UsageError
from groundswell.services.inbox.answering import (
    Reach,
    answer,
    answer_person,
    reach,
    reach_person,
    take_back_words,
)
from groundswell.services.networks.sending import send_now
from groundswell.services.replies.holding import length
from groundswell.services.replies.noting import note_answer, note_message
from groundswell.services.workspace import Workspace
from groundswell.web.addresses import Id
from groundswell.web.asking import by_script
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.doing import doing, stamp
from groundswell.web.inbox import ViewNow
from groundswell.web.written import Pressed

router = APIRouter()

Text = Annotated[str, Form(max_length=10_000)]
Key = Annotated[str, Form(max_length=64)]
As = Annotated[str, Form(max_length=500)]
"""The key of the account that does it; empty where there is no choice."""
Chosen = Annotated[str, Query(alias="account", max_length=500)]
"""The key of the account for which is shown what can be done."""


_WORDS = (Act.REPLY, Act.MESSAGE)


@router.post("/inbox/item/{item_id}/answer")
def send(
    request: Request, desk: DeskNow, item_id: Id, view: ViewNow, given: Annotated[Pressed, Form()]
) -> Response:
    """Queues an act about an item: somebody pressed send."""
    place, workspace = item_place(item_id, view), desk.workspace
    wait = length(given.hold, workspace.now())
    try:
        key = answer(workspace, item_id, given.act, given.text, given.pressed, given.account, wait)
    except UsageError as error:
        return _unsent(request, desk, place, error, given)
    if given.act in _WORDS:
        note_answer(
            workspace, item_id, How.SENT, given.text, given.pressed, sent=key, made_of=given.made_of()
        )
    return _changed(request, desk, place)


@router.post("/inbox/item/{item_id}/as")
def choose(
    request: Request, desk: DeskNow, item_id: Id, view: ViewNow, account: As, text: Text = ""
) -> Response:
    """Shows what can be done as one of several accounts; what is being typed stays."""
    return _shown(request, desk, item_place(item_id, view, account), text)


@router.post("/inbox/item/{item_id}/take-back")
def undo(request: Request, desk: DeskNow, item_id: Id, view: ViewNow, key: Key, text: Text = "") -> Response:
    """Takes back what has not gone yet; `text` is what was being typed meanwhile, and stays."""
    words = take_back_words(desk.workspace, key)
    return _changed(request, desk, item_place(item_id, view), text or words)


@router.post("/inbox/item/{item_id}/now")
def let_go(request: Request, desk: DeskNow, item_id: Id, view: ViewNow, key: Key) -> Response:
    """Lets an answer go that is held."""
    send_now(desk.workspace, key)
    return _changed(request, desk, item_place(item_id, view))


@router.get("/inbox/item/{item_id}/answers")
def show(request: Request, desk: DeskNow, item_id: Id, view: ViewNow, seen: str = "") -> Response:
    """What was sent and what can be done; nothing if that is what was seen already."""
    return _shown(request, desk, item_place(item_id, view), seen=seen)


@router.post("/person/{person_id}/answer")
def send_to_person(
    request: Request, desk: DeskNow, person_id: Id, given: Annotated[Pressed, Form()], chosen: Chosen = ""
) -> Response:
    """Queues an act about a person: somebody pressed send."""
    place, workspace = person_place(person_id, chosen), desk.workspace
    wait = length(given.hold, workspace.now())
    try:
        key = answer_person(workspace, person_id, given.act, given.text, given.pressed, given.account, wait)
    except UsageError as error:
        return _unsent(request, desk, place, error, given)
    if given.act in _WORDS:
        note_message(workspace, person_id, given.text, given.pressed, sent=key)
    return _changed(request, desk, place)


@router.post("/person/{person_id}/as")
def choose_for_person(
    request: Request, desk: DeskNow, person_id: Id, account: As, text: Text = ""
) -> Response:
    """The same about a person."""
    return _shown(request, desk, person_place(person_id, account), text)


@router.post("/person/{person_id}/take-back")
def undo_to_person(
    request: Request, desk: DeskNow, person_id: Id, key: Key, text: Text = "", chosen: Chosen = ""
) -> Response:
    """Takes back what has not gone yet."""
    words = take_back_words(desk.workspace, key)
    return _changed(request, desk, person_place(person_id, chosen), text or words)


@router.post("/person/{person_id}/now")
def let_go_to_person(
    request: Request, desk: DeskNow, person_id: Id, key: Key, chosen: Chosen = ""
) -> Response:
    """Lets a message go that is held."""
    send_now(desk.workspace, key)
    return _changed(request, desk, person_place(person_id, chosen))


@router.get("/person/{person_id}/answers")
def show_person(
    request: Request, desk: DeskNow, person_id: Id, seen: str = "", chosen: Chosen = ""
) -> Response:
    """What was sent and what can be done; nothing if that is what was seen already."""
    return _shown(request, desk, person_place(person_id, chosen), seen=seen)


@dataclass(frozen=True, slots=True)
class Place:
    """What things are done about.

    Attributes:
        base: Its address, and `query` what follows it; see `doing`.
        page: The address of the page that shows it.
    """

    base: str
    query: str
    page: str
    reach: Callable[[Workspace], Reach]


def item_place(item_id: int, view: ViewNow, account: str = "") -> Place:
    """An item, on the page from which something is done about it."""
    account = account or view.account
    page = view.page_of(item_id, account=account)
    return Place(f"/inbox/item/{item_id}", view.query(), page, lambda one: reach(one, item_id, account))


def person_place(person_id: int, account: str = "") -> Place:
    """A person, on their page."""
    base, query = f"/person/{person_id}", f"?{urlencode({'account': account})}" if account else ""
    return Place(base, "", f"{base}{query}#answers", lambda one: reach_person(one, person_id, account))


def _changed(request: Request, desk: Desk, place: Place, typed: str = "") -> Response:
    desk.hub.tell("status")
    return _shown(request, desk, place, typed)


def _shown(request: Request, desk: Desk, place: Place, typed: str = "", seen: str = "") -> Response:
    if not by_script(request):
        return RedirectResponse(place.page, 303)
    reached = place.reach(desk.workspace)
    if seen == stamp(reached):
        return Response(status_code=204)
    return desk.page(request, "answers.html", doing(place.base, place.query, reached, typed))


def _unsent(request: Request, desk: Desk, place: Place, error: UsageError, given: Pressed) -> Response:
    """Shows words that cannot be sent so in a field, to be changed; a script leaves them where they are.

    Raises UsageError to a script, and where there are no words.
    """
    if by_script(request) or not given.text.strip():
        raise error
    tail = f"?{place.query}" if place.query else ""
    sent = {"act": given.act, "text": given.text, "account": given.account}
    told = {"what": error.what, "mend": error.mend, "base": place.base, "tail": tail, "back": place.page}
    return desk.page(request, "unsent.html", {**told, **sent}, 422)
