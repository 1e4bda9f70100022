"""Leads arrive at a real server, signed and once; one that fails, hangs, redirects or dies in between."""

import base64
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jsonschema
import pytest
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from groundswell.domain.errors import NotReady, UsageError
from groundswell.domain.kept import Stage
from groundswell.domain.when import DAY
from groundswell.domain.words import SendState
from groundswell.services.kept import delivering, leads, posting
from groundswell.services.kept.delivering import GRACE_MS, deliver_due, recent, send, send_test
from groundswell.services.kept.posting import is_public
from groundswell.services.kept.webhook import Webhook, chosen, key_bytes, signature, sound, turn_off, turn_on
from groundswell.services.workspace import Workspace
from groundswell.store import kept as stored
from tests.house.checkout import ROOT
from tests.servers.waiting import until
from tests.services.test_kept import fill, keep
from tests.services.test_kept_out import SCHEMA
from tests.store.build import somebody

SECRET = "whsec_" + base64.b64encode(b"thirty-two bytes of a known key!").decode()
EVENT = {**SCHEMA["$defs"]["event"], "$defs": SCHEMA["$defs"]}


@dataclass
class Receiver:
    """A server on this machine: what it was sent, and how it answers the next time."""

    url: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hang: threading.Event | None = None
    cut: bool = False
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        """The names of what arrived, in order."""
        return [headers["webhook-id"] for headers, _ in self.got]

    @property
    def events(self) -> list[dict[str, object]]:
        """What arrived."""
        return [json.loads(body) for _, body in self.got]


@contextmanager
def receiving() -> Iterator[Receiver]:
    there = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            there.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            if there.hang is not None:
                there.hang.wait(30)
            if there.cut:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(there.status)
            for name, value in there.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there.url = f"http://127.0.0.1:{server.server_port}/hooks/leads"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield there
    finally:
        if there.hang is not None:
            there.hang.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def there() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


class Clock:
    """A workspace's clock that goes on when it is told to."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock(workspace: Workspace) -> Clock:
    return Clock(workspace.now())


@pytest.fixture
def told(workspace: Workspace, clock: Clock, no_keyring: None) -> Workspace:
    """A store with offers; secrets lie in the test's own folder."""
    fill(workspace)
    return replace(workspace, now=clock)


@pytest.fixture
def later(told: Workspace, clock: Clock) -> Callable[[int], list[SendState]]:
    """Lets so many milliseconds go by and delivers; how all stands then, the newest first."""

    def wait(ms: int) -> list[SendState]:
        clock.now += ms
        deliver_due(told)
        return [one.state for one in recent(told)]

    return wait


Later = Callable[[int], list[SendState]]


def turned_on(told: Workspace, there: Receiver, *, by_itself: bool = False) -> None:
    turn_on(told, Webhook(there.url, private=True, by_itself=by_itself), SECRET)


def test_a_lead_goes_when_send_was_pressed_signed_and_once(
    told: Workspace, there: Receiver, later: Later
) -> None:
    key = keep(told, "role", "when")
    with pytest.raises(UsageError, match="no webhook"):
        send(told, key, "press")
    turned_on(told, there)
    assert later(DAY) == []
    assert send(told, key, "press")
    assert not send(told, key, "press")
    assert later(0) == [SendState.WAITING]
    assert there.got == []
    assert later(GRACE_MS) == [SendState.SENT]
    assert later(DAY) == [SendState.SENT]
    ((headers, body),) = there.got
    at_s = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == signature(SECRET, headers["webhook-id"], at_s, body)
    assert at_s * 1000 == told.now() - DAY
    event = json.loads(body)
    jsonschema.validate(event, EVENT)
    assert (event["type"], event["id"], event["lead_id"]) == ("lead.kept", headers["webhook-id"], key)
    assert event["person"]["name"] == "Nadia Abel"


def test_signatures_are_what_standard_webhooks_checks() -> None:
    verifier = Verifier(SECRET)
    body, at = b'{"a": "\xc3\xbc"}', int(time.time())
    signed = signature(SECRET, "n", at, body)
    headers = {"webhook-id": "n", "webhook-timestamp": str(at), "webhook-signature": signed}
    assert verifier.verify(body, headers) == {"a": "ü"}
    for changed in ({**headers, "webhook-id": "m"}, {**headers, "webhook-timestamp": str(at + 1)}):
        with pytest.raises(WebhookVerificationError):
            verifier.verify(body, changed)


def test_by_itself_it_tells_what_was_kept_changed_and_dropped_after_a_moment(
    told: Workspace, there: Receiver, later: Later, clock: Clock
) -> None:
    before = keep(told, "radio")
    clock.now += 1_000
    turned_on(told, there, by_itself=True)
    key = keep(told, "role")
    assert later(GRACE_MS) == [SendState.WAITING]
    assert later(GRACE_MS) == [SendState.SENT]
    moved = leads.set_stage(told, key, Stage.TALKING)
    leads.take_back(told, [moved])
    later(GRACE_MS)
    assert later(GRACE_MS) == [SendState.SENT]
    leads.set_stage(told, key, Stage.AGREED)
    leads.set_next(told, key, "Call", "2026-12-03")
    later(GRACE_MS)
    later(GRACE_MS)
    leads.drop(told, key)
    later(GRACE_MS)
    later(GRACE_MS)
    assert [one["type"] for one in there.events] == ["lead.kept", "lead.changed", "lead.dropped"]
    assert there.events[2]["lead"] is None
    # What was kept before it was turned on goes only by a press, or when it changes.
    assert before not in [one["lead_id"] for one in there.events]
    for event in there.events:
        jsonschema.validate(event, EVENT)


def test_one_that_fails_is_tried_again_ever_more_rarely_under_the_same_name(
    told: Workspace, there: Receiver, later: Later
) -> None:
    turned_on(told, there)
    send_test(told, "one")
    there.status = 503
    assert later(GRACE_MS) == [SendState.WAITING]
    assert later(9_000) == [SendState.WAITING]
    assert len(there.got) == 1
    later(1_000)
    later(20_000)
    assert len(there.got) == 3
    assert recent(told)[0].problem.endswith("answered with status 503")
    there.status, there.headers = 429, {"retry-after": "600"}
    later(40_000)
    there.status = 200
    assert later(599_000) == [SendState.WAITING]
    assert later(1_000) == [SendState.SENT]
    assert len(set(there.ids)) == 1
    assert later(DAY) == [SendState.SENT]
    assert len(there.got) == 5


def test_none_overtakes_another_and_after_a_day_it_is_given_up(
    told: Workspace, there: Receiver, later: Later
) -> None:
    turned_on(told, there)
    there.status = 500
    send_test(told, "one")
    send_test(told, "two")
    later(GRACE_MS)
    assert later(GRACE_MS) == [SendState.WAITING, SendState.WAITING]
    assert len(set(there.ids)) == 1
    there.status = 200
    assert later(DAY) == [SendState.FAILED, SendState.FAILED]
    assert "within a day" in recent(told)[0].problem
    assert recent(told)[0].body == ""


@pytest.mark.parametrize(
    ("status", "says"), [(301, "not followed"), (307, "not followed"), (410, "gone"), (404, "status 404")]
)
def test_what_is_refused_or_sent_on_fails_at_once(
    told: Workspace, there: Receiver, later: Later, status: int, says: str
) -> None:
    with receiving() as elsewhere:
        turned_on(told, there)
        there.status, there.headers = status, {"location": elsewhere.url}
        send_test(told, "one")
        assert later(GRACE_MS) == [SendState.FAILED]
        assert says in recent(told)[0].problem
        assert (len(there.got), elsewhere.got) == (1, [])


def test_one_that_hangs_is_cut_off_and_tried_again(
    told: Workspace, there: Receiver, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "_STEP_S", 0.3)
    turned_on(told, there)
    there.hang = threading.Event()
    send_test(told, "one")
    assert later(GRACE_MS) == [SendState.WAITING]
    assert "in time" in recent(told)[0].problem
    there.hang.set()
    there.hang = None
    assert later(GRACE_MS) == [SendState.SENT]
    assert len(set(there.ids)) == 1


def test_what_was_queued_for_another_address_does_not_go_to_a_slow_one(
    told: Workspace, there: Receiver, clock: Clock
) -> None:
    turned_on(told, there)
    there.hang = threading.Event()
    send_test(told, "one")
    clock.now += GRACE_MS
    delivers = threading.Thread(target=deliver_due, args=(told,))
    delivers.start()
    until(lambda: len(there.got) == 1, "the first event arrives", within=10)
    with receiving() as elsewhere:
        turn_on(told, Webhook(elsewhere.url, private=True), SECRET)
        send_test(told, "two")
        clock.now += GRACE_MS
        there.hang.set()
        delivers.join()
        assert len(there.got) == 1
        deliver_due(told)
        assert len(elsewhere.got) == 1


def test_one_that_drips_is_cut_off_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "_WHOLE_S", 0.5)
    listener = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def drip() -> None:
        peer, _ = listener.accept()
        with peer:
            peer.sendall(b"HTTP/1.1 200 OK\r\n")
            while not ended.wait(0.05):
                try:
                    peer.sendall(b"x: y\r\n")
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    try:
        with pytest.raises(NotReady, match="in time"):
            posting.post(url, b"{}", {}, private=True)
    finally:
        ended.set()
        thread.join()
        listener.close()


def test_one_that_breaks_off_or_is_not_there_is_tried_again(
    told: Workspace, there: Receiver, later: Later
) -> None:
    turned_on(told, there)
    there.cut = True
    send_test(told, "one")
    assert later(GRACE_MS) == [SendState.WAITING]
    assert "broke off" in recent(told)[0].problem
    there.cut = False
    assert later(GRACE_MS) == [SendState.SENT]


KILLED = """
import os, sys
from pathlib import Path
from groundswell.services.kept import delivering
from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import open_store
home = Path(sys.argv[1])
import keyring
from keyring.backends import fail
keyring.set_keyring(fail.Keyring())
workspace = Workspace(home, open_store(home), Settings(), lambda: int(sys.argv[2]))
delivering.deliver_due(workspace)
"""


def test_a_kill_in_the_midst_sends_it_again_under_the_same_name(
    told: Workspace, there: Receiver, later: Later, clock: Clock
) -> None:
    turned_on(told, there)
    send_test(told, "one")
    there.hang = threading.Event()
    now = str(clock.now + GRACE_MS)
    begun = subprocess.Popen([sys.executable, "-c", KILLED, str(told.home), now], env=dict(os.environ))
    until(lambda: there.got, "the first attempt", within=60)
    # While one program delivers, another does nothing.
    assert later(GRACE_MS) == [SendState.SENDING]
    begun.kill()
    begun.wait()
    there.hang.set()
    there.hang = None
    assert later(0) == [SendState.SENT]
    assert len(there.got) == 2
    assert len(set(there.ids)) == 1


def test_what_was_taken_back_or_waits_when_it_is_turned_off_does_not_go(
    told: Workspace, there: Receiver, later: Later
) -> None:
    turned_on(told, there)
    send_test(told, "one")
    delivering.cancel(told)
    send_test(told, "two")
    turn_off(told)
    assert later(GRACE_MS) == [SendState.CANCELLED, SendState.CANCELLED]
    assert there.got == []
    assert chosen(told) is None
    with pytest.raises(UsageError, match="no secret"):
        turn_on(told, Webhook(there.url, private=True), "")


def test_the_secret_stands_nowhere_but_among_the_secrets(told: Workspace, there: Receiver) -> None:
    turned_on(told, there)
    send_test(told, "one")
    raw = key_bytes(SECRET)
    for path in told.home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert SECRET.encode() not in content
            assert raw not in content


def test_inside_addresses_are_refused_unless_they_are_allowed(
    told: Workspace, there: Receiver, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    for url in ("https://127.0.0.1/x", "https://localhost/x", "https://10.0.0.8/x", "https://[::1]/x"):
        with pytest.raises(UsageError, match="own machine or network"):
            sound(Webhook(url))
        assert sound(Webhook(url, private=True)).url == url
    # A name that leads inside is found out when something is sent, whatever it led to before.
    turn_on(told, Webhook("https://leads.example/x"), SECRET)
    port = int(there.url.split(":")[2].split("/")[0])
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)
    send_test(told, "one")
    assert later(GRACE_MS) == [SendState.FAILED]
    assert "leads into this machine" in recent(told)[0].problem
    assert there.got == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True), ("127.0.0.1", False),
        ("10.1.2.3", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False),
        ("224.0.0.1", False), ("::1", False), ("fe80::1", False), ("fd00::1", False),
        ("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False),
        ("64:ff9b:1::7f00:1", False), ("::127.0.0.1", False), ("fec0::1", False),
    ],
)  # fmt: skip
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "", "leads", "ftp://there.example/x", "https://", "https://me:key@there.example/x",
        "https://there.example/x?key=1", "https://there.example/x#y", "http://there.example/x",
        "https://there.example/a b", "https://thére.example/", "https://there.example\\@here.example/",
        "https://there.example:port/",
    ],
)  # fmt: skip
def test_addresses_that_cannot_be_are_refused_without_saying_them_back(url: str) -> None:
    with pytest.raises(UsageError) as refused:
        sound(Webhook(url))
    assert "key" not in refused.value.what


@pytest.mark.parametrize("secret", ["", "whsec_c2hvcnQ=", "no base64 at all!", "whsec_" + "A" * 200])
def test_secrets_that_are_none_are_refused_without_saying_them_back(secret: str) -> None:
    with pytest.raises(UsageError) as refused:
        key_bytes(secret)
    assert not secret or secret not in str(refused.value)


def test_nothing_leaves_a_rehearsal(told: Workspace, there: Receiver, clock: Clock) -> None:
    turned_on(told, there)
    send_test(told, "one")
    clock.now += GRACE_MS
    assert deliver_due(replace(told, played={})) == []
    assert there.got == []


def test_who_is_forgotten_is_in_nothing_that_waits(told: Workspace, there: Receiver, later: Later) -> None:
    turned_on(told, there, by_itself=True)
    key = keep(told, "role")
    send(told, key, "press")
    with told.store.writing() as conn:
        stored.forget(conn, [somebody("Nadia Abel").key], ["role"])
    assert later(GRACE_MS) == []
    assert later(GRACE_MS) == []
    assert there.got == []


def test_the_docs_check_the_signature_as_it_is_made() -> None:
    page = (ROOT / "docs" / "kept.md").read_text(encoding="utf-8")
    code = page.split("```python\n")[1].split("```")[0]
    held: dict[str, Callable[[str, dict[str, str], bytes], bool]] = {}
    exec(compile(code, "docs/kept.md", "exec"), held)
    now = int(time.time())
    headers = {
        "webhook-id": "n", "webhook-timestamp": str(now),
        "webhook-signature": signature(SECRET, "n", now, b"{}"),
    }  # fmt: skip
    assert held["is_ours"](SECRET, headers, b"{}")
    assert not held["is_ours"](SECRET, headers, b"{ }")
    assert not held["is_ours"](SECRET, {**headers, "webhook-timestamp": str(now - 999)}, b"{}")
