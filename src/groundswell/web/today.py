"""The page *Today*."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from groundswell.services import today as services
from groundswell.web import drawing
from groundswell.web.desk import DeskNow

router = APIRouter()

_MANY_KIND = 10
"""Kind words from which on thanking them together is worth a sitting."""


@router.get("/")
def show(request: Request, desk: DeskNow) -> Response:
    """How things stand, what needs the person, and when to look again."""
    said = services.today(desk.workspace)
    curve = said.wave.leading if said.wave else None
    picture = drawing.picture(curve) if curve else None
    tones = drawing.tone_bar(said.wave.tones) if said.wave else ()
    shown = {"today": said, "curve": curve, "picture": picture, "tones": tones}
    return desk.page(request, "today.html", {**shown, "many_kind": _MANY_KIND})
