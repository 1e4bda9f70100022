"""The store opens, migrates, and says what is wrong when it cannot."""

import os
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from groundswell.domain.errors import StoreError
from groundswell.store import Store, migrating, open_store, schema


def test_migrations_lead_to_the_schema_of_the_code(store: Store) -> None:
    with store.reading() as conn:
        ignored = {"search_text", "search_person"}
        context = MigrationContext.configure(
            conn,
            opts={
                "include_name": lambda name, kind, _parents: (
                    kind != "table" or not (name or "").startswith(tuple(ignored))
                )
            },
        )
        differences = compare_metadata(context, schema.metadata)
    assert differences == []
    assert migrating.newest() == schema.REVISION


def test_foreign_keys_and_write_ahead_log_are_on(store: Store) -> None:
    with store.reading() as conn:
        assert conn.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert conn.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_only_the_owner_can_read_the_file(store: Store) -> None:
    assert Path(store.where).stat().st_mode & 0o077 == 0


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    with sqlite3.connect(tmp_path / "groundswell.db") as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    conn.close()
    with pytest.raises(StoreError, match="newer Groundswell"):
        open_store(tmp_path)


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "groundswell.db").write_bytes(b"not a database" * 200)
    with pytest.raises(StoreError, match="damaged or no Groundswell store"):
        open_store(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="GROUNDSWELL_HOME"):
        open_store(tmp_path / "file" / "home")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="cannot be written"):
        open_store(tmp_path)
