"""Providers of mail by the domains of their addresses: which server, and where to make an app password."""

from collections.abc import Mapping
from dataclasses import dataclass

_USUAL = (
    "Make an app password in your provider's security settings, if it has them, and see there that IMAP is "
    "allowed"
)


@dataclass(frozen=True, slots=True)
class Provider:
    """Where somebody's mail lies.

    Attributes:
        host: The IMAP server.
        password: Where a password for programs is made, as an instruction without a full stop.
        closed: Why no password opens it, if that is so.
        known: Whether the server is known and not guessed.
    """

    host: str
    password: str = _USUAL
    closed: str = ""
    known: bool = True


_GOOGLE = Provider(
    "imap.gmail.com",
    "Make an app password at https://myaccount.google.com/apppasswords (two-step verification has to be on)",
)
_APPLE = Provider(
    "imap.mail.me.com",
    "Make an app-specific password at https://account.apple.com under Sign-In and Security",
)
_YAHOO = Provider("imap.mail.yahoo.com", "Make an app password at https://login.yahoo.com/account/security")
_AOL = Provider("imap.aol.com", "Make an app password at https://login.aol.com/account/security")
_MICROSOFT = Provider(
    "outlook.office365.com",
    closed="Microsoft lets no program read this mailbox with a password any more",
)
_PROTON = Provider(
    "127.0.0.1",
    "Proton opens its mailboxes to programs only through Proton Mail Bridge on this machine: give the "
    "password, host, port and security that Bridge shows",
)
_GMX = "Allow IMAP in the settings of your mailbox (E-Mail, POP3/IMAP)"

_BY_DOMAIN: Mapping[str, Provider] = {
    **dict.fromkeys(("gmail.com", "googlemail.com"), _GOOGLE),
    **dict.fromkeys(("icloud.com", "me.com", "mac.com"), _APPLE),
    **dict.fromkeys(("aol.com", "aim.com"), _AOL),
    **dict.fromkeys(("outlook.com", "hotmail.com", "live.com", "msn.com", "outlook.de"), _MICROSOFT),
    **dict.fromkeys(("hotmail.de", "hotmail.fr", "hotmail.co.uk", "live.de", "outlook.fr"), _MICROSOFT),
    **dict.fromkeys(("proton.me", "protonmail.com", "pm.me"), _PROTON),
    **dict.fromkeys(("yahoo.com", "ymail.com", "yahoo.de", "yahoo.fr", "yahoo.es", "yahoo.it"), _YAHOO),
    **dict.fromkeys(("yahoo.co.uk", "yahoo.com.br", "yahoo.ca", "yahoo.in"), _YAHOO),
    **dict.fromkeys(("gmx.de", "gmx.net", "gmx.at", "gmx.ch"), Provider("imap.gmx.net", _GMX)),
    "gmx.com": Provider("imap.gmx.com", _GMX),
    "web.de": Provider("imap.web.de", _GMX),
    "t-online.de": Provider("secureimap.t-online.de"),
    "posteo.de": Provider("posteo.de"),
    "fastmail.com": Provider(
        "imap.fastmail.com", "Make an app password at https://app.fastmail.com/settings/security"
    ),
    "zoho.com": Provider("imap.zoho.com", "Make an app password at https://accounts.zoho.com/home#security"),
}  # fmt: skip


def provider_of(address: str) -> Provider:
    """The provider of a mail address; of an unknown one the server that is usual for its domain."""
    domain = address.rpartition("@")[2].strip().casefold()
    return _BY_DOMAIN.get(domain) or Provider(f"imap.{domain}", known=False)
