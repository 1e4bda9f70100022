"""What is said of words while they are written: for an answer to something, and for a message to somebody."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from groundswell.domain.checking import Check
from groundswell.services.lean.danger import help_for
from groundswell.services.replies.checking import check_answer, check_message
from groundswell.services.replies.holding import CHOICES
from groundswell.web.addresses import Id
from groundswell.web.answers import Chosen, Place, item_place, person_place
from groundswell.web.asking import by_script
from groundswell.web.checking import manners_of
from groundswell.web.danger import shown
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.inbox import ViewNow
from groundswell.web.remarks import put_in, seen
from groundswell.web.written import Looked

router = APIRouter()

Given = Annotated[Looked, Form()]


@router.post("/inbox/item/{item_id}/check")
def check_reply(request: Request, desk: DeskNow, item_id: Id, view: ViewNow, given: Given) -> Response:
    """Checks an answer: a part for the script that asks while somebody types, else a page."""
    place = item_place(item_id, view, given.account)
    aside = "" if given.act else f"/crossroads/{item_id}/aside"
    return _checked(
        request, desk, place, given, lambda text: check_answer(desk.workspace, item_id, text), aside
    )


@router.post("/person/{person_id}/check")
def check_to_person(
    request: Request, desk: DeskNow, person_id: Id, given: Given, chosen: Chosen = ""
) -> Response:
    """Checks a message to somebody."""
    place = person_place(person_id, given.account or chosen)
    ask = partial(check_message, desk.workspace, person_id)
    return _checked(request, desk, place, given, ask, first=True)


def _checked(
    request: Request,
    desk: Desk,
    place: Place,
    given: Looked,
    check: Callable[[str], Check],
    aside: str = "",
    first: bool = False,
) -> Response:
    """Args:
    aside: Where words are put aside that cannot be sent from here.
    first: Whether they may be for somebody who is hardly known, so that manners are told as well.
    """
    help_ = help_for(desk.workspace, given.text, by_signs_alone=True)
    weighed = bool(given.text.strip()) and not help_
    text, found = given.text, check(given.text) if weighed else None
    if found and given.put and given.put <= len(found.remarks):
        text = put_in(text, found.remarks[given.put - 1])
        found = check(text)
    tail = f"?{place.query}" if place.query else ""
    context = {
        "seen": seen(found, text) if found else None,
        "manners": manners_of(found.etiquette, text) if first and found and found.etiquette else None,
        "holds": CHOICES if given.waits and (given.act or aside) else (),
        "aside": aside,
        "at": f"{place.base}/check{tail}",
        "form": given.form if by_script(request) else "composer",
        **shown(help_),
    }
    if by_script(request):
        return desk.page(request, "message_part.html" if first else "check.html", context)
    about = {"text": text, "given": given, "base": place.base, "tail": tail, "back": place.page}
    return desk.page(request, "checked.html", {**context, **about})
