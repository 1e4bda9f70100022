"""The page *Crossroads*: one thing that was said, the three ways to meet it, and words with their check."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.answers import How
from groundswell.domain.drafting import Want
from groundswell.services.inbox import paging as inbox
from groundswell.services.inbox.answering import reach
from groundswell.services.kept.suggesting import holding as leading
from groundswell.services.replies.crossroads import cross, headline
from groundswell.services.replies.handed_back import friends_of
from groundswell.services.replies.holding import length
from groundswell.services.replies.noting import note_answer
from groundswell.services.replies.results import CAME_WORDS
from groundswell.web.addresses import Id
from groundswell.web.asking import by_script
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.doing import doing
from groundswell.web.inbox import View
from groundswell.web.written import Written

router = APIRouter(prefix="/crossroads/{item_id}")

_AT = "at=crossroads"
_WANTS = {
    Want.ANSWER: "Answer it",
    Want.LEARN: "Learn more",
    Want.CALM: "Calm it",
    Want.PRIVATE: "Go on in private",
    Want.THANK: "Thank them",
}

Wanted = Annotated[Want, Form()]
Fact = Annotated[str, Form(max_length=2_000)]
Given = Annotated[Written, Form()]


@router.get("")
def show(request: Request, desk: DeskNow, item_id: Id, account: str = "", unfold: bool = False) -> Response:
    """The page."""
    return _page(request, desk, item_id, account=account, unfold=unfold)


@router.post("/drafts")
def drafts(
    request: Request,
    desk: DeskNow,
    item_id: Id,
    want: Wanted = Want.ANSWER,
    fact: Fact = "",
    model: Annotated[bool, Form()] = False,
) -> Response:
    """Drafts for what she wants, with what only she can say; the words are in no address.

    Args:
        model: Whether her own model is to write them.
    """
    return _page(request, desk, item_id, want, fact, unfold=True, model=model)


@router.post("/begin")
def begin(request: Request, desk: DeskNow, item_id: Id, given: Given) -> Response:
    """Puts a draft into the field, for browsers without scripts."""
    # Drafts from here were seen unfolded; a friend's is made of nothing here, and may come from another page.
    unfold = given.want is not None
    return _page(request, desk, item_id, given.want or Want.ANSWER, typed=given, unfold=unfold)


@router.post("/leave")
def leave(desk: DeskNow, item_id: Id) -> Response:
    """Leaves it: it is done, and the next one of its lane follows."""
    return _onward(desk, item_id, inbox.mark_done(desk.workspace, [item_id]))


@router.post("/aside")
def put_aside(desk: DeskNow, item_id: Id, given: Given) -> Response:
    """Puts words aside that cannot be sent from here: item and words come back together."""
    workspace = desk.workspace
    wake = workspace.now() + length(given.hold, workspace.now())
    note_answer(workspace, item_id, How.ASIDE, given.text, given.pressed, made_of=given.made_of())
    return _onward(desk, item_id, inbox.put_off_until(workspace, [item_id], wake))


@router.post("/copied")
def copied(desk: DeskNow, item_id: Id, given: Given) -> Response:
    """Notes that words were copied, to be pasted on the network."""
    if given.text.strip():
        note_answer(desk.workspace, item_id, How.COPIED, given.text, given.pressed, made_of=given.made_of())
    return Response(status_code=204)


def _onward(desk: Desk, item_id: int, decided: list[int]) -> Response:
    """To the next item of the same lane, with the way back."""
    desk.hub.tell("news")
    view = View(lane=inbox.whole(desk.workspace, item_id).item.lane)
    following = inbox.following(desk.workspace, view.wanted(desk.workspace.now()), item_id)
    return RedirectResponse(view.link(item=following, undo=",".join(map(str, decided))), 303)


def _page(
    request: Request,
    desk: Desk,
    item_id: int,
    want: Want = Want.ANSWER,
    fact: str = "",
    *,
    typed: Written | None = None,
    account: str = "",
    unfold: bool = False,
    model: bool = False,
) -> Response:
    crossing = cross(desk.workspace, item_id, want, fact, ask_model=model)
    waiting = crossing.aside
    begun = typed or (Written.begun(waiting.made_of) if waiting else None)
    words = typed.text if typed else waiting.text if waiting else ""
    context = {
        "crossing": crossing,
        "whole": crossing.whole,
        "item": crossing.whole.item,
        "met": crossing.met,
        "headline": headline(crossing),
        "want": want,
        "wants": _WANTS,
        "came_words": CAME_WORDS,
        "fact": fact,
        "unfold": unfold,
        "begun": begun,
        "friends": friends_of(desk.workspace, item_id),
        "item_id": item_id,
        "leading": leading(desk.workspace, item_id),
        "query": _AT,
        **doing(f"/inbox/item/{item_id}", _AT, reach(desk.workspace, item_id, account), words),
    }
    part = "crossroads_drafts.html" if by_script(request) else "crossroads.html"
    return desk.page(request, part, context)
