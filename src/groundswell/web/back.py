"""The page that a network sends the browser back to with its answer: it hands the answer over.

Whoever comes from another site comes without the session's cookie, so the page is open to all and does
nothing by itself. Its form is sent from our own page, and then the cookie comes along.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from groundswell.domain.errors import NetworkError, NotFound, UsageError
from groundswell.services.networks.lines import answered, connect
from groundswell.web.addresses import BACK_PATH
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.networks import here, sign_in_form, signed_in
from groundswell.web.security import COOKIE

router = APIRouter(prefix=BACK_PATH)

_LONGEST = 8_000
# The address holds the answer, and is told to nobody; with `no-referrer` a browser would not say either that
# the form comes from here.
_UNTOLD = {"referrer-policy": "strict-origin"}

Answer = Annotated[str, Form(max_length=_LONGEST)]


@router.get("")
def show(request: Request, desk: DeskNow) -> Response:
    """Asks whether to finish with the network's answer, which stands in the address."""
    allowed = bool(request.query_params.get("code")) and len(request.url.query) <= _LONGEST
    return _page(request, desk, request.url.query if allowed else "")


@router.post("")
def hand_over(request: Request, desk: DeskNow, answer: Answer = "") -> Response:
    """Finishes the sign-in that was begun here; where it cannot, the answer is shown, to be copied."""
    came_back = f"{here(request)}?{answer}"
    if not desk.door.knows(request.cookies.get(COOKIE, "")):
        return _page(request, desk, answer, "This browser has not entered Groundswell", 403)
    try:
        name, given = answered(desk.workspace, came_back)
    except NotFound:
        return _page(request, desk, answer, "No sign-in waits here for this answer", 404)
    try:
        connect(desk.workspace, name, given)
    except (NetworkError, UsageError) as error:
        return sign_in_form(request, desk, name, given, error=error, second=True)
    return signed_in(request, desk, name)


def _page(request: Request, desk: Desk, answer: str, problem: str = "", status: int = 200) -> Response:
    context = {"answer": answer, "address": f"{here(request)}?{answer}", "problem": problem}
    return desk.page(request, "back.html", context, status, _UNTOLD)
