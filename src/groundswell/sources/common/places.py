"""Where a server stands."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_safe(server: str) -> bool:
    """Whether nobody can listen on the way to it: over https, or on this machine."""
    scheme = urlsplit(server).scheme
    return scheme == "https" or (scheme == "http" and is_here(server))


def is_here(server: str) -> bool:
    """Whether a server, by its address, is on this machine, where nobody listens on the way."""
    return is_this_machine(urlsplit(server).hostname or "")


def is_this_machine(host: str) -> bool:
    """The same by a host's name or number alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
