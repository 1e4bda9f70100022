"""Runs the web app on loopback and opens the browser; if asked, shows handed exchanges to the own network."""

import asyncio
import errno
import logging
import socket
import webbrowser
from collections.abc import Callable
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from groundswell.domain.errors import ServeError, UsageError
from groundswell.services.workspace import open_workspace
from groundswell.web.addresses import HOST
from groundswell.web.app import create_app
from groundswell.web.threshold import handed_alone

_TRIED_PORTS = 20
_LONGEST_S = 60.0
HANDED_PORT = 8766
"""Where exchanges behind links are shown on the own network, unless another port is named."""


def serve(*, port: int | None, open_browser: bool, say: Callable[[str], None], handed_at: str = "") -> None:
    """Serves until interrupted.

    Args:
        port: The port asked for; none for the one of the settings, or the next that is free.
        say: Takes lines for the user.
        handed_at: An address of this machine, such as `192.168.1.5` or `192.168.1.5:8766`, at which exchanges
            behind links are shown, and nothing else; empty for none.

    Raises:
        UsageError: `handed_at` is no address of this machine.
        ServeError: The port asked for is in use, or none of those tried is free.
        StoreError: The store cannot be opened.
    """
    workspace = open_workspace()
    outside = listen_outside(handed_at) if handed_at else None
    listener = _listen(port, workspace.settings.port)
    logging.basicConfig(level=logging.WARNING, format="groundswell: %(message)s")
    # That a connection is tried again is nothing that the user could mend.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    app = create_app(workspace)
    # Nothing of a request is logged: paths hold what the user looks for.
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=3)
    servers = [(uvicorn.Server(config), listener)]
    address = f"http://{HOST}:{listener.getsockname()[1]}"
    app.state.bell.address = address
    code = app.state.desk.door.new_code()
    say(f"Groundswell is at {address} (only on this machine). Stop it with Ctrl+C.")
    if outside is not None:
        app.state.shared_at = _shown(outside)
        servers.append((outside_server(app.state.handed), outside))
        say(f"Exchanges behind links are shown at {app.state.shared_at}, to whoever reaches it.")
    say(f"If the page asks for it, the code is {code} (works once, for two minutes).")

    async def run() -> None:
        if open_browser:
            asyncio.get_running_loop().call_later(0.3, webbrowser.open, f"{address}/enter#{code}")
        await asyncio.gather(*(server.serve(sockets=[at]) for server, at in servers))

    try:
        asyncio.run(run())
    finally:
        for _, at in servers:
            at.close()
        workspace.close()


def listen_outside(address: str) -> socket.socket:
    """Listens at an address that others than this machine reach.

    Raises:
        UsageError: It is none of this machine, or none that a link could name.
        ServeError: Its port is in use.
    """
    try:
        parts = urlsplit(f"//{address}")
        host, port = parts.hostname or "", parts.port or HANDED_PORT
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (ValueError, OSError, UnicodeError) as error:
        raise UsageError(f"{address!r} is no address", mend="Give one such as 192.168.1.5.") from error
    if place[0] in {"0.0.0.0", "::"}:  # noqa: S104
        raise UsageError(
            "a link has to name the address", mend="Give the one by which your friend reaches this machine."
        )
    listener = socket.socket(family, kind)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(place)
        listener.listen()
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise ServeError(
                f"port {port} is in use",
                where=str(place[0]),
                mend=f"Name another one, as in {host}:{port + 1}.",
            ) from error
        raise UsageError(
            f"{address!r} is no address of this machine", mend="Look it up and try again."
        ) from error
    return listener


def _shown(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Passing(H11Protocol):
    """A connection that is ended after a minute: one that begins a request and says no more keeps nobody
    else out for longer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Sets the minute."""
        super().connection_made(transport)
        self.loop.call_later(_LONGEST_S, transport.close)


def outside_server(handed: Starlette) -> uvicorn.Server:
    """Serves handed exchanges and nothing else, to strangers as well: so with narrow limits."""
    config = uvicorn.Config(
        handed_alone(handed), http=_Passing, log_level="critical", access_log=False, lifespan="off",
        server_header=False,
        limit_concurrency=40, timeout_keep_alive=5, timeout_graceful_shutdown=3,
    )  # fmt: skip
    return uvicorn.Server(config)


def _listen(asked: int | None, usual: int) -> socket.socket:
    tried = (asked,) if asked is not None else range(usual, min(usual + _TRIED_PORTS, 65_536))
    for port in tried:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            # Two that only bind the same port do not notice each other; two that listen do.
            listener.listen()
        except OSError as error:
            listener.close()
            if asked is not None and error.errno == errno.EACCES:
                raise ServeError(
                    f"port {asked} is for administrators",
                    where=HOST,
                    mend="Choose one above 1023 with --port.",
                ) from error
            continue
        return listener
    raise ServeError(
        f"port {asked} is in use" if asked is not None else f"no port from {usual} on is free",
        where=HOST,
        mend="Choose another one with --port.",
    )
