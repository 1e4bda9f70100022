"""One POST to an address of the user's: to where its name leads when it is sent, and to nowhere else.

Redirects are not followed, no proxy of the environment is asked, and addresses within this machine or its
network are refused unless she allowed them: whoever owns a name cannot make it lead inside.
"""

import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from groundswell.domain.errors import NetworkError, NotReady

_STANDS_FOR = tuple(map(IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))
"""IPv6 addresses behind which any IPv4 address may stand."""
_STEP_S, _WHOLE_S = 10.0, 20.0
"""Seconds that one step of a call may take, and all of it together."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered; `wait_s` is after how many seconds it may be tried again, none if not said."""

    status: int
    wait_s: float | None


class Refused(NetworkError):
    """The address leads to where nothing may be sent."""


def post(url: str, body: bytes, headers: Mapping[str, str], *, private: bool) -> Answer:
    """Sends a body and reads the status.

    Args:
        private: Whether it may go to this machine or its network.

    Raises:
        Refused: The name leads to where nothing may be sent.
        NotReady: It cannot be reached, takes too long, or breaks off: then it may have arrived.
    """
    parts = urlsplit(url)
    tls = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if tls else 80)
    connection = _Pinned(host, port, _address(host, port, private=private), tls=tls)
    ends = threading.Timer(_WHOLE_S, connection.cut)
    ends.daemon = True
    ends.start()
    try:
        connection.request("POST", parts.path or "/", body, dict(headers))
        response = connection.getresponse()
        connection.in_time()
        return Answer(response.status, _seconds(response.getheader("retry-after")))
    except ssl.SSLError as error:
        raise NotReady(f"no secure connection to {host} could be made") from error
    except TimeoutError as error:
        raise NotReady(f"{host} did not answer in time") from error
    except (OSError, HTTPException, ValueError) as error:
        raise NotReady(f"{host} cannot be reached or broke off") from error
    finally:
        ends.cancel()
        connection.close()


class _Pinned(HTTPConnection):
    """A connection to one address that was looked at, whatever the name leads to meanwhile."""

    def __init__(self, host: str, port: int, address: str, *, tls: bool) -> None:
        super().__init__(host, port, timeout=_STEP_S)
        self._address, self._tls = address, tls
        self._late = False
        self.default_port = 443 if tls else 80

    def connect(self) -> None:
        """Connects to the address; with TLS, the certificate has to be the name's."""
        self.sock = socket.create_connection((self._address, self.port), _STEP_S)
        if self._tls:
            secure = ssl.create_default_context()
            self.sock = secure.wrap_socket(self.sock, server_hostname=self.host)
        self.in_time()

    def in_time(self) -> None:
        """Raises TimeoutError where it was cut: that looks like the end of an answer."""
        if self._late:
            raise TimeoutError

    def cut(self) -> None:
        """Ends it: all of it has taken too long."""
        self._late = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def _address(host: str, port: int, *, private: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotReady(f"the name {host} leads nowhere just now") from error
    addresses = list(dict.fromkeys(str(row[4][0]).partition("%")[0] for row in found))
    if not private and not all(is_public(one) for one in addresses):
        raise Refused(
            f"{host} leads into this machine or its network", mend="Allow that, or give another address."
        )
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    one: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(one, IPv6Address):
        if any(one in net for net in _STANDS_FOR) or one.sixtofour is not None or one.teredo is not None:
            return False
        if one.is_site_local:
            return False
        one = one.ipv4_mapped or one
    return one.is_global and not one.is_multicast


def _seconds(header: str | None) -> float | None:
    return float(header) if header is not None and header.isdecimal() and len(header) < 7 else None
