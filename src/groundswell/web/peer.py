"""Which user of this machine is at the other end of a connection, where the system tells it (Linux).

Browsers hand a cookie to every port of 127.0.0.1. Whoever else serves there can get hold of one, and forge
all else that a request says; who owns the connection it comes by cannot be forged. Her own programs are no
matter of this: they can read the data folder.
"""

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_MAPPED = "0000000000000000FFFF0000"
"""Stands before an IPv4 address in the second table."""
_LOCAL, _REMOTE, _UID, _INODE = 1, 2, 7, 9
_ROOT = 0

Address = tuple[str, int]


def is_strangers(client: Address, server: Address) -> bool:
    """Whether a connection on this machine comes from another user's program; root's can read all anyway.

    Where nothing is told of it (another system, a browser outside of a virtual machine) it is none.
    """
    with suppress(OSError, ValueError):
        there, here = _written(client), _written(server)
        for table, before in zip(_TABLES, ("", _MAPPED), strict=True):
            for line in table.read_text("ascii").splitlines()[1:]:
                told = line.split()
                if (told[_LOCAL], told[_REMOTE]) == (before + there, before + here):
                    # One that was closed by its owner is shown as root's, without an inode.
                    trusted = told[_INODE] != "0" and int(told[_UID]) in (os.getuid(), _ROOT)
                    return not trusted
    return False


def _written(address: Address) -> str:
    """An address as the tables write it: `0100007F:1F90` for 127.0.0.1:8080."""
    host, port = address
    return f"{int.from_bytes(socket.inet_aton(host), sys.byteorder):08X}:{port:04X}"
