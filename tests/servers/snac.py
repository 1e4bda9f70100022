"""snac: a small, real ActivityPub server with the API of Mastodon; two of them federate.

What it really answers, as far as tests need to know:

- It has no streaming, no muting of accounts, no conversations, no reports and no version 2 of `instance`.
- People on other instances are found by `search(…, resolve=True)`; `account_search` finds nobody.
- It delivers to another instance by a queue: 3 to 8 seconds, longer after a burst.
- It tells the 64 latest notifications and no older ones; below a post it tells direct replies only.
- What it lets nobody see but those who are named ("direct") it calls "private".
- It closes connections without saying so beforehand: of requests over a connection that was used before, some
  3 in 100 are reset, whether or not they ask to close it. Over a new one each, none of 8,000 was.
- It calls itself Mastodon "4.0.0 (not true; really snac/…)": go by what it answers, not by its name.
"""

import errno
import json
import random
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from typing import Any
from urllib.parse import parse_qs, urlparse

import requests
from mastodon import Mastodon
from requests.adapters import HTTPAdapter

from tests.servers.cache import find_snac, installed
from tests.servers.process import Unavailable, listens, started

PORT = 80
"""With a port in their host, mentions are not resolved."""

PATIENT = {"queue_timeout": 60, "queue_timeout_2": 60, "num_threads": 12}
"""Under the load of a surge on a machine that has other work as well."""

SCOPES = ["read", "write", "follow"]
READY_WITHIN_S = 30.0


@dataclass(frozen=True)
class User:
    """Somebody who may sign in at one instance."""

    name: str
    password: str
    acct: str


@dataclass(frozen=True)
class Snac:
    """One instance."""

    url: str
    host: str
    folder: Path
    program: Path
    log: Path
    _open: ExitStack

    def create_user(self, name: str) -> User:
        """A new user, while the instance is running."""
        said = _run([self.program, "adduser", self.folder, name])
        found = re.search(r"password is (\S+)", said)
        assert found, said
        return User(name, found[1], f"{name}@{self.host}")

    def sign_in(self, user: User) -> Mastodon:
        """A client with a token of its own, come by as a person would: by OAuth and the instance's page."""
        session = self._open.enter_context(requests.Session())
        session.mount("http://", OneRequestEach())
        back = f"{self.url}/done"
        app, secret = Mastodon.create_app(
            "tests", scopes=SCOPES, redirect_uris=back, api_base_url=self.url, session=session
        )
        client = Mastodon(client_id=app, client_secret=secret, api_base_url=self.url, session=session)
        answer = session.post(
            f"{self.url}/oauth/x-snac-login",
            data={"login": user.name, "passwd": user.password, "redir": back, "cid": app, "state": ""},
            allow_redirects=False,
            timeout=10,
        )
        (code,) = parse_qs(urlparse(answer.headers["location"]).query)["code"]
        client.log_in(code=code, redirect_uri=back, scopes=SCOPES)
        return client


@contextmanager
def snac_pair(folder: Path) -> Iterator[tuple[Snac, Snac]]:
    """Starts two instances, each on a loopback address of its own."""
    with ExitStack() as stack:
        first, second = (stack.enter_context(_snac(folder, name)) for name in ("snac-a", "snac-b"))
        yield first, second


@contextmanager
def _snac(folder: Path, name: str) -> Iterator[Snac]:
    program = installed(find_snac(), "snac")
    host, home = _free_address(), folder / name
    # What `init` asks for: address, port, name of the host, prefix of paths, mail of the administrator.
    _run([program, "init", home], f"{host}\n{PORT}\n{host}\n\n\n")
    settings = home / "server.json"
    told = json.loads(settings.read_text(encoding="utf-8"))
    # What is not delivered within the timeout is tried again minutes later.
    settings.write_text(json.dumps({**told, "protocol": "http", **PATIENT}), encoding="utf-8")
    # Asked to end it takes three seconds, but its data is not needed any more.
    command: list[str | Path] = [program, "httpd", home]
    with started(name, command, folder, stop_by=SIGKILL) as running, ExitStack() as sessions:
        running.wait_until(lambda: listens(PORT, host), within=READY_WITHIN_S)
        yield Snac(f"http://{host}", host, home, program, running.log, sessions)


class OneRequestEach(HTTPAdapter):
    """Takes a new connection for every request."""

    def send(self, *args: Any, **options: Any) -> requests.Response:
        """Forgets the connections used so far, and sends."""
        self.poolmanager.clear()
        return super().send(*args, **options)


def _free_address() -> str:
    """A loopback address on whose port 80 nobody listens, so that several test runs do not meet."""
    while True:
        host = f"127.{random.randint(1, 254)}.{random.randint(1, 254)}.{random.randint(2, 254)}"
        try:
            socket.create_server((host, PORT)).close()
        except PermissionError:
            raise Unavailable(f"port {PORT} may not be listened on: run the tests as root") from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise Unavailable(f"{host} is not an address of this machine ({error.strerror})") from None
        else:
            return host


def _run(command: list[str | Path], told: str = "") -> str:
    done = subprocess.run(command, input=told, text=True, capture_output=True, check=True, timeout=60)
    return done.stdout + done.stderr
