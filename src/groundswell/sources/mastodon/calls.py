"""Calls to a server: how they are made, and what can go wrong in them as our own errors."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

import requests
from mastodon import Mastodon, errors
from requests.adapters import HTTPAdapter
from urllib3 import BaseHTTPResponse
from urllib3.connectionpool import ConnectionPool
from urllib3.exceptions import ReadTimeoutError
from urllib3.util import Retry

from groundswell.domain.errors import NotFound, NotReady, SignInAgain
from groundswell.sources.common.text import one_line

TIMEOUT_S = 30
AGENT = "Groundswell"
_SIGN_IN = "Sign in to Mastodon again: groundswell connect mastodon."
_MOST_QUOTED = 200
_MOST_WAIT_S = 1_800.0
"""Mastodon's longest limits are reckoned by the half hour."""
_FORBIDDEN, _NO_WAY, _TIMED_OUT, _UNREADABLE, _TOO_EARLY = 403, 405, 408, 422, 425


class Absent(NotFound):
    """The server says that there is no such thing, rather than that it refuses."""


class _Retry(Retry):
    """Not after a silence: who was waited for once is not waited for again."""

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> Self:
        """The policy for the next try. Raises the error where there is none."""
        if isinstance(error, ReadTimeoutError):
            raise error
        return super().increment(method, url, response, error, _pool, _stacktrace)


class _Adapter(HTTPAdapter):
    """Asks once more where a server has closed the connection without a word, as small ones do.

    That is only safe for what changes nothing. What changes something goes over a new connection, so that a
    stale one does not leave open whether it arrived.
    """

    def __init__(self) -> None:
        super().__init__(max_retries=_Retry(total=2, connect=0, status=0, other=0, backoff_factor=0.1))

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        if request.method == "POST":
            self.poolmanager.clear()
        return super().send(request, *args, **options)


def client_of(
    server: str, token: str | None = None, app: str | None = None, app_secret: str | None = None
) -> Mastodon:
    """A client of a server, signed in with a token or speaking for an app. To be closed with `close`."""
    session = requests.Session()
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Adapter())
    return Mastodon(
        api_base_url=server,
        session=session,
        request_timeout=TIMEOUT_S,
        ratelimit_method="throw",
        version_check_mode="none",  # What a server can is told by what it answers, not by its version.
        user_agent=AGENT,
        access_token=token,
        client_id=app,
        client_secret=app_secret,
    )


def close(client: Mastodon) -> None:
    """Lets go of a client's connections."""
    client.session.close()


@contextmanager
def calling(client: Mastodon, where: str) -> Iterator[None]:
    """Turns the library's errors into ours; no message repeats what was sent.

    Raises:
        SignInAgain: The server no longer takes the token, or it does not allow enough.
        NotReady: The server cannot be reached, fails, or asks to wait.
        NotFound: What was asked about is not there, or the server refuses this one thing.
    """
    try:
        yield
    except (errors.MastodonError, ValueError, TypeError, AttributeError, KeyError) as raised:
        raise _ours(_cause(raised), client, where) from raised


def _cause(error: Exception) -> BaseException:
    """While signing in the library calls every failure an illegal argument; what it was stands behind."""
    behind = error.__context__
    wrapped = isinstance(error, errors.MastodonIllegalArgumentError)
    return behind if wrapped and isinstance(behind, errors.MastodonError) else error


def _ours(error: BaseException, client: Mastodon, where: str) -> Exception:
    if isinstance(error, errors.MastodonUnauthorizedError):
        return SignInAgain("the server no longer takes the sign-in", where=where, mend=_SIGN_IN)
    if isinstance(error, errors.MastodonRatelimitError):
        reset = client.ratelimit_reset
        # An instant, so that a clock that is off would make it any length.
        wait = min(_MOST_WAIT_S, max(1.0, reset - time.time())) if reset else None
        return NotReady("the server asks to wait", where=where, mend="It goes on later.", wait_s=wait)
    if isinstance(error, errors.MastodonNotFoundError):
        return Absent("it is not on the server (any more)", where=where)
    if isinstance(error, errors.MastodonNetworkError | errors.MastodonServerError):
        return NotReady("the server cannot be reached", where=where, mend="It is tried again.")
    status, said = _told(error)
    # A server that knows the call says what is wrong with what it was given.
    if status == _NO_WAY or (status == _UNREADABLE and not said):
        return Absent("the server knows no such thing", where=where)
    for secret in filter(None, (client.access_token, client.client_secret)):
        said = said.replace(str(secret), "…")
    if status is None or status in {_TIMED_OUT, _TOO_EARLY}:
        return NotReady("the server answered something that cannot be read", where=where)
    # A token that allows too little, or an account whose use was ended, says so with the same number as a
    # thing that may not be touched.
    if status == _FORBIDDEN and any(word in said.casefold() for word in ("scope", "login", "disabled")):
        return SignInAgain(f"the server does not allow it ({said})", where=where, mend=_SIGN_IN)
    return NotFound(f"the server refuses it ({said or status})", where=where)


def _told(error: BaseException) -> tuple[int | None, str]:
    """The number and the words of a refusal."""
    if not isinstance(error, errors.MastodonAPIError) or len(error.args) < 4:
        return None, ""
    return int(error.args[1]), one_line(str(error.args[3] or ""))[:_MOST_QUOTED]
