"""What several rooms' tests share: an empty workspace whose clock stands still."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import keyring
import pytest
from hypothesis import settings
from keyring.backends import fail

from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import Store, open_store

pytest_plugins = ["tests.servers.fixtures", "tests.browsing"]

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

NOW = 1_796_000_000_000
"""30 November 2026, in epoch milliseconds."""


@pytest.fixture
def no_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A system without a keyring: secrets lie in a file of the test's own folder."""
    monkeypatch.setenv("GROUNDSWELL_KEY", str(tmp_path / "key"))
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as it is when it has just been made, to be copied: making one takes longer than most
    tests."""
    folder = tmp_path_factory.mktemp("new") / "home"
    open_store(folder).close()
    return folder


@pytest.fixture
def store(new_home: Path, tmp_path: Path) -> Iterator[Store]:
    """An empty store in a folder of its own."""
    opened = open_store(copytree(new_home, tmp_path / "home"))
    yield opened
    opened.close()


@pytest.fixture
def workspace(new_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """An empty workspace at `NOW`."""
    home = copytree(new_home, tmp_path / "home")
    monkeypatch.setenv("GROUNDSWELL_HOME", str(home))
    opened = Workspace(home, open_store(home), Settings(), lambda: NOW)
    yield opened
    opened.close()
