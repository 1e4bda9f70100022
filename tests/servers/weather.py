"""What lies between a program and a server: a proxy that lets through, refuses, stays silent, or cuts off."""

import random
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import Enum

_CHUNK = 1 << 16
_ANSWER = (
    "HTTP/1.1 {}\r\ncontent-type: application/json\r\n{}content-length: {}\r\nconnection: close\r\n\r\n{}"
)


_LIMIT = ("429 Too Many Requests", "retry-after: 1\r\n", '{"error": "RateLimitExceeded"}')
_FAILURE = ("503 Service Unavailable", "", '{"error": "it is not well"}')


class Weather(Enum):
    """What becomes of a request.

    `SILENT` takes it and never answers; `CUT` lets the server do it, and cuts off before it has answered.
    """

    CLEAR = "clear"
    LIMITED = "limited"
    FAILING = "failing"
    SILENT = "silent"
    CUT = "cut"


class Proxy:
    """Stands before one server on loopback.

    Attributes:
        url: Where it answers.
        met: How many connections met with each weather.
    """

    def __init__(self, target: tuple[str, int], seed: int = 1) -> None:
        self._target, self._dice = target, random.Random(seed)
        self._odds: dict[Weather, float] = {Weather.CLEAR: 1.0}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self.met = dict.fromkeys(Weather, 0)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def turn(self, odds: Mapping[Weather, float]) -> None:
        """From now on each new connection meets with one of these, as likely as told; open ones end."""
        with self._lock:
            self._odds = dict(odds)
        self._cut_all()

    def clear(self) -> None:
        """From now on everything is let through."""
        self.turn({Weather.CLEAR: 1})

    def close(self) -> None:
        """Ends everything."""
        self._ended.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._cut_all()
        self._thread.join(timeout=10)

    def _cut_all(self) -> None:
        with self._lock:
            waiting = list(self._open)
        for one in waiting:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with self._lock:
            (weather,) = self._dice.choices(list(self._odds), list(self._odds.values()))
            self.met[weather] += 1
            self._open.add(client)
        try:
            with client, suppress(OSError):
                if weather is Weather.LIMITED:
                    _refuse(
                        client,
                        "429 Too Many Requests",
                        "retry-after: 1\r\n",
                        '{"error": "RateLimitExceeded"}',
                    )
                elif weather is Weather.FAILING:
                    _refuse(client, *_FAILURE)
                elif weather is Weather.SILENT:
                    while client.recv(_CHUNK):
                        pass
                else:
                    self._pass_on(client, cut=weather is Weather.CUT)
        finally:
            with self._lock:
                self._open.discard(client)

    def _pass_on(self, client: socket.socket, *, cut: bool) -> None:
        with socket.create_connection(self._target, timeout=60) as server:
            asking = threading.Thread(target=_pipe, args=(client, server), daemon=True)
            asking.start()
            if cut:
                # The server has done what was asked: the beginning of its answer is proof.
                server.recv(_CHUNK)
            else:
                _pipe(server, client)
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            asking.join(timeout=60)


def _pipe(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while some := source.recv(_CHUNK):
            sink.sendall(some)
        sink.shutdown(socket.SHUT_WR)


def _refuse(client: socket.socket, status: str, headers: str, body: str) -> None:
    _read_request(client)
    client.sendall(_ANSWER.format(status, headers, len(body), body).encode())


def _read_request(client: socket.socket) -> None:
    """All of a request, so that what is not read does not reset the connection."""
    told = b""
    while b"\r\n\r\n" not in told and (some := client.recv(_CHUNK)):
        told += some
    head, _, body = told.partition(b"\r\n\r\n")
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    while len(body) < length and (some := client.recv(_CHUNK)):
        body += some


@contextmanager
def weather(host: str, port: int, seed: int = 1) -> Iterator[Proxy]:
    """A proxy before a server; clear at first."""
    proxy = Proxy((host, port), seed)
    try:
        yield proxy
    finally:
        proxy.close()
