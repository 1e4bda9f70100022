"""A real SMTP server on loopback, with a password and TLS; what it takes it brings to the IMAP server."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers.mail import Mailbox, MailServer
from tests.servers.process import free_ports

USER = "mara"
PASSWORD = "open sesame, please"


@dataclass
class Carrier:
    """Takes mails and brings them on.

    Attributes:
        before_answer: Called when a mail was brought and before it is said to be.
        refuses: What is answered in place of taking a mail; empty to take it.
    """

    mailbox: Mailbox
    before_answer: Callable[[], None] = lambda: None
    refuses: str = ""
    taken: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Brings a mail to the mailbox."""
        if self.refuses:
            return self.refuses
        content = envelope.original_content or b""
        with smtplib.LMTP(self.mailbox.host, self.mailbox.lmtp_port) as onward:
            onward.sendmail(envelope.mail_from or "", [self.mailbox.user], content)
        self.taken.append(content)
        self.before_answer()
        return "250 OK"


@dataclass(frozen=True)
class Post:
    """A running server. `certificate` is what proves it."""

    host: str
    port: int
    carrier: Carrier


@contextmanager
def smtp_server(mail: MailServer, mailbox: Mailbox, security: str) -> Iterator[Post]:
    """Starts one; `security` as the product names it."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(mail.certificate)
    carrier = Carrier(mailbox)
    (port,) = free_ports(1)
    encrypted = security != "none"
    controller = Controller(
        carrier, "127.0.0.1", port, ssl_context=context if security == "tls" else None,
        tls_context=context if security == "starttls" else None, require_starttls=security == "starttls",
        authenticator=_knows, auth_required=True, auth_require_tls=encrypted and security == "starttls",
    )  # fmt: skip
    controller.start()
    try:
        yield Post("127.0.0.1", port, carrier)
    finally:
        controller.stop()


def _knows(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    told = (data.login, data.password) if isinstance(data, LoginPassword) else ()
    return AuthResult(success=told == (USER.encode(), PASSWORD.encode()), handled=False)
