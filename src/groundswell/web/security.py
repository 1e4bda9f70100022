"""Who may speak to the pages: this machine's browser, after it has shown a code that works once.

The address bar, logs and files never hold a lasting secret. The browser is opened at `/enter#<code>`: what
stands after `#` is not sent with the request; the page's script takes it out of the address, posts it, and
gets a cookie. The code works once and for two minutes; the store keeps the cookie's digest alone.
"""

import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from hashlib import blake2b
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from groundswell.domain.errors import StoreError
from groundswell.domain.when import DAY, MINUTE
from groundswell.services.sessions import is_open, open_for
from groundswell.services.workspace import Workspace, real_time
from groundswell.web.addresses import ANALYZE, BACK_PATH, HANDED_PATH
from groundswell.web.asking import by_script
from groundswell.web.peer import is_strangers

COOKIE = "groundswell_session"
_CODE_LIVES = 2 * MINUTE
_SESSION_LIVES = 30 * DAY
_LOCAL_HOST = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?")
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


Explain = Callable[[Request, Exception], Awaitable[Response]]


class Door:
    """Gives out codes and turns each into one session.

    Attributes:
        cookie: What the session's cookie is called: browsers hand cookies to every port of a machine, so a
            rehearsal beside the real pages has one of its own.
    """

    def __init__(self, workspace: Workspace) -> None:
        # In a rehearsal the time flies, but not for who enters.
        self._workspace = workspace if workspace.played is None else replace(workspace, now=real_time)
        self.cookie = COOKIE if workspace.played is None else f"{COOKIE}_rehearsal"
        self._codes: dict[str, int] = {}

    def new_code(self) -> str:
        """A code that opens one session within two minutes."""
        code = secrets.token_urlsafe(18)
        self._codes[code] = self._workspace.now() + _CODE_LIVES
        return code

    def enter(self, code: str) -> str | None:
        """A new session's cookie for a code that is still good; none otherwise."""
        expires = self._codes.pop(code.strip(), 0)
        if expires < self._workspace.now():
            return None
        cookie = secrets.token_urlsafe(32)
        open_for(self._workspace, _digest(cookie), _SESSION_LIVES)
        return cookie

    def knows(self, cookie: str) -> bool:
        """Whether the cookie belongs to an open session."""
        return bool(cookie) and is_open(self._workspace, _digest(cookie))


class Guard:
    """ASGI middleware: local hosts only, changes from our own pages only, a session, strict headers."""

    def __init__(self, app: ASGIApp, door: Door, explain: Explain) -> None:
        self._app, self._door, self._explain = app, door, explain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets the request through or answers it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            refusal = self._refusal(request)
        except StoreError as error:
            refusal = await self._explain(request, error)
        app = refusal if refusal is not None else self._app

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                # Scripts and styles are asked for anew, lest those of an older version serve newer pages.
                keep = "no-cache" if str(scope["path"]).startswith("/static/") else "no-store"
                headers.setdefault("cache-control", keep)
            await send(message)

        await app(scope, receive, send_with_headers)

    def _refusal(self, request: Request) -> Response | None:
        if not _LOCAL_HOST.fullmatch(request.headers.get("host", "")):
            return PlainTextResponse("This address is not served here.", HTTPStatus.MISDIRECTED_REQUEST)
        json = request.headers.get("content-type", "").startswith("application/json")
        # As it is routed by: that of `request.url` is put together with what the request calls the host.
        path = str(request.scope["path"])
        if path == ANALYZE and json:
            # Nothing of the user's is behind it, and no other site may send JSON here unasked.
            return None
        if path.startswith(f"{HANDED_PATH}/"):
            # Whoever holds the link holds all that is needed: no cookie opens more there, so no other site
            # could do anything in the user's name.
            return None
        if not path.startswith("/static/") and _is_strangers(request):
            return PlainTextResponse(
                "These pages are for the user who runs Groundswell, and no other user of this machine.",
                HTTPStatus.FORBIDDEN,
            )
        if request.method not in {"GET", "HEAD"} and not _same_origin(request):
            return PlainTextResponse("Changes come from the pages themselves only.", HTTPStatus.FORBIDDEN)
        if (
            # What a network sends the browser back to comes from another site, and so without the cookie; and
            # what it answered must not be lost where it is handed over without one.
            path in {"/enter", BACK_PATH}
            or path.startswith("/static/")
            or self._door.knows(request.cookies.get(self._door.cookie, ""))
        ):
            return None
        if by_script(request):
            return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"hx-redirect": "/enter"})
        return RedirectResponse("/enter", HTTPStatus.SEE_OTHER)


def set_cookie(response: Response, door: Door, cookie: str) -> None:
    """Hands the session to the browser: not for scripts, not for other sites."""
    response.set_cookie(
        door.cookie, cookie, max_age=_SESSION_LIVES // 1000, httponly=True, samesite="strict", path="/"
    )


def _is_strangers(request: Request) -> bool:
    client, server = request.scope.get("client"), request.scope.get("server")
    return client is not None and server is not None and is_strangers(tuple(client), tuple(server))


def _same_origin(request: Request) -> bool:
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site") == "same-origin"
    return origin == f"http://{request.headers.get('host', '')}"


def _digest(cookie: str) -> str:
    return blake2b(cookie.encode(), digest_size=32).hexdigest()
