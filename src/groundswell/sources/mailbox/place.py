"""Which mailbox it is, and how it is reached; kept as a secret, since the password belongs to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.domain.errors import SignInAgain
from groundswell.sources.common.places import is_this_machine
from groundswell.sources.live import Secret
from groundswell.sources.mailbox.providers import Provider, provider_of

BY_ADDRESS = "automatic"
SECURITIES = ("tls", "starttls", "none")
_NAME_IT = "Its name stands in your provider's help under “IMAP”, such as imap.example.org."
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?|[0-9a-f:]{2,45}")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of a mailbox.

    Attributes:
        security: `tls`, `starttls`, or `none`, which is taken only on this machine.
    """

    user: str
    password: str
    host: str
    port: int
    security: str
    folder: str

    @property
    def name(self) -> str:
        """What the user calls the mailbox: the address, or the name they sign in with and the server."""
        return self.user if "@" in self.user else f"{self.user}@{self.host}"

    @property
    def key(self) -> str:
        """The natural key of its account."""
        return f"other:mailbox:{self.name.casefold()}"

    @property
    def secret(self) -> Secret:
        """What opens it again; see `place_in`."""
        return {
            "user": self.user,
            "password": self.password,
            "host": self.host,
            "port": str(self.port),
            "security": self.security,
            "folder": self.folder,
        }


def place_in(secret: Secret) -> Place:
    """The mailbox that a secret opens."""
    told = {name: secret[name] for name in ("user", "password", "host", "security", "folder")}
    return Place(port=int(secret["port"]), **told)


def place_given(given: Mapping[str, str]) -> Place:
    """The mailbox that the user named. Raises SignInAgain if it cannot be one."""
    user, password = given["user"].strip(), given["password"].strip()
    told = given.get("host", BY_ADDRESS).strip().casefold()
    provider = provider_of(user)
    if told in {"", BY_ADDRESS}:
        if "@" not in user:
            raise SignInAgain(
                "the mail server is not known",
                where=user,
                mend=f"Give its server as well. {_NAME_IT}",
            )
        if provider.closed:
            raise SignInAgain(provider.closed, where=user, mend=_ELSEWHERE)
        told = provider.host
    if told == "imap.gmail.com":
        password = "".join(password.split())  # shown in groups of four
    if not _HOST.fullmatch(told):
        raise SignInAgain("that is no name of a mail server", where=told[:80], mend=_NAME_IT)
    security = given.get("security", "tls").strip().casefold() or "tls"
    if security not in SECURITIES:
        raise SignInAgain(f"{security[:20]!r} is no kind of security", mend="Give tls, starttls or none.")
    if security == "none" and not is_this_machine(told):
        raise SignInAgain(
            "without encryption anybody on the way could read the password", where=told, mend="Use tls."
        )
    return Place(user, password, told, _port(given), security, given.get("folder", "").strip() or "INBOX")


def provider_at(place: Place) -> Provider:
    """The provider, for what to tell the user."""
    known = provider_of(place.user)
    return known if known.host == place.host else Provider(place.host)


def not_found(place: Place) -> SignInAgain:
    """What to tell who gave no server, where the one that is usual cannot be reached."""
    return SignInAgain(
        f"no mail server can be reached at {place.host}, where a provider usually has it",
        where=place.name,
        mend=f"If you are online, give the server as well. {_NAME_IT}",
    )


_ELSEWHERE = (
    "Have LinkedIn write to another address of yours (LinkedIn: Settings, Sign in & security, Email "
    "addresses), or save the mails and import them."
)


def _port(given: Mapping[str, str]) -> int:
    told = given.get("port", "").strip() or "993"
    if not (told.isascii() and told.isdecimal() and 0 < int(told[:6]) < 65_536):
        raise SignInAgain(f"{told[:20]!r} is no port", mend="It is 993 nearly everywhere.")
    return int(told)
