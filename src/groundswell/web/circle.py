"""The pages *Circle* and *This week*, and what the page of a person says of the tie."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from groundswell.domain.circle import CADENCE_NAMES, CADENCES, Close, Does
from groundswell.domain.tie import Gift
from groundswell.domain.words import Direction
from groundswell.services.circle import deciding
from groundswell.services.circle.overview import overview
from groundswell.services.circle.tied import Tied
from groundswell.services.circle.visiting import set_visits, visits
from groundswell.services.circle.week import week
from groundswell.web.addresses import Id, clean_ids, ids
from groundswell.web.circle_drawing import halves, ring
from groundswell.web.desk import Desk, DeskNow

router = APIRouter(prefix="/circle")

Back = Annotated[str, Form(pattern=r"^(circle|week|person)$")]
Value = Annotated[str, Form(max_length=40)]
Undo = Annotated[str, Query(max_length=20)]

SAID = {
    Does.IN: "In your circle.",
    Does.OUT: "No longer in your circle.",
    Does.LEAVE: "Not suggested any more.",
    Does.CADENCE: "Noted.",
    Does.CLOSE: "Your word counts.",
    Does.BIRTHDAY: "Noted.",
    Does.LATER: "Put off until next week.",
    Does.WROTE: "Good. That was kind of you.",
}
"""What the word at the bottom says after a press."""

CLOSE_NAMES = {Close.CLOSE: "close", Close.WARM: "warm", Close.LOOSE: "loose"}
GIFTS = {
    Gift.CALL: "A call",
    Gift.MEETING: "A meeting",
    Gift.INTRODUCTION: "An introduction",
    Gift.HELP: "Help",
}


@router.get("")
def show(request: Request, desk: DeskNow, undo: Undo = "", did: Does | None = None) -> Response:
    """Everybody in it, whom to be there for today, and who may belong to it."""
    found = overview(desk.workspace)
    context = {
        "circle": found,
        "visits": visits(desk.workspace),
        "ring": ring(found.cards),
        "halves": halves,
        **_names(),
        **_undoing(undo, did, "circle"),
    }
    return desk.page(request, "circle.html", context)


@router.get("/week")
def show_week(
    request: Request,
    desk: DeskNow,
    at: Annotated[int, Query(ge=0, le=100)] = 0,
    undo: Undo = "",
    did: Does | None = None,
) -> Response:
    """The list of this week, one at a time; `at` is how many were passed over for now."""
    found = week(desk.workspace)
    place = at if at < len(found.steps) else 0
    context = {
        "week": found,
        "step": found.steps[place] if found.steps else None,
        "place": place,
        "at": at,
        "halves": halves,
        **_names(),
        **_undoing(undo, did, "week"),
    }
    return desk.page(request, "circle_week.html", context)


@router.post("/say")
def say(
    desk: DeskNow,
    person: Annotated[Id, Form()],
    does: Annotated[Does, Form()],
    back: Back,
    value: Value = "",
    at: Annotated[int, Form(ge=0, le=100)] = 0,
) -> Response:
    """Keeps what the user decides of somebody."""
    word = deciding.say(desk.workspace, person, does, value)
    return _back(desk, back, person, {"undo": word, "did": does, **({"at": at} if at else {})})


@router.post("/visits")
def look_in(desk: DeskNow, wanted: Annotated[bool, Form()]) -> Response:
    """Has what they publish looked at, or not any more; then what was taken in of it goes."""
    set_visits(desk.workspace, wanted=wanted)
    return RedirectResponse("/circle#visits", 303)


@router.post("/undo")
def undo(
    desk: DeskNow,
    words: Annotated[str, Form(max_length=20)],
    back: Back,
    person: Annotated[Id | None, Form()] = None,
    at: Annotated[int, Form(ge=0, le=100)] = 0,
) -> Response:
    """Takes that back; in the week's list it stands again where it stood."""
    deciding.take_back(desk.workspace, ids(words))
    return _back(desk, back, person, {"at": at} if at else {})


@router.post("/note")
def note(
    desk: DeskNow,
    person: Annotated[Id, Form()],
    gift: Annotated[Gift, Form()],
    way: Annotated[Direction, Form()] = Direction.OUT,
    days: Annotated[int, Form(ge=0, le=3_660)] = 0,
    words: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Keeps something that passed where no network shows it."""
    deciding.note(desk.workspace, person, gift, way, days, words)
    return _back(desk, "person", person, {})


@router.post("/note/undo")
def undo_note(
    desk: DeskNow, notes: Annotated[str, Form(max_length=20)], person: Annotated[Id, Form()]
) -> Response:
    """Takes that back."""
    deciding.take_note_back(desk.workspace, ids(notes))
    return _back(desk, "person", person, {})


def of_person(tied: Tied | None, undo: str, did: Does | None) -> dict[str, object]:
    """What the page of a person needs for what it says of the tie."""
    return {"tied": tied, "halves": halves, "gifts": GIFTS, **_names(), **_undoing(undo, did, "person")}


def _names() -> dict[str, object]:
    """How what can be chosen is called."""
    return {"cadences": {days: CADENCE_NAMES[days] for days in CADENCES}, "closes": CLOSE_NAMES}


def _undoing(undo: str, did: Does | None, back: str) -> dict[str, object]:
    """What the word at the bottom says and can take back."""
    return {
        "circle_undo": clean_ids(undo) if did else "",
        "circle_said": SAID[did] if did else "",
        "circle_back": back,
    }


def _back(desk: Desk, back: str, person: int | None, query: dict[str, object]) -> Response:
    desk.hub.tell("news")
    where = {"circle": "/circle", "week": "/circle/week"}.get(back, f"/person/{person}")
    if back == "person":
        query = {f"circle_{name}": value for name, value in query.items()}
    place = "#tie" if back == "person" else "#next"
    return RedirectResponse(f"{where}{'?' + urlencode(query) if query else ''}{place}", 303)
