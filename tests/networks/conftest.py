"""The real servers, and a workspace whose secrets lie in a folder of the test."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import keyring
import pytest
from keyring.backends import fail

from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import open_store
from tests.servers.conftest import pytest_runtest_makereport as pytest_runtest_makereport

pytest.register_assert_rewrite("tests.networks.contract")


@pytest.fixture
def workspace(new_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("GROUNDSWELL_KEY", str(tmp_path / "key"))
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    home = copytree(new_home, tmp_path / "home")
    workspace = Workspace(home, open_store(home), Settings(reader="ngram"))
    yield workspace
    workspace.close()
    keyring.set_keyring(before)
