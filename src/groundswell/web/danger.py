"""Who is there now: the page with people and help lines, and the part that is shown beside her words."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.services.lean import danger as services
from groundswell.web.desk import DeskNow

router = APIRouter(prefix="/danger")

Words = Annotated[str, Form(max_length=50_000)]


@router.get("")
def show(request: Request, desk: DeskNow) -> Response:
    """People and lines, asked for by herself."""
    return desk.page(request, "danger_page.html", shown(services.help_now(desk.workspace)))


@router.post("")
def look(request: Request, desk: DeskNow, text: Words = "", words: Words = "") -> Response:
    """The part for the script that asks while she writes: empty unless the words are those of somebody in
    danger. Nothing of them is kept.

    Args:
        text: What she writes into the journal.
        words: What she writes elsewhere.
    """
    found = services.help_in_journal(desk.workspace, text) if text else None
    return desk.page(request, "danger.html", shown(found or services.help_for(desk.workspace, words)))


@router.post("/country")
def live_in(desk: DeskNow, country: Annotated[str, Form(max_length=100)] = "") -> Response:
    """Chooses whose lines are shown."""
    services.live_in(desk.workspace, country)
    return RedirectResponse("/danger", 303)


def shown(found: services.Help | None) -> dict[str, object]:
    """What the template needs, on whichever page it stands."""
    return {"danger": found, "countries": services.countries()}
