"""Servers as pytest fixtures: each is started once for all tests of a worker, or skips them with the reason.

With several workers each starts those servers that its tests ask for.
With `GROUNDSWELL_SERVERS=required`, as in CI, a server that cannot start is a failure and no reason to skip.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from tests.servers.process import Unavailable, scratch

# The clients' libraries take a second to be imported, which only those who start a server shall wait for.
if TYPE_CHECKING:
    from tests.servers.at_network import AtNetwork
    from tests.servers.mail import Mailbox, MailServer
    from tests.servers.mastodon_mock import MastodonMock
    from tests.servers.model import ModelServer
    from tests.servers.postgres import Postgres
    from tests.servers.redis import Redis
    from tests.servers.snac import Snac

Server = TypeVar("Server")

FOLDERS = pytest.StashKey[dict[str, Path]]()
"""Where each server that was started keeps its data and logs."""


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[Postgres]:
    """A PostgreSQL. Starts in 1.1 s (on two cores that had other work as well, like all times here)."""
    from tests.servers.postgres import postgres as run_postgres

    with _served(request, run_postgres) as server:
        yield server


@pytest.fixture(scope="session")
def redis(request: pytest.FixtureRequest) -> Iterator[Redis]:
    """A Redis. Starts in 0.1 s."""
    from tests.servers.redis import redis as run_redis

    with _served(request, run_redis) as server:
        yield server


@pytest.fixture(scope="session")
def at_network(postgres: Postgres, redis: Redis, request: pytest.FixtureRequest) -> Iterator[AtNetwork]:
    """The AT Protocol development network. Starts in 6 to 10 s, PostgreSQL and Redis included; 0.5 GB."""
    from tests.servers.at_network import at_network as run_at_network

    def run(folder: Path) -> AbstractContextManager[AtNetwork]:
        return run_at_network(folder, postgres.create_database(), redis.port)

    with _served(request, run) as server:
        yield server


@pytest.fixture(scope="session")
def snac_pair(request: pytest.FixtureRequest) -> Iterator[tuple[Snac, Snac]]:
    """Two instances of snac that federate. Start in 0.1 s; their test of a follow and a reply takes 12 s."""
    from tests.servers.snac import snac_pair as run_snac_pair

    with _served(request, run_snac_pair) as server:
        yield server


@pytest.fixture(scope="session")
def mastodon_mock(request: pytest.FixtureRequest) -> Iterator[MastodonMock]:
    """A mock of Mastodon that streams, and fails on demand. Starts in 1 to 2 s."""
    from tests.servers.mastodon_mock import mastodon_mock as run_mastodon_mock

    with _served(request, run_mastodon_mock) as server:
        yield server


@pytest.fixture(scope="session")
def language_model(request: pytest.FixtureRequest) -> Iterator[ModelServer]:
    """A small language model. Starts in 2 s; an answer takes 3 s of one core."""
    from tests.servers.model import model_server as run_model_server

    with _served(request, run_model_server) as server:
        yield server


@pytest.fixture(scope="session")
def mail_server(request: pytest.FixtureRequest) -> Iterator[MailServer]:
    """An IMAP server. Starts in 0.1 s."""
    from tests.servers.mail import mail_server as run_mail_server

    with _served(request, run_mail_server) as server:
        yield server


@pytest.fixture
def mailbox(mail_server: MailServer) -> Mailbox:
    """An empty mailbox of a new user."""
    return mail_server.create_mailbox()


def logs_of(item: pytest.Item) -> list[Path]:
    """Where the servers that a test uses write."""
    names = getattr(item, "fixturenames", ())
    folders = [folder for name, folder in item.session.stash.get(FOLDERS, {}).items() if name in names]
    return sorted(log for folder in folders for log in folder.glob("*.log"))


@contextmanager
def _served(
    request: pytest.FixtureRequest, run: Callable[[Path], AbstractContextManager[Server]]
) -> Iterator[Server]:
    name = str(request.fixturename)
    with scratch(name, keep_logs=lambda: request.session.testsfailed > 0) as folder:
        request.session.stash.setdefault(FOLDERS, {})[name] = folder
        with ExitStack() as stack:
            try:
                server = stack.enter_context(run(folder))
            except Unavailable as missing:
                if os.environ.get("GROUNDSWELL_SERVERS") == "required":
                    pytest.fail(f"{name}: {missing}")
                pytest.skip(f"{name}: {missing}")
            yield server
