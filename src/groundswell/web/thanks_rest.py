"""Likes for everybody who said a kind word or two: whom it concerns, one press, and stopping them."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.actions import Act
from groundswell.services.inbox import paging as inbox
from groundswell.services.inbox.answering import ways
from groundswell.services.networks.sending import APART_MS, MOST_AT_ONCE, paced
from groundswell.services.thanks import given as thanks_given
from groundswell.web.addresses import Id, ids
from groundswell.web.desk import DeskNow
from groundswell.web.thanks import As, Chosen, Pressed

router = APIRouter(prefix="/thanks/rest")

Items = Annotated[list[Id], Form(alias="item", max_length=MOST_AT_ONCE)]


@router.get("")
def rest(request: Request, desk: DeskNow, account: Chosen = "") -> Response:
    """Whom likes for the rest concern."""
    account = desk.sittings.account = account or desk.sittings.account
    sitting = desk.sittings.whole()
    shown = sitting.rest[:MOST_AT_ONCE]
    found = ways(desk.workspace, shown, Act.LIKE, account)
    became = thanks_given.given(desk.workspace, shown)
    rows = [(became[one], found.get(one)) for one in shown if one in became]
    choice = next((way.accounts for way in found.values() if way.accounts), ())
    context = {
        "from_here": [row for row in rows if row[1] is not None and row[1].account is not None],
        "by_hand": [row for row in rows if row[1] is None or row[1].account is None],
        "accounts": choice,
        "account": account,
        "apart_s": APART_MS // 1000,
    }
    return desk.page(request, "thanks_rest.html", context)


@router.post("")
def like_rest(desk: DeskNow, pressed: Pressed, item: Items, account: As = "") -> Response:
    """Likes for those that were shown, one after the other: somebody pressed it."""
    thanks_given.give_likes(desk.workspace, item, pressed, account)
    desk.hub.tell("status")
    desk.hub.tell("news")
    return RedirectResponse("/thanks#going", 303)


@router.post("/stop")
def stop(desk: DeskNow) -> Response:
    """Takes back the likes that have not gone yet."""
    thanks_given.stop_likes(desk.workspace)
    desk.hub.tell("status")
    desk.hub.tell("news")
    return RedirectResponse("/thanks#rest", 303)


@router.post("/by-hand")
def liked_by_hand(desk: DeskNow, item: Items) -> Response:
    """Notes likes that the user has given on the network."""
    made = thanks_given.likes_by_hand(desk.workspace, item)
    desk.hub.tell("news")
    return RedirectResponse(f"/thanks?{urlencode({'undo': ','.join(map(str, made))})}#rest", 303)


@router.get("/going")
def going(request: Request, desk: DeskNow) -> Response:
    """How many likes still wait for their turn."""
    context = {"going": paced(desk.workspace), "apart_s": APART_MS // 1000}
    return desk.page(request, "thanks_going.html", context)


@router.post("/undo")
def undo(desk: DeskNow, decisions: Annotated[str, Form()]) -> Response:
    """Takes such notes back."""
    inbox.undo(desk.workspace, ids(decisions))
    desk.hub.tell("news")
    return RedirectResponse("/thanks#rest", 303)
