"""A Redis of its own, in memory alone."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.process import free_ports, program, started


@dataclass(frozen=True)
class Redis:
    """Where it answers."""

    port: int
    log: Path


@contextmanager
def redis(folder: Path) -> Iterator[Redis]:
    """Starts one that keeps nothing."""
    server = program("redis-server", "redis-server")
    (port,) = free_ports(1)
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with started("redis", [server, *options, "--dir", str(folder)], folder) as running:
        running.wait_until(lambda: _answers(port), within=30)
        yield Redis(port, running.log)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
