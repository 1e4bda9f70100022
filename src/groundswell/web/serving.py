"""Runs the web app on loopback and opens the browser."""

import asyncio
import errno
import logging
import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from groundswell.domain.errors import ServeError
from groundswell.services.workspace import open_workspace
from groundswell.web.addresses import HOST
from groundswell.web.app import create_app

_TRIED_PORTS = 20


def serve(*, port: int | None, open_browser: bool, say: Callable[[str], None]) -> None:
    """Serves until interrupted.

    Args:
        port: The port asked for; none for the one of the settings, or the next that is free.
        say: Takes lines for the user.

    Raises:
        ServeError: The port asked for is in use, or none of those tried is free.
        StoreError: The store cannot be opened.
    """
    workspace = open_workspace()
    listener = _listen(port, workspace.settings.port)
    logging.basicConfig(level=logging.WARNING, format="groundswell: %(message)s")
    # That a connection is tried again is nothing that the user could mend.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    app = create_app(workspace)
    # Nothing of a request is logged: paths hold what the user looks for.
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=3)
    server = uvicorn.Server(config)
    address = f"http://{HOST}:{listener.getsockname()[1]}"
    code = app.state.desk.door.new_code()
    say(f"Groundswell is at {address} (only on this machine). Stop it with Ctrl+C.")
    say(f"If the page asks for it, the code is {code} (works once, for two minutes).")

    async def run() -> None:
        if open_browser:
            asyncio.get_running_loop().call_later(0.3, webbrowser.open, f"{address}/enter#{code}")
        await server.serve(sockets=[listener])

    try:
        asyncio.run(run())
    finally:
        listener.close()
        workspace.close()


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
