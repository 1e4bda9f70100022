"""The journal: sealed, opened by her alone, burnt for good; no plain word of it ever touches the disk."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends import fail

from groundswell.domain.errors import NotFound, StoreError, UsageError
from groundswell.services.journal import Entry, Journal, OpenedBy
from groundswell.services.journal.book import LOCKS_AFTER
from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import open_store

WORDS = "Only the page may know that I am furious."
PASS = "four words do it"


class Drawer(KeyringBackend):
    """A keyring in memory."""

    priority = 1.0

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


@pytest.fixture
def drawer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Drawer]:
    """A system with a keyring."""
    monkeypatch.setenv("GROUNDSWELL_KEY", str(tmp_path / "key"))
    before, drawer = keyring.get_keyring(), Drawer()
    keyring.set_keyring(drawer)
    yield drawer
    keyring.set_keyring(before)


@pytest.fixture
def bare() -> Iterator[None]:
    """A system without one."""
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


def on_disk(workspace: Workspace) -> bytes:
    return b"\0".join(one.read_bytes() for one in sorted(workspace.home.rglob("*")) if one.is_file())


@pytest.mark.slow
def test_written_locked_and_read_again(workspace: Workspace, bare: None) -> None:
    journal = Journal(workspace)
    journal.begin(PASS)
    journal.write(WORDS)
    journal.lock()
    assert journal.opened_by is OpenedBy.PASSPHRASE
    with pytest.raises(UsageError, match="locked"):
        journal.entries()
    journal.write("Written while it was locked.")
    with pytest.raises(UsageError, match="not the passphrase"):
        journal.open("four words do not")
    assert not journal.is_open
    again = Journal(workspace)
    again.open(PASS)
    assert {one.text for one in again.entries()} == {WORDS, "Written while it was locked."}
    assert {one.at for one in again.entries()} == {workspace.now()}
    assert WORDS in again.as_text()


def test_without_a_keyring_a_passphrase_is_needed(workspace: Workspace, bare: None) -> None:
    journal = Journal(workspace)
    for refused in ("", "short"):
        with pytest.raises(UsageError):
            journal.begin(refused)
    assert journal.opened_by is OpenedBy.NOTHING
    with pytest.raises(UsageError):
        journal.write(WORDS)
    with pytest.raises(UsageError):
        journal.open()


def test_the_keyring_opens_it_and_each_folder_has_a_key_of_its_own(
    workspace: Workspace, drawer: Drawer, tmp_path: Path
) -> None:
    other = Workspace(tmp_path / "other", open_store(tmp_path / "other"), Settings())
    for one in (workspace, other):
        journal = Journal(one)
        journal.begin()
        journal.write(WORDS)
    other.close()
    assert len(drawer.held) == 2
    for one in (workspace, other):
        journal = Journal(one)
        journal.open()
        assert [entry.text for entry in journal.entries()] == [WORDS]
    drawer.held.clear()
    with pytest.raises(StoreError, match="keyring"):
        Journal(workspace).open()


@pytest.mark.slow
def test_a_passphrase_can_take_the_place_of_the_keyring(workspace: Workspace, drawer: Drawer) -> None:
    journal = Journal(workspace)
    journal.begin()
    journal.write(WORDS)
    journal.change_passphrase(PASS)
    assert not drawer.held
    assert PASS.encode() not in on_disk(workspace)
    again = Journal(workspace)
    again.open(PASS)
    assert [one.text for one in again.entries()] == [WORDS]


def test_it_locks_itself(workspace: Workspace, drawer: Drawer) -> None:
    hands = [workspace.now()]
    journal = Journal(replace(workspace, now=lambda: hands[0]))
    journal.begin()
    hands[0] += LOCKS_AFTER
    assert journal.entries() == []
    hands[0] += LOCKS_AFTER
    assert journal.is_open
    hands[0] += 1
    assert not journal.is_open


def test_what_is_burnt_is_gone(workspace: Workspace, drawer: Drawer) -> None:
    journal = Journal(workspace)
    journal.begin()
    journal.write("one")
    journal.write("two")
    before = {one.name for one in (workspace.home / "journal").iterdir()}
    burnt = next(one for one in journal.entries() if one.text == "one")
    journal.burn(burnt.key)
    assert [one.text for one in journal.entries()] == ["two"]
    (gone,) = before - {one.name for one in (workspace.home / "journal").iterdir()}
    assert gone.startswith(burnt.key)
    for key in (burnt.key, "../groundswell", "*"):
        with pytest.raises(NotFound):
            journal.burn(key)
    journal.burn_all()
    assert list((workspace.home / "journal").iterdir()) == []
    assert not drawer.held
    assert journal.opened_by is OpenedBy.NOTHING


def test_a_damaged_entry_costs_no_other(workspace: Workspace, drawer: Drawer) -> None:
    journal = Journal(workspace)
    journal.begin()
    journal.write("hurt")
    (path,) = (workspace.home / "journal").glob("*.entry.age")
    path.write_bytes(path.read_bytes()[:-3])
    journal.write(WORDS)
    first, second = journal.entries()
    assert first.text == WORDS
    assert second == Entry(second.key, 0, "")
    assert WORDS in journal.as_text()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=6, max_size=400).filter(lambda text: len(text.strip()) > 5))
def test_no_plain_word_ever_touches_the_data_folder(workspace: Workspace, drawer: Drawer, text: str) -> None:
    journal = Journal(workspace)
    if journal.opened_by is OpenedBy.NOTHING:
        journal.begin()
    else:
        journal.open()
    # Words of the program itself, such as "create", lie there in any case.
    before = on_disk(workspace)
    assume(text.encode() not in before and text.encode("utf-16-le") not in before)
    journal.write(text)
    assert any(one.text == text for one in journal.entries())
    held = on_disk(workspace)
    assert text.encode() not in held
    assert text.encode("utf-16-le") not in held
    assert all(secret.encode() not in held for secret in drawer.held.values())


def test_files_are_for_nobody_else_to_read(workspace: Workspace, drawer: Drawer) -> None:
    journal = Journal(workspace)
    journal.begin()
    journal.write(WORDS)
    folder = workspace.home / "journal"
    assert folder.stat().st_mode & 0o077 == 0
    assert all(one.stat().st_mode & 0o077 == 0 for one in folder.iterdir())
