"""The page *Settings*: preferences, where the data lies, what is installed, and the export."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from groundswell.services.doctor import examine
from groundswell.services.files.exporting import export_lines
from groundswell.services.inbox.paging import undo
from groundswell.services.networks.lines import followed
from groundswell.services.own_model import chosen
from groundswell.services.preferences import CHOICES, prefer
from groundswell.services.reading.learning import MOST_SHOWN, lessons
from groundswell.web.addresses import Id
from groundswell.web.calm import settings_context
from groundswell.web.desk import DeskNow

router = APIRouter()

_WORDS = {
    "auto": "As the system",
    "light": "Light",
    "dark": "Dark",
    "folded": "Folded in a lane of their own",
    "hidden": "Out of sight",
    "1": "One",
    "3": "Three",
    "10": "Ten",
}


@router.get("/settings")
def show(request: Request, desk: DeskNow) -> Response:
    """The page."""
    context = {
        **settings_context(desk),
        "choices": CHOICES,
        "words": _WORDS,
        "findings": examine(asks=False),
        "own_model": chosen(desk.workspace),
        "lines": followed(desk.workspace),
        "home": str(desk.workspace.home),
        "lessons": lessons(desk.workspace),
        "most_shown": MOST_SHOWN,
    }
    return desk.page(request, "settings.html", context)


@router.post("/settings")
def change(desk: DeskNow, name: Annotated[str, Form()], value: Annotated[str, Form()]) -> Response:
    """Sets one preference."""
    prefer(desk.workspace, name, value)
    return RedirectResponse("/settings", 303)


@router.post("/settings/unlearn")
def unlearn(desk: DeskNow, decision: Annotated[Id, Form()]) -> Response:
    """Takes back one correction and what was learned from it."""
    undo(desk.workspace, [decision])
    desk.hub.tell("news")
    return RedirectResponse("/settings#learned", 303)


@router.get("/export/{what}.{form}")
def export(desk: DeskNow, what: str, form: str) -> Response:
    """Downloads one table."""
    kind = "text/csv" if form == "csv" else "application/x-ndjson"
    lines = export_lines(desk.workspace, what, form)
    headers = {"content-disposition": f'attachment; filename="groundswell-{what}.{form}"'}
    return StreamingResponse(lines, media_type=f"{kind}; charset=utf-8", headers=headers)
