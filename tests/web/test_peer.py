"""A session's cookie in the hands of another user of the machine opens nothing."""

import os
import subprocess
import sys

import pytest

from groundswell.web.security import COOKIE
from tests.web.conftest import Site

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux can be somebody else"
)
NOBODY = 65_534
ASKS = r"""
import os, socket, sys
user, port, cookie, shut = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
os.setuid(user)
with socket.socket() as peer:
    peer.connect((b"127.0.0.1", port))
    lines = ["GET /inbox HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Cookie: {cookie}", "", ""]
    peer.sendall("\r\n".join(lines).encode())
    if shut:
        peer.shutdown(socket.SHUT_WR)
    print(peer.recv(12).decode())
"""


def asked(site: Site, user: int, shut: str = "") -> str:
    cookie = f"{COOKIE}={site.door.enter(site.door.new_code())}"
    given = [str(user), site.address.rpartition(":")[2], cookie, shut]
    told = subprocess.run([sys.executable, "-c", ASKS, *given], capture_output=True, text=True, check=True)
    return told.stdout.strip()


def test_a_cookie_opens_the_pages_for_her_own_programs_alone(site: Site) -> None:
    assert asked(site, os.getuid()) == "HTTP/1.1 200"
    assert asked(site, NOBODY) == "HTTP/1.1 403"
    assert asked(site, NOBODY, "half") == "HTTP/1.1 403"
