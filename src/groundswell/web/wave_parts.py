"""On the page *Wave*: which posts are one wave, shown apart and together by the person's word."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from groundswell.domain.pairing import Says
from groundswell.services.waves import joining
from groundswell.web.addresses import Id, clean_ids, ids
from groundswell.web.desk import Desk, DeskNow

router = APIRouter(prefix="/wave")

_SAID = {Says.SAME: "One wave from now on.", Says.APART: "Shown apart from now on."}


@router.post("/{post_id}/apart")
def apart(desk: DeskNow, post_id: Id, part: Annotated[Id, Form()]) -> Response:
    """Takes one post out of the wave."""
    return _shown(desk, post_id, Says.APART, joining.show_apart(desk.workspace, part))


@router.post("/{post_id}/together")
def together(desk: DeskNow, post_id: Id, other: Annotated[Id, Form()]) -> Response:
    """Makes another post one wave with this one."""
    return _shown(desk, post_id, Says.SAME, joining.show_together(desk.workspace, post_id, other))


@router.post("/{post_id}/undo")
def undo(desk: DeskNow, post_id: Id, decisions: Annotated[str, Form()]) -> Response:
    """Takes decisions about posts back."""
    joining.take_back(desk.workspace, ids(decisions))
    return _shown(desk, post_id, None, [])


def undoing(undo: str, says: Says | None) -> dict[str, object]:
    """What the word at the bottom says and can take back."""
    return {"undo": clean_ids(undo), "said": _SAID.get(says, "") if says else ""}


def _shown(desk: Desk, post_id: int, says: Says | None, made: list[int]) -> Response:
    desk.worker.look_again()
    query = f"?says={says}&undo={','.join(map(str, made))}" if says else ""
    return RedirectResponse(f"/wave/{post_id}{query}#parts", 303)
