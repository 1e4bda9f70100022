"""The page *Person*: everything between the account and one person."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from groundswell.domain.pairing import Says
from groundswell.services.people import person_view
from groundswell.web.addresses import Id, cursor
from groundswell.web.desk import DeskNow
from groundswell.web.people import undoing

router = APIRouter()


@router.get("/person/{person_id}")
def show(
    request: Request, desk: DeskNow, person_id: Id, after: str = "", undo: str = "", says: Says | None = None
) -> Response:
    """The person, what passed both ways in numbers, and all of it newest first."""
    begin = cursor(after)
    view = person_view(desk.workspace, person_id, begin)
    partial = begin is not None and "hx-request" in request.headers
    context = {"view": view, "back": view.person.id, **undoing(undo, says)}
    return desk.page(request, "person_rows.html" if partial else "person.html", context)
