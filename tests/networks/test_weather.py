"""Storms between the program and the networks: nothing is lost, nothing is twice, the state is true."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from urllib.parse import urlsplit

import pytest

from groundswell.domain.actions import Act
from groundswell.domain.words import LineState, SendState
from groundswell.services.networks.lines import followed
from groundswell.services.networks.sending import send, send_due
from groundswell.services.networks.watching import look
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.store import outbox
from tests.networks.contract import incoming, kinds
from tests.networks.stage import Stage, sign_in
from tests.networks.test_bluesky import BlueskyStage
from tests.networks.test_mastodon import SnacStage
from tests.servers.at_network import AtNetwork
from tests.servers.snac import Snac
from tests.servers.waiting import until
from tests.servers.weather import Proxy, Weather, weather

pytestmark = pytest.mark.slow
WITHIN_S = 120
FEWEST, MOST = 10, 80
STORM = {Weather.CLEAR: 15, Weather.LIMITED: 2, Weather.FAILING: 2, Weather.CUT: 3, Weather.SILENT: 0.1}


@pytest.fixture(params=["bluesky", "mastodon"])
def place(request: pytest.FixtureRequest) -> tuple[Stage, str]:
    """A network and the address of the author's server on it."""
    if request.param == "bluesky":
        at: AtNetwork = request.getfixturevalue("at_network")
        return BlueskyStage(at), at.pds_url
    pair: tuple[Snac, Snac] = request.getfixturevalue("snac_pair")
    return SnacStage(*pair), pair[0].url


@pytest.fixture
def stormy(workspace: Workspace, place: tuple[Stage, str]) -> Iterator[tuple[Stage, Proxy]]:
    """The author is signed in, and everything that the program asks goes through the proxy."""
    stage, address = place
    sign_in(workspace, stage)
    parts = urlsplit(address)
    with weather(parts.hostname or "", parts.port or 80) as proxy:
        (line,) = followed(workspace)
        secrets = Secrets(workspace.home)
        secret = secrets.of(line.account.key) or {}
        through = {name: _moved(value, address, proxy.url) for name, value in secret.items()}
        secrets.keep(line.account.key, through)
        yield stage, proxy


def _moved(value: str, address: str, to: str) -> str:
    return value.replace(address, to).replace(address.replace("127.0.0.1", "localhost"), to)


def ahead(workspace: Workspace) -> Callable[[], Workspace]:
    """The same, each time ten minutes later than the last: no pause between tries holds so long."""
    steps = count(1)

    def later() -> Workspace:
        step = next(steps) * 600_000
        return replace(workspace, now=lambda: workspace.now() + step)

    return later


@pytest.mark.parametrize("kind", [one for one in Weather if one is not Weather.CLEAR])
def test_a_server_that_fails_is_not_ready_and_said_so(
    workspace: Workspace, stormy: tuple[Stage, Proxy], kind: Weather
) -> None:
    _, proxy = stormy
    assert set(look(workspace).states.values()) == {LineState.OPEN}
    proxy.turn({kind: 1})
    looked = look(workspace)
    assert set(looked.states.values()) == {LineState.NOT_READY}
    assert looked.wait_s > 0
    (line,) = followed(workspace)
    assert line.problem
    assert proxy.met[kind] > 0
    proxy.clear()
    assert set(look(workspace).states.values()) == {LineState.OPEN}
    (line,) = followed(workspace)
    assert line.problem == ""


def test_what_is_done_and_sent_in_a_storm_is_there_once(
    workspace: Workspace, stormy: tuple[Stage, Proxy]
) -> None:
    stage, proxy = stormy
    asked = stage.asked()
    stage.wave()
    look(workspace)
    # Silence costs up to twenty seconds each time, so it is rare.
    proxy.turn(STORM)
    later, texts = ahead(workspace), list[str]()
    while len(texts) < FEWEST or not all(proxy.met[one] for one in STORM if one is not Weather.SILENT):
        assert len(texts) < MOST, proxy.met
        texts.append(f"Thank you, and this is number {len(texts)}.")
        send(workspace, stage.network, Act.REPLY, asked, texts[-1], pressed=texts[-1], grace_ms=0)
        send_due(later())
        look(workspace)

    def gone() -> bool:
        send_due(later())
        look(workspace)
        with workspace.store.reading() as conn:
            return {one.state for one in outbox.sendings(conn, MOST)} == {SendState.SENT}

    assert until(gone, "everything sent", within=WITHIN_S, every=0.0)
    proxy.clear()
    assert sorted(stage.answers(asked)) == sorted(texts)
    expected = incoming(stage.brought)
    expected["comment", "in"] += 1  # What is asked for belongs to no wave.

    def heard() -> bool:
        assert set(look(workspace).states.values()) == {LineState.OPEN}
        return incoming(kinds(workspace)) >= expected

    assert until(heard, "everything that others did", within=WITHIN_S, every=0.3)
    assert incoming(kinds(workspace)) == expected
