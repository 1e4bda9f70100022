"""Bluesky signed in to in the browser: the contract, and what only this way of signing in knows."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from typer.testing import CliRunner

from groundswell.cli.app import app
from groundswell.domain.actions import Act
from groundswell.domain.errors import NetworkError, SignInAgain
from groundswell.domain.words import LineState, SendState
from groundswell.services.networks.lines import begin, connect, followed, line_of
from groundswell.services.networks.sending import send, send_due
from groundswell.services.networks.watching import look
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.sources.bluesky import dpop, oauth
from groundswell.sources.bluesky.facts import key_of
from groundswell.sources.live import Line
from groundswell.store import outbox
from tests.networks.contract import Contract
from tests.networks.stage import sign_in
from tests.networks.test_bluesky import BlueskyStage
from tests.servers.at_network import AtNetwork
from tests.web.conftest import served

pytestmark = pytest.mark.slow


class BrowserStage(BlueskyStage):
    """An author who signs in on the page of her server."""

    def __init__(self, at_network: AtNetwork, browser: Browser) -> None:
        super().__init__(at_network)
        self._browser = browser

    def given(self, address: str) -> Mapping[str, str]:
        asked = {"handle": self.author.handle, "server": self.at.pds_url}
        return {**asked, "address": self.allowed(address)} if address else asked

    def wrong(self, address: str) -> Mapping[str, str]:
        """A code that the server did not give."""
        came_back = httpx.URL(self.allowed(address))
        return {**self.given(""), "address": str(came_back.copy_set_param("code", "cod-0"))}

    def allowed(self, address: str, button: str = "Authorize") -> str:
        """Where the browser ends when the author allows it, or does not."""
        with self._browser.new_context() as context:
            page = context.new_page()
            page.goto(address)
            # Nobody listens where it comes back to, as with Groundswell's pages closed.
            with page.expect_event("requestfailed", lambda one: one.url.startswith(oauth.RETURN)) as failed:
                self.allow(page, button)
            return str(failed.value.url)

    def allow(self, page: Page, button: str = "Authorize") -> None:
        """Signs in at the server and presses what it then shows."""
        page.locator("input[type=password]").fill(self.author.password)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name=button).click()

    def secrets(self, workspace: Workspace) -> list[str]:
        kept = Secrets(workspace.home).of(key_of(self.author.did)) or {}
        return [self.author.password, kept["access"], kept["refresh"], json.loads(kept["key"])["d"], "eyJ"]

    def revoke(self, workspace: Workspace) -> None:
        """Takes the sign-in back; what was handed out holds some minutes longer, which pass."""
        kept = Secrets(workspace.home).of(key_of(self.author.did)) or {}
        told = {"token": kept["refresh"], "client_id": kept["client"]}
        with httpx.Client() as http:
            dpop.Prover(kept["key"]).post(http, f"{self.at.pds_url}/oauth/revoke", told).raise_for_status()
        self.lapse(workspace)

    def lapse(self, workspace: Workspace) -> None:
        """As for a program that is started anew when its token has run out."""
        dpop._held.clear()
        secrets, key = Secrets(workspace.home), key_of(self.author.did)
        secrets.keep(key, {**(secrets.of(key) or {}), "expires": "0"})


@pytest.fixture
def stage(at_network: AtNetwork, browser: Browser) -> BrowserStage:
    return BrowserStage(at_network, browser)


class TestBlueskyInTheBrowser(Contract):
    """The contract."""


def test_who_does_not_allow_it_is_not_signed_in(workspace: Workspace, stage: BrowserStage) -> None:
    address = begin(workspace, "bluesky", stage.given(""))
    came_back = stage.allowed(address, "Deny access")
    with pytest.raises(SignInAgain, match="was not allowed"):
        connect(workspace, "bluesky", {**stage.given(""), "address": came_back})
    assert followed(workspace) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"state": "another"}, "belongs to another sign-in"),
        ({"iss": "https://elsewhere.example"}, "belongs to another sign-in"),
        ({"code": ""}, "does not hold what the server showed"),
    ],
    ids=["state", "issuer", "code"],
)
def test_an_address_of_another_sign_in_is_refused(
    workspace: Workspace, stage: BrowserStage, changed: Mapping[str, str], says: str
) -> None:
    begin(workspace, "bluesky", stage.given(""))
    begun = Secrets(workspace.home).of("begun:bluesky") or {}
    right = {"state": begun["state"], "iss": begun["issuer"], "code": "cod-1"}
    came_back = httpx.URL(oauth.RETURN, params={**right, **changed})
    with pytest.raises(SignInAgain, match=says):
        connect(workspace, "bluesky", {**stage.given(""), "address": str(came_back)})


def test_two_lines_at_once_renew_the_tokens_once(workspace: Workspace, stage: BrowserStage) -> None:
    sign_in(workspace, stage)
    stage.lapse(workspace)
    (row,) = followed(workspace)
    failed: list[NetworkError] = []
    read: list[Line] = []

    def look_once() -> None:
        line = line_of(workspace, row.account)
        try:
            list(line.news(""))
        except NetworkError as error:
            failed.append(error)
        finally:
            line.close()
        read.append(line)

    threads = [threading.Thread(target=look_once) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (failed, len(read)) == ([], len(threads))
    # The server ends a sign-in of which a token for renewing is used twice: it still stands, also for a
    # program that is started anew.
    for _ in range(2):
        stage.lapse(workspace)
        assert set(look(workspace).states.values()) == {LineState.OPEN}


def test_what_can_be_done_with_an_app_password_can_be_done_so_too(
    workspace: Workspace, stage: BrowserStage
) -> None:
    asked = stage.asked()
    sign_in(workspace, stage)
    someone = stage.at.create_account()
    for act, target in (
        (Act.LIKE, asked),
        (Act.MUTE, key_of(someone.did)),
        (Act.LIST, key_of(someone.did)),
        (Act.REPORT, key_of(someone.did)),
        (Act.HIDE, asked),
    ):
        send(workspace, "bluesky", act, target, "Said everywhere.", pressed=act, grace_ms=0)
    send_due(workspace)
    with workspace.store.reading() as conn:
        became = [(one.action.act, one.state, one.problem) for one in outbox.sendings(conn)]
    acts = (Act.LIKE, Act.MUTE, Act.LIST, Act.REPORT, Act.HIDE)
    assert sorted(became) == sorted((act, SendState.SENT, "") for act in acts)


def test_where_there_is_no_sign_in_in_the_browser_it_says_so(
    workspace: Workspace, stage: BrowserStage
) -> None:
    with pytest.raises(SignInAgain, match="Give an app password"):
        begin(workspace, "bluesky", {"handle": "ada.test", "server": stage.at.appview_url})
    with pytest.raises(SignInAgain, match="only spoken with over https"):
        begin(workspace, "bluesky", {"handle": "ada.test", "server": "http://pds.example.com"})


def test_an_account_is_looked_for_where_the_public_directory_says(stage: BrowserStage) -> None:
    at = stage.at
    assert oauth.home_of(stage.author.did, at.pds_url, at.plc_url) == at.pds_url
    with pytest.raises(SignInAgain, match="does not lie where"):
        oauth.home_of(stage.author.did, "https://elsewhere.example", at.plc_url)
    with pytest.raises(SignInAgain, match="does not lie where"):
        oauth.home_of("did:plc:nobody", at.pds_url, at.plc_url)


def test_somebody_signs_in_at_a_terminal(
    workspace: Workspace, stage: BrowserStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROUNDSWELL_HOME", str(workspace.home))
    asked = ["connect", "bluesky", "--give", f"handle={stage.author.handle}"]
    asked += ["--give", f"server={stage.at.pds_url}"]
    with_password = CliRunner().invoke(app, asked, input=f"{stage.author.password}\n")
    assert "Signed in to Bluesky" in with_password.stdout
    began = CliRunner().invoke(app, asked, input="\n\n")
    assert began.exit_code != 0
    address = next(line for line in began.stderr.splitlines() if line.startswith(stage.at.pds_url))
    came_back = stage.allowed(address)
    finished = CliRunner().invoke(app, [*asked, "--give", f"address={came_back}"], input="\n")
    assert "Signed in to Bluesky" in finished.stdout, finished.output
    assert "key" in (Secrets(workspace.home).of(key_of(stage.author.did)) or {})


@pytest.mark.browser
@pytest.mark.slow
def test_somebody_signs_in_on_the_pages(workspace: Workspace, stage: BrowserStage, browser: Browser) -> None:
    with served(workspace) as site, browser.new_context(base_url=site.address) as context:
        page = context.new_page()
        page.goto(f"/enter#{site.door.new_code()}")
        page.wait_for_url(f"{site.address}/")
        page.goto("/networks/bluesky")
        page.get_by_label("Your handle").fill(stage.author.handle)
        page.get_by_label("Your server").fill(stage.at.pds_url)
        page.get_by_role("button", name="Go on").click()
        with page.expect_popup() as opened:
            page.get_by_role("link", name="Open Bluesky").click()
        expect(page.get_by_label("An app password")).to_have_count(0)
        there = opened.value
        stage.allow(there)
        there.wait_for_url(f"{site.address}/back?**")
        there.get_by_role("button", name="Finish signing in").click()
        there.wait_for_url(f"{site.address}/networks?signed=bluesky")
        expect(there.get_by_role("main")).to_contain_text(stage.author.handle)
    (row,) = followed(workspace)
    assert row.account.key == key_of(stage.author.did)


@dataclass
class Busy:
    """A server that asks to wait."""

    url: str
    headers: dict[str, str]


@pytest.fixture
def busy() -> Iterator[Busy]:
    with _busy() as server:
        yield server


@contextmanager
def _busy() -> Iterator[Busy]:
    told = Busy("", {})

    class Answer(BaseHTTPRequestHandler):
        def answer(self) -> None:
            """The same to everything."""
            self.rfile.read(int(self.headers.get("content-length") or 0))
            body = b'{"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}'
            self.send_response(429)
            for name, value in {**told.headers, "Content-Type": "application/json"}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    for method in ("GET", "POST"):
        setattr(Answer, f"do_{method}", Answer.answer)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("way", ["password", "browser", "renewing"])
def test_a_server_that_asks_to_wait_is_left_alone_so_long(
    workspace: Workspace, stage: BrowserStage, busy: Busy, way: str
) -> None:
    """The development network limits nobody: another server stands in for it where the limit is tried."""
    if way == "password":
        connect(workspace, "bluesky", BlueskyStage.given(stage, ""))
    else:
        sign_in(workspace, stage)
    secrets, key = Secrets(workspace.home), key_of(stage.author.did)
    kept = secrets.of(key) or {}
    changed = {
        "password": lambda: {"session": kept["session"].replace(stage.at.pds_url, busy.url)},
        "browser": lambda: {"home": busy.url},
        "renewing": lambda: {"token_at": f"{busy.url}/oauth/token", "expires": "0"},
    }[way]()
    dpop._held.clear()
    secrets.keep(key, {**kept, **changed})
    busy.headers = {"Retry-After": "7"}
    looked = look(workspace)
    assert set(looked.states.values()) == {LineState.NOT_READY}
    assert looked.wait_s == 7
    dpop._held.clear()
    secrets.keep(key, kept)
    assert set(look(workspace).states.values()) == {LineState.OPEN}
