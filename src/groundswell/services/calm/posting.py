"""Hands one mail to the user's own mail server, so that it is known whether it went.

A mail is claimed in the one moment before its content goes: whatever breaks earlier surely did not go and is
tried again, and what the server refuses in words did not go either. Only what is cut off between the end of
the content and the server's answer is unsure, and nothing else.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP as LINES

from groundswell.domain.errors import GroundswellError, NetworkError, NotReady, SignInAgain
from groundswell.services.calm.wishes import Wishes

_CONNECT_S = 20.0
_CERTIFICATE = "Check the server's name. If it is right, do not send your password to it."
_REFUSES_FROM, _LATER_TO = 500, 600


class Unsure(NetworkError):
    """The mail was handed over, and no answer came: it may have gone."""


class Elsewhere(GroundswellError):
    """Somebody else sends it."""


def post(mail: EmailMessage, wanted: Wishes, password: str, claim: Callable[[], bool] = lambda: True) -> None:
    """Sends a mail.

    Args:
        claim: Called in the moment before the content goes; if it says no, nothing is sent.

    Raises:
        NotReady: It surely did not go; it can be tried again.
        SignInAgain: The server does not take the user or the password.
        NetworkError: The server refuses this mail.
        Unsure: It may have gone.
        Elsewhere: `claim` said no.
    """
    with _signed_in(wanted, password) as server:
        _accepted(wanted, *server.mail(wanted.mail_from or wanted.mail_to))
        _accepted(wanted, *server.rcpt(wanted.mail_to))
        content = mail.as_bytes(policy=LINES)
        if not claim():
            raise Elsewhere("another Groundswell sends it")
        try:
            code, said = server.data(content)
        except smtplib.SMTPDataError as error:  # it did not want the content to begin
            raise _refused(wanted, error.smtp_code) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unsure(
                "the mail server was lost while the mail went over; it may have arrived", where=wanted.host
            ) from error
        _accepted(wanted, code, said)


@contextmanager
def _signed_in(wanted: Wishes, password: str) -> Iterator[smtplib.SMTP]:
    """A connection that is ready for a mail. What breaks here has sent nothing."""
    try:
        server = _connected(wanted)
        with ExitStack() as refused:
            refused.callback(server.close)
            server.ehlo_or_helo_if_needed()
            if wanted.user:
                server.login(wanted.user, password)
            refused.pop_all()
    except ssl.SSLCertVerificationError as error:
        raise NotReady(
            f"{wanted.host} does not prove that it is the mail server", where=wanted.host, mend=_CERTIFICATE
        ) from error
    except smtplib.SMTPAuthenticationError as error:
        raise SignInAgain(
            "the mail server does not take the user name or the password",
            where=wanted.host,
            mend="Type the password again; many providers want one made for programs.",
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        # What a server says may repeat what it was sent, so it is not repeated.
        raise NotReady(
            f"the mail server cannot be reached ({type(error).__name__})",
            where=f"{wanted.host}:{wanted.port}",
            mend="It is tried again.",
        ) from error
    try:
        yield server
    except (OSError, smtplib.SMTPException) as error:
        raise NotReady("the mail server was lost before the mail went", where=wanted.host) from error
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()


def _connected(wanted: Wishes) -> smtplib.SMTP:
    if wanted.security == "tls":
        return smtplib.SMTP_SSL(
            wanted.host, wanted.port, timeout=_CONNECT_S, context=ssl.create_default_context()
        )
    server = smtplib.SMTP(wanted.host, wanted.port, timeout=_CONNECT_S)
    if wanted.security == "starttls":
        with ExitStack() as refused:
            refused.callback(server.close)
            # Where the server offers none, this raises: the password never goes in the clear.
            server.starttls(context=ssl.create_default_context())
            refused.pop_all()
    return server


def _accepted(wanted: Wishes, code: int, said: bytes) -> None:
    if code >= 400:
        raise _refused(wanted, code)


def _refused(wanted: Wishes, code: int) -> NetworkError:
    if _REFUSES_FROM <= code < _LATER_TO:
        return NetworkError(
            f"the mail server refuses the mail (code {code})",
            where=wanted.host,
            mend="Check the addresses; some servers only take mail from the address that signs in.",
        )
    return NotReady(
        f"the mail server asks to wait (code {code})", where=wanted.host, mend="It is tried again."
    )
