"""Signing in to a mailbox and opening the line."""

from collections.abc import Callable, Mapping
from contextlib import closing

from groundswell.domain.actions import Act
from groundswell.domain.activity import Account
from groundswell.domain.errors import NotReady
from groundswell.domain.words import Network
from groundswell.sources.live import Begun, Field, Line, Secret, SignedIn
from groundswell.sources.mailbox.box import Box
from groundswell.sources.mailbox.line import MailboxLine
from groundswell.sources.mailbox.place import BY_ADDRESS, not_found, place_given, place_in, provider_at


class MailboxWatch:
    """Reads LinkedIn's notification mails out of a mailbox; whatever else lies there is left alone.

    The account is the mailbox, which is no social network (`other`); what its mails tell is about LinkedIn.
    """

    title = "Your mailbox, for LinkedIn's mails"
    streams_from = 0.0
    fields = (
        Field("user", "Your e-mail address, to which LinkedIn writes"),
        Field(
            "password",
            "An app password for it, made in the security settings of your mail provider (for Gmail: "
            "myaccount.google.com/apppasswords)",
            hidden=True,
        ),
        Field("host", "Its IMAP server; found by the address with most providers", default=BY_ADDRESS),
        Field("folder", "The folder that LinkedIn's mails come to", default="INBOX"),
        Field("port", "The server's port", default="993"),
        Field("security", "tls, starttls, or none for a server on this machine", default="tls"),
    )  # fmt: skip

    def begin(self, given: Mapping[str, str]) -> Begun:
        """There is nothing to open first: an app password is made in the provider's settings."""
        return Begun()

    def sign_in(self, given: Mapping[str, str], kept: Secret) -> SignedIn:
        """Raises SignInAgain if the password or folder is wrong, NotReady if the server cannot be reached."""
        place = place_given(given)
        try:
            with closing(Box(place)) as box:
                box.look()
        except NotReady:
            if given.get("host", BY_ADDRESS) == BY_ADDRESS and not provider_at(place).known:
                raise not_found(place) from None
            raise
        return SignedIn(Account(Network.OTHER, place.key, place.name), place.secret)

    def acts(self, secret: Secret) -> frozenset[Act]:
        """Nothing: a mailbox is only read."""
        return frozenset()

    def open(self, account: Account, secret: Secret, keep: Callable[[Secret], None]) -> Line:
        """Asks nothing of the server yet."""
        return MailboxLine(place_in(secret))
