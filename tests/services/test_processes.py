"""Imports in processes of their own: killed in the middle, or two at once."""

from pathlib import Path

import pytest
from bench.import_speed import write_messages
from bench.kill import content, import_process, kill_and_rerun

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "messages.csv"
    write_messages(path, 30_000)
    return path


@pytest.fixture(scope="module")
def calm(file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    home = tmp_path_factory.mktemp("calm")
    assert import_process(file, home).wait() == 0
    return content(home)


@pytest.mark.parametrize("after", [0.7, 1.1, 1.6, 2.2, 2.9])
def test_a_killed_import_is_completed_by_the_next(
    file: Path, calm: str, tmp_path: Path, after: float
) -> None:
    kill_and_rerun(file, tmp_path, after)
    assert content(tmp_path) == calm


def test_two_imports_at_once_are_one(file: Path, calm: str, tmp_path: Path) -> None:
    both = [import_process(file, tmp_path) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert content(tmp_path) == calm
