"""A served workspace and a browser to look at it with."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, expect

from groundswell.services.files import sources as registry
from groundswell.services.networks import lines as networks
from groundswell.services.reading import backlog, triaging
from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.sources.live import LiveSource
from groundswell.store import open_store
from groundswell.web import follower
from groundswell.web.app import create_app
from groundswell.web.security import Door
from tests.web.hall import PASSWORD, Gallery, Hall
from tests.web.world import NOW, LineSource, TagReader, fill, foretell


@dataclass(frozen=True)
class Site:
    """A running app: where it answers, what it shows, and its door."""

    address: str
    workspace: Workspace
    door: Door


@pytest.fixture
def foretold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader, a source and a forecast that tests can foretell."""
    monkeypatch.setenv("GROUNDSWELL_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(triaging, "reader_named", lambda name: TagReader())
    monkeypatch.setattr(registry, "sources", lambda: (LineSource(),))
    monkeypatch.setattr(backlog, "reader_named", lambda name: TagReader())
    monkeypatch.setattr(backlog, "refresh_forecasts", foretell)


@contextmanager
def opened(folder: Path) -> Iterator[Workspace]:
    """A workspace whose clock begins at `NOW`."""
    begun = time.monotonic()
    store = open_store(folder)
    yield Workspace(folder, store, Settings(), lambda: NOW + int((time.monotonic() - begun) * 1000))
    store.close()


@pytest.fixture
def home(new_home: Path, tmp_path: Path, foretold: None) -> Iterator[Workspace]:
    """An empty workspace."""
    with opened(shutil.copytree(new_home, tmp_path / "home")) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def small_wave(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the small wave in it, to be copied: filling one for each test would take longer."""
    folder = tmp_path_factory.mktemp("small")
    with pytest.MonkeyPatch.context() as patch, opened(folder) as workspace:
        patch.setattr(triaging, "reader_named", lambda name: TagReader())
        fill(workspace)
    return folder


@pytest.fixture
def site(small_wave: Path, tmp_path: Path, foretold: None) -> Iterator[Site]:
    """The app over the small wave."""
    shutil.copytree(small_wave, tmp_path / "home")
    with opened(tmp_path / "home") as workspace, served(workspace) as running:
        yield running


@pytest.fixture
def hall() -> Hall:
    """A network in memory, as it stands."""
    return Hall()


@pytest.fixture
def hall_home(home: Workspace, hall: Hall, no_keyring: None, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """An empty workspace that can sign in to two networks in memory; secrets lie in the test's own folder."""
    known: dict[str, LiveSource] = {"hall": hall, "gallery": Gallery("gallery")}
    monkeypatch.setattr(networks, "networks", lambda: known)
    monkeypatch.setattr(follower, "_TICK_S", 0.2)
    return replace(home, now=lambda: home.now() + hall.later)


@pytest.fixture
def hall_site(hall_home: Workspace) -> Iterator[Site]:
    """The app over an empty workspace that can sign in to networks in memory."""
    with served(hall_home) as running:
        yield running


@contextmanager
def served(workspace: Workspace) -> Iterator[Site]:
    """Serves a workspace on a free port of this machine."""
    app = create_app(workspace)
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="critical", access_log=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", workspace, app.state.desk.door)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


# A machine that is busy with other things is slower than the default of five seconds allows.
expect.set_options(timeout=30_000)


WHOLE = """addEventListener("load", () => document.documentElement.setAttribute("data-whole", ""));"""
"""Marks a page as soon as all of it has come: a test presses faster than anybody, before the scripts run."""


class Visitor:
    """Opens pages of a site, signed in, and notes everything that a browser complains about."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser, self.site = browser, site
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    def page(
        self,
        path: str = "/",
        *,
        width: int = 1380,
        dark: bool = False,
        scripts: bool = True,
        known: bool = True,
    ) -> Page:
        """A page in a browser window of its own; one that is not `known` has not come through the door."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            base_url=self.site.address,
        )
        context.set_default_timeout(30_000)
        self._contexts.append(context)
        if known:
            cookie = self.site.door.enter(self.site.door.new_code())
            assert cookie is not None
            context.add_cookies([{"name": "groundswell_session", "value": cookie, "url": self.site.address}])
        return self.open(context, path, scripts=scripts)

    def open(self, context: BrowserContext, path: str, *, scripts: bool = True) -> Page:
        """A further page in the same window."""
        page = context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dismiss)
        if scripts:
            page.add_init_script(WHOLE)
            coming = page.locator("html:not([data-whole])")
            page.add_locator_handler(coming, lambda _: page.wait_for_load_state("load"), no_wait_after=True)
        page.goto(path)
        return page

    def close(self) -> None:
        """Closes every window."""
        for context in self._contexts:
            context.close()

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Visitor]:
    """A signed-in visitor of the small wave; a page that complains fails the test."""
    visiting = Visitor(browser, site)
    yield visiting
    visiting.close()
    assert visiting.complaints == []


@pytest.fixture
def visit(browser: Browser, hall_site: Site) -> Iterator[Visitor]:
    """A visitor who is signed in to the hall, from which everything has come in."""
    networks.connect(hall_site.workspace, "hall", {"handle": "mara", "password": PASSWORD})
    visiting = Visitor(browser, hall_site)
    yield visiting
    visiting.close()
    assert visiting.complaints == []
