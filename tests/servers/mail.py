"""Dovecot: a real IMAP server, whose mail comes by LMTP as a mail server would bring it.

It offers IDLE, and LOGIN also without encryption: it listens on loopback alone.
"""

import imaplib
import pwd
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from grp import getgrgid
from itertools import count
from os import geteuid
from pathlib import Path
from shutil import chown

from tests.servers.certificate import self_signed
from tests.servers.process import free_ports, is_root, listens, program, started

DEBIAN = "dovecot-imapd dovecot-lmtpd"
READY_WITHIN_S = 30.0
PASSWORD = "a password"
USERS = 200
"""They are there from the start: the server looks for new ones once in a second."""
TEMPLATE = Path(__file__).parent / "dovecot.conf.in"


@dataclass(frozen=True)
class Mailbox:
    """One user's mail, and how to sign in to it."""

    host: str
    imap_port: int
    imaps_port: int
    lmtp_port: int
    user: str
    password: str

    def deliver(self, message: EmailMessage | bytes) -> None:
        """Brings a mail; it is there when this returns."""
        data = message if isinstance(message, bytes) else message.as_bytes()
        with smtplib.LMTP(self.host, self.lmtp_port) as carrier:
            carrier.sendmail("sender@example.test", [self.user], data)

    def sign_in(self) -> imaplib.IMAP4:
        """A connection that is signed in."""
        connection = imaplib.IMAP4(self.host, self.imap_port)
        connection.login(self.user, self.password)
        return connection


@dataclass(frozen=True)
class MailServer:
    """A server with empty mailboxes. `certificate` is what proves it."""

    host: str
    imap_port: int
    imaps_port: int
    lmtp_port: int
    users: Path
    certificate: Path
    log: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def create_mailbox(self) -> Mailbox:
        """An empty mailbox of a user who has not been there yet."""
        ports = self.imap_port, self.imaps_port, self.lmtp_port
        return Mailbox(self.host, *ports, f"user{next(self._numbers)}", PASSWORD)


@contextmanager
def mail_server(folder: Path) -> Iterator[MailServer]:
    """Starts one that needs no rights: as whoever runs the tests, or as nobody in root's place."""
    dovecot = program("dovecot", DEBIAN)
    account = pwd.getpwnam("nobody") if is_root() else pwd.getpwuid(geteuid())
    user, group = account.pw_name, getgrgid(account.pw_gid).gr_name
    home, (imap, imaps, lmtp) = folder / "dovecot", free_ports(3)
    home.mkdir()
    users, log = home / "users", folder / "dovecot.log"
    log.touch()
    certificate = self_signed(folder)
    users.write_text("".join(f"user{n}:{{PLAIN}}{PASSWORD}\n" for n in range(1, USERS + 1)), "utf-8")
    if is_root():
        for path in (home, users, log, certificate):
            chown(path, user, group)
    ports = {"IMAP": str(imap), "IMAPS": str(imaps), "LMTP": str(lmtp)}
    values = {"HOME": str(home), "LOG": str(log), "USER": user, "GROUP": group, **ports}
    values["CERTIFICATE"] = str(certificate)
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    config = folder / "dovecot.conf"
    config.write_text(text, encoding="utf-8")
    command: list[str | Path] = [dovecot, "-F", "-c", config]
    with started("dovecot", command, folder, user=user if is_root() else None) as running:
        running.wait_until(lambda: listens(imap) and listens(lmtp), within=READY_WITHIN_S)
        yield MailServer("127.0.0.1", imap, imaps, lmtp, users, certificate, running.log)
