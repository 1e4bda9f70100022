"""Where a server stands."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_here(server: str) -> bool:
    """Whether a server, by its address, is on this machine, where nobody listens on the way."""
    host = urlsplit(server).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
