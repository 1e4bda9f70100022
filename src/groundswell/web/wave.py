"""The page *Wave*."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from groundswell.domain.errors import NotFound
from groundswell.domain.pairing import Says
from groundswell.domain.words import Metric
from groundswell.services.calm.wishes import calm_preferences
from groundswell.services.waves import records
from groundswell.services.waves import showing as services
from groundswell.services.waves.forecasting import CURVED
from groundswell.web import drawing
from groundswell.web.addresses import Id
from groundswell.web.desk import DeskNow
from groundswell.web.replies import gated
from groundswell.web.wave_parts import undoing

router = APIRouter()


@router.get("/wave")
def current(request: Request, desk: DeskNow) -> Response:
    """The wave of the post that is stirring most."""
    post_id = services.current_post(desk.workspace)
    if post_id is None:
        posts = services.own_posts(desk.workspace)
        context = {"posts": posts, "usual": services.usual_bands(desk.workspace)}
        return desk.page(request, "wave_none.html", context)
    return show(request, desk, post_id)


@router.get("/wave/{post_id}")
def show(
    request: Request,
    desk: DeskNow,
    post_id: Id,
    metric: Metric | None = None,
    undo: str = "",
    says: Says | None = None,
) -> Response:
    """The wave of one post; `metric` says which curve is drawn."""
    wave = services.wave_of(desk.workspace, post_id)
    muted = {Metric.REACTIONS} if calm_preferences(desk.workspace)["reactions"] == "muted" else set()
    drawn = [one for one in CURVED if one in wave.curves and one not in muted]
    chosen = metric or next(iter(drawn), None)
    curve = wave.curves.get(chosen) if chosen else None
    context = {
        "wave": wave,
        "curve": curve,
        "sentence": drawing.sentence(curve) if curve else "",
        "curved": drawn,
        "totals": [(one, wave.totals[one]) for one in Metric if one in wave.totals and one not in muted],
        "table": drawing.table(curve) if curve else (),
        "tones": drawing.tone_bar(wave.tones),
        "posts": services.own_posts(desk.workspace),
        "usual": services.usual_bands(desk.workspace),
        "right": records.track_record(desk.workspace, post_id),
        "claim": records.CLAIM,
        **undoing(undo, says),
        "wave_id": wave.post.id,
        **gated(desk, [part.post.id for part in wave.parts]),
    }
    return desk.page(request, "wave.html", context)


@router.get("/wave/{post_id}/curve.json")
def points(desk: DeskNow, post_id: Id, metric: Metric) -> Response:
    """One curve with its forecast band, as columns for the chart."""
    curve = services.wave_of(desk.workspace, post_id).curves.get(metric)
    if curve is None:
        raise NotFound(f"there is no curve of {metric} for this post", mend="Import more of its numbers.")
    return JSONResponse(drawing.columns(curve, desk.workspace.now()))
