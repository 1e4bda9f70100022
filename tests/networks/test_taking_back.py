"""What is taken back, signed out of or waited for too long: it says truly whether it may have gone."""

from dataclasses import replace

import pytest

from groundswell.domain.actions import Act
from groundswell.domain.words import LineState, SendState, WaitsFor
from groundswell.services.networks import sent
from groundswell.services.networks.lines import connect, disconnect, followed
from groundswell.services.networks.sending import send, send_due, take_back
from groundswell.services.workspace import Workspace
from groundswell.store import lines, outbox, schema
from groundswell.store.outbox import Sending
from tests.networks.scripted import ACCOUNT, NAME, Script
from tests.networks.scripted import script as script

HOUR = 3_600_000


@pytest.fixture
def connected(workspace: Workspace, script: Script) -> Workspace:
    connect(workspace, NAME, {"name": "Ada"})
    return workspace


def after(workspace: Workspace, hours: float) -> Workspace:
    return replace(workspace, now=lambda: workspace.now() + round(hours * HOUR))


def like(workspace: Workspace, number: int) -> str:
    return send(workspace, NAME, Act.LIKE, f"other:{NAME}:{number}", pressed="1", grace_ms=0)


def newest_first(workspace: Workspace) -> list[Sending]:
    with workspace.store.reading() as conn:
        return outbox.sendings(conn)


def test_what_was_tried_is_not_said_to_be_taken_back(connected: Workspace, script: Script) -> None:
    tried, untried = like(connected, 1), like(connected, 2)
    script.down.set()
    send_due(connected)
    assert [one.waits_for for one in newest_first(connected)] == [WaitsFor.EARLIER, WaitsFor.RETRY]
    assert not take_back(connected, tried)
    assert take_back(connected, untried)
    second, first = newest_first(connected)
    assert (second.state, second.problem) == (SendState.CANCELLED, "")
    assert first.state is SendState.FAILED
    assert "look on the network" in first.problem
    script.down.clear()
    send_due(after(connected, 1))
    assert script.arrived == []


def test_signing_out_says_so_too(connected: Workspace, script: Script) -> None:
    for number in (1, 2):
        like(connected, number)
    script.down.set()
    send_due(connected)
    disconnect(connected, ACCOUNT.key)
    second, first = newest_first(connected)
    assert (second.state, first.state) == (SendState.CANCELLED, SendState.FAILED)
    assert "look on the network" in first.problem


@pytest.mark.parametrize("cut_off", [False, True], ids=["not begun", "cut off by a kill"])
def test_what_waited_weeks_for_a_sign_in_does_not_go_out_by_itself(
    connected: Workspace, script: Script, cut_off: bool
) -> None:
    like(connected, 1)
    with connected.store.writing() as conn:
        (line,) = lines.lines(conn)
        lines.mark(conn, line.id, LineState.SIGN_IN_AGAIN, "the token ran out", connected.now())
        if cut_off:
            conn.execute(schema.outbox.update().values(state=SendState.SENDING.value))
    send_due(after(connected, 1))
    (one,) = newest_first(connected)
    assert one.waits_for is WaitsFor.SIGN_IN
    weeks_later = after(connected, 24 * 21)
    connect(weeks_later, NAME, {"name": "Ada"})
    assert [row.state for row in followed(weeks_later)] == [LineState.OPEN]
    like(weeks_later, 2)
    send_due(weeks_later)
    assert [one.target for one in script.arrived] == [f"other:{NAME}:2"]
    (_, old) = newest_first(connected)
    assert old.state is SendState.FAILED
    assert ("look on the network" if cut_off else "too old: press send again") in old.problem
    assert (old.tries > 0) == cut_off
    assert sent.unsettled(weeks_later) == (0, 1)
