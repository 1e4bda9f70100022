"""A downloads folder that is watched: exports are brought in once they have arrived, and nothing else."""

import json
import os
import shutil
import zipfile
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from typer.testing import CliRunner

from groundswell.cli.app import app
from groundswell.domain.errors import UsageError
from groundswell.services.files.downloads import choose, chosen, look
from groundswell.services.files.importing import Imported
from groundswell.services.files.uploads import interrupted, recent_runs
from groundswell.services.workspace import Workspace
from groundswell.store import runs
from tests.conftest import NOW
from tests.house.checkout import ROOT
from tests.services.test_importing import messages

ARCHIVE = "Complete_LinkedInDataExport_11-30-2026.zip"
EVERY_MS = 5_000


class Watched:
    """A folder that is looked at every five seconds, and what came of it."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        times = count(NOW, EVERY_MS)
        self.workspace = replace(workspace, now=lambda: next(times))
        self.folder = folder

    def look(self) -> list[Imported]:
        return look(self.workspace)

    def archive(self, n: int, name: str = ARCHIVE, at: int = NOW) -> Path:
        """An archive with so many messages, written at an instant."""
        path = self.folder / name
        inside = messages(self.folder.parent / "messages.csv", n)
        with zipfile.ZipFile(path, "w") as file:
            file.write(inside, "messages.csv")
        os.utime(path, ns=(at * 1_000_000,) * 2)
        return path


@pytest.fixture
def watched(workspace: Workspace, tmp_path: Path) -> Watched:
    folder = tmp_path / "Downloads"
    folder.mkdir()
    choose(workspace, folder)
    return Watched(workspace, folder)


def new(imported: list[Imported]) -> list[int]:
    return [sum(part.new for part in one.parts) for one in imported]


def test_an_export_is_brought_in_once_after_it_has_stayed_the_same(watched: Watched) -> None:
    watched.archive(5)
    assert watched.look() == []
    assert new(watched.look()) == [5]
    assert watched.look() == []
    (run,) = recent_runs(watched.workspace)
    assert (run.state, run.request["by"]) == ("done", "downloads")


def test_what_still_grows_is_waited_for(watched: Watched) -> None:
    for n in (1, 2, 3):
        watched.archive(n)
        assert watched.look() == []
    assert new(watched.look()) == [3]


@pytest.mark.parametrize("end", [".part", ".crdownload", ".download"])
def test_what_the_browser_has_not_finished_is_waited_for(watched: Watched, end: str) -> None:
    path = watched.archive(2)
    arriving = path.with_name(path.name + end)
    arriving.write_bytes(b"PK")
    assert watched.look() + watched.look() == []
    arriving.unlink()
    assert watched.look() == []
    assert new(watched.look()) == [2]


def test_an_export_that_was_made_anew_brings_what_is_new(watched: Watched) -> None:
    watched.archive(5)
    watched.look()
    assert new(watched.look()) == [5]
    watched.archive(8, at=NOW + 1)
    watched.look()
    (again,) = watched.look()
    assert [(part.new, part.known) for part in again.parts] == [(3, 5)]
    watched.archive(9, "Basic_LinkedInDataExport_12-07-2026 (1).zip")
    watched.look()
    assert new(watched.look()) == [1]


def test_an_archive_that_the_browser_unpacked_counts_too(watched: Watched) -> None:
    folder = watched.folder / ARCHIVE.removesuffix(".zip")
    folder.mkdir()
    messages(folder / "messages.csv", 4)
    watched.look()
    assert new(watched.look()) == [4]


def test_workbooks_are_known_by_what_they_hold(watched: Watched) -> None:
    sample = next((ROOT / "sample").glob("SinglePostAnalytics*.xlsx"))
    shutil.copyfile(sample, watched.folder / "report.xlsx")
    watched.look()
    (one,) = watched.look()
    assert {part.kind for part in one.parts} == {"post-workbook"}


def test_everything_else_is_left_alone(watched: Watched, tmp_path: Path) -> None:
    others = watched.folder
    messages(others / "messages.csv", 3)  # LinkedIn's, but nobody knows whose
    (others / "LinkedIn.zip").write_bytes(b"PK\x03\x04 and then nothing")
    (others / "LinkedIn_empty.zip").write_bytes(b"")
    (others / "bill.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    with zipfile.ZipFile(others / "My LinkedIn photos.zip", "w") as file:
        file.writestr("me.jpg", b"\xff\xd8")
    watched.archive(3, "holiday.zip")
    elsewhere = watched.archive(3, "elsewhere.zip").rename(tmp_path / ARCHIVE)
    (others / ARCHIVE).symlink_to(elsewhere)
    assert watched.look() + watched.look() + watched.look() == []
    assert list(recent_runs(watched.workspace)) == []


def test_what_lay_there_long_before_is_left_alone(watched: Watched) -> None:
    watched.archive(3, at=NOW - 30 * 24 * 3_600_000)
    watched.archive(2, "Basic_LinkedInDataExport_11-27-2026.zip", at=NOW - 3 * 24 * 3_600_000)
    watched.look()
    assert new(watched.look()) == [2]


def test_it_is_off_until_it_is_chosen_and_can_be_switched_off(workspace: Workspace, tmp_path: Path) -> None:
    assert chosen(workspace) is None
    assert look(workspace) == []
    choose(workspace, tmp_path)
    assert (found := chosen(workspace)) is not None
    assert (found.folder, found.there) == (tmp_path, True)
    choose(workspace, None)
    assert chosen(workspace) is None
    with pytest.raises(UsageError, match="not there") as refused:
        choose(workspace, tmp_path / "nowhere")
    assert "Downloads" in refused.value.mend


def test_a_folder_that_went_away_is_not_there_until_it_comes_back(watched: Watched) -> None:
    away = watched.folder.rename(watched.folder.with_name("away"))
    assert watched.look() == []
    assert (found := chosen(watched.workspace)) is not None
    assert not found.there
    away.rename(watched.folder)
    watched.archive(1)
    watched.look()
    assert new(watched.look()) == [1]


def test_an_import_that_was_interrupted_is_taken_up_by_the_log(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    watched.archive(4)
    watched.look()
    with monkeypatch.context() as patch:
        patch.setattr("groundswell.services.files.downloads.import_files", killed)
        with pytest.raises(KeyboardInterrupt):
            watched.look()
    with watched.workspace.store.reading() as conn:
        assert interrupted(watched.workspace) == [run.id for run in runs.unfinished(conn)] != []
    assert watched.look() == []


def test_the_command_line_chooses_it_and_looks(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundswell.services.files.downloads.SETTLED_MS", 0)
    folder = tmp_path / "Downloads"
    folder.mkdir()
    with zipfile.ZipFile(folder / ARCHIVE, "w") as file:
        file.write(messages(tmp_path / "messages.csv", 6), "messages.csv")
    first = CliRunner().invoke(app, ["watch", "--once", "--json", "--downloads", str(folder)])
    assert first.exit_code == 0, first.output
    assert json.loads(first.stdout)["new"] == 6
    assert CliRunner().invoke(app, ["watch", "--once", "--downloads", "off"]).exit_code == 0
    assert chosen(workspace) is None
    wrong = CliRunner().invoke(app, ["watch", "--once", "--downloads", str(tmp_path / "nowhere")])
    assert isinstance(wrong.exception, UsageError)
