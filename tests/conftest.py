"""What several rooms' tests share: an empty workspace whose clock stands still."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import Store, open_store

pytest_plugins = ["tests.servers.fixtures", "tests.browsing"]

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

NOW = 1_796_000_000_000
"""30 November 2026, in epoch milliseconds."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a folder of its own."""
    opened = open_store(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """An empty workspace at `NOW`."""
    monkeypatch.setenv("GROUNDSWELL_HOME", str(tmp_path / "home"))
    opened = Workspace(tmp_path / "home", open_store(tmp_path / "home"), Settings(), lambda: NOW)
    yield opened
    opened.close()
