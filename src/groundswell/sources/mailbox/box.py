"""One connection to a mailbox: a folder opened for reading only, in which nothing is marked or changed."""

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from imaplib import IMAP4
from selectors import EVENT_READ, DefaultSelector
from socket import SHUT_RDWR, socket

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from groundswell.domain.errors import NetworkError, NotReady, SignInAgain
from groundswell.sources.mailbox.place import Place, provider_at

ANSWER_S = 30.0
"""How long a server is waited for that says nothing."""
_CONNECT_S = 10.0
_BUSY = ("[unavailable]", "[limit]", "[inuse]", "[serverbug]", "too many", "try again", "temporar", "throttl")
"""What a server says that cannot let anybody in or open anything just now, whatever it is asked."""
_UNOPENED = {b"\\noselect", b"\\nonexistent"}
"""The flags of what is listed, but is no folder of mails."""
_LATER = "It is tried again."
_MOST_FOLDERS = 12


@dataclass(frozen=True, slots=True)
class Folder:
    """How a folder stands.

    Attributes:
        validity: Changes when the server numbers all mails anew.
        following: The number that the next mail gets, or a higher one.
    """

    validity: int
    following: int


@dataclass(frozen=True, slots=True)
class Head:
    """A mail without its body. `size` is that of the whole, in bytes."""

    uid: int
    size: int
    head: bytes


class Box:
    """Signed in and ready; every call may raise NotReady or SignInAgain.

    Args:
        again: How to sign in again, where somebody is not just doing so.
    """

    def __init__(self, place: Place, answer_s: float = ANSWER_S, again: str = "") -> None:
        self._place, self._again = place, again
        with _calling(place):
            self._client = _connected(place, answer_s)
            try:
                self._log_in()
            except BaseException:
                self.close()
                raise

    def look(self) -> Folder:
        """Opens the folder, or looks at it again."""
        with _calling(self._place):
            try:
                told = self._client.select_folder(self._place.folder, readonly=True)
            except IMAP4.abort:
                raise
            except IMAP4.error as error:
                raise self._closed(str(error)) from error
            following = told.get(b"UIDNEXT")
            if following is None:  # only very old servers
                following = max(self._client.search("ALL"), default=0) + 1
            return Folder(int(told.get(b"UIDVALIDITY", 0)), int(following))

    def from_linkedin(self, first: int, last: int) -> list[int]:
        """The numbers, in their order, of mails from `first` to `last` from LinkedIn by their sender."""
        if last < first:
            return []
        with _calling(self._place):
            return sorted(self._client.search(["UID", f"{first}:{last}", "FROM", "linkedin.com"]))

    def heads(self, uids: Sequence[int]) -> list[Head]:
        """The headers of these mails, as far as they are still there."""
        with _calling(self._place):
            told = self._client.fetch(uids, ["RFC822.SIZE", "BODY.PEEK[HEADER]"])
        return [
            Head(uid, int(one.get(b"RFC822.SIZE", 0)), bytes(one[b"BODY[HEADER]"]))
            for uid, one in told.items()
            if one.get(b"BODY[HEADER]") is not None
        ]

    def bodies(self, uids: Sequence[int]) -> dict[int, bytes]:
        """What follows the headers of these mails, as far as they are still there."""
        with _calling(self._place):
            told = self._client.fetch(uids, ["BODY.PEEK[TEXT]"])
        return {uid: bytes(one.get(b"BODY[TEXT]") or b"") for uid, one in told.items()}

    def wait(self, seconds: float) -> None:
        """Waits until the server says that something happened in the folder, or the time is over.

        Afterwards the server has answered once more: a connection that died unnoticed is found out here.
        """
        with _calling(self._place), DefaultSelector() as selector:
            self._client.idle()
            selector.register(self._client.socket(), EVENT_READ)
            selector.select(seconds)
            self._client.idle_done()

    @property
    def can_wait(self) -> bool:
        """Whether the server says by itself that something happened (IDLE)."""
        return bool(self._client.has_capability("IDLE"))

    def cut(self) -> None:
        """Ends the connection under whatever is being asked; may be called by another thread."""
        with suppress(OSError):  # it is cut already
            socket.shutdown(self._client.socket(), SHUT_RDWR)

    def close(self) -> None:
        """Lets go of the connection."""
        with suppress(OSError):  # it is gone already
            self._client.shutdown()

    def _closed(self, said: str) -> NetworkError:
        """Why the folder cannot be opened: only where it is not there it is for the user to mend."""
        told = self._client.list_folders()
        names = [str(name) for flags, _, name in told if not _UNOPENED & {flag.lower() for flag in flags}]
        if _is_busy(said) or self._place.folder.casefold() in map(str.casefold, names):
            what = f"the mail server cannot open the folder {self._place.folder!r} just now"
            return NotReady(what, where=self._place.name, mend=_LATER)
        there = f"Those that are there: {', '.join(names[:_MOST_FOLDERS])}. " if names else ""
        return SignInAgain(
            f"there is no folder {self._place.folder!r} in the mailbox",
            where=self._place.name,
            mend=f"{there}Give the one that LinkedIn's mails come to. {self._again}".strip(),
        )

    def _log_in(self) -> None:
        place = self._place
        try:
            self._client.login(place.user, place.password)
        except LoginError as error:
            if _is_busy(str(error)):
                raise NotReady(
                    "the mail server lets nobody in just now", where=place.name, mend=_LATER
                ) from None
            mend = f"{provider_at(place).password}. {self._again}".strip()
            # Without its cause: what the server says may repeat what was sent.
            raise SignInAgain("the mail server refuses the password", where=place.name, mend=mend) from None


def _is_busy(said: str) -> bool:
    return any(word in said.casefold() for word in _BUSY)


def _connected(place: Place, answer_s: float) -> IMAPClient:
    context = ssl.create_default_context()
    timeout = SocketTimeout(_CONNECT_S, answer_s)
    client = IMAPClient(
        place.host, place.port, ssl=place.security == "tls", ssl_context=context, timeout=timeout
    )
    if place.security == "starttls":
        try:
            client.starttls(context)
        except BaseException:
            with suppress(OSError):  # the refusal may have ended it already
                client.shutdown()
            raise
    return client


@contextmanager
def _calling(place: Place) -> Iterator[None]:
    """Turns what can go wrong into our errors; no message repeats what was sent."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise NotReady(
            f"{place.host} does not prove that it is the mail server", where=place.name, mend=_CERTIFICATE
        ) from error
    except OSError as error:
        mend = f"{_LATER} If it stays so, see in your provider's help whether its server is still called so."
        raise NotReady(f"{place.host} cannot be reached", where=place.name, mend=mend) from error
    except IMAP4.abort as error:
        raise NotReady("the mail server broke off", where=place.name, mend=_LATER) from error
    except (IMAP4.error, ValueError) as error:
        raise NotReady("the mail server cannot do what it is asked", where=place.name, mend=_LATER) from error


_CERTIFICATE = "It is tried again. On a strange network somebody may stand in between: use one you trust."
