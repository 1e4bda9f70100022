"""The page *Import*: drop files, see what came in and what was set aside."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from groundswell.services.files import uploads
from groundswell.web.addresses import Id
from groundswell.web.asking import by_script
from groundswell.web.desk import Desk, DeskNow

router = APIRouter(prefix="/import")


@router.get("")
def show(request: Request, desk: DeskNow) -> Response:
    """The page."""
    return desk.page(request, "import.html", _runs(desk))


@router.get("/runs")
def runs(request: Request, desk: DeskNow) -> Response:
    """Only the list of imports, for when it changes."""
    return desk.page(request, "import_runs.html", _runs(desk))


@router.post("")
def receive(
    request: Request,
    desk: DeskNow,
    files: Annotated[list[UploadFile], File()],
    post: Annotated[str, Form()] = "",
    mapping: Annotated[str, Form()] = "",
    saved: Annotated[str, Form(max_length=400_000)] = "",
) -> Response:
    """Takes files into the spool and queues their import; `saved` tells when each was last written."""
    times = [*map(_instant, saved.split()), *[None] * len(files)]
    given = [
        uploads.Sent(one.filename, one.file, at)
        for one, at in zip(files, times, strict=False)
        if one.filename
    ]
    if given:
        pairs = (line.partition("=") for line in mapping.splitlines())
        told = {name.strip(): column.strip() for name, equals, column in pairs if equals}
        desk.worker.add(uploads.receive(desk.workspace, given, post.strip(), told))
    if by_script(request):
        return desk.page(request, "import_runs.html", _runs(desk))
    return RedirectResponse("/import", 303)


@router.get("/aside/{part_id}")
def aside(request: Request, desk: DeskNow, part_id: Id, after: Id = 0) -> Response:
    """Rows that were set aside in a part."""
    rows = uploads.kept_aside(desk.workspace, part_id, after)
    return desk.page(request, "import_aside.html", {"rows": rows, "part_id": part_id, "page_size": 50})


def _instant(told: str) -> int | None:
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 15 else None


def _runs(desk: Desk) -> dict[str, object]:
    recent = uploads.recent_runs(desk.workspace)
    return {
        "runs": recent,
        "refusals": uploads.refusals(desk.workspace, recent),
        "expects": desk.worker.expects,
    }
