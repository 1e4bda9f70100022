"""The page *Today*."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from groundswell.domain.words import Metric
from groundswell.services import today as services
from groundswell.services.calm.advising import advised
from groundswell.services.calm.closing import suggested
from groundswell.services.calm.gathering import at_what_time, because, cannot_wait, with_day
from groundswell.services.calm.looks import seen
from groundswell.services.calm.wishes import clock, in_evening
from groundswell.services.circle.overview import friends_with_a_hard_time
from groundswell.services.lean.hard_days import hard_day
from groundswell.services.waves.forecasting import CURVED
from groundswell.services.waves.showing import Curve, Wave
from groundswell.web import drawing
from groundswell.web.asking import by_script
from groundswell.web.desk import DeskNow

router = APIRouter()
_URGENT_AT_ONCE = 5
"""More than these that cannot wait stand folded below: a wall of them helps nobody."""

_MANY_KIND = 10
"""Kind words from which on thanking them together is worth a sitting."""


@router.get("/")
def show(request: Request, desk: DeskNow, every: Annotated[bool, Query(alias="all")] = False) -> Response:
    """How things stand, what needs the person, and when to look again; in her quiet evening less.

    Args:
        every: Whether she wants to see everything in the evening as well.
    """
    workspace = desk.workspace
    if not by_script(request):
        seen(workspace)
    said = services.today(workspace)
    told = advised(workspace, said.wave)
    curve = _curve(said.wave, reactions=told.wanted.reactions)
    now = workspace.now()
    calm = {
        "advised": told,
        "because": because(told.advice),
        "with_day": with_day(told.advice.at, now) if told.advice else "",
        "when": at_what_time(told.advice.at, now) if told.advice else "",
        "quiet": told.quiet,
        "urgent": cannot_wait(workspace),
        "at_once": _URGENT_AT_ONCE,
        "closing": suggested(workspace, said.wave),
        "evening": in_evening(now, told.wanted) and not every,
        "evening_till": clock(told.wanted.evening_till),
        "sofar": told.sofar,
        "hard": hard_day(workspace),
        "friends": friends_with_a_hard_time(workspace),
    }
    picture = drawing.picture(curve, now) if curve else None
    tones = drawing.tone_bar(said.wave.tones) if said.wave else ()
    shown = {"today": said, "curve": curve, "picture": picture, "tones": tones, **calm}
    return desk.page(request, "today.html", {**shown, "many_kind": _MANY_KIND})


def _curve(wave: Wave | None, *, reactions: bool) -> Curve | None:
    """The curve to show: where reactions are muted, any but theirs."""
    if wave is None or reactions:
        return wave.leading if wave else None
    known = (wave.curves.get(metric) for metric in CURVED if metric is not Metric.REACTIONS)
    return next((one for one in known if one is not None), None)
