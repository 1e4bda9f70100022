"""Backups of every version can be put back, also when migrations change what acts by itself."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from groundswell.store import copying, migrating, open_store, opening
from groundswell.store.copying import acts_at

CHANGED = {"0001": "9a9fe6ecb2737798"}
"""Versions that changed triggers or views, with the digest of all that stand since."""
HINT = """
What acts by itself (triggers, views) at version {at} is not what it was: {digest}.
- Is {at} a migration that was released? Then put its triggers back as they were, sign by sign: every backup
  that was made since would be refused. Change them in a new migration.
- Is it new? Then add "{at}": "{digest}" to CHANGED in this file.
"""


def versions() -> list[str]:
    return sorted(path.name[:4] for path in (migrating._FOLDER / "versions").glob("[0-9]*.py"))


def stood(version: str) -> str:
    """The digest of what acts by itself at a version."""
    return sha256(repr(sorted(acts_at(version))).encode()).hexdigest()[:16]


def test_what_acts_by_itself_at_each_version_stays_as_it_was() -> None:
    expected = ""
    for version in versions():
        expected, found = CHANGED.get(version, expected), stood(version)
        assert found == expected, HINT.format(at=version, digest=found)


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets the test go on with a later version of the program, whose migration changes a trigger."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrating._FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    last = versions()[-1]
    (folder / "versions" / "0999_later.py").write_text(
        "from alembic import op\n"
        f"revision, down_revision = '0999', '{last}'\n"
        "def upgrade():\n"
        "    op.execute('DROP TRIGGER person_met')\n"
        "    op.execute('CREATE TRIGGER person_met AFTER INSERT ON person BEGIN SELECT 1; END')\n"
    )

    def later() -> None:
        monkeypatch.setattr(migrating, "_FOLDER", folder)
        for module in (opening, copying):
            monkeypatch.setattr(module, "REVISION", "0999")

    return later


def test_a_backup_from_before_triggers_were_changed_is_put_back(
    tmp_path: Path, newer: Callable[[], None]
) -> None:
    store = open_store(tmp_path / "old")
    copying.back_up(store, tmp_path / "backup")
    store.close()
    newer()
    copying.restore(tmp_path / "home", tmp_path / "backup", 0, lambda store: None)
    with closing(sqlite3.connect(tmp_path / "home" / opening.FILE_NAME)) as conn:
        ((sql,),) = conn.execute("SELECT sql FROM sqlite_master WHERE name = 'person_met'")
    assert "SELECT 1" in sql


def test_a_store_of_the_first_version_is_put_back(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'first'}")
    migrating.migrate(engine, "first", "0001")
    engine.dispose()
    copying.restore(tmp_path / "home", tmp_path / "first", 0, lambda store: None)
    open_store(tmp_path / "home").close()
