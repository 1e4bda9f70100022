"""Handed exchanges where others than this machine reach them: these, and nothing else."""

import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from groundswell.domain.errors import ServeError, UsageError
from groundswell.services.replies import handed_back, handing
from groundswell.services.workspace import Workspace
from groundswell.web import serving
from groundswell.web.serving import listen_outside, outside_server
from groundswell.web.threshold import handed_alone, handed_app
from tests.servers.waiting import until
from tests.web.conftest import Site
from tests.web.test_hand_page import ANSWER, handed


def test_it_serves_exchanges_behind_links_alone(site: Site) -> None:
    told: list[str] = []
    token = handed_back.open_link(site.workspace, handed(site), 7)
    outside = TestClient(handed_alone(handed_app(site.workspace, lambda: told.append("news"))))
    assert "Would you answer this" in outside.get(f"/handed/{token}").text
    assert "It has arrived" in outside.post(f"/handed/{token}", data={"text": ANSWER}).text
    assert told == ["news"]
    elsewhere = ("/", "/inbox", "/static/app.js", "/enter", "/hand", "/v1alpha1/comments:analyze")
    for path in (*elsewhere, "/handed", "/handed/", f"/handed/{token}/"):
        for method in ("GET", "POST", "OPTIONS"):
            answer = outside.request(method, path, follow_redirects=False)
            assert (answer.status_code, "leads nowhere" in answer.text) == (404, True), (method, path)
            assert answer.headers["x-robots-tag"] == "noindex, nofollow"


def test_a_store_that_fails_tells_a_stranger_nothing(site: Site) -> None:
    token = handed_back.open_link(site.workspace, handed(site), 7)
    with site.workspace.store.writing() as conn:
        conn.exec_driver_sql("ALTER TABLE handed_answer RENAME TO gone")
    answer = httpx.get(f"{site.address}/handed/{token}", timeout=60)
    assert (answer.status_code, answer.text) == (503, "This cannot be shown right now.")


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("0.0.0.0", "has to name the address"),
        ("[::]:9000", "has to name the address"),
        ("203.0.113.7", "no address of this machine"),
        ("127.0.0.1:port", "is no address"),
        ("", "is no address|has to name"),
        ("no such name", "is no address"),
    ],
)
def test_an_address_that_is_none_is_named(address: str, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        listen_outside(address)


def test_a_port_in_use_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ServeError, match="is in use"):
        listen_outside(f"127.0.0.1:{taken.getsockname()[1]}")


def test_who_begins_to_ask_and_says_no_more_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_LONGEST_S", 0.2)
    server, listener = outside_server(Starlette()), socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        with socket.create_connection(listener.getsockname(), timeout=30) as silent:
            silent.sendall(b"GET /handed/x HTTP/1.1\r\nHost: ")
            assert silent.recv(1) == b""
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.mark.slow
def test_serve_shows_them_elsewhere_and_stops_as_a_whole(workspace: Workspace, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.2", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "groundswell",
        "serve",
        "--no-browser",
        "--handed-at",
        f"127.0.0.2:{port}",
    ]
    log = tmp_path / "log"
    with log.open("wb") as file:
        running = subprocess.Popen(command, stderr=file, cwd=tmp_path)
    try:
        outside = f"http://127.0.0.2:{port}"
        until(lambda: f"shown at {outside}" in log.read_text(), "where it is served", within=60)

        def there() -> bool:
            try:
                return httpx.get(f"{outside}/handed/x").status_code == 404
            except httpx.TransportError:
                return False

        until(there, "the page outside", within=60)
        inside = re.search(r"http://127.0.0.1:\d+", log.read_text())
        assert inside is not None
        assert httpx.get(inside[0], timeout=60).status_code == 303
        assert httpx.get(f"{outside}/inbox").status_code == 404
        assert "server" not in httpx.get(f"{outside}/handed/x").headers
    finally:
        running.send_signal(signal.SIGINT)
        # How it ends is another's matter: whatever still loads in the background may be cut off.
        running.wait(60)
    assert handing.listing(workspace) == []
