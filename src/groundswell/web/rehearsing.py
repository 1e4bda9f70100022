"""A rehearsal behind pages of its own: the same app over its workspace, at another port of this machine.

So what is real and what is not never share an address: an open page of one can do nothing in the other.
"""

import re
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from groundswell.domain.errors import ServeError
from groundswell.services.rehearsal import playing
from groundswell.services.rehearsal.plans import Plan, plan_in
from groundswell.services.rehearsal.playing import Rehearsal
from groundswell.services.workspace import Workspace
from groundswell.web.addresses import HOST
from groundswell.web.asking import by_script

if TYPE_CHECKING:
    from fastapi import FastAPI

_WRITE_DOWN_S = 5.0
_JOIN_S = 30.0
_ONE_ITEM = re.compile(r"/(?:inbox/item|crossroads)/(\d{1,18})")
_LOOKED_AT = re.compile(r"/|/inbox|/wave|/crossroads/\d{1,18}")
_ITEM = re.compile(r"\d{1,18}")

Make = Callable[[Workspace, "Rehearsing"], "FastAPI"]


class Rehearsing:
    """Opens, serves and closes the rehearsal of a real workspace; there is at most one.

    Args:
        workspace: The real one.
        make: Makes the app over the rehearsal's workspace.
    """

    def __init__(self, workspace: Workspace, make: Make) -> None:
        self._workspace, self._make = workspace, make
        self._turn = threading.RLock()
        self._served: _Served | None = None

    @property
    def plan(self) -> Plan | None:
        """What is rehearsed; none if nothing is."""
        served = self._served
        return served.rehearsal.plan if served else plan_in(self._workspace.home)

    @property
    def open(self) -> Rehearsal | None:
        """The rehearsal whose pages are served; none if it lies there closed, or there is none."""
        served = self._served
        return served.rehearsal if served else None

    def begin(self, character: str, speed: float, seed: int) -> None:
        """Begins a rehearsal in place of one that was there. Raises UsageError, StoreError or ServeError."""
        with self._turn:
            self.stop()
            playing.begin(self._workspace, character, speed=speed, seed=seed)
            self.go_on()

    def go_on(self) -> None:
        """Opens the rehearsal if it is closed, and lets its clock run. Raises NotFound or UsageError."""
        with self._turn:
            self.opened().go_on()

    def opened(self) -> Rehearsal:
        """The rehearsal, served from now on. Raises NotFound if there is none."""
        with self._turn:
            if self._served is None:
                rehearsal = Rehearsal(self._workspace.home, self._workspace.settings)
                self._served = _Served(rehearsal, self._make(rehearsal.workspace, self))
            return self._served.rehearsal

    def entrance(self) -> str:
        """An address that opens its pages, once and within two minutes. Raises NotFound if there is none."""
        with self._turn:
            self.opened()
            assert self._served is not None
            return self._served.entrance()

    def delete_soon(self) -> None:
        """The same as `delete`, but after the answer to whoever asked from its own pages."""
        threading.Thread(target=self.delete, name="deletes-rehearsal").start()

    def delete(self) -> None:
        """Closes the rehearsal and deletes it with everything in it. Raises StoreError."""
        with self._turn:
            self.stop()
            playing.delete(self._workspace)

    def stop(self) -> None:
        """Closes the rehearsal; it can be gone on with."""
        with self._turn:
            served, self._served = self._served, None
        if served is not None:
            served.stop()


class _Served:
    def __init__(self, rehearsal: Rehearsal, app: "FastAPI") -> None:
        self.rehearsal, self._app = rehearsal, app
        self._over = threading.Event()
        self._listener = socket.create_server((HOST, 0))
        # What is cut off by the end are the streams of open pages, which is nothing to tell of.
        config = uvicorn.Config(app, log_level="critical", access_log=False, timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        serve = {"sockets": [self._listener]}
        self._serving = threading.Thread(
            target=self._server.run, kwargs=serve, name="serves-rehearsal", daemon=True
        )
        self._noting = threading.Thread(target=self._note, name="notes-rehearsal", daemon=True)
        self._serving.start()
        self._noting.start()

    def entrance(self) -> str:
        """An address that opens the pages."""
        if not self._serving.is_alive():
            raise ServeError("the pages of the rehearsal ended", mend="Go on with it.")
        code = self._app.state.desk.door.new_code()
        return f"http://{HOST}:{self._listener.getsockname()[1]}/enter#{code}"

    def stop(self) -> None:
        """Ends the pages and closes the rehearsal."""
        self._over.set()
        self._server.should_exit = True
        self._serving.join(_JOIN_S)
        self._noting.join(_JOIN_S)
        self._listener.close()
        self.rehearsal.close()

    def _note(self) -> None:
        while not self._over.wait(_WRITE_DOWN_S):
            if self.rehearsal.running:
                self.rehearsal.write_down()


class Watcher:
    """ASGI middleware of a rehearsal's app: writes down when somebody looked, and at what."""

    def __init__(self, app: ASGIApp, rehearsing: Rehearsing) -> None:
        self._app, self._rehearsing = app, rehearsing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Notes pages that a person opened and lets everything through."""
        rehearsal = self._rehearsing.open
        if scope["type"] == "http" and scope["method"] == "GET" and rehearsal is not None:
            request = Request(scope)
            path = str(scope["path"])
            item = _item(path, request.query_params.get("item", ""))
            if item is not None or (_LOOKED_AT.fullmatch(path) and not by_script(request)):
                rehearsal.looks.add(rehearsal.clock(), item)
        await self._app(scope, receive, send)


def _item(path: str, asked: str) -> int | None:
    found = _ONE_ITEM.fullmatch(path)
    if found:
        return int(found[1])
    return int(asked) if path == "/inbox" and _ITEM.fullmatch(asked) else None
