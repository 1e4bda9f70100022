"""The real servers, and a workspace whose secrets lie in a folder of the test."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from groundswell.services.settings import Settings
from groundswell.services.workspace import Workspace
from groundswell.store import open_store
from tests.servers.conftest import pytest_runtest_makereport as pytest_runtest_makereport

pytest.register_assert_rewrite("tests.networks.contract")


@pytest.fixture
def workspace(new_home: Path, tmp_path: Path, no_keyring: None) -> Iterator[Workspace]:
    home = copytree(new_home, tmp_path / "home")
    workspace = Workspace(home, open_store(home), Settings(reader="ngram"))
    yield workspace
    workspace.close()
