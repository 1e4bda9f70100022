"""Answers that are held: they go when their time has come, and nobody waits behind them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from groundswell.domain.actions import Act
from groundswell.domain.when import to_ms
from groundswell.domain.words import SendState
from groundswell.services.networks.lines import connect
from groundswell.services.networks.sending import send, send_due, send_now, take_back
from groundswell.services.replies.holding import Hold, length
from groundswell.services.workspace import Workspace
from groundswell.store import outbox
from tests.networks.scripted import NAME, Script
from tests.networks.scripted import script as script

MINUTE = 60_000
HOUR = 60 * MINUTE


@pytest.fixture
def connected(workspace: Workspace, script: Script) -> Workspace:
    connect(workspace, NAME, {"name": "Ada"})
    return workspace


def after(workspace: Workspace, span: int) -> Workspace:
    return replace(workspace, now=lambda: workspace.now() + span)


def reply(workspace: Workspace, number: int, grace_ms: int, text: str = "Thank you.") -> str:
    target = f"other:{NAME}:{number}"
    return send(workspace, NAME, Act.REPLY, target, text, pressed=str(number), grace_ms=grace_ms)


def arrived(script: Script) -> list[str]:
    return [one.target.rpartition(":")[2] for one in script.arrived]


def test_what_is_held_lets_pass_what_comes_after_it(connected: Workspace, script: Script) -> None:
    reply(connected, 1, 20 * MINUTE)
    reply(connected, 2, 10_000)
    send_due(after(connected, 5_000))
    assert arrived(script) == []
    send_due(after(connected, MINUTE))
    assert arrived(script) == ["2"]
    send_due(after(connected, 21 * MINUTE))
    assert arrived(script) == ["2", "1"]


def test_what_was_tried_in_vain_still_keeps_back_what_comes_after_it(
    connected: Workspace, script: Script
) -> None:
    reply(connected, 1, 0)
    script.down.set()
    send_due(connected)
    script.down.clear()
    reply(connected, 2, 0)
    send_due(connected)
    assert arrived(script) == []
    send_due(after(connected, HOUR))
    assert arrived(script) == ["1", "2"]


def test_until_it_goes_it_can_be_taken_back_or_sent_sooner(connected: Workspace, script: Script) -> None:
    back, soon = reply(connected, 1, HOUR), reply(connected, 2, HOUR)
    assert take_back(connected, back)
    assert send_now(connected, soon)
    assert not send_now(connected, soon)
    send_due(after(connected, MINUTE))
    assert arrived(script) == ["2"]


def test_its_age_counts_from_when_it_was_to_go(connected: Workspace, script: Script) -> None:
    held, gone = reply(connected, 1, 20 * HOUR), reply(connected, 2, 20 * HOUR)
    send_due(after(connected, 43 * HOUR))
    assert arrived(script) == ["1", "2"]
    late = reply(connected, 3, 20 * HOUR)
    send_due(after(connected, 45 * HOUR))
    assert arrived(script) == ["1", "2"]
    with connected.store.reading() as conn:
        states = [outbox.sending(conn, key).state for key in (held, gone, late)]
    assert states == [SendState.SENT, SendState.SENT, SendState.FAILED]


@pytest.mark.parametrize(
    ("hour", "hours"), [(9, 23), (22, 10), (2, 6), (7, 25)], ids=["morning", "evening", "night", "early"]
)
def test_until_the_morning_means_after_some_sleep(hour: int, hours: int) -> None:
    now = to_ms(datetime(2026, 11, 30, hour, tzinfo=UTC))
    assert length(Hold.MORNING, now, UTC) == hours * HOUR


def test_every_length_can_be_asked_for() -> None:
    lengths = [length(hold, to_ms(datetime(2026, 11, 30, 20, tzinfo=UTC)), UTC) for hold in Hold]
    assert lengths == [10_000, 5 * MINUTE, 20 * MINUTE, HOUR, 12 * HOUR]
