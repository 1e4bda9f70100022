"""The page *People*: who may be the same on several networks, and what was decided of it."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.pairing import Says
from groundswell.services.people import same as services
from groundswell.web.addresses import Id, clean_ids, ids
from groundswell.web.desk import DeskNow

router = APIRouter(prefix="/people")

SAID = {Says.SAME: "One person from now on.", Says.APART: "Two people.", Says.LATER: "Put off for a month."}


@router.get("")
def show(request: Request, desk: DeskNow, undo: str = "", says: Says | None = None) -> Response:
    """Who may be the same, the likeliest first; below it what was decided, to be taken back."""
    context = {
        "suggested": services.suggested(desk.workspace),
        "merges": services.merges(desk.workspace),
        "apart": services.apart(desk.workspace),
        "back": None,
        **undoing(undo, says),
    }
    return desk.page(request, "people.html", context)


@router.post("/decide")
def decide(
    desk: DeskNow,
    one: Annotated[Id, Form()],
    other: Annotated[Id, Form()],
    says: Annotated[Says, Form()],
    back: Annotated[Id | None, Form()] = None,
) -> Response:
    """Keeps what the person says of two people and shows where they came from again."""
    made = services.decide(desk.workspace, one, other, says)
    desk.hub.tell("news")
    return _back(back, f"?says={says}&undo={','.join(map(str, made))}")


@router.post("/undo")
def undo(
    desk: DeskNow, decisions: Annotated[str, Form()], back: Annotated[Id | None, Form()] = None
) -> Response:
    """Takes decisions back."""
    services.take_back(desk.workspace, ids(decisions))
    desk.hub.tell("news")
    return _back(back, "")


def undoing(undo: str, says: Says | None) -> dict[str, object]:
    """What the word at the bottom says and can take back."""
    return {"undo": clean_ids(undo), "said": SAID[says] if says else ""}


def _back(person_id: int | None, query: str) -> Response:
    where = "/people" if person_id is None else f"/person/{person_id}"
    return RedirectResponse(f"{where}{query}#next", 303)
