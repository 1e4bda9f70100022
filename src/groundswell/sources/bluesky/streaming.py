"""The connection over which the network tells what is written on it as it is written."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from groundswell.domain.errors import NotReady
from groundswell.sources.bluesky.hearing import Ear, Heard
from groundswell.sources.common.places import is_here
from groundswell.sources.live import Facts

RELAY = "wss://bsky.network"
"""Where all servers of the public network are heard together."""

PING_S = 10.0
"""How often, and for how long, the other end is asked whether it is still there."""

SILENCE_S = 30.0
"""A relay that tells nothing for so long has broken off; something is written every moment."""

_GATHER_S = 0.2
"""For so long things are gathered before people are asked for together."""

_MOST_TOGETHER = 25
_MOST_BYTES = 5 << 20
_OPEN_S, _CLOSE_S = 10.0, 1.0


def listens_at(server: str) -> str:
    """Where what happens to the accounts of a server is heard: a server on this machine knows nobody else's
    relay, any other is part of the public network."""
    if not is_here(server):
        return RELAY
    parts = urlsplit(server)
    return f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}"


class Stream:
    """Listens until it is closed.

    What comes while it is busy waits in the connection, and what does not fit there at the other end.

    Args:
        address: Of a relay or a server, without a path.
        where: Whom errors name.
    """

    def __init__(self, address: str, ear: Ear, where: str) -> None:
        self._address, self._ear, self._where = address, ear, where
        self._silence = SILENCE_S if address == RELAY else None
        self._turn = threading.Lock()
        self._closed = False
        self._socket: ClientConnection | None = None

    def run(self, tell: Callable[[Facts], None]) -> None:
        """Tells what concerns the account. Raises NotReady when the connection breaks."""
        try:
            with connect(
                f"{self._address}/xrpc/com.atproto.sync.subscribeRepos",
                max_size=_MOST_BYTES,
                compression=None,
                open_timeout=_OPEN_S,
                close_timeout=_CLOSE_S,
                ping_interval=PING_S,
                ping_timeout=PING_S,
            ) as socket:
                with self._turn:
                    self._socket = socket
                if not self._closed:
                    self._listen(socket, tell)
        except (OSError, WebSocketException) as error:
            if not self._closed:
                raise NotReady("the stream broke off", where=self._where, mend="It begins anew.") from error
        finally:
            with self._turn:
                self._socket = None

    def close(self) -> None:
        """Ends `run`, from any thread."""
        with self._turn:
            self._closed = True
            socket = self._socket
        if socket is not None:
            with suppress(OSError, WebSocketException):
                socket.close()

    def _listen(self, socket: ClientConnection, tell: Callable[[Facts], None]) -> None:
        waiting: list[Heard] = []
        until = 0.0
        try:
            while not self._closed:
                patience = max(0.0, until - time.monotonic()) if waiting else self._silence
                frame = _next(socket, patience)
                if frame is None and not waiting:
                    raise NotReady("the stream fell silent", where=self._where, mend="It begins anew.")
                heard = self._ear.heard(frame) if frame else []
                if heard and not waiting:
                    until = time.monotonic() + _GATHER_S
                waiting += heard
                full = len(waiting) >= _MOST_TOGETHER or frame is None or time.monotonic() >= until
                if waiting and full:
                    gathered, waiting = waiting, []
                    self._tell(gathered, tell)
        except WebSocketException:
            if waiting and not self._closed:
                self._tell(waiting, tell)
            raise

    def _tell(self, waiting: list[Heard], tell: Callable[[Facts], None]) -> None:
        facts = self._ear.facts(waiting)
        if facts:
            tell(facts)
        if self._ear.refused and not self._closed:
            raise NotReady("the sign-in was renewed elsewhere", where=self._where, mend="It begins anew.")


def _next(socket: ClientConnection, patience: float | None) -> bytes | None:
    """The next frame; none if none came in time."""
    try:
        frame = socket.recv(patience)
    except TimeoutError:
        return None
    return frame if isinstance(frame, bytes) else b""
