"""The page *Person*: everything between the account and one person."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from groundswell.services.people import person_view
from groundswell.web.desk import DeskNow

router = APIRouter()


@router.get("/person/{person_id}")
def show(request: Request, desk: DeskNow, person_id: int, after: str = "") -> Response:
    """The person, what passed both ways in numbers, and all of it newest first."""
    at, _, last = after.partition("_")
    cursor = (int(at), int(last)) if at.lstrip("-").isdigit() and last.isdigit() else None
    view = person_view(desk.workspace, person_id, cursor)
    return desk.page(request, "person_rows.html" if cursor else "person.html", {"view": view})
