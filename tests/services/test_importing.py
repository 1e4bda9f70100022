"""Imports account for every record, whatever the files are like."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import select

from groundswell.domain.errors import StoreError
from groundswell.services.files.importing import Imported, Upload, import_files
from groundswell.services.files.uploads import Sent, interrupted, order, receive
from groundswell.services.workspace import Workspace
from groundswell.store import runs, schema

HEADER = [
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS",
    "DATE", "SUBJECT", "CONTENT", "FOLDER",
]  # fmt: skip
ME = "https://www.linkedin.com/in/mara"


def messages(path: Path, n: int, *, bad: int = 0) -> Path:
    """A file of messages as the archive holds them, with some rows whose date is no date."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for row in range(n):
            date = "sometime later" if row < bad else f"2026-10-{row % 28 + 1:02d} 10:00:{row % 60:02d} UTC"
            their = f"https://www.linkedin.com/in/p{row % 7}"
            there = [f"c{row % 7}", "", f"P {row % 7}", their, "Mara", ME, date, "", f"text {row}", "INBOX"]
            writer.writerow(there)
    return path


def bring(workspace: Workspace, *paths: Path) -> Imported:
    return import_files(workspace, [Upload(path, path.name) for path in paths])


def test_every_record_is_accounted_for(workspace: Workspace, tmp_path: Path) -> None:
    file = messages(tmp_path / "whatever.txt", 500, bad=3)
    first = bring(workspace, file)
    (part,) = first.parts
    assert (part.kind, part.read, part.new, part.known, part.set_aside) == (
        "linkedin-messages",
        500,
        497,
        0,
        3,
    )
    assert first.interactions == {"message": 497}
    assert all("date" in row.why for row in part.aside)
    (again,) = bring(workspace, file).parts
    assert (again.read, again.new, again.known, again.set_aside) == (500, 0, 497, 3)


def test_a_bad_file_does_not_stop_the_good_one(workspace: Workspace, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    strange = tmp_path / "strange.bin"
    strange.write_bytes(bytes(range(256)) * 40)
    done = bring(workspace, empty, tmp_path / "missing.zip", strange, messages(tmp_path / "m.csv", 5))
    assert [part.kind for part in done.parts] == ["unrecognised"] * 3 + ["linkedin-messages"]
    assert done.interactions == {"message": 5}
    whys = [part.aside[0].why for part in done.parts[:3]]
    assert whys[0] == "the file is empty"
    assert "No such file" in whys[1]


def test_the_log_says_what_was_set_aside(workspace: Workspace, tmp_path: Path) -> None:
    done = bring(workspace, messages(tmp_path / "m.csv", 20, bad=2))
    with workspace.store.reading() as conn:
        (run,) = runs.recent(conn)
        kept = runs.kept_aside(conn, run.parts[0].id)
    assert (run.id, run.state, run.parts[0].set_aside) == (done.run_id, "done", 2)
    assert [row.why for _, row in kept] == [row.why for row in done.parts[0].aside]


def test_an_interrupted_upload_is_taken_up_again(workspace: Workspace, tmp_path: Path) -> None:
    with messages(tmp_path / "m.csv", 5).open("rb") as stream:
        run_id = receive(workspace, [Sent("../../m.csv", stream)])
    assert interrupted(workspace) == [run_id]
    waiting = order(workspace, run_id)
    assert waiting.files[0].name == "m.csv"
    assert workspace.spool in waiting.files[0].path.parents
    import_files(workspace, waiting.files, run_id=run_id)
    assert interrupted(workspace) == []
    with workspace.store.reading() as conn:
        assert len(conn.execute(select(schema.interaction.c.id)).all()) == 5


def test_an_upload_keeps_the_time_when_it_was_saved(workspace: Workspace, tmp_path: Path) -> None:
    with messages(tmp_path / "m.csv", 1).open("rb") as stream:
        run_id = receive(workspace, [Sent("m.csv", stream, saved=1_790_000_000_000)])
    (file,) = order(workspace, run_id).files
    assert file.path.stat().st_mtime == 1_790_000_000


def test_a_full_disk_keeps_what_was_saved(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, messages(tmp_path / "m.csv", 50))
    with workspace.store.reading() as conn:
        pages = int(conn.exec_driver_sql("PRAGMA page_count").scalar_one())
    limited = workspace.store.engine

    def limit(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages + 40}")  # type: ignore[attr-defined]

    from sqlalchemy import event

    event.listen(limited, "connect", limit)
    limited.dispose()
    with pytest.raises(StoreError, match="the disk is full"):
        bring(workspace, messages(tmp_path / "more.csv", 20_000))
    event.remove(limited, "connect", limit)
    limited.dispose()
    done = bring(workspace, messages(tmp_path / "more.csv", 20_000))
    assert sum(part.read for part in done.parts) == 20_000


def test_a_folder_of_files_is_each_of_them(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "wave"
    (folder / "more").mkdir(parents=True)
    for path, names in ((folder / "one.csv", "Ada Bo Cy"), (folder / "more" / "two.csv", "Di Eve")):
        rows = [f"{name},https://www.linkedin.com/in/{name},Well said {name},2w" for name in names.split()]
        path.write_text("\n".join(["name,profileUrl,commentText,timePosted", *rows]))
    (folder / ".hidden").write_text("not for us")
    done = import_files(workspace, [Upload(folder, "wave")], post="urn:li:activity:7345000000000000000")
    assert [(part.path, part.new) for part in done.parts] == [("wave/more/two.csv", 2), ("wave/one.csv", 3)]
