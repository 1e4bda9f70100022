"""The page *Person*: everything between the account and one person."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from groundswell.domain.circle import Does
from groundswell.domain.pairing import Says
from groundswell.services.circle.tied import tied
from groundswell.services.inbox.answering import reach_person
from groundswell.services.people.person import PersonView, person_view
from groundswell.services.reading.incoming import last_approach
from groundswell.services.replies.manners import fitting
from groundswell.web.addresses import Id, cursor
from groundswell.web.asking import by_script
from groundswell.web.circle import Undo, of_person
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.doing import doing
from groundswell.web.people import undoing

router = APIRouter()


@router.get("/person/{person_id}")
def show(
    request: Request,
    desk: DeskNow,
    person_id: Id,
    after: str = "",
    undo: str = "",
    says: Says | None = None,
    account: str = "",
    circle_undo: Undo = "",
    circle_did: Does | None = None,
) -> Response:
    """The person, what passed both ways in numbers, and all of it newest first."""
    begin = cursor(after)
    view = person_view(desk.workspace, person_id, begin)
    if begin is not None and by_script(request):
        return desk.page(request, "person_rows.html", {"view": view})
    context = {
        "view": view,
        "back": view.person.id,
        **undoing(undo, says),
        **of_person(tied(desk.workspace, view.person.key), circle_undo, circle_did),
        **_doing(desk, view, person_id, account),
        "sight": last_approach(desk.workspace, person_id),
        "timing": fitting(desk.workspace, person_id),
    }
    return desk.page(request, "person.html", context)


def _doing(desk: Desk, view: PersonView, person_id: int, account: str) -> dict[str, object]:
    """What can be done: to them as they were asked for, else on the first network where anything can."""
    known = sorted((one.id for one in view.everywhere), key=lambda one: one != person_id)
    reached = {one: reach_person(desk.workspace, one, account) for one in known}
    ways = [one for one, way in reached.items() if way.network or way.spots or way.sent] or known
    return {"ways": ways, "way": ways[0], **doing(f"/person/{ways[0]}", "", reached[ways[0]])}
