"""The page *Calm*, and what is chosen of it on the page *Settings*."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from groundswell.domain.calm import Feel
from groundswell.domain.errors import GroundswellError
from groundswell.services.calm import looks
from groundswell.services.calm.advising import stirring
from groundswell.services.calm.closing import put_off, suggested
from groundswell.services.calm.gathering import gather
from groundswell.services.calm.letter import body
from groundswell.services.calm.making import send_now
from groundswell.services.calm.notices import can_show
from groundswell.services.calm.noticing import notices
from groundswell.services.calm.telling import outcomes
from groundswell.services.calm.wishes import clock, has_password, in_evening, minutes, wish, wishes
from groundswell.web.addresses import Id
from groundswell.web.desk import Desk, DeskNow
from groundswell.web.looks_drawing import FEELS, days

router = APIRouter(prefix="/calm")

Time = Annotated[str, Form(max_length=5)]
Line = Annotated[str, Form(max_length=260)]


@router.get("")
def show(request: Request, desk: DeskNow, sent: str = "") -> Response:
    """Her looks over days, the budget, and the digest as it would be made now."""
    return _page(request, desk, sent="yes" if sent == "yes" else "")


@router.post("/wishes")
def choose(
    desk: DeskNow,
    budget: Annotated[int, Form()],
    begin: Time,
    till: Time,
    hours: Line = "",
    evening: bool = Form(False),
    evening_from: Time = "20:00",
    evening_till: Time = "08:00",
    keeps_looks: bool = Form(False),
    mutes_reactions: bool = Form(False),
    on: bool = Form(False),
) -> Response:
    """Keeps budget, hours and evening."""
    times = sorted({minutes(one) for one in hours.replace(";", ",").split(",") if one.strip()})
    changes: dict[str, object] = {
        "on": on, "budget": budget, "begin": minutes(begin), "till": minutes(till) or 24 * 60,
        "hours": times, "evening": evening, "evening_from": minutes(evening_from),
        "evening_till": minutes(evening_till), "keeps_looks": keeps_looks, "reactions": not mutes_reactions,
    }  # fmt: skip
    wish(desk.workspace, changes)
    desk.hub.tell("news")
    return RedirectResponse("/settings#calm", 303)


@router.post("/ways")
def choose_ways(
    desk: DeskNow,
    mail: bool = Form(False),
    mail_to: Line = "",
    mail_from: Line = "",
    host: Line = "",
    port: Annotated[int, Form()] = 465,
    security: Annotated[str, Form(max_length=10)] = "tls",
    user: Line = "",
    password: Annotated[str, Form(max_length=1_000)] = "",
    desktop: Annotated[str, Form(max_length=10)] = "off",
    urgent: bool = Form(False),
) -> Response:
    """Keeps how she is told."""
    changes: dict[str, object] = {
        "mail": mail, "mail_to": mail_to.strip(), "mail_from": mail_from.strip(), "host": host.strip(),
        "port": port, "security": security, "user": user.strip(), "desktop": desktop, "urgent": urgent,
    }  # fmt: skip
    wish(desk.workspace, changes, password)
    return RedirectResponse("/settings#calm-ways", 303)


@router.post("/send")
def send(request: Request, desk: DeskNow) -> Response:
    """Sends the digest to her mail: she pressed send."""
    try:
        send_now(desk.workspace, gather(desk.workspace))
    except GroundswellError as error:
        return _page(request, desk, problem=str(error), status=422)
    return RedirectResponse("/calm?sent=yes#preview", 303)


@router.post("/felt")
def felt(desk: DeskNow, look: Annotated[Id, Form()], feel: Annotated[Feel | None, Form()] = None) -> Response:
    """Keeps how a look was."""
    looks.felt(desk.workspace, look, feel)
    return RedirectResponse("/calm#looks", 303)


@router.post("/forget")
def forget(desk: DeskNow) -> Response:
    """Forgets all looks that were kept."""
    looks.forget_all(desk.workspace)
    return RedirectResponse("/calm#looks", 303)


@router.post("/closing/later")
def later(desk: DeskNow, post: Annotated[Id, Form()]) -> Response:
    """Says no more of closing the comments for a day."""
    put_off(desk.workspace, post)
    desk.hub.tell("news")
    return RedirectResponse("/", 303)


@router.post("/notices")
def tell(desk: DeskNow) -> Response:
    """What an open page is to show as notifications; each is handed out once."""
    return JSONResponse(
        [{"key": one.key, "title": one.title, "text": one.text} for one in notices(desk.workspace)]
    )


def settings_context(desk: Desk) -> dict[str, object]:
    """What the section of the page *Settings* needs."""
    return {
        "calm": wishes(desk.workspace),
        "calm_password": has_password(desk.workspace),
        "clock": clock,
        "system_notices": can_show(),
    }


def _page(request: Request, desk: Desk, *, sent: str = "", problem: str = "", status: int = 200) -> Response:
    workspace = desk.workspace
    made = gather(workspace)
    wave = stirring(workspace)
    context = {
        "made": made.digest,
        "preview": body(made.digest, "", 3),
        "advised": made.advised,
        "days": days(looks.lately(workspace), workspace.now(), looks.SHOWN_DAYS),
        "feels": FEELS,
        "outcomes": outcomes(workspace),
        "closing": suggested(workspace, wave),
        "evening": in_evening(workspace.now(), made.advised.wanted),
        "clock": clock,
        "sent": sent,
        "problem": problem,
    }
    return desk.page(request, "calm.html", context, status)
