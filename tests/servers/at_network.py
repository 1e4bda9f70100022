"""The AT Protocol development network: a directory (PLC), a server of accounts (PDS), the AppView, and Ozone.

What it really answers, as far as tests need to know:

- The AppView follows the PDS at a distance: ask until it has seen what was written, or call `settle`.
- A reply that comes within moments of its post may reach the AppView before it: the thread is right, but the
  notification of that reply never comes. Call `settle` between a post and what answers it.
- A PDS alone knows no threads, likes or notifications; it hands such questions on to the AppView.
- Nothing limits the rate of requests; what a 429 does has to be tried elsewhere.
- There is no chat (`chat.bsky`) and no Jetstream.
"""

import json
import queue
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO

from atproto import Client

from tests.servers.cache import CACHE, DEV_ENV, NODE, installed
from tests.servers.process import Running, free_ports, started, tail

HERE = Path(__file__).parent / "node"
READY_WITHIN_S = 180.0
SETTLED_WITHIN_S = 90.0
DEFAULT_PASSWORD = "a long enough password"
JWT_SECRET = "jwt-secret"
"""With it the development network's server signs tokens."""


@dataclass(frozen=True)
class Account:
    """An account on the PDS, with a client that is signed in."""

    handle: str
    did: str
    password: str
    client: Client


class Line:
    """What the network says, line by line, and what it is told."""

    def __init__(self, running: Running) -> None:
        assert running.process.stdin
        assert running.process.stdout
        self.running = running
        self._told: IO[bytes] = running.process.stdin
        self._said: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._listen, args=(running.process.stdout,), daemon=True).start()
        self._turn = threading.Lock()

    def ask(self, word: str, *, within: float) -> Mapping[str, str]:
        """Tells it something and waits for what it says."""
        with self._turn:
            self._told.write(word.encode() + b"\n")
            self._told.flush()
            return self.hear(within=within)

    def hear(self, *, within: float) -> Mapping[str, str]:
        """The next thing it says."""
        try:
            line = self._said.get(timeout=within)
        except queue.Empty:
            raise AssertionError(
                f"the network said nothing for {within:g} s\n{tail(self.running.log)}"
            ) from None
        if not line:
            raise AssertionError(f"the network has ended\n{tail(self.running.log)}")
        fact: Mapping[str, str] = json.loads(line)
        return fact

    def _listen(self, pipe: IO[bytes]) -> None:
        with pipe, self.running.log.open("ab") as log:
            for line in pipe:
                if line.startswith(b'{"event":'):
                    self._said.put(line)
                else:
                    log.write(line)
                    log.flush()
        self._said.put(b"")


@dataclass(frozen=True)
class AtNetwork:
    """Where the network's servers answer, and accounts on it."""

    plc_url: str
    pds_url: str
    appview_url: str
    ozone_url: str
    appview_did: str
    ozone_did: str
    admin_password: str
    logs: tuple[Path, ...]
    _line: Line
    _open: ExitStack
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def create_account(self, handle: str | None = None, password: str = DEFAULT_PASSWORD) -> Account:
        """A new account that the AppView knows; without a handle it gets one that nobody has."""
        (account,) = self._create([handle or self._handle()], password)
        return account

    def create_accounts(self, number: int, password: str = DEFAULT_PASSWORD) -> list[Account]:
        """Several at once, which is quicker than one after the other."""
        return self._create([self._handle() for _ in range(number)], password)

    def client(self, url: str | None = None) -> Client:
        """A client that is not signed in, of the AppView unless told otherwise; closed with the network."""
        client = Client(base_url=f"{url or self.appview_url}/xrpc")
        self._open.callback(client.request.close)
        return client

    def settle(self) -> None:
        """Waits until the AppView and Ozone have seen everything that was written."""
        fact = self._line.ask("settle", within=SETTLED_WITHIN_S)
        assert fact["event"] == "settled", f"{fact}\n{tail(self.logs[0])}"

    def _handle(self) -> str:
        return f"person{next(self._numbers)}.test"

    def _create(self, handles: list[str], password: str) -> list[Account]:
        server = self.client(self.pds_url).com.atproto.server
        made = [
            server.create_account({"handle": handle, "email": f"{handle}@example.test", "password": password})
            for handle in handles
        ]
        # Signing in asks the AppView for the profile, which it has not before it has heard of the account.
        self.settle()
        accounts = []
        for account in made:
            client = self.client(self.pds_url)
            client.login(account.handle, password)
            accounts.append(Account(account.handle, account.did, password, client))
        return accounts


@contextmanager
def at_network(folder: Path, database_url: str, redis_port: int) -> Iterator[AtNetwork]:
    """Starts it in one process of Node, over a PostgreSQL database and a Redis."""
    node = installed(NODE, "Node")
    installed(DEV_ENV, "the AT Protocol development network")
    data = folder / "tmp"
    data.mkdir()
    ports = free_ports(4)
    env = {
        "AT_PORTS": ",".join(map(str, ports)),
        "DB_POSTGRES_URL": database_url,
        "REDIS_HOST": f"127.0.0.1:{redis_port}",
        "TMPDIR": str(data),
        "LOG_ENABLED": "true",
        "LOG_LEVEL": "warn",
        "NODE_ENV": "test",
        "NODE_OPTIONS": "",
    }
    # Given as text, the module finds its packages from where it is run, which is where they are installed.
    module = (HERE / "network.mjs").read_text(encoding="utf-8")
    command: list[str | Path] = [
        node,
        "--require",
        HERE / "loopback.cjs",
        "--input-type=module",
        "--eval",
        module,
    ]
    with (
        started("at-network", command, folder, env=env, cwd=CACHE, talks=True) as running,
        ExitStack() as clients,
    ):
        line = Line(running)
        fact = line.hear(within=READY_WITHIN_S)
        yield AtNetwork(
            plc_url=fact["plc"],
            pds_url=fact["pds"],
            appview_url=fact["appview"],
            ozone_url=fact["ozone"],
            appview_did=fact["appviewDid"],
            ozone_did=fact["ozoneDid"],
            admin_password="admin-pass",
            logs=(running.log,),
            _line=line,
            _open=clients,
        )
