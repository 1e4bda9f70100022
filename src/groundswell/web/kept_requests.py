"""The page *Requests*: who asks to connect, by why they came; the accept list; thanks for new connections."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.errors import NotFound
from groundswell.domain.kept import Did
from groundswell.services.kept import leads, welcoming
from groundswell.services.kept import requests as services
from groundswell.services.kept.sights import QUICKLY
from groundswell.triage.coming import UNWELCOME, Ground
from groundswell.web.addresses import Id, ids, undo_query
from groundswell.web.asking import by_script
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.kept import undoing

router = APIRouter(prefix="/kept/requests")

Pressed = Annotated[str, Form(max_length=64)]
Text = Annotated[str, Form(max_length=10_000)]
People = Annotated[str, Form(max_length=200_000)]
As = Annotated[str, Form(max_length=500)]
Undo = Annotated[str, Query(max_length=200)]
Decision = Literal["accept", "accepted", "leave", "thanked"]

SHOWN = 8
"""So many of those on the accept list are shown, one line each."""

_AT_ONCE: Mapping[Ground | Literal["new"], int] = {
    Ground.NEEDS: 5, Ground.OFFERS: 5, Ground.NOTHING: 0, "new": 4,
}  # fmt: skip
_OTHERS = 3
"""So many of a group are shown where all stand together; each has a page of its own."""

_SLACK = 2
"""So few more are shown as well: they are not worth a press."""

_DRAFT_S = 3.0
_OF_THEIR_OWN = frozenset({Ground.NEEDS, Ground.OFFERS, *UNWELCOME})
"""Whose words want an answer of their own and no thanks in passing."""


@router.get("")
def show(
    request: Request,
    desk: DeskNow,
    undo: Undo = "",
    did: Did | None = None,
    group: Ground | Literal["new"] | None = None,
    wait: bool = False,
) -> Response:
    """Everybody who came, the first of each group; or one group alone, all of it."""
    told = undoing(undo, did)
    late = not wait and not by_script(request) and services.to_be_looked_at(desk.workspace) > QUICKLY
    if late:
        return desk.page(request, "kept_requests.html", {"found": None, "group": group, **told})
    found = services.requests(desk.workspace)
    there = (group == "new" and found.new) or group in found.waits
    context = {
        "found": found,
        # Where the last of a group was settled, the others stand there.
        "group": group if there else None,
        "at_once": _at_once,
        "shown": SHOWN,
        "unwelcome": UNWELCOME,
        "received": services.RECEIVED,
        "follows": welcoming.can_follow(desk.workspace, found.new),
        **told,
    }
    return desk.page(request, "kept_requests.html", context)


@router.post("/decide")
def decide(request: Request, desk: DeskNow, did: Annotated[Decision, Form()], people: People) -> Response:
    """Says what becomes of one or many."""
    chosen = ids(people)
    press = services.decide(desk.workspace, Did(did), chosen)
    desk.hub.tell("news", request.headers.get("x-page", ""))
    if by_script(request) and len(chosen) == 1:
        return _row(request, desk, chosen[0])
    place = {"accept": "waiting", "accepted": "listed", "leave": "waiting", "thanked": "new"}[did]
    return RedirectResponse(f"/kept/requests{undo_query(press, did)}#{place}", 303)


@router.post("/undo")
def undo(
    request: Request,
    desk: DeskNow,
    presses: Annotated[str, Form()],
    person: Annotated[Id | None, Form()] = None,
) -> Response:
    """Takes decisions back."""
    leads.take_back(desk.workspace, ids(presses))
    desk.hub.tell("news", request.headers.get("x-page", ""))
    if by_script(request) and person is not None:
        return _row(request, desk, person)
    return RedirectResponse("/kept/requests", 303)


@router.post("/follow")
def follow(desk: DeskNow, people: People, pressed: Pressed) -> Response:
    """Follows many back, one after the other: somebody pressed it."""
    wanted = {*ids(people)}
    found = [one for one in services.requests(desk.workspace).new if one.person.id in wanted]
    press = welcoming.follow_back(desk.workspace, found, pressed)
    desk.hub.tell("status")
    return RedirectResponse(f"/kept/requests{undo_query(press, Did.THANKED)}#new", 303)


@router.get("/{person_id}")
def card(request: Request, desk: DeskNow, person_id: Id, account: str = "", undo: Undo = "") -> Response:
    """One new connection to be thanked, with a draft as soon as it is written."""
    found = _welcome(desk, person_id, account)
    said = found.asked.said if found.asked.why.ground not in _OF_THEIR_OWN else None
    drafted = desk.sittings.drafts.get(said.id, _DRAFT_S) if said else None
    ahead = services.following(services.requests(desk.workspace), person_id)
    context = {
        "one": found.asked,
        "reach": found.reach,
        "drafts": said is not None,
        "drafted": drafted,
        "text": found.reach.draft or (drafted.text if drafted else ""),
        "ahead": ahead,
        **undoing(undo, Did.THANKED if undo else None),
    }
    return desk.page(request, "kept_thank.html", context)


@router.post("/{person_id}/thank")
def thank(desk: DeskNow, person_id: Id, pressed: Pressed, text: Text = "", account: As = "") -> Response:
    """Sends a note of thanks: somebody pressed send."""
    found = _welcome(desk, person_id, account)
    made_of = desk.sittings.drafts.made_of(found.asked.said.id) if found.asked.said else None
    press = welcoming.thank(desk.workspace, found.asked, text, pressed, account, made_of)
    desk.sittings.drafts.use(text)
    return _onward(desk, person_id, press)


@router.post("/{person_id}/by-hand")
def by_hand(desk: DeskNow, person_id: Id, pressed: Pressed, text: Text = "") -> Response:
    """Notes that the user has thanked them on the network."""
    found = _welcome(desk, person_id)
    made_of = desk.sittings.drafts.made_of(found.asked.said.id) if found.asked.said else None
    press = welcoming.thanked_by_hand(desk.workspace, found.asked, text, pressed, made_of)
    desk.sittings.drafts.use(text)
    return _onward(desk, person_id, press)


@router.post("/{person_id}/another")
def another(desk: DeskNow, person_id: Id) -> Response:
    """Another draft in place of this one."""
    said = _welcome(desk, person_id).asked.said
    if said is not None:
        desk.sittings.drafts.anew(said.id)
    return RedirectResponse(f"/kept/requests/{person_id}", 303)


@router.post("/{person_id}/leave")
def leave(desk: DeskNow, person_id: Id) -> Response:
    """Leaves somebody without thanks, and goes on."""
    return _onward(desk, person_id, services.decide(desk.workspace, Did.LEAVE, [person_id]), Did.LEAVE)


def _at_once(group: Ground | Literal["new"], there: int) -> int:
    most = _AT_ONCE.get(group, _OTHERS)
    return there if there <= most + _SLACK else most


def _onward(desk: Desk, person_id: int, press: int, did: Did = Did.THANKED) -> Response:
    """To the next one who waits for thanks, with the way back."""
    desk.hub.tell("news")
    desk.hub.tell("status")
    after = services.following(services.requests(desk.workspace), person_id)
    where = f"/kept/requests/{after}" if after is not None else "/kept/requests"
    place = "" if after is not None else "#new"
    return RedirectResponse(f"{where}{undo_query(press, did)}{place}", 303)


def _welcome(desk: Desk, person_id: int, account: str = "") -> welcoming.Welcome:
    found = welcoming.welcome(desk.workspace, person_id, account)
    if found is None:
        raise NotFound("they neither asked nor connected lately", mend="Go back to Requests.")
    return found


def _row(request: Request, desk: Desk, person_id: int) -> Response:
    one = services.one_of(desk.workspace, person_id)
    if one is None:
        raise NotFound("they are no longer here", mend="Reload the page.")
    return desk.page(request, "kept_row.html", {"one": one, "received": services.RECEIVED})
