"""What keeps open pages current: the stream of events, and the small line that says what is being done."""

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from groundswell.web.desk import DeskNow

router = APIRouter()


@router.get("/events")
async def events(desk: DeskNow) -> Response:
    """Server-sent events: `status` when the worker goes on, `news` when there is something new,
    `figures` when what is there was read again or forecast anew."""
    return StreamingResponse(desk.hub.stream(), media_type="text/event-stream")


@router.get("/status")
def status(request: Request, desk: DeskNow) -> Response:
    """What the worker is doing, as a line."""
    return desk.page(request, "status.html", {})
