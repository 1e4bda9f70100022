"""Stands between a client and a server, and goes silent without hanging up."""

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from socket import SHUT_RDWR, create_connection, create_server, socket
from threading import Event, Thread


@dataclass
class Relay:
    """Where it listens; while `silent` is set, nothing gets through in either direction."""

    port: int
    silent: Event = field(default_factory=Event)
    connections: int = 0


@contextmanager
def relay(port: int) -> Iterator[Relay]:
    """A relay to a port of this machine."""
    with ExitStack() as stack, create_server(("127.0.0.1", 0)) as listening:
        running = Relay(listening.getsockname()[1])
        ends: list[socket] = []
        stack.callback(lambda: deque(map(_hang_up, ends), maxlen=0))

        def serve() -> None:
            with suppress(OSError):  # the relay is over
                while True:
                    client, _ = listening.accept()
                    running.connections += 1
                    Thread(target=join, args=(client,), daemon=True).start()

        def join(near: socket) -> None:
            with suppress(OSError):  # the server is over
                far = create_connection(("127.0.0.1", port))
                ends.extend((near, far))
                for one, other in ((near, far), (far, near)):
                    Thread(target=carry, args=(one, other), daemon=True).start()

        def carry(one: socket, other: socket) -> None:
            with suppress(OSError):
                while data := one.recv(65_536):
                    if not running.silent.is_set():
                        other.sendall(data)
            if not running.silent.is_set():
                _hang_up(other)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield running
        with suppress(OSError):
            listening.shutdown(SHUT_RDWR)
        thread.join(5)


def _hang_up(one: socket) -> None:
    with suppress(OSError):
        one.shutdown(SHUT_RDWR)
    one.close()
