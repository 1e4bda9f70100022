"""Listening to what a server tells as it happens: the account's notifications, as server-sent events.

Whether a server streams is told by what it answers: it names a place for it, and that place sends events to
who asks for them. Some name a place where there is nothing.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException
from typing import Any, NoReturn
from urllib.parse import SplitResult, urlsplit

import requests
import urllib3
from mastodon import Mastodon
from mastodon.return_types import Notification

from groundswell.domain.errors import NotFound, NotReady
from groundswell.sources.mastodon.calls import AGENT, calling

PATH = "/api/v1/streaming/user/notification"
"""Notifications alone, rather than also everything that those say whom the account follows."""

SILENT_S = 30.0
"""Mastodon says every 15 s that it is still there; from one silent for twice as long nothing comes."""

_CONNECT_S = 10.0
_PIECE = 1 << 16
_MOST = 1 << 20
"""Bytes of one event; a post has at most some thousand signs."""

_SLOW_DOWN, _FAILS = 429, 500


class Stream:
    """Listens for one account, until it is closed by another thread."""

    def __init__(self, client: Mastodon, name: str) -> None:
        self._client, self._name = client, name
        self._lock, self._closed = threading.Lock(), False
        self._open: requests.Response | None = None

    def listen(self) -> Iterator[list[Any]]:
        """What the account is notified of, in portions; while one is worked on, the next waits at the server.

        Ends when it is closed, and at once where the server does not stream.

        Raises:
            SignInAgain: The server no longer takes the token.
            NotReady: The connection cannot be made, breaks, or is silent for too long.
        """
        address = "" if self._closed else self._address()
        if not address:
            return
        with requests.Session() as session:
            try:
                with self._asked(session, address) as response:
                    if self._tells(response):
                        yield from self._heard(response)
            except (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError) as error:
                # Who closes it pulls the connection away under the reader.
                if not self._closed:
                    raise self._broken("the connection broke") from error
            finally:
                with self._lock:
                    self._open = None

    def close(self) -> None:
        """Ends `listen`, also where it waits for something to come."""
        with self._lock:
            self._closed = True
            if self._open is not None:
                with suppress(ValueError, RuntimeError, OSError):  # It has ended by itself.
                    self._open.raw.shutdown()

    def _address(self) -> str:
        """The address where events are told; empty if the server names none that may be spoken with."""
        told, own = self._named(), urlsplit(str(self._client.api_base_url))
        if told.netloc == own.netloc:
            return f"{own.scheme}://{own.netloc}{PATH}"
        # The token goes there: never in the clear.
        return f"https://{told.netloc}{PATH}" if told.scheme in {"https", "wss"} else ""

    def _named(self) -> SplitResult:
        with suppress(NotFound), calling(self._client, self._name):
            urls = getattr(self._client.instance_v2().configuration, "urls", None)
            return urlsplit(str(getattr(urls, "streaming", "") or ""))
        with suppress(NotFound), calling(self._client, self._name):
            urls = getattr(self._client.instance_v1(), "urls", None)
            return urlsplit(str(getattr(urls, "streaming_api", "") or ""))
        return urlsplit("")

    def _asked(self, session: requests.Session, address: str) -> requests.Response:
        return session.get(
            address,
            auth=self._signed,
            headers={"Accept": "text/event-stream", "Accept-Encoding": "identity", "User-Agent": AGENT},
            stream=True,
            timeout=(_CONNECT_S, SILENT_S),
            allow_redirects=False,
        )

    def _tells(self, response: requests.Response) -> bool:
        """Whether something is told to this account there. Raises NetworkError."""
        status = response.status_code
        if status == _SLOW_DOWN or status >= _FAILS:
            self._refused(response)
        if status in {requests.codes.unauthorized, requests.codes.forbidden}:
            with calling(self._client, self._name):
                self._client.account_verify_credentials()
        kind = response.headers.get("content-type", "")
        return bool(status == requests.codes.ok and kind.startswith("text/event-stream"))

    def _signed(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._client.access_token}"
        return request

    def _refused(self, response: requests.Response) -> NoReturn:
        wait = response.headers.get("retry-after", "")
        raise NotReady(
            "the server does not stream now",
            where=self._name,
            mend="It is tried again.",
            wait_s=float(wait) if wait.isdecimal() else None,
        )

    def _heard(self, response: requests.Response) -> Iterator[list[Any]]:
        events = Events(self._name)
        with self._lock:
            self._open = response
        while not self._closed and (piece := response.raw.read1(_PIECE)):
            told = [_notification(data) for event, data in events.of(piece) if event == "notification"]
            if known := [one for one in told if one is not None]:
                yield known
        if not self._closed:
            raise self._broken("the server hung up")

    def _broken(self, what: str) -> NotReady:
        return NotReady(what, where=self._name, mend="It is tried again.")


class Events:
    """Server-sent events out of pieces, wherever these were cut.

    Args:
        name: Whom errors name.
    """

    def __init__(self, name: str) -> None:
        self._name, self._rest = name, b""
        self._event, self._data = "", list[str]()
        self._size = 0

    def of(self, piece: bytes) -> Iterator[tuple[str, str]]:
        """Name and data of every event that the piece completes. Raises NotReady if one is far too long."""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        for line in lines:
            if text := line.decode("utf-8", "replace").removesuffix("\r"):
                self._take(text)
            else:
                if self._event:
                    yield self._event, "\n".join(self._data)
                self._event, self._data, self._size = "", [], 0
        if self._size + len(self._rest) > _MOST:
            raise NotReady("the server tells too much at once", where=self._name)

    def _take(self, line: str) -> None:
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        self._size += len(value)
        if field == "event":
            self._event = value
        elif field == "data":
            self._data.append(value)


def _notification(data: str) -> Any:
    """A notification as the library gives it elsewhere; none if it cannot be read: looking tells it too."""
    try:
        return Notification(**json.loads(data))  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, RecursionError):
        return None
