"""The page *Inbox*: lanes, list and reading pane; decisions and undo."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import RedirectResponse, Response

from groundswell.domain.words import Kind, Lane, Network
from groundswell.services import inbox as services
from groundswell.services.inbox import Wanted
from groundswell.web.desk import Desk, DeskNow

router = APIRouter(prefix="/inbox")

_STATES = ("open", "snoozed", "done", "answered", "earlier")


class View(BaseModel):
    """What the address says: which lane and filters, from where on, and which item is open."""

    model_config = ConfigDict(extra="ignore")

    lane: Lane | None = None
    state: str = "open"
    post: int | None = None
    person: int | None = None
    network: Network | None = None
    language: str | None = None
    kind: Kind | None = None
    days: int | None = None
    item: int | None = None
    after: str = ""

    def wanted(self, now: int) -> Wanted:
        """The same as the store asks for it."""
        return Wanted(
            lanes=(self.lane,) if self.lane else (),
            state=self.state if self.state in _STATES else "open",
            post_id=self.post,
            person_id=self.person,
            network=self.network,
            language=self.language or None,
            kind=self.kind,
            since=now - self.days * 86_400_000 if self.days else None,
        )

    def link(self, **changes: object) -> str:
        """The address of the same view with changes; what is none or a default is left out."""
        told = {**self.model_dump(mode="json", exclude={"after"}), **changes}
        kept = {
            name: value
            for name, value in told.items()
            if value not in (None, "") and (name, value) != ("state", "open")
        }
        return "/inbox" + (f"?{urlencode(kept)}" if kept else "")


ViewNow = Annotated[View, Query()]


@router.get("")
def show(request: Request, desk: DeskNow, view: ViewNow) -> Response:
    """The whole page, or only the next rows of the list when scrolling on."""
    if view.lane is None and view.state == "open":
        view = view.model_copy(update={"lane": _first_lane(desk, view)})
    after = _cursor(view.after)
    listing = services.listing(desk.workspace, view.wanted(desk.workspace.now()), after)
    context: dict[str, object] = {"view": view, "listing": listing, "states": _STATES}
    if after is not None:
        return desk.page(request, "inbox_rows.html", context)
    context["whole"] = services.whole(desk.workspace, view.item) if view.item is not None else None
    context["filters"] = services.filters(desk.workspace, view.state, view.lane or Lane.NEEDS_YOU)
    return desk.page(request, "inbox.html", context)


@router.get("/item/{item_id}")
def item(request: Request, desk: DeskNow, item_id: int, view: ViewNow) -> Response:
    """The reading pane with one item."""
    view = view.model_copy(update={"item": item_id})
    if "hx-request" not in request.headers:
        return RedirectResponse(view.link(item=item_id), 303)
    return desk.page(
        request, "inbox_pane.html", {"view": view, "whole": services.whole(desk.workspace, item_id)}
    )


@router.get("/item/{item_id}/unfold")
def unfold(request: Request, desk: DeskNow, item_id: int) -> Response:
    """The words of a folded item, asked for on purpose."""
    return desk.page(request, "unfolded.html", {"whole": services.whole(desk.workspace, item_id)})


@router.post("/item/{item_id}/done")
def done(request: Request, desk: DeskNow, item_id: int, view: ViewNow) -> Response:
    """Marks an item as done."""
    return _moved(request, desk, view, item_id, services.mark_done(desk.workspace, [item_id]), "Done.")


@router.post("/item/{item_id}/reopen")
def reopen(request: Request, desk: DeskNow, item_id: int, view: ViewNow) -> Response:
    """Opens an item again."""
    return _moved(request, desk, view, item_id, services.reopen(desk.workspace, [item_id]), "Open again.")


@router.post("/item/{item_id}/snooze")
def snooze(
    request: Request, desk: DeskNow, item_id: int, view: ViewNow, until: Annotated[str, Form()]
) -> Response:
    """Puts an item off."""
    made = services.snooze(desk.workspace, [item_id], until)
    return _moved(request, desk, view, item_id, made, "Put off.")


@router.post("/item/{item_id}/lane")
def lane(
    request: Request, desk: DeskNow, item_id: int, view: ViewNow, to: Annotated[str, Form()]
) -> Response:
    """Corrects an item's lane."""
    made = services.correct_lane(desk.workspace, [item_id], to)
    return _moved(request, desk, view, item_id, made, "Thank you; it is moved.")


@router.post("/undo")
def undo(request: Request, desk: DeskNow, view: ViewNow, decisions: Annotated[str, Form()] = "") -> Response:
    """Takes back the decisions told, or those made last."""
    chosen = [int(one) for one in decisions.split(",") if one.isdigit()] if decisions else None
    items = services.undo(desk.workspace, chosen)
    target = view.link(item=items[0] if items else None)
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"hx-redirect": target})
    return RedirectResponse(target, 303)


def _moved(
    request: Request, desk: Desk, view: View, item_id: int, decisions: list[int], said: str
) -> Response:
    """After a decision: the list without the item, the counts, and a word with the way back."""
    if "hx-request" not in request.headers:
        return RedirectResponse(view.link(item=None), 303)
    listing = services.listing(desk.workspace, view.wanted(desk.workspace.now()))
    context = {
        "view": view,
        "listing": listing,
        "item_id": item_id,
        "decisions": ",".join(str(one) for one in decisions),
        "said": said,
    }
    return desk.page(request, "inbox_moved.html", context)


def _first_lane(desk: Desk, view: View) -> Lane:
    counts = services.listing(desk.workspace, view.wanted(desk.workspace.now())).counts
    return next((one for one in Lane if counts[one]), Lane.NEEDS_YOU)


def _cursor(text: str) -> tuple[int, int] | None:
    sort, _, item = text.partition("_")
    return (int(sort), int(item)) if sort.isdigit() and item.isdigit() else None
