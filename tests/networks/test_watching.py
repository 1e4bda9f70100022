"""Watching: accounts, sending and listening do not wait for each other; nothing is lost, nothing is twice."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from groundswell.domain.actions import Act
from groundswell.domain.words import LineState, SendState
from groundswell.services.networks import following, turns
from groundswell.services.networks.following import Following
from groundswell.services.networks.lines import connect, disconnect, followed
from groundswell.services.networks.sending import send, send_due, take_back
from groundswell.services.networks.watching import Looked, look, watch
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.waves.pacing import LATEST_S, SOONEST_S, Pace
from groundswell.services.workspace import Workspace
from groundswell.store import outbox, schema
from tests.networks.scripted import NAME, Script, script
from tests.servers.waiting import until

__all__ = ["script"]
WITHIN_S = 20


@contextmanager
def watched(workspace: Workspace) -> Iterator[list[Looked]]:
    """While it lasts, the networks are followed; what was told."""
    stop, told = threading.Event(), list[Looked]()
    thread = threading.Thread(target=watch, args=(workspace, stop, told.append))
    thread.start()
    try:
        yield told
    finally:
        stop.set()
        thread.join(timeout=WITHIN_S)
        assert not thread.is_alive()


@pytest.fixture
def connected(workspace: Workspace, script: Script) -> Workspace:
    connect(workspace, NAME, {"name": "Ada"})
    return workspace


def there(workspace: Workspace) -> int:
    with workspace.store.reading() as conn:
        return conn.execute(select(func.count()).select_from(schema.interaction)).scalar_one()


def sent(workspace: Workspace) -> list[SendState]:
    with workspace.store.reading() as conn:
        return [one.state for one in outbox.sendings(conn)]


def wait(met: Callable[[], object], what: str) -> None:
    until(met, what, within=WITHIN_S, every=0.05)


def test_what_happens_while_it_is_watched_comes_in(connected: Workspace, script: Script) -> None:
    with watched(connected) as told:
        script.told += [script.says(1), script.says(2)]
        wait(lambda: there(connected) == 2, "two likes")
        script.told += [script.says(3)]
        wait(lambda: there(connected) == 3, "a third")
    assert sum(one.new for one in told) == 3


def test_who_signs_in_while_it_is_watched_is_followed(workspace: Workspace, script: Script) -> None:
    script.told += [script.says(1)]
    with watched(workspace):
        connect(workspace, NAME, {"name": "Ada"})
        wait(lambda: there(workspace) == 1, "the like")


def test_sending_does_not_wait_for_a_look_that_hangs(connected: Workspace, script: Script) -> None:
    script.hold.clear()
    with watched(connected):
        wait(lambda: script.looks == 1, "a look")
        send(connected, NAME, Act.REPLY, "other:scripted:1", "Thank you.", pressed="1", grace_ms=0)
        wait(lambda: sent(connected) == [SendState.SENT], "the reply")
        script.hold.set()
    assert [one.text for one in script.arrived] == ["Thank you."]


def test_of_two_programs_one_follows_and_the_other_takes_over(connected: Workspace, script: Script) -> None:
    waits, stop = threading.Event(), threading.Event()
    with watched(connected):
        wait(lambda: script.looks > 0, "the first look")
        second = threading.Thread(target=watch, args=(connected, stop, lambda looked: None, waits.set))
        second.start()
        assert waits.wait(WITHIN_S)
    script.told += [script.says(1)]
    wait(lambda: there(connected) == 1, "the like, heard by the second")
    stop.set()
    second.join(timeout=WITHIN_S)


def test_what_is_listened_to_is_stored_before_the_next_look_finds_it(
    connected: Workspace, script: Script
) -> None:
    script.streams_from = 0
    with watched(connected):
        wait(lambda: script.looks == 1, "the first look")
        script.hold.clear()  # No look ends any more.
        for number in range(300):
            script.stream(script.says(number))
        wait(lambda: there(connected) == 300, "all that was heard")
        script.told += script.heard
        script.hold.set()
    assert there(connected) == 300


def test_listening_begins_anew_when_the_connection_broke(
    connected: Workspace, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_UNTOLD_WAIT_S", 0.2)
    script.streams_from = 0
    with watched(connected) as told:
        wait(lambda: script.looks == 1, "the first look")
        script.stream(script.says(1))
        wait(lambda: there(connected) == 1, "what was heard")
        with script.happened:
            script.down.set()
            script.happened.notify_all()
        wait(lambda: LineState.NOT_READY in [s for one in told for s in one.states.values()], "not ready")
        script.down.clear()
        script.stream(script.says(2))
        wait(lambda: there(connected) == 2, "what was heard afterwards")


def test_a_network_that_is_away_for_an_hour_gets_what_was_sent_once_it_is_back(
    connected: Workspace, script: Script
) -> None:
    for number in range(3):
        send(connected, NAME, Act.REPLY, f"other:scripted:{number}", "Yes.", pressed="1", grace_ms=0)
    script.down.set()
    for minute in range(60):
        send_due(replace(connected, now=lambda m=minute: connected.now() + m * 60_000))  # type: ignore[misc]
    assert sent(connected) == [SendState.WAITING] * 3
    script.down.clear()
    send_due(replace(connected, now=lambda: connected.now() + 2 * 3_600_000))
    assert sent(connected) == [SendState.SENT] * 3
    assert [one.target[-1] for one in script.arrived] == ["0", "1", "2"]


def test_after_a_day_it_is_given_up_and_said_so(connected: Workspace, script: Script) -> None:
    send(connected, NAME, Act.LIKE, "other:scripted:1", pressed="1", grace_ms=0)
    script.down.set()
    send_due(connected)
    send_due(replace(connected, now=lambda: connected.now() + 25 * 3_600_000))
    with connected.store.reading() as conn:
        (one,) = outbox.sendings(conn)
    assert (one.state, "cannot be reached" in one.problem) == (SendState.FAILED, True)
    assert "look on the network" in one.problem


def test_a_clock_that_is_put_back_lets_the_grace_begin_anew(connected: Workspace, script: Script) -> None:
    ahead = replace(connected, now=lambda: connected.now() + 5 * 3_600_000)
    key = send(ahead, NAME, Act.LIKE, "other:scripted:1", pressed="1")
    assert send_due(connected) == []
    send(ahead, NAME, Act.LIKE, "other:scripted:2", pressed="2")
    assert take_back(connected, key)
    send_due(connected)
    assert script.arrived == []
    send_due(replace(connected, now=lambda: connected.now() + 11_000))
    assert [one.target for one in script.arrived] == ["other:scripted:2"]


@given(quiet=st.floats(0, 1e6), listening=st.booleans())
def test_the_longer_it_is_quiet_the_rarer_it_is_looked(quiet: float, listening: bool) -> None:
    now = [0.0]
    pace = Pace(None, lambda: now[0])
    pace.note(1)
    now[0] = quiet
    later = Pace.pause(pace, listening=listening)
    assert later >= SOONEST_S
    if not listening:
        assert later <= LATEST_S
        assert later <= max(SOONEST_S, quiet / 20)
    pace.note(1)
    assert pace.pause(listening=listening) <= later


def test_listening_begins_with_a_surge_and_lasts_some_minutes_longer() -> None:
    now = [0.0]
    pace = Pace(60, lambda: now[0])
    for second in range(60):
        now[0] = second
        assert not pace.worth_listening
        pace.note(1)
    assert pace.worth_listening
    now[0] += 240
    assert pace.worth_listening
    now[0] += 240
    assert not pace.worth_listening


def test_what_breaks_unforeseen_is_said_on_the_line_and_mends_itself(
    connected: Workspace, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "_AFTER_FAULT_S", 0.2)
    script.breaks = ValueError("a fault of the plug-in")
    with watched(connected):
        wait(lambda: followed(connected)[0].state is LineState.NOT_READY, "the line says so")
        assert "something went wrong" in followed(connected)[0].problem
        script.breaks = None
        script.told += [script.says(1)]
        wait(lambda: there(connected) == 1, "the like")
        wait(lambda: followed(connected)[0].state is LineState.OPEN, "open again")


def test_what_breaks_while_it_is_sent_does_not_hold_up_the_rest_for_ever(
    connected: Workspace, script: Script
) -> None:
    script.breaks_on = "other:scripted:1"
    for number in (1, 2):
        send(connected, NAME, Act.LIKE, f"other:scripted:{number}", pressed="1", grace_ms=0)
    for minute in range(10):
        send_due(replace(connected, now=lambda m=minute: connected.now() + m * 60_000))  # type: ignore[misc]
    assert sorted(sent(connected)) == [SendState.FAILED, SendState.SENT]
    assert {one.target for one in script.arrived} == {"other:scripted:2"}


def test_a_look_that_goes_on_for_long_ends_when_it_is_stopped(connected: Workspace, script: Script) -> None:
    script.endless = True
    with watched(connected):
        wait(lambda: there(connected) > 20, "the look goes on")
    assert script.looks == 1


def test_a_wait_that_a_network_asks_for_is_kept_though_listening_ends(
    connected: Workspace, script: Script
) -> None:
    script.streams_from, script.wait_s = 0, 600.0
    with watched(connected):
        script.stream(script.says(1))
        wait(lambda: there(connected) == 1, "what was heard")
        with script.happened:
            script.down.set()
            script.happened.notify_all()
        wait(lambda: followed(connected)[0].state is LineState.NOT_READY, "not ready")
        looks = script.tried
        script.reached.clear()
        script.down.clear()
        assert not script.reached.wait(2.0)
    assert script.tried == looks


def test_a_line_that_is_signed_out_gets_nothing_of_what_was_going_on(
    connected: Workspace, script: Script
) -> None:
    script.told += [script.says(1)]
    following = Following(connected, followed(connected)[0].account)
    script.hold.clear()
    thread = threading.Thread(target=following.step)
    thread.start()
    wait(lambda: script.looks == 1, "the look")
    disconnect(connected, followed(connected)[0].account.key)
    connect(connected, NAME, {"name": "another"})
    script.hold.set()
    thread.join(WITHIN_S)
    (line,) = followed(connected)
    assert (line.heard, line.looked) == ("", None)


def test_what_was_answered_from_here_no_longer_waits(connected: Workspace, script: Script) -> None:
    script.told += [script.says(1, "When do they answer?"), script.says(2, "Who wrote it?")]
    look(connected)
    read_backlog(connected)
    send(connected, NAME, Act.REPLY, "other:scripted:1", "Within a week.", pressed="1", grace_ms=0)
    send_due(connected)
    one, box = schema.interaction.c, schema.inbox.c
    query = select(one.key, box.state).join(schema.inbox, box.interaction_id == one.id)
    with connected.store.reading() as conn:
        states = {row.key: row.state for row in conn.execute(query)}
    assert states == {"other:scripted:1": "answered", "other:scripted:2": "open"}
    assert there(connected) == 3
