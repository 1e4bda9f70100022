"""A mailbox that is watched, on a real IMAP server: what of the contract fits where nothing is sent."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from threading import Thread

import pytest
from sqlalchemy import select

from groundswell.domain.actions import Act
from groundswell.domain.activity import Interaction
from groundswell.domain.errors import NotReady, SignInAgain, UsageError
from groundswell.domain.records import Record
from groundswell.domain.words import LineState
from groundswell.services.networks.lines import acts_of, connect, followed, name_of
from groundswell.services.networks.sending import send
from groundswell.services.networks.watching import look
from groundswell.services.workspace import Workspace
from groundswell.sources.live import Facts
from groundswell.sources.mailbox import line
from groundswell.sources.mailbox.line import MailboxLine
from groundswell.sources.mailbox.place import Place
from groundswell.store import schema
from tests.networks.contract import kinds
from tests.networks.relay import relay
from tests.networks.stage import unplugged
from tests.servers.mail import Mailbox, MailServer
from tests.servers.waiting import until

pytestmark = pytest.mark.slow

WITHIN_S = 20
POST = 7434149245747204103
GENUINE = "Authentication-Results: mx.example.org; dkim=pass header.d=linkedin.com; dmarc=pass\r\n"
FORGED = "Authentication-Results: mx.example.org; dkim=none; dmarc=fail header.from=linkedin.com\r\n"


def comment_id(number: int) -> int:
    """Some seconds later than the post and the comment before it: the time stands in the upper bits."""
    return POST + (number << 34)


def notification(
    number: int,
    words: str = "Thank you for writing this.",
    *,
    checked: str = GENUINE,
    sender: str = "LinkedIn <notifications-noreply@linkedin.com>",
    subject: str = "",
) -> bytes:
    """What LinkedIn writes when somebody comments; another number is another comment by somebody else."""
    now = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    urn = f"urn%3Ali%3Acomment%3A%28activity%3A{POST}%2C{comment_id(number)}%29"
    text = (
        f"{checked}From: {sender}\r\nTo: ada@example.org\r\nDate: {now}\r\n"
        f"Subject: {subject or f'Commenter {number} commented on your post'}\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
        f"{words}\r\n\r\nhttps://www.linkedin.com/comm/feed/update/urn:li:activity:{POST}/?commentUrn={urn}"
        "&midToken=AQsecret\r\n"
    )
    return text.encode()


def given(mailbox: Mailbox, **other: str) -> Mapping[str, str]:
    return {
        "user": f"{mailbox.user}@example.org",
        "password": mailbox.password,
        "host": mailbox.host,
        "port": str(mailbox.imap_port),
        "security": "none",
        **other,
    }


def place(mailbox: Mailbox, port: int = 0, security: str = "none") -> Place:
    user = f"{mailbox.user}@example.org"
    usual = mailbox.imaps_port if security == "tls" else mailbox.imap_port
    return Place(user, mailbox.password, mailbox.host, port or usual, security, "INBOX")


def texts(workspace: Workspace) -> list[str]:
    one = schema.interaction.c
    with workspace.store.reading() as conn:
        return sorted(conn.execute(select(one.text)).scalars())


@pytest.mark.parametrize("span", [20_000, 7])
def test_what_was_there_and_what_comes_later_comes_in_once(
    workspace: Workspace, mailbox: Mailbox, span: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "_SPAN", span)
    for number in range(1, 31):  # more than are asked for at once
        mailbox.deliver(notification(number, f"Word {number}."))
    account = connect(workspace, "mailbox", given(mailbox))
    assert name_of(account) == "mailbox"
    assert account.name == f"{mailbox.user}@example.org"
    assert set(look(workspace).states.values()) == {LineState.OPEN}
    assert kinds(workspace) == {("comment", "in"): 30}
    assert look(workspace).new == 0
    for number in range(31, 41):
        mailbox.deliver(notification(number))
    assert look(workspace).new == 10
    assert look(workspace).new == 0
    assert kinds(workspace) == {("comment", "in"): 40}


def test_its_facts_are_linkedins_and_hold_no_secret(workspace: Workspace, mailbox: Mailbox) -> None:
    mailbox.deliver(notification(1))
    connect(workspace, "mailbox", given(mailbox))
    look(workspace)
    one = schema.interaction.c
    with workspace.store.reading() as conn:
        (row,) = conn.execute(select(one.network, one.key, one.text, one.url))
    assert row[:3] == (
        "linkedin",
        f"linkedin:comment:{POST}:{comment_id(1)}",
        "Thank you for writing this.",
    )
    assert "midToken" not in row.url


def test_nothing_in_the_mailbox_is_marked_or_changed(workspace: Workspace, mailbox: Mailbox) -> None:
    mailbox.deliver(notification(1))
    connect(workspace, "mailbox", given(mailbox))
    look(workspace)
    with mailbox.sign_in() as connection:
        connection.select(readonly=True)
        assert connection.search(None, "UNSEEN") == ("OK", [b"1"])


def test_forged_mails_are_set_aside_and_others_left_alone(workspace: Workspace, mailbox: Mailbox) -> None:
    mailbox.deliver(notification(1, "Give me money.", checked=FORGED))
    mailbox.deliver(
        notification(2, "Mine too.", sender='"news@linkedin.com" <evil@linkedin.com.evil.example>')
    )
    mailbox.deliver(notification(3, sender="A friend <friend@example.org>"))
    mailbox.deliver(notification(4, subject="30 new jobs for you"))
    connect(workspace, "mailbox", given(mailbox))
    looked = look(workspace)
    assert looked.new == 0
    assert kinds(workspace) == {}
    assert sorted(one.where.partition(" in ")[0] for one in looked.aside) == ["mail 1", "mail 2"]
    assert all("claims to be from LinkedIn" in one.why for one in looked.aside)
    assert "money" not in repr(looked.aside)


def test_a_wrong_password_keeps_nothing_and_says_where_to_make_one(
    workspace: Workspace, mailbox: Mailbox
) -> None:
    with pytest.raises(SignInAgain) as refused:
        connect(workspace, "mailbox", given(mailbox, password="a guess"))
    assert "app password" in refused.value.mend
    assert "a guess" not in str(refused.value)
    assert followed(workspace) == []


def test_a_password_that_no_longer_holds_is_asked_for_again(
    workspace: Workspace, mail_server: MailServer, mailbox: Mailbox
) -> None:
    connect(workspace, "mailbox", given(mailbox))
    look(workspace)
    before = mail_server.users.read_text("utf-8")
    mail_server.users.write_text(before.replace(f"{mailbox.user}:", f"{mailbox.user}-was:"), "utf-8")
    try:
        states = until(
            lambda: [one for one in look(workspace).states.values() if one is LineState.SIGN_IN_AGAIN],
            "the server refusing",
            within=WITHIN_S,
            every=0.5,
        )
        assert states == [LineState.SIGN_IN_AGAIN]
        (row,) = followed(workspace)
        assert "groundswell connect mailbox" in row.problem
    finally:
        mail_server.users.write_text(before, "utf-8")

    def signed_in() -> bool:
        try:
            connect(workspace, "mailbox", given(mailbox))
        except SignInAgain:
            return False
        return True

    assert until(signed_in, "the server taking the password", within=WITHIN_S, every=0.5)
    mailbox.deliver(notification(1))
    assert look(workspace).new == 1


def test_what_cannot_be_reached_is_tried_again(workspace: Workspace, mailbox: Mailbox) -> None:
    connect(workspace, "mailbox", given(mailbox))
    look(workspace)
    mailbox.deliver(notification(1))
    with unplugged():
        assert set(look(workspace).states.values()) == {LineState.NOT_READY}
    assert look(workspace).new == 1


def test_the_password_is_in_no_file_and_no_message(workspace: Workspace, mailbox: Mailbox) -> None:
    connect(workspace, "mailbox", given(mailbox))
    with unplugged():
        look(workspace)
    (row,) = followed(workspace)
    held = b"".join(path.read_bytes() for path in workspace.home.rglob("*") if path.is_file())
    assert mailbox.password.encode() not in held
    assert mailbox.password not in row.problem


def test_nothing_can_be_done_over_it(workspace: Workspace, mailbox: Mailbox) -> None:
    account = connect(workspace, "mailbox", given(mailbox))
    assert acts_of(workspace, account) == frozenset()
    with pytest.raises(UsageError):
        send(workspace, "mailbox", Act.REPLY, "linkedin:comment:1:2", "Yes.", pressed="1")


def test_mails_that_were_numbered_anew_are_read_once_more_and_bring_nothing_twice(
    workspace: Workspace, mailbox: Mailbox
) -> None:
    connect(workspace, "mailbox", given(mailbox))
    mailbox.deliver(notification(1, "First."))
    look(workspace)
    with mailbox.sign_in() as connection:
        connection.create("Kept")
        connection.select()
        connection.copy("1", "Kept")
    connect(workspace, "mailbox", given(mailbox, folder="Kept"))
    assert look(workspace).new == 0
    assert texts(workspace) == ["First."]
    with mailbox.sign_in() as connection:
        # A folder that is removed and comes again under its name numbers from the beginning.
        connection.delete("Kept")
        connection.create("Kept")
        connection.append("Kept", "", "", notification(2, "Second."))
    assert look(workspace).new == 1
    assert texts(workspace) == ["First.", "Second."]


def test_a_folder_that_is_not_there_is_named_with_those_that_are(
    workspace: Workspace, mailbox: Mailbox
) -> None:
    with pytest.raises(SignInAgain, match="no folder 'Nowhere'") as refused:
        connect(workspace, "mailbox", given(mailbox, folder="Nowhere"))
    assert "INBOX" in refused.value.mend


def test_a_folder_that_cannot_be_opened_for_a_while_is_no_reason_to_sign_in_again(
    workspace: Workspace, mail_server: MailServer, mailbox: Mailbox
) -> None:
    mailbox.deliver(notification(1, "First."))
    connect(workspace, "mailbox", given(mailbox))
    # The server cannot read a folder that is in its list, as with a disk that fails.
    mails = mail_server.users.parent / "box" / mailbox.user / "cur"
    mails.rename(mails.with_name("away"))
    mails.touch()
    assert set(look(workspace).states.values()) == {LineState.NOT_READY}
    (line,) = followed(workspace)
    assert "cannot open the folder 'INBOX' just now" in line.problem
    mails.unlink()
    mails.with_name("away").rename(mails)
    assert set(look(workspace).states.values()) == {LineState.OPEN}
    assert texts(workspace) == ["First."]


@contextmanager
def listening(asking: MailboxLine) -> Iterator[tuple[list[Facts], list[Exception], Thread]]:
    """Lets a line tell from a thread of its own; what it told, what it raised, and the thread."""
    told: list[Facts] = []
    raised: list[Exception] = []

    def run() -> None:
        try:
            asking.stream(told.append)
        except NotReady as error:
            raised.append(error)

    thread = Thread(target=run)
    thread.start()
    try:
        yield told, raised, thread
    finally:
        asking.close()
        thread.join(WITHIN_S)
        assert not thread.is_alive()


@pytest.mark.parametrize("security", ["none", "tls", "starttls"])
def test_a_mail_is_told_as_it_comes_and_closing_ends_it(
    mail_server: MailServer, mailbox: Mailbox, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(mail_server.certificate))
    mailbox.deliver(notification(1, "Before."))
    with listening(MailboxLine(place(mailbox, security=security))) as (told, raised, thread):
        numbers = count(2)

        def comes() -> bool:
            """A mail that comes before it listens is left to the look for news; so another is sent."""
            mailbox.deliver(notification(next(numbers), "Just now."))
            return bool(told)

        assert until(comes, "being told", within=WITHIN_S, every=0.5)
        (first, *_) = told[0]
        assert isinstance(first, Record)
        (fact,) = first.facts
        assert isinstance(fact, Interaction)
        assert fact.text == "Just now."
        assert thread.is_alive()
    assert raised == []


def test_it_is_told_after_having_asked_again_too(mailbox: Mailbox) -> None:
    with relay(mailbox.imap_port) as between:
        asking = MailboxLine(place(mailbox, between.port), renewed_s=0.05)
        with listening(asking) as (told, raised, _):
            numbers = count(1)

            def comes() -> bool:
                mailbox.deliver(notification(next(numbers)))
                return len(told) >= 3

            assert until(comes, "being told three times", within=WITHIN_S, every=0.2)
            assert raised == []
    assert between.connections == 1


def test_a_connection_that_died_unnoticed_is_found_out(mailbox: Mailbox) -> None:
    with relay(mailbox.imap_port) as between:
        asking = MailboxLine(place(mailbox, between.port), renewed_s=0.2, answer_s=1)
        with listening(asking) as (told, raised, thread):
            mailbox.deliver(notification(1))

            def hears() -> bool:
                mailbox.deliver(notification(2))
                return bool(told)

            assert until(hears, "being told", within=WITHIN_S, every=0.5)
            between.silent.set()
            thread.join(WITHIN_S)
            assert not thread.is_alive()
        assert [type(one) for one in raised] == [NotReady]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_the_server_has_to_prove_who_it_is(
    workspace: Workspace,
    mail_server: MailServer,
    mailbox: Mailbox,
    security: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mailbox.deliver(notification(1))
    port = str(mailbox.imaps_port if security == "tls" else mailbox.imap_port)
    asked = given(mailbox, port=port, security=security)
    with pytest.raises(NotReady, match="does not prove"):
        connect(workspace, "mailbox", asked)
    monkeypatch.setenv("SSL_CERT_FILE", str(mail_server.certificate))
    connect(workspace, "mailbox", asked)
    assert look(workspace).new == 1


def test_encryption_is_what_is_asked_for_by_default(workspace: Workspace, mailbox: Mailbox) -> None:
    asked = {name: value for name, value in given(mailbox).items() if name != "security"}
    with pytest.raises(NotReady):  # the port speaks without
        connect(workspace, "mailbox", asked)
    with pytest.raises(NotReady, match="does not prove"):
        connect(workspace, "mailbox", {**asked, "port": str(mailbox.imaps_port)})
