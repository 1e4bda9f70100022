"""The one page that answers without the session: an exchange behind a link, for whoever holds the link.

It is told by an unguessable step of its address and by nothing else; it reads no cookie and sets none. On a
listener of its own (`handed_app`) nothing else is served at all.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route

from groundswell.domain.errors import GroundswellError, InputError, NotFound
from groundswell.services.replies.handed_back import answered_by_link, behind_link
from groundswell.services.workspace import Workspace
from groundswell.web.addresses import HANDED_PATH
from groundswell.web.sheet import gone_page, policy, sheet_page, thanks_page

_MOST_LOOKS, _MOST_ANSWERS, _SPAN_MS = 60, 10, 60_000
"""So many requests of one client, and answers to one link, are taken within a minute."""
_MOST_KNOWN = 1_000
_MOST_BYTES, _PATIENCE_S = 200_000, 15
_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY
HEADERS = {
    "content-security-policy": f"{policy(linked=True)}; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}


class Pace:
    """Lets so many things through in a minute, for each of the last who came."""

    def __init__(self, most: int, now: Callable[[], int]) -> None:
        self._most, self._now = most, now
        self._seen: OrderedDict[str, deque[int]] = OrderedDict()

    def takes(self, who: str) -> bool:
        """Whether one more is let through."""
        now = self._now()
        seen = self._seen.setdefault(who, deque(maxlen=self._most))
        self._seen.move_to_end(who)
        if len(self._seen) > _MOST_KNOWN:
            self._seen.popitem(last=False)
        if len(seen) == self._most and now - seen[0] < _SPAN_MS:
            return False
        seen.append(now)
        return True


class Threshold:
    """Shows an exchange to whoever holds its link, and takes the answer.

    Args:
        tell: Called when an answer came.
    """

    def __init__(self, workspace: Workspace, tell: Callable[[], None]) -> None:
        self._workspace, self._tell = workspace, tell
        self._looks = Pace(_MOST_LOOKS, workspace.now)
        self._answers = Pace(_MOST_ANSWERS, workspace.now)

    async def answer(self, request: Request) -> Response:
        """The page, or what became of the answer. Neither an error nor a log names the link."""
        token = str(request.path_params["token"])
        client = request.client.host if request.client else ""
        if not self._looks.takes(client):
            return _page("Too many requests. Try again in a minute.", HTTPStatus.TOO_MANY_REQUESTS)
        try:
            found = await run_in_threadpool(behind_link, self._workspace, token)
            if request.method != "POST":
                return _page(sheet_page(found.sheet))
            if not self._answers.takes(found.key):
                return _page("Too many answers. Try again in a minute.", HTTPStatus.TOO_MANY_REQUESTS)
            name, text = await _words(request)
            try:
                back = await run_in_threadpool(answered_by_link, self._workspace, token, name, text)
            except InputError as error:
                told = f"{error.what[:1].upper()}{error.what[1:]}."
                return _page(sheet_page(found.sheet, problem=told, typed=text), _WRONG)
        except NotFound:
            return _page(gone_page(), HTTPStatus.NOT_FOUND)
        self._tell()
        return _page(thanks_page(again=not back.new))


def handed_app(workspace: Workspace, tell: Callable[[], None]) -> Starlette:
    """An app of nothing but the pages behind links, each at its token.

    An app by itself, since what fails within the pages of the user is explained on a page of hers.
    """

    async def nothing(_request: Request, _error: Exception) -> Response:
        return _page(gone_page(), HTTPStatus.NOT_FOUND)

    async def unwell(_request: Request, _error: Exception) -> Response:
        return _page("This cannot be shown right now.", HTTPStatus.SERVICE_UNAVAILABLE)

    endpoint = Threshold(workspace, tell).answer
    app = Starlette(
        routes=[Route("/{token}", endpoint, methods=["GET", "POST"])],
        exception_handlers={HTTPException: nothing, GroundswellError: unwell},
    )
    app.router.redirect_slashes = False
    return app


def handed_alone(handed: Starlette) -> Starlette:
    """The same app at the same addresses, for where others than this machine reach it."""

    async def nothing(_request: Request, _error: Exception) -> Response:
        return _page(gone_page(), HTTPStatus.NOT_FOUND)

    app = Starlette(routes=[Mount(HANDED_PATH, handed)], exception_handlers={HTTPException: nothing})
    app.router.redirect_slashes = False
    return app


async def _words(request: Request) -> tuple[str, str]:
    """Name and text of the form; empty where it is none or comes too slowly. What is too long is cut."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return "", ""
    body = b""
    try:
        async with asyncio.timeout(_PATIENCE_S):
            async for chunk in request.stream():
                body += chunk
                if len(body) > _MOST_BYTES:
                    break
    except (TimeoutError, ClientDisconnect):
        return "", ""
    try:
        told = parse_qs(body[:_MOST_BYTES].decode("ascii", "replace"), errors="replace", max_num_fields=8)
    except ValueError:
        return "", ""
    return told.get("name", [""])[0], told.get("text", [""])[0]


def _page(content: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    made = HTMLResponse if content.startswith("<") else PlainTextResponse
    return made(content, status, HEADERS)
