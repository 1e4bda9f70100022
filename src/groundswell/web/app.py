"""Puts the web app together."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from groundswell.domain.errors import GroundswellError, NotFound, UsageError
from groundswell.services.calm.bell import Bell
from groundswell.services.journal import Journal
from groundswell.services.kept.delivering import delivering
from groundswell.services.replies.checking import warm
from groundswell.services.thanks.sittings import Sittings
from groundswell.services.workspace import Workspace
from groundswell.web import (
    analyze,
    answers,
    back,
    calm,
    checking,
    checks,
    circle,
    crossroads,
    danger,
    enter,
    feedback,
    forgetting,
    hand,
    imports,
    inbox,
    journal,
    kept,
    kept_requests,
    kept_webhook,
    lean,
    lean_people,
    lean_words,
    letters,
    live,
    merge,
    networks,
    outbox,
    own_model,
    people,
    person,
    rehearse,
    replies,
    reports,
    search,
    settings,
    thanks,
    thanks_rest,
    today,
    wave,
    wave_parts,
)
from groundswell.web.addresses import HANDED_PATH
from groundswell.web.asking import by_script
from groundswell.web.desk import Desk
from groundswell.web.events import Hub
from groundswell.web.follower import Follower
from groundswell.web.merging import Merges
from groundswell.web.refusing import refused
from groundswell.web.rehearsing import Rehearsing, Watcher
from groundswell.web.rendering import capitalised
from groundswell.web.report_press import Press
from groundswell.web.security import HEADERS, Door, Guard
from groundswell.web.threshold import handed_app
from groundswell.web.worker import Worker

_BAD = HTTPStatus.BAD_REQUEST
_ROOMS = (
    checking,
    analyze,
    answers,
    checks,
    circle,
    crossroads,
    back,
    calm,
    enter,
    thanks,
    thanks_rest,
    today,
    wave,
    wave_parts,
    reports,
    replies,
    inbox,
    search,
    people,
    forgetting,
    person,
    feedback,
    hand,
    lean_people,
    lean_words,
    lean,
    journal,
    danger,
    kept,
    kept_requests,
    kept_webhook,
    imports,
    letters,
    merge,
    networks,
    outbox,
    settings,
    own_model,
    rehearse,
    live,
)
_WARM_AFTER_S = 3.0
"""The first page comes first: loading what the check needs takes as long as a few pages."""
_STATIC = Path(__file__).parent / "static"


def create_app(workspace: Workspace, rehearsing: Rehearsing | None = None) -> FastAPI:
    """The web app over an open workspace. Its door is at `app.state.desk.door`.

    Args:
        rehearsing: What plays the rehearsal whose workspace this is; a real one gets its own.
    """
    hub = Hub()
    worker = Worker(workspace, hub)
    desk = Desk(workspace, hub, worker, Door(workspace), Sittings(workspace), Journal(workspace))
    follower = Follower(workspace, hub, worker.catch_up)
    bell = Bell(workspace, lambda: hub.tell("news"))

    warming = threading.Timer(_WARM_AFTER_S, warm)
    warming.daemon = True

    @asynccontextmanager
    async def living(_app: FastAPI) -> AsyncIterator[None]:
        hub.attach(asyncio.get_running_loop())
        desk.worker.start()
        follower.start()
        warming.start()
        with bell.listening(), delivering(workspace, lambda: hub.tell("news")):
            yield
        warming.cancel()
        # What it loads does not bear to be cut off by the end of the program.
        warming.join(timeout=30)
        follower.stop()
        desk.sittings.drafts.stop()
        desk.worker.stop()
        if rehearsing is None:
            app.state.rehearsing.stop()

    app = FastAPI(title="Groundswell", lifespan=living, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    app.state.bell = bell
    app.state.shared_at = ""
    app.state.press = Press(workspace)
    app.state.merges = Merges()
    app.state.rehearsing = rehearsing or Rehearsing(workspace, create_app)
    for room in _ROOMS:
        app.include_router(room.router)
    app.state.handed = handed_app(workspace, lambda: hub.tell("news"))
    app.mount(HANDED_PATH, app.state.handed)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.add_exception_handler(GroundswellError, _explain)
    app.add_exception_handler(HTTPException, _explain_http)
    app.add_exception_handler(RequestValidationError, _explain_address)
    app.add_exception_handler(Exception, _explain_fault)
    if rehearsing is not None:
        app.add_middleware(Watcher, rehearsing=rehearsing)
    app.add_middleware(Guard, door=desk.door, explain=_explain)
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    return app


async def _explain(request: Request, error: Exception) -> Response:
    assert isinstance(error, GroundswellError)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(error, NotFound):
        status = HTTPStatus.NOT_FOUND
    elif isinstance(error, UsageError):
        status = HTTPStatus.BAD_REQUEST
    return _problem(request, error.what, error.mend, status)


async def _explain_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    what = "There is no such page" if error.status_code == HTTPStatus.NOT_FOUND else error.detail
    return _problem(request, what, "Go back to Today.", HTTPStatus(error.status_code))


async def _explain_address(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _problem(request, *refused(error, request.url.path), _BAD)


async def _explain_fault(request: Request, _error: Exception) -> Response:
    # The server logs the traceback; it stands outside the guard, so the headers are set here.
    response = _problem(
        request,
        "Something went wrong here",
        "What you decided before is kept. The terminal in which Groundswell runs says more.",
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )
    response.headers.update(HEADERS)
    return response


def _problem(request: Request, what: str, mend: str, status: HTTPStatus) -> Response:
    """A page that says what is wrong; to a script that asked for a part of a page, a line of text."""
    desk: Desk = request.app.state.desk
    if by_script(request):
        return PlainTextResponse(f"{capitalised(what)}. {mend}", status)
    return desk.page(request, "problem.html", {"what": what, "mend": mend}, status)
