"""The pages of a workspace, served on this machine while something is measured."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from groundswell.services.replies.checking import warm
from groundswell.services.workspace import Workspace
from groundswell.web.app import create_app

_SETTLES_S = 4.0
"""After so long what the app does once after its start is done, such as looking ahead."""


@contextmanager
def served(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """The address and a session's cookie; what the app loads and does once, soon after its start, is done."""
    warm()
    app = create_app(workspace)
    cookie = app.state.desk.door.enter(app.state.desk.door.new_code())
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    time.sleep(_SETTLES_S)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", cookie
    server.should_exit = True
    thread.join(10)
