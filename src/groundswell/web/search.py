"""The page *Search*: people, and what was said."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from groundswell.services.inbox.paging import Results, find
from groundswell.web.addresses import Id
from groundswell.web.desk import DeskNow

router = APIRouter()


@router.get("/search")
def show(request: Request, desk: DeskNow, q: str = "", below: Id | None = None) -> Response:
    """What holds all the words; only the results when typing on."""
    words = q[:200]
    found = find(desk.workspace, words, below) if words.strip() else Results((), (), {}, None)
    partial = request.headers.get("hx-target") in {"results", "more"}
    name = "search_results.html" if partial else "search.html"
    return desk.page(request, name, {"q": words, "found": found, "first": below is None})
