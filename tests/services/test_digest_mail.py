"""Digests by mail, over a real SMTP server into a real IMAP mailbox: once, over kills and refusals."""

from __future__ import annotations

import email
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default

import pytest

from groundswell.domain.calm import Told
from groundswell.domain.errors import NotReady, SignInAgain, UsageError
from groundswell.domain.when import HOUR, MINUTE
from groundswell.services.calm.bell import Bell
from groundswell.services.calm.gathering import gather
from groundswell.services.calm.making import make_due, send_now
from groundswell.services.calm.telling import outcomes, tell_due
from groundswell.services.calm.wishes import wish
from groundswell.services.workspace import Workspace
from tests.conftest import NOW
from tests.servers.mail import Mailbox, MailServer
from tests.servers.smtp import PASSWORD, USER, Post, smtp_server
from tests.servers.waiting import until
from tests.web.world import HOSTILE_WORDS, TagReader, fill

pytestmark = [
    pytest.mark.slow,
    # The server warns of its own settings at every connection; they are meant for loopback.
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),
]

APP = "http://127.0.0.1:8765"


@pytest.fixture
def told(workspace: Workspace, no_keyring: None, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with a small wave in it; secrets lie in the test's own folder."""
    from groundswell.services.reading import triaging

    monkeypatch.setattr(triaging, "reader_named", lambda name: TagReader())
    fill(workspace)
    return workspace


@pytest.fixture(params=["tls"])
def post(
    request: pytest.FixtureRequest, mail_server: MailServer, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Post]:
    """The user's mail server, whose certificate is known."""
    monkeypatch.setenv("SSL_CERT_FILE", str(mail_server.certificate))
    with smtp_server(mail_server, mailbox, request.param) as running:
        yield running


def choose(workspace: Workspace, post: Post, security: str = "tls", **other: object) -> None:
    server = {"host": post.host, "port": post.port, "security": security, "user": USER}
    mail = {"mail": True, "mail_to": f"{post.carrier.mailbox.user}@example.org"}
    # Every hour is hers, so that one has just come.
    wish(
        workspace,
        {"on": True, "hours": tuple(h * 60 for h in range(0, 24, 2)), **server, **mail, **other},
        PASSWORD,
    )


def arrived(mailbox: Mailbox) -> list[EmailMessage]:
    """What lies in the mailbox, over IMAP."""
    with mailbox.sign_in() as connection:
        connection.select()
        _, (found,) = connection.search(None, "ALL")
        mails = list[EmailMessage]()
        for number in found.split():
            _, (fetched, *_) = connection.fetch(number.decode(), "(RFC822)")
            assert isinstance(fetched, tuple)
            mails.append(email.message_from_bytes(fetched[1], policy=default))
    return mails


@pytest.mark.parametrize("post", ["tls", "starttls", "none"], indirect=True)
def test_a_digest_arrives_whole_and_once(told: Workspace, post: Post, request: pytest.FixtureRequest) -> None:
    choose(told, post, request.node.callspec.params["post"])
    bell = Bell(told)
    assert bell.round()
    (mail,) = arrived(post.carrier.mailbox)
    assert "need you" in mail["Subject"]
    assert mail["Message-ID"].endswith("@groundswell.invalid>")
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    for part in (plain.get_content(), html.get_content()):
        assert "Tomasz Kowal" in part
        assert HOSTILE_WORDS not in part
        assert "One kind thing" in part
        assert f"{APP}/inbox" in part
    page = html.get_content()
    assert "<img" not in page
    assert "src=" not in page
    assert page.count("http") == page.count(APP)
    assert not bell.round()
    assert not Bell(told).round()
    assert len(arrived(post.carrier.mailbox)) == 1
    later = replace(told, now=lambda: NOW + 2 * HOUR)
    assert Bell(later).round()
    first, second = arrived(post.carrier.mailbox)
    assert first["Message-ID"] != second["Message-ID"]


def test_names_from_outside_turn_no_header_and_no_page(told: Workspace, post: Post) -> None:
    with told.store.writing() as conn:
        cruel = "Eve\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script>"
        conn.exec_driver_sql("UPDATE person SET name = ? WHERE name = 'Tomasz Kowal'", (cruel,))
    choose(told, post)
    Bell(told).round()
    (mail,) = arrived(post.carrier.mailbox)
    assert mail["Bcc"] is None
    html = mail.get_body(("html",))
    assert html is not None
    assert "<script" not in html.get_content()
    assert "&lt;script&gt;" in html.get_content()


def test_a_server_that_is_not_trusted_gets_no_password(
    told: Workspace, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(told, post)
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(NotReady, match="does not prove"):
        send_now(told, gather(told))
    assert post.carrier.taken == []


def test_what_the_server_refuses_is_tried_again_and_goes_once(told: Workspace, post: Post) -> None:
    choose(told, post)
    post.carrier.refuses = "451 later"
    make_due(told)
    tell_due(told, APP)
    assert outcomes(told)[0].ways[0].state is Told.WAITING
    post.carrier.refuses = ""
    tell_due(replace(told, now=lambda: NOW + 30 * 1000), APP)
    assert arrived(post.carrier.mailbox) == []
    for minutes in (2, 3, 4):
        tell_due(replace(told, now=lambda minutes=minutes: NOW + minutes * MINUTE), APP)  # type: ignore[misc]
    assert len(arrived(post.carrier.mailbox)) == 1
    assert outcomes(told)[0].ways[0].state is Told.SENT


def test_a_wrong_password_is_said_and_not_repeated(told: Workspace, post: Post) -> None:
    choose(told, post)
    wish(told, {}, "another one")
    with pytest.raises(SignInAgain) as wrong:
        send_now(told, gather(told))
    assert "another one" not in str(wrong.value)


def test_without_a_server_it_is_said(told: Workspace) -> None:
    with pytest.raises(UsageError, match="no mail server"):
        send_now(told, gather(told))


def test_killed_between_going_and_being_noted_it_is_not_sent_twice(told: Workspace, post: Post) -> None:
    choose(told, post)
    make_due(told)
    program = (
        "import sys, dataclasses\n"
        "from groundswell.services.workspace import open_workspace\n"
        "from groundswell.services.calm.telling import tell_due\n"
        f"tell_due(dataclasses.replace(open_workspace(), now=lambda: {NOW}), {APP!r})\n"
    )
    running = subprocess.Popen([sys.executable, "-c", program], env={**os.environ})
    # The server has taken and brought the mail; whoever sent it is killed before it hears so.
    post.carrier.before_answer = lambda: os.kill(running.pid, signal.SIGKILL)
    assert running.wait(60) == -signal.SIGKILL
    until(lambda: len(arrived(post.carrier.mailbox)) == 1, "the mail", within=20)
    post.carrier.before_answer = lambda: None
    for minutes in (1, 10, 60, 240):
        tell_due(replace(told, now=lambda minutes=minutes: NOW + minutes * MINUTE), APP)  # type: ignore[misc]
    assert len(arrived(post.carrier.mailbox)) == 1
    (way,) = outcomes(told)[0].ways
    assert way.state is Told.UNSURE
    assert "look whether it arrived" in way.problem


def test_killed_before_it_went_it_goes_afterwards(told: Workspace, post: Post) -> None:
    choose(told, post)
    make_due(told)
    # Made and queued is one transaction: whoever comes next finds it waiting.
    tell_due(told, APP)
    assert len(arrived(post.carrier.mailbox)) == 1
