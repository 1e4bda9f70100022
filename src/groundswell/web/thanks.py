"""The page *Thanks*: the kind words of one sitting, card by card."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.actions import Act
from groundswell.domain.errors import UsageError
from groundswell.services.inbox.answering import reach
from groundswell.services.networks.sending import APART_MS, paced
from groundswell.services.preferences import CHOICES, prefer
from groundswell.services.thanks import given as thanks_given
from groundswell.services.thanks.given import Became, Given
from groundswell.services.thanks.sittings import Sitting
from groundswell.services.thanks.thanking import in_short
from groundswell.web.addresses import Id, clean_ids
from groundswell.web.asking import by_script
from groundswell.web.desk import Desk, DeskNow

router = APIRouter(prefix="/thanks")

Pressed = Annotated[str, Form(max_length=64)]
Text = Annotated[str, Form(max_length=10_000)]
As = Annotated[str, Form(max_length=500)]
"""The key of the account that does it; empty where there is no choice."""
Chosen = Annotated[str, Query(alias="account", max_length=500)]

_FIRST_S, _NEXT_S = 0.25, 0.6
"""So long the page, and a card by itself, wait for a draft; one that takes longer follows by itself."""


@router.get("")
def show(
    request: Request, desk: DeskNow, card: Id | None = None, account: Chosen = "", undo: str = ""
) -> Response:
    """The sitting that is going on, with the first card open that waits, or the one that is named."""
    desk.sittings.drafts.warm()
    desk.sittings.account = account or desk.sittings.account
    sitting = desk.sittings.whole()
    waits = [one.item.id for one in sitting.left]
    at = card if card in waits else next(iter(waits), None)
    desk.sittings.look_ahead(sitting, at)
    assert sitting.waiting is not None
    context = {
        **_head(sitting),
        "headline": in_short(sitting.waiting),
        "open": at,
        "body": _body(desk, at, _FIRST_S) if at is not None else {},
        "going": paced(desk.workspace),
        "apart_s": APART_MS // 1000,
        "choices": CHOICES,
        "undo": clean_ids(undo),
    }
    return desk.page(request, "thanks.html", context)


@router.post("/choice")
def choose(desk: DeskNow, name: Annotated[str, Form()], value: Annotated[str, Form()]) -> Response:
    """How long a sitting is, or for whom there are words; a new sitting begins."""
    if name not in ("sitting", "words_for"):
        raise UsageError(f"{name!r} is not chosen here", mend="Choose it in the settings.")
    prefer(desk.workspace, name, value)
    return RedirectResponse("/thanks", 303)


@router.post("/next")
def following(desk: DeskNow) -> Response:
    """Begins the next sitting."""
    desk.sittings.whole(anew=True)
    return RedirectResponse("/thanks", 303)


@router.get("/card/{item_id}")
def card(request: Request, desk: DeskNow, item_id: Id) -> Response:
    """What is inside a card: the words, and the draft as soon as it is written."""
    if not by_script(request):
        return RedirectResponse(f"/thanks?card={item_id}#card-{item_id}", 303)
    sitting = desk.sittings.going()
    desk.sittings.look_ahead(sitting, item_id)
    return desk.page(request, "thanks_body.html", {"body": _body(desk, item_id)})


@router.get("/card/{item_id}/line")
def line(request: Request, desk: DeskNow, item_id: Id, seen: str = "") -> Response:
    """What became of a card; nothing if that is what was seen already."""
    one = thanks_given.given_to(desk.workspace, item_id)
    if one.sending is not None and one.sending.state == seen:
        return Response(status_code=204)
    return desk.page(request, "thanks_moved.html", {**_head(desk.sittings.going()), "card": one, "oob": True})


@router.post("/card/{item_id}/words")
def words(
    request: Request, desk: DeskNow, item_id: Id, pressed: Pressed, text: Text = "", account: As = ""
) -> Response:
    """Sends words: somebody pressed send."""
    try:
        made_of = desk.sittings.drafts.made_of(item_id)
        thanks_given.give_words(desk.workspace, item_id, text, pressed, account, made_of)
    except UsageError as error:
        if by_script(request) or not text.strip():
            raise
        told = {
            "what": error.what, "mend": error.mend, "base": f"/inbox/item/{item_id}", "tail": "",
            "back": f"/thanks?card={item_id}", "text": text, "account": account, "act": Act.REPLY,
        }  # fmt: skip
        return desk.page(request, "unsent.html", told, 422)
    desk.sittings.drafts.use(text)
    return _moved(request, desk, item_id)


@router.post("/card/{item_id}/like")
def like(request: Request, desk: DeskNow, item_id: Id, pressed: Pressed, account: As = "") -> Response:
    """A like instead of words."""
    thanks_given.give_like(desk.workspace, item_id, pressed, account)
    return _moved(request, desk, item_id)


@router.post("/card/{item_id}/leave")
def leave(request: Request, desk: DeskNow, item_id: Id) -> Response:
    """Leaves it as it is."""
    thanks_given.leave(desk.workspace, item_id)
    return _moved(request, desk, item_id)


@router.post("/card/{item_id}/by-hand")
def by_hand(request: Request, desk: DeskNow, item_id: Id, pressed: Pressed, text: Text = "") -> Response:
    """Notes that the user has thanked them on the network."""
    made_of = desk.sittings.drafts.made_of(item_id)
    thanks_given.words_by_hand(desk.workspace, item_id, text, pressed, made_of)
    desk.sittings.drafts.use(text)
    return _moved(request, desk, item_id)


@router.post("/card/{item_id}/another")
def another(request: Request, desk: DeskNow, item_id: Id) -> Response:
    """Another draft in place of this one."""
    desk.sittings.drafts.anew(item_id)
    return _moved(request, desk, item_id)


@router.post("/card/{item_id}/take-back")
def take_back(request: Request, desk: DeskNow, item_id: Id, pressed: Pressed) -> Response:
    """Takes back what was given, as long as it can be; its words stand in the field again."""
    given = thanks_given.undo(desk.workspace, item_id, pressed)
    if given:
        desk.sittings.drafts.keep(item_id, given)
    return _moved(request, desk, item_id)


def _moved(request: Request, desk: Desk, item_id: int) -> Response:
    """After a press: what became of the card, and how far the sitting is."""
    desk.hub.tell("status")
    desk.hub.tell("news", request.headers.get("x-page", ""))
    sitting = desk.sittings.going()
    after = sitting.after(item_id)
    one = thanks_given.given_to(desk.workspace, item_id)
    if not by_script(request):
        at = item_id if one.became is Became.WAITS else after
        return RedirectResponse(f"/thanks?card={at}#card-{at}" if at is not None else "/thanks#done", 303)
    desk.sittings.look_ahead(sitting, after)
    context = {**_head(sitting), "card": one, "oob": True}
    if one.became is Became.WAITS:
        context |= {"open": item_id, "body": _body(desk, item_id)}
    return desk.page(request, "thanks_moved.html", context)


def _head(sitting: Sitting) -> dict[str, object]:
    """How far the sitting is."""
    counts = {became: sum(one.became is became for one in sitting.cards) for became in Became}
    return {"sitting": sitting, "counts": counts, "open": None, "oob": False}


def _body(desk: Desk, item_id: int, within_s: float = _NEXT_S) -> dict[str, object]:
    """One card from inside; `drafted` is none as long as the draft is being written."""
    one = thanks_given.given_to(desk.workspace, item_id)
    reached = reach(desk.workspace, item_id, desk.sittings.account)
    drafted = desk.sittings.drafts.get(item_id, within_s)
    return {
        "card": one,
        "reach": reached,
        "drafted": drafted,
        "text": _text(one, reached.draft, drafted.text if drafted else ""),
    }


def _text(one: Given, taken_back: str, drafted: str) -> str:
    """Words of her own come first."""
    return one.words or taken_back or drafted
