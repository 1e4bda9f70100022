"""The page *Inbox*: lanes, list and reading pane; decisions and undo."""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.responses import RedirectResponse, Response

from groundswell.domain.when import DAY
from groundswell.domain.words import Kind, Lane, Network
from groundswell.services.feedback.points import holding
from groundswell.services.inbox import paging as services
from groundswell.services.inbox.answering import reach
from groundswell.services.inbox.paging import Wanted
from groundswell.services.kept.suggesting import holding as leading
from groundswell.services.reading.doubt import OFFERED, rest_begins
from groundswell.services.reading.incoming import approached
from groundswell.services.replies.handed_back import friends_of
from groundswell.services.replies.noting import aside
from groundswell.web.addresses import Id, cursor, ids
from groundswell.web.asking import by_script
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.doing import doing

router = APIRouter(prefix="/inbox")

State = Literal["open", "snoozed", "done", "answered", "earlier"]


class View(BaseModel):
    """What the address says: lane, filters, from where on, which item is open, who acts, what is undone."""

    model_config = ConfigDict(extra="ignore")

    lane: Lane | None = None
    state: State = "open"
    post: Id | None = None
    person: Id | None = None
    network: Network | None = None
    language: str | None = Field(None, max_length=40)
    kind: Kind | None = None
    days: int | None = Field(None, ge=1, le=36_500)
    item: Id | None = None
    unfold: bool = False
    account: str = ""
    after: str = ""
    undo: str = ""
    at: Literal["crossroads"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _empty_is_unset(cls, told: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in told.items() if value != ""}

    def wanted(self, now: int) -> Wanted:
        """The same as the store asks for it."""
        return Wanted(
            lanes=(self.lane,) if self.lane else (),
            state=self.state,
            post_id=self.post,
            person_id=self.person,
            network=self.network,
            language=self.language,
            kind=self.kind,
            since=now - self.days * DAY if self.days else None,
        )

    def query(self, **changes: object) -> str:
        """The same view with changes, as a query; what is unset or holds anyway is left out."""
        passing = {"item", "unfold", "account", "after", "undo"}
        told = {**self.model_dump(mode="json", exclude=passing), **changes}
        kept = {name: value for name, value in told.items() if value and (name, value) != ("state", "open")}
        return urlencode(kept)

    def link(self, **changes: object) -> str:
        """The address of the same list with changes; no item is open unless `item` says so."""
        query = self.query(**changes)
        return f"/inbox?{query}" if query else "/inbox"

    def page_of(self, item_id: int, **changes: object) -> str:
        """The address of the page on which an item is looked at: its own crossroads, or the same list."""
        if self.at == "crossroads":
            account = changes.get("account")
            return f"/crossroads/{item_id}" + (f"?{urlencode({'account': account})}" if account else "")
        return self.link(item=item_id, **changes)

    @property
    def filtered(self) -> bool:
        """Whether more than the lane narrows the list."""
        narrowing = (self.post, self.person, self.network, self.language, self.kind, self.days)
        return self.state != "open" or any(narrowing)


ViewNow = Annotated[View, Query()]


@router.get("")
def show(request: Request, desk: DeskNow, view: ViewNow) -> Response:
    """The whole page, or only the next rows of the list when scrolling on."""
    if view.lane is None and view.state == "open":
        view = view.model_copy(update={"lane": _first_lane(desk, view)})
    if view.lane is Lane.KIND_WORDS:
        desk.sittings.drafts.warm()  # They may be thanked in a moment.
    after = cursor(view.after)
    context = _list(desk, view, after)
    if after is not None and by_script(request):
        return desk.page(request, "inbox_rows.html", context)
    context |= opened(desk, view, view.item)
    context["filters"] = services.filters(desk.workspace, view.state, view.lane or Lane.NEEDS_YOU)
    context["states"] = get_args(State)
    context["said"] = services.said_of(desk.workspace, ids(view.undo)) if view.undo else ""
    return desk.page(request, "inbox.html", context)


@router.get("/lanes")
def lanes(request: Request, desk: DeskNow, view: ViewNow) -> Response:
    """Only the lanes with their counts, for when they change."""
    return desk.page(request, "inbox_lanes.html", _list(desk, view))


def opened(desk: Desk, view: View, item_id: int | None) -> dict[str, object]:
    """One item for the reading pane, with what can be done about it on its network."""
    if item_id is None:
        return {"whole": None}
    waiting = aside(desk.workspace, item_id)
    reached = reach(desk.workspace, item_id, view.account)
    acts = doing(f"/inbox/item/{item_id}", view.query(), reached, waiting.text if waiting else "")
    point = {"item_id": item_id, "holding": holding(desk.workspace, item_id)}
    lead = {"leading": leading(desk.workspace, item_id)}
    friends = {"friends": friends_of(desk.workspace, item_id)}
    whole = services.whole(desk.workspace, item_id)
    return {"whole": whole, **acts, **point, **lead, **friends, "sight": approached(whole.item)}


@router.get("/item/{item_id}")
def item(request: Request, desk: DeskNow, item_id: Id, view: ViewNow) -> Response:
    """The reading pane with one item."""
    if not by_script(request):
        return RedirectResponse(view.link(item=item_id), 303)
    view = view.model_copy(update={"item": item_id})
    context = {"view": view, **opened(desk, view, item_id)}
    return desk.page(request, "inbox_pane.html", context)


@router.post("/item/{item_id}/done")
def done(request: Request, desk: DeskNow, item_id: Id, view: ViewNow) -> Response:
    """Marks an item as done."""
    return _moved(request, desk, view, item_id, services.mark_done(desk.workspace, [item_id]), "Done.")


@router.post("/item/{item_id}/reopen")
def reopen(request: Request, desk: DeskNow, item_id: Id, view: ViewNow) -> Response:
    """Opens an item again."""
    return _moved(request, desk, view, item_id, services.reopen(desk.workspace, [item_id]), "Open again.")


@router.post("/item/{item_id}/snooze")
def snooze(
    request: Request, desk: DeskNow, item_id: Id, view: ViewNow, until: Annotated[str, Form()]
) -> Response:
    """Puts an item off."""
    made = services.snooze(desk.workspace, [item_id], until)
    return _moved(request, desk, view, item_id, made, services.said_of(desk.workspace, made))


@router.post("/item/{item_id}/lane")
def lane(request: Request, desk: DeskNow, item_id: Id, view: ViewNow, to: Annotated[str, Form()]) -> Response:
    """Corrects an item's lane."""
    made = services.correct_lane(desk.workspace, [item_id], to)
    return _moved(request, desk, view, item_id, made.decisions, _went_along(made.learned.total))


@router.post("/undo")
def undo(request: Request, desk: DeskNow, view: ViewNow, decisions: Annotated[str, Form()] = "") -> Response:
    """Takes back the decisions told, or those made last."""
    items = services.undo(desk.workspace, ids(decisions) if decisions else None)
    _tell(request, desk)
    if not by_script(request):
        return RedirectResponse(view.link(item=items[0] if items else None), 303)
    if not items:
        return desk.page(request, "inbox_nothing.html", {}, headers={"hx-reswap": "none"})
    context = {"said": "Taken back.", "decisions": "", "gone": None}
    return _pane(request, desk, view, items[0], context)


def _moved(
    request: Request, desk: Desk, view: View, item_id: int, decisions: list[int], said: str
) -> Response:
    """After a decision: the next item, the counts, and a word with the way back."""
    _tell(request, desk)
    told = ",".join(str(one) for one in decisions)
    following = services.following(desk.workspace, view.wanted(desk.workspace.now()), item_id)
    if not by_script(request):
        return RedirectResponse(view.link(item=following, undo=told), 303)
    gone = item_id if following != item_id else None
    return _pane(request, desk, view, following, {"said": said, "decisions": told, "gone": gone})


def _pane(
    request: Request, desk: Desk, view: View, item_id: int | None, context: Mapping[str, object]
) -> Response:
    view = view.model_copy(update={"item": item_id})
    headers = {"hx-replace-url": view.link(item=item_id)}
    shown = {**_list(desk, view), **context, **opened(desk, view, item_id)}
    return desk.page(request, "inbox_moved.html", shown, headers=headers)


def _list(desk: Desk, view: View, after: tuple[int, int] | None = None) -> dict[str, object]:
    wanted = view.wanted(desk.workspace.now())
    most = None if wanted.plain else services.MOST_COUNTED
    listing = services.listing(desk.workspace, wanted, after)
    rest = rest_begins(listing.items) if view.lane is Lane.UNSURE else None
    return {"view": view, "listing": listing, "most": most, "rest_from": rest}


def _went_along(others: int) -> str:
    if not others:
        return "Moved. Your word counts from now on."
    return "Moved, and one like it with it." if others == 1 else f"Moved, and {others:,} like it with it."


def _tell(request: Request, desk: Desk) -> None:
    """Every other page hears of it; the one that did it knows."""
    desk.hub.tell("news", request.headers.get("x-page", ""))


def _first_lane(desk: Desk, view: View) -> Lane:
    counts = services.counts(desk.workspace, view.wanted(desk.workspace.now()))
    return next((one for one in OFFERED if counts[one]), Lane.NEEDS_YOU)
