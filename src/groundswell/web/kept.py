"""The page *Kept*: what came of it, the leads, and what may become one."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.errors import NotFound
from groundswell.domain.kept import Did, LeadKind, Stage
from groundswell.services.files.exporting import export_lines
from groundswell.services.kept import leads as services
from groundswell.services.kept.came import came_of
from groundswell.services.kept.requests import waiting_count
from groundswell.services.kept.suggesting import Suggestions, holding, suggestions, suggestions_at_once
from groundswell.services.kept.webhook import chosen
from groundswell.services.kept.written import FORMS
from groundswell.services.waves.showing import current_post, own_posts
from groundswell.services.workspace import Workspace
from groundswell.web.addresses import Id, clean_ids, ids, undo_query
from groundswell.web.asking import by_script
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.inbox import ViewNow
from groundswell.web.kept_drawing import flow

router = APIRouter(prefix="/kept")

Items = Annotated[list[Id], Form(alias="item", max_length=200)]
Pressed = Annotated[str, Form(max_length=64)]
Text = Annotated[str, Form(max_length=10_000)]
Undo = Annotated[str, Query(max_length=200)]
SaidOf = Annotated[Did | None, Query()]

SAID = {
    Did.KEEP: "Kept as a lead.",
    Did.KIND: "Noted.",
    Did.NAME: "Renamed.",
    Did.STAGE: "Moved.",
    Did.NEXT: "Noted.",
    Did.NOTE: "Noted.",
    Did.VALUE: "Noted.",
    Did.DROP: "No lead any more.",
    Did.SKIP: "Not suggested any more.",
    Did.ACCEPT: "On the accept list.",
    Did.ACCEPTED: "Noted as accepted.",
    Did.LEAVE: "Left.",
    Did.THANKED: "Noted as thanked.",
}
"""What the word at the bottom says after a press."""

SHOWN = 6
"""So many suggestions are shown unless all are asked for."""


@router.get("")
def show(
    request: Request, desk: DeskNow, post: str = "", undo: Undo = "", did: SaidOf = None, every: bool = False,
    wait: bool = False,
) -> Response:  # fmt: skip
    """What came of a wave, or of all with `post=all`; the leads by their stage; what may be one.

    Where much is to be looked at first, that last part follows, unless somebody chose to `wait`.
    """
    posts = own_posts(desk.workspace)
    post_id = _chosen(desk.workspace, post)
    came = came_of(desk.workspace, post_id)
    waits = wait or by_script(request)
    suggested = suggestions(desk.workspace) if waits else suggestions_at_once(desk.workspace)
    found = suggested or Suggestions((), (), 0)
    context = {
        "came": came,
        "flow": flow(came),
        "posts": posts,
        "pipeline": services.pipeline(desk.workspace),
        "suggested": found.leads if every else found.leads[:SHOWN],
        "more": 0 if every else max(0, len(found.leads) - SHOWN),
        "found": found,
        "late": suggested is None,
        "hook": chosen(desk.workspace),
        "asking": waiting_count(desk.workspace),
        **undoing(undo, did),
    }
    return desk.page(request, "kept.html", context)


@router.get("/export/{form}")
def export(desk: DeskNow, form: str) -> Response:
    """What was kept, as a file."""
    kind = FORMS.get(form)
    lines = export_lines(desk.workspace, "kept", form)
    name = f"kept.{kind.ending if kind else 'csv'}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response("".join(lines), media_type=kind.type if kind else "text/csv", headers=headers)


@router.post("/keep")
def keep(desk: DeskNow, item: Items, kind: Annotated[LeadKind, Form()], pressed: Pressed) -> Response:
    """Keeps what somebody said as a lead."""
    _, press = services.keep(desk.workspace, item, kind, pressed)
    return _back(desk, "", press, Did.KEEP, "#next")


@router.post("/skip")
def skip(desk: DeskNow, item: Items) -> Response:
    """Puts a suggestion away."""
    return _back(desk, "", services.skip(desk.workspace, item), Did.SKIP, "#next")


@router.post("/undo")
def undo(
    desk: DeskNow, presses: Annotated[str, Form()], back: Annotated[str, Form(max_length=64)] = ""
) -> Response:
    """Takes presses back; then the lead is shown again, if it still is one."""
    services.take_back(desk.workspace, ids(presses))
    return _back(desk, back, None, None, "#next")


@router.post("/item/{item_id}")
def keep_item(
    request: Request, desk: DeskNow, item_id: Id, view: ViewNow, kind: Annotated[LeadKind, Form()],
    pressed: Pressed,
) -> Response:  # fmt: skip
    """Keeps an item of the inbox as a lead, and stays there."""
    _, press = services.keep(desk.workspace, [item_id], kind, pressed)
    return _in_inbox(request, desk, item_id, view, press)


@router.post("/item/{item_id}/undo")
def undo_item(
    request: Request, desk: DeskNow, item_id: Id, view: ViewNow, presses: Annotated[str, Form()]
) -> Response:
    """Takes that back."""
    services.take_back(desk.workspace, ids(presses))
    return _in_inbox(request, desk, item_id, view, None)


@router.get("/lead/{key}")
def show_lead(request: Request, desk: DeskNow, key: str, undo: Undo = "", did: SaidOf = None) -> Response:
    """One lead: what it came from, how far it is, what is next."""
    shown = services.lead_of(desk.workspace, key)
    context = {
        "shown": shown,
        "lead": shown.lead,
        "history": services.history(desk.workspace, shown.lead),
        "hook": chosen(desk.workspace),
        **undoing(undo, did),
    }
    return desk.page(request, "kept_lead.html", context)


@router.post("/lead/{key}/stage")
def stage(
    desk: DeskNow, key: str, to: Annotated[Stage, Form()], here: Annotated[str, Form(max_length=8)] = ""
) -> Response:
    """Says how far it has come; from the list (`here=list`) one stays there."""
    press = services.set_stage(desk.workspace, key, to)
    where = "" if here == "list" else key
    return _back(desk, where, press, Did.STAGE, f"#lead-{key}" if not where else "")


@router.post("/lead/{key}/kind")
def kind(desk: DeskNow, key: str, to: Annotated[LeadKind, Form()]) -> Response:
    """Says what it may become."""
    return _back(desk, key, services.set_kind(desk.workspace, key, to), Did.KIND)


@router.post("/lead/{key}/next")
def next_step(
    desk: DeskNow, key: str, text: Text = "", due: Annotated[str, Form(max_length=10)] = ""
) -> Response:
    """Says what is to be done next, and by when."""
    return _back(desk, key, services.set_next(desk.workspace, key, text, due), Did.NEXT)


@router.post("/lead/{key}/note")
def note(desk: DeskNow, key: str, text: Text = "") -> Response:
    """Keeps a note."""
    return _back(desk, key, services.set_note(desk.workspace, key, text), Did.NOTE)


@router.post("/lead/{key}/value")
def value(desk: DeskNow, key: str, text: Text = "") -> Response:
    """Says what it may be worth."""
    return _back(desk, key, services.set_value(desk.workspace, key, text), Did.VALUE)


@router.post("/lead/{key}/name")
def name(desk: DeskNow, key: str, text: Text) -> Response:
    """Gives it another title."""
    return _back(desk, key, services.rename(desk.workspace, key, text), Did.NAME)


@router.post("/lead/{key}/drop")
def drop(desk: DeskNow, key: str) -> Response:
    """Says that it is no lead after all."""
    return _back(desk, "", services.drop(desk.workspace, key), Did.DROP, "#next")


def undoing(undo: str, did: Did | None) -> dict[str, object]:
    """What the word at the bottom needs."""
    return {"undo": clean_ids(undo), "said": SAID[did] if did else ""}


def _chosen(workspace: Workspace, post: str) -> int | None:
    """The post asked for; the one that is going on where none is; none for all."""
    if post == "all":
        return None
    return int(post) if post.isdecimal() and len(post) < 19 else current_post(workspace)


def _back(desk: Desk, key: str, press: int | None, did: Did | None, place: str = "") -> Response:
    """To the lead if there still is one, else to all of them; with the way back."""
    desk.hub.tell("news")
    where = "/kept"
    if key:
        try:
            where = f"/kept/lead/{services.lead_of(desk.workspace, key).lead.key}"
        except NotFound:
            place = "#next"
    return RedirectResponse(f"{where}{undo_query(press, did)}{place}", 303)


def _in_inbox(request: Request, desk: Desk, item_id: int, view: ViewNow, press: int | None) -> Response:
    desk.hub.tell("news", request.headers.get("x-page", ""))
    if not by_script(request):
        return RedirectResponse(view.page_of(item_id), 303)
    context = {
        "item_id": item_id,
        "query": view.query(),
        "leading": holding(desk.workspace, item_id),
        "press": press,
    }
    return desk.page(request, "kept_item_moved.html", context)
