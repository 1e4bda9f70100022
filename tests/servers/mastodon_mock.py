"""Somebody else's mock of Mastodon, for what the real server here lacks: streaming, and faults on demand."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGCONT, SIGKILL, SIGSTOP

import httpx
import requests
from mastodon import Mastodon

from tests.servers.process import Running, free_ports, listens, started

READY_WITHIN_S = 60.0
CONFIG = """
[streaming]
heartbeat_seconds = 0.2

[[seed.accounts]]
username = "author"
access_token = "author-token"

[[seed.accounts]]
username = "friend"
access_token = "friend-token"
"""


@dataclass(frozen=True)
class MastodonMock:
    """Where it answers; `author` and `friend` have accounts."""

    url: str
    log: Path
    _running: Running
    _open: ExitStack

    def client(self, name: str) -> Mastodon:
        """A client that is signed in as one of the two, and is told of limits instead of waiting them out."""
        session = self._open.enter_context(requests.Session())
        return Mastodon(
            access_token=f"{name}-token",
            api_base_url=self.url,
            ratelimit_method="throw",
            session=session,
        )

    def allow(self, name: str, address: str) -> str:
        """What a person does on the server's page of that address, and the code that it shows then."""
        asked = httpx.URL(address).params
        answer = httpx.post(
            f"{self.url}/oauth/authorize",
            data={"username": name, "redirect_uri": asked["redirect_uri"], "client_id": asked["client_id"]},
        )
        code = re.search(r"code: (\S+?)<", answer.text)
        assert code is not None, answer.text
        return code[1]

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """While it lasts, connections stand and nothing comes over them."""
        os.killpg(self._running.process.pid, SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self._running.process.pid, SIGCONT)

    def kill(self) -> None:
        """Ends it in the middle of what it does."""
        os.killpg(self._running.process.pid, SIGKILL)

    def fault(self, match: Mapping[str, object], effect: Mapping[str, object], *, times: int) -> None:
        """Makes the next requests fail: `fault({"path": "/api/v1/…"}, {"type": "ratelimit"}, times=3)`.

        Types are `status` (with a `status`), `ratelimit`, `latency` (`delay_ms`), `malformed` and `timeout`.
        """
        rule = {"match": dict(match), "effect": dict(effect), "count": times}
        httpx.post(f"{self.url}/api/v1/_mock/faults", json=rule).raise_for_status()

    def no_faults(self) -> None:
        """Forgets all faults."""
        httpx.delete(f"{self.url}/api/v1/_mock/faults").raise_for_status()


@contextmanager
def mastodon_mock(folder: Path) -> Iterator[MastodonMock]:
    """Starts it with a database in memory."""
    config = folder / "mock.toml"
    config.write_text(CONFIG, encoding="utf-8")
    (port,) = free_ports(1)
    serve: list[str | Path] = [
        "serve",
        "--in-memory",
        "--config",
        config,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    command: list[str | Path] = [sys.executable, "-m", "mastodon_mock", *serve]
    with started("mastodon-mock", command, folder) as running, ExitStack() as sessions:
        running.wait_until(lambda: listens(port), within=READY_WITHIN_S)
        yield MastodonMock(f"http://127.0.0.1:{port}", running.log, running, sessions)
