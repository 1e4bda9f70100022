"""The page *Feedback*: points to act on, what may become one, and telling those who said it."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.feedback import SETTLED, Does, PointState
from groundswell.services.feedback import points as services
from groundswell.services.feedback import telling
from groundswell.services.inbox.answering import take_back_words
from groundswell.web.addresses import Id, clean_ids, ids, undo_query
from groundswell.web.asking import by_script
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.inbox import ViewNow

router = APIRouter(prefix="/feedback")

Items = Annotated[list[Id], Form(alias="item", max_length=20_000)]
Key = Annotated[str, Form(max_length=64)]
Pressed = Annotated[str, Form(max_length=64)]
Quote = Annotated[str, Form(max_length=2_000)]
Account = Annotated[str, Form(max_length=500)]
Text = Annotated[str, Form(max_length=10_000)]
Undo = Annotated[str, Query(max_length=20)]
Did = Annotated[Does | None, Query()]

SAID = {
    Does.KEEP: "Kept.",
    Does.ADD: "Added.",
    Does.SPLIT: "A point of its own now.",
    Does.MERGE: "One point now.",
    Does.NAME: "Renamed.",
    Does.STATE: "Noted.",
    Does.TOLD: "Noted.",
    Does.DROP: "No point any more.",
    Does.LEAVE: "Not suggested any more.",
}
"""What the word at the bottom says after a press."""

SHOWN = 5
"""So many suggestions by one person are shown unless all are asked for."""


@router.get("")
def show(request: Request, desk: DeskNow, undo: Undo = "", did: Did = None, every: bool = False) -> Response:
    """Points by their state, and what may become one."""
    found = services.overview(desk.workspace)
    several = [one for one in found.suggested if one.people > 1 or one.point]
    alone = [one for one in found.suggested if one not in several]
    context = {
        "overview": found,
        "several": several,
        "alone": alone if every else alone[:SHOWN],
        "more": 0 if every else max(0, len(alone) - SHOWN),
        **_undoing(undo, did, ""),
    }
    return desk.page(request, "feedback.html", context)


@router.post("/keep")
def keep(desk: DeskNow, item: Items, pressed: Pressed, title: Text = "") -> Response:
    """Keeps a suggestion as a point."""
    _, word = services.keep(desk.workspace, item, title, pressed)
    return _back(desk, "", word, Does.KEEP)


@router.post("/add")
def add(desk: DeskNow, item: Items, point: Key) -> Response:
    """Adds a suggestion to a point that there is."""
    return _back(desk, "", services.add(desk.workspace, item, point), Does.ADD)


@router.post("/leave")
def leave(desk: DeskNow, item: Items) -> Response:
    """Puts a suggestion away."""
    return _back(desk, "", services.leave(desk.workspace, item), Does.LEAVE)


@router.post("/undo")
def undo(
    desk: DeskNow, words: Annotated[str, Form()], back: Annotated[str, Form(max_length=64)] = ""
) -> Response:
    """Takes words back; then the point is shown again, if it is still one."""
    services.take_back(desk.workspace, ids(words))
    return _back(desk, back, None, None)


@router.post("/item/{item_id}")
def keep_item(
    request: Request, desk: DeskNow, item_id: Id, view: ViewNow, pressed: Pressed, point: Key = ""
) -> Response:
    """Keeps an item of the inbox as a point, or adds it to one, and stays there."""
    if point:
        word: int | None = services.add(desk.workspace, [item_id], point)
    else:
        _, word = services.keep(desk.workspace, [item_id], "", pressed)
    return _in_inbox(request, desk, item_id, view, word)


@router.post("/item/{item_id}/undo")
def undo_item(
    request: Request, desk: DeskNow, item_id: Id, view: ViewNow, words: Annotated[str, Form()]
) -> Response:
    """Takes that back."""
    services.take_back(desk.workspace, ids(words))
    return _in_inbox(request, desk, item_id, view, None)


@router.get("/{key}")
def show_point(
    request: Request, desk: DeskNow, key: str, undo: Undo = "", did: Did = None, account: str = ""
) -> Response:
    """One point: what was said, what is to become of it, and who was told."""
    shown = services.point_of(desk.workspace, key)
    settled = shown.point.state in SETTLED
    context = {
        "shown": shown,
        "point": shown.point,
        "others": services.others(desk.workspace, shown.point.key),
        "history": services.history(desk.workspace, shown.point),
        "critics": telling.critics(desk.workspace, shown, account) if settled else None,
        **_undoing(undo, did, shown.point.key),
    }
    return desk.page(request, "feedback_point.html", context)


@router.post("/{key}/name")
def name(desk: DeskNow, key: str, title: Text) -> Response:
    """Gives it another title."""
    return _back(desk, key, services.rename(desk.workspace, key, title), Does.NAME)


@router.post("/{key}/state")
def state(desk: DeskNow, key: str, to: Annotated[PointState, Form()], note: Text = "") -> Response:
    """Says what is to become of it, or became of it."""
    word = services.set_state(desk.workspace, key, to, note)
    return _back(desk, key, word, Does.STATE, "#tell" if to in SETTLED else "")


@router.post("/{key}/merge")
def merge(desk: DeskNow, key: str, into: Key) -> Response:
    """Makes it one with another point."""
    one, word = services.merge(desk.workspace, key, into)
    return _back(desk, one, word, Does.MERGE)


@router.post("/{key}/split")
def split(desk: DeskNow, key: str, quote: Quote, pressed: Pressed) -> Response:
    """Makes a point of its own of one quote, and shows that."""
    new, word = services.split(desk.workspace, key, quote, pressed)
    return _back(desk, new, word, Does.SPLIT)


@router.post("/{key}/drop")
def drop(desk: DeskNow, key: str) -> Response:
    """Says that it is no point after all."""
    return _back(desk, "", services.drop(desk.workspace, key), Does.DROP)


@router.post("/{key}/answer")
def answer(
    request: Request,
    desk: DeskNow,
    key: str,
    quote: Annotated[str, Query(max_length=2_000)],
    pressed: Pressed,
    text: Text = "",
    account: Account = "",
) -> Response:
    """Sends a reply that says what became of it: somebody pressed send."""
    try:
        telling.tell(desk.workspace, key, quote, text, pressed, account)
    except UsageError as error:
        told = {
            "what": error.what, "mend": error.mend, "base": f"/feedback/{key}",
            "tail": f"?{urlencode({'quote': quote})}", "back": f"/feedback/{key}#tell",
            "text": text, "account": account, "act": "reply",
        }  # fmt: skip
        return desk.page(request, "unsent.html", told, 422)
    desk.hub.tell("status")
    return _back(desk, key, None, None, "#tell")


@router.post("/{key}/told")
def told(desk: DeskNow, key: str, quote: Quote) -> Response:
    """Notes that somebody was told on the network."""
    return _back(desk, key, telling.told_by_hand(desk.workspace, key, quote), Does.TOLD, "#tell")


@router.post("/{key}/take-back")
def take_back(desk: DeskNow, key: str, sent: Annotated[str, Form(alias="key", max_length=64)]) -> Response:
    """Takes a reply back that has not gone yet; its words stand in the field again."""
    take_back_words(desk.workspace, sent)
    desk.hub.tell("status")
    return _back(desk, key, None, None, "#tell")


def _undoing(undo: str, did: Does | None, back: str) -> dict[str, object]:
    return {"undo": clean_ids(undo), "said": SAID[did] if did else "", "back": back}


def _back(desk: Desk, key: str, word: int | None, did: Does | None, place: str = "") -> Response:
    """To the point if there still is one, else to all of them; with the way back."""
    desk.hub.tell("news")
    where = "/feedback"
    if key:
        try:
            where = f"/feedback/{services.point_of(desk.workspace, key).point.key}"
        except NotFound:
            place = ""
    return RedirectResponse(f"{where}{undo_query(word, did)}{place or '#next'}", 303)


def _in_inbox(request: Request, desk: Desk, item_id: int, view: ViewNow, word: int | None) -> Response:
    if not by_script(request):
        return RedirectResponse(view.link(item=item_id), 303)
    context = {
        "item_id": item_id,
        "query": view.query(),
        "holding": services.holding(desk.workspace, item_id),
        "word": word,
    }
    return desk.page(request, "inbox_point_moved.html", context)
