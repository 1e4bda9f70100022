"""The webhook's address, whose path may be the key, lies among the secrets; those of before are moved."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked
from sqlalchemy import event

from groundswell.domain.errors import StoreError
from groundswell.domain.words import SendState
from groundswell.services import backups
from groundswell.services.kept.address import SETTING, keep, move
from groundswell.services.kept.delivering import GRACE_MS, deliver_due, delivering, recent, send_test
from groundswell.services.kept.webhook import Webhook, chosen, turn_off, turn_on
from groundswell.services.workspace import Workspace
from groundswell.store import keeping, open_store
from tests.servers.waiting import until
from tests.services.test_kept_webhook import SECRET, Clock, Receiver, receiving

KEY = "T0J4R9-a-path-that-is-a-key"


@pytest.fixture
def clock(workspace: Workspace) -> Clock:
    return Clock(workspace.now())


@pytest.fixture
def here(workspace: Workspace, clock: Clock, no_keyring: None) -> Workspace:
    """A workspace without a keyring, whose secrets lie in the test's own folder."""
    return replace(workspace, now=clock)


@pytest.fixture
def there() -> Iterator[Receiver]:
    with receiving() as running:
        running.url = running.url.replace("/hooks/leads", f"/{KEY}")
        yield running


class Counted(KeyringBackend):
    """A keyring that counts how often it is asked, and can be locked."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[str, str] = {}
        self.asked = 0
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        self.asked += 1
        return self.held.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[username]


def as_before(workspace: Workspace, url: str, *, by_itself: bool = False) -> None:
    """The webhook is on as stores held it before."""
    turn_on(workspace, Webhook(url, private=True, by_itself=by_itself), SECRET)
    hook = chosen(workspace)
    assert hook is not None
    old = {"url": url, "private": True, "by_itself": by_itself, "since": hook.since}
    with workspace.store.writing() as conn:
        keeping.set_setting(conn, SETTING, old)
    assert holding(workspace.home)


def holding(folder: Path) -> list[Path]:
    """The files in which the key can be read."""
    return [path for path in folder.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]


def test_the_path_stands_in_no_file_and_what_is_sent_goes_there(
    here: Workspace, there: Receiver, clock: Clock, tmp_path: Path
) -> None:
    turn_on(here, Webhook(there.url, private=True), SECRET)
    hook = chosen(here)
    assert hook is not None
    assert there.url == f"{hook.url}/{KEY}"
    assert hook.host in hook.told
    send_test(here, "one")
    clock.now += GRACE_MS
    deliver_due(here)
    assert [one.state for one in recent(here)] == [SendState.SENT]
    backups.back_up(here, tmp_path / "b", lambda done, of: None)
    assert holding(tmp_path) == []
    # Without an address the one that is kept stays, also with other wishes; what waits for it goes.
    send_test(here, "two")
    turn_on(here, Webhook("", private=True, by_itself=True), "")
    clock.now += GRACE_MS
    deliver_due(here)
    assert len(there.got) == 2


@pytest.mark.parametrize("by", ["courier", "backup"])
def test_an_address_in_the_store_is_moved_when_it_is_next_used(
    here: Workspace, there: Receiver, clock: Clock, tmp_path: Path, by: str
) -> None:
    as_before(here, f"{there.url}{'-longer' * 60}")
    # As with SQLite of other systems, which overwrites nothing unless it is asked.
    event.listen(here.store.engine, "connect", lambda raw, _: raw.execute("PRAGMA secure_delete = OFF"))
    here.store.close()
    with here.store.writing() as conn:
        old = {"url": there.url, "private": True, "by_itself": False, "since": 0}
        keeping.set_setting(conn, SETTING, old)
        keeping.set_setting(conn, "another", {"stays": True})
    send_test(here, "one")
    clock.now += GRACE_MS
    if by == "backup":
        backups.back_up(here, tmp_path / "b", lambda done, of: None)
    with delivering(here):
        until(lambda: there.got, "it is delivered", within=30)
    assert holding(tmp_path) == []
    with here.store.reading() as conn:
        assert keeping.setting(conn, "another") == {"stays": True}


def test_a_locked_keyring_lets_events_wait_and_is_asked_only_when_one_is_due(
    here: Workspace, there: Receiver, clock: Clock
) -> None:
    ring = Counted()
    keyring.set_keyring(ring)
    turn_on(here, Webhook(there.url, private=True), SECRET)
    ring.asked = 0
    deliver_due(here)
    assert ring.asked == 0
    send_test(here, "one")
    clock.now += GRACE_MS
    ring.locked = True
    deliver_due(here)
    (one,) = recent(here)
    assert (one.state, one.tries, there.got) == (SendState.WAITING, 0, [])
    assert "Unlock the keyring" in one.problem
    assert KEY not in one.problem
    ring.locked = False
    clock.now += 60_000
    deliver_due(here)
    asked = ring.asked
    assert len(there.got) == 1
    send_test(here, "two")
    clock.now += GRACE_MS
    deliver_due(here)
    assert (len(there.got), ring.asked) == (2, asked)
    turn_off(here)
    assert ring.held == {}


def test_where_secrets_cannot_be_read_no_backup_takes_the_address_along(
    here: Workspace, there: Receiver, tmp_path: Path
) -> None:
    as_before(here, there.url)
    (tmp_path / "key").unlink()
    with pytest.raises(StoreError, match=r"still stands in the store.*turn the webhook off"):
        backups.back_up(here, tmp_path / "b", lambda done, of: None)
    assert not (tmp_path / "b").exists()
    assert chosen(here) is not None


def test_an_address_that_is_kept_leads_to_no_host_but_the_one_that_is_shown(
    here: Workspace, there: Receiver, clock: Clock
) -> None:
    with receiving() as elsewhere:
        turn_on(here, Webhook(elsewhere.url, private=True), SECRET)
        hook = chosen(here)
        assert hook is not None
        told = {**asdict(hook), "at": hook.url, "mark": keep(here.home, there.url)}
        with here.store.writing() as conn:
            keeping.set_setting(conn, SETTING, told)
        send_test(here, "one")
        clock.now += GRACE_MS
        deliver_due(here)
        assert (there.got, elsewhere.got) == ([], [])
    assert "once more" in recent(here)[0].problem


def test_after_a_restore_it_is_on_only_if_it_led_to_the_same_place(
    here: Workspace, there: Receiver, clock: Clock, tmp_path: Path
) -> None:
    def put_back(name: str) -> bool:
        """Whether it is on after a backup of that name was put back."""
        clock.now += 1_000
        restored = backups.restore(here.home, tmp_path / name, here.now())
        store = open_store(here.home)
        try:
            on = chosen(replace(here, store=store)) is not None
        finally:
            store.close()
        assert on is ("the webhook" not in restored.turned_off)
        assert holding(here.home) == []
        return on

    for name, url in (("one", f"{there.url}-1"), ("two", there.url)):
        as_before(here, url)
        here.store.settle()
        here.store.close()
        (tmp_path / f"{name}-before").write_bytes((here.home / "groundswell.db").read_bytes())
        move(here.home, here.store)
        backups.back_up(here, tmp_path / name, lambda done, of: None)
    here.store.close()
    assert put_back("two")
    assert put_back("two-before")
    assert not put_back("one-before")
    assert not put_back("two")


@pytest.mark.slow
def test_who_only_follows_the_networks_delivers_as_well(here: Workspace, there: Receiver) -> None:
    turn_on(here, Webhook(there.url, private=True), SECRET)
    # The process goes by the real clock.
    send_test(replace(here, now=lambda: int(time.time() * 1000) - 2 * GRACE_MS), "one")
    apart = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    with subprocess.Popen([sys.executable, "-m", "groundswell", "watch"], env=apart) as watching:
        try:
            until(lambda: there.got, "it is delivered", within=60)
        finally:
            watching.terminate()
    assert watching.returncode == 0
