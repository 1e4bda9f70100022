"""The IMAP server really says so when a mail comes."""

from email.message import EmailMessage

import pytest

from tests.servers.mail import Mailbox

pytestmark = pytest.mark.slow

HEARD_WITHIN_S = 20


def test_idle_tells_of_a_new_mail(mailbox: Mailbox) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Somebody commented on your post"
    mail.set_content("Thank you for writing it down.")
    with mailbox.sign_in() as connection:
        connection.select()
        connection.sock.settimeout(HEARD_WITHIN_S)
        connection.send(b"A1 IDLE\r\n")
        assert connection.readline().startswith(b"+")
        mailbox.deliver(mail)
        assert connection.readline() == b"* 1 EXISTS\r\n"
        connection.send(b"DONE\r\n")
        while not (answer := connection.readline()).startswith(b"A1 "):
            assert answer.startswith(b"* ")
        _, (fetched, *_) = connection.fetch("1", "(BODY[HEADER.FIELDS (SUBJECT)])")
    assert isinstance(fetched, tuple)
    assert fetched[1].strip() == b"Subject: Somebody commented on your post"
