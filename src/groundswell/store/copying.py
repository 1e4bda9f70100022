"""A copy of the whole store in one file, taken while it is in use, and put back in its place."""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine

from groundswell.domain.errors import InputError, StoreError
from groundswell.domain.when import from_ms
from groundswell.store.opening import FILE_NAME, Store, open_store
from groundswell.store.schema import REVISION

_PAGES = 2_000
"""Copied at a time; in between others may write."""
_RESTORING = ".restoring"
_SIDE = ("-wal", "-shm")
_BEFORE = re.compile(rf"{re.escape(FILE_NAME)}\.before-\d{{8}}-\d{{6}}")
_TABLES = {"alembic_version", "interaction", "decision"}
"""A store has at least these."""
_ACTS = """SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A store that a restore replaced, which lies beside the one of today; `size` in bytes."""

    path: Path
    size: int


def replaced(home: Path) -> list[Replaced]:
    """Stores that restores replaced, the oldest first: each holds everything as it was then."""
    found = sorted(path for path in home.glob(f"{FILE_NAME}.*") if _BEFORE.fullmatch(path.name))
    return [Replaced(path, path.stat().st_size) for path in found]


def delete_replaced(home: Path) -> list[Replaced]:
    """Deletes them; gives those that there were. Raises StoreError."""
    found = replaced(home)
    for one in found:
        try:
            for path in (one.path, *(one.path.with_name(one.path.name + end) for end in _SIDE)):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(
                f"an older copy cannot be deleted ({error.strerror})",
                where=str(one.path),
                mend="Delete it by hand.",
            ) from error
    return found


def is_there(home: Path) -> bool:
    """Whether the folder holds a store."""
    return (home / FILE_NAME).exists()


def back_up(store: Store, to: Path, tell: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Copies the store as it is now into a new file that its owner alone can read; gives its size in bytes.

    The copy is checked before it gets its name: what lies under that name is whole.

    Args:
        tell: Called with pages copied and pages in all.

    Raises:
        StoreError: It cannot be written, or the copy is not whole.
    """
    beside = to.with_name(f".{to.name}.part")
    with _explained(to):
        beside.unlink(missing_ok=True)
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            with closing(sqlite3.connect(store.where)) as source, closing(sqlite3.connect(beside)) as target:
                source.backup(
                    target, pages=_PAGES, progress=lambda _, left, of: tell(of - left, of), sleep=0.01
                )
                # One file is the whole of it: no log beside it.
                target.execute("PRAGMA journal_mode = DELETE")
            _check(beside)
            beside.replace(to)
        finally:
            beside.unlink(missing_ok=True)
    return to.stat().st_size


def _same_acts(given: Path) -> bool:
    """Whether all that acts by itself in a copy is what migrations had put there at its version: anything
    else could change what is kept, or add what is sent, whatever is done later."""
    with closing(_reading(given)) as conn:
        try:
            return set(conn.execute(_ACTS)) <= acts_at(_revision(conn))
        except StoreError as error:
            raise InputError(
                "the file tells a version that never was", where=str(given), mend="Give another backup."
            ) from error


def acts_at(revision: str) -> set[tuple[str, str]]:
    """Name and SQL of what acts by itself in a store of a version. Raises StoreError if there is no such."""
    # Restores are rare, and the library of migrations takes as long to load as the rest of the store.
    from groundswell.store.migrating import migrate

    engine = create_engine("sqlite://")
    try:
        migrate(engine, "in memory", revision)
        with engine.connect() as conn:
            return {(row[0], row[1]) for row in conn.exec_driver_sql(_ACTS)}
    finally:
        engine.dispose()


def _revision(conn: sqlite3.Connection) -> str:
    """The version of a store; empty where none or several are told, or what is none."""
    found = conn.execute("SELECT CAST(version_num AS TEXT) FROM alembic_version").fetchall()
    told = str(found[0][0]) if len(found) == 1 else ""
    return told if re.fullmatch(r"[0-9]{4}", told) else ""


def restore(home: Path, given: Path, now: int, ready: Callable[[Store], None]) -> Path | None:
    """Puts a copy in the store's place; what was there stays under another name, which is given.

    Args:
        home: The data folder; no program may have its store open.
        now: The time, which becomes part of the name of the store that is replaced.
        ready: Called with the copy before it takes its place: a kill leaves none that was not made ready.

    Raises:
        InputError: The file is no backup, is damaged, or was made by a newer version.
        StoreError: It cannot be written, or another program has the store open.
    """
    _check(given)
    if not _same_acts(given):
        raise InputError(
            "something in the file acts by itself that Groundswell did not put there", where=str(given),
            mend="Give another backup.",
        )  # fmt: skip
    where = home / FILE_NAME
    folder = home / _RESTORING
    with _explained(where):
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            beside = _made_ready(folder, given, ready)
            kept = None
            if where.exists():
                _alone(where)
                kept = where.with_name(f"{FILE_NAME}.before-{from_ms(now):%Y%m%d-%H%M%S}")
                # Under both names until the other takes its place: a kill leaves one store or the other.
                os.link(where, kept)
            for end in _SIDE:
                where.with_name(where.name + end).unlink(missing_ok=True)
            beside.replace(where)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return kept


def _made_ready(folder: Path, given: Path, ready: Callable[[Store], None]) -> Path:
    """The copy in a folder of its own, migrated and made ready."""
    shutil.rmtree(folder, ignore_errors=True)  # Of a kill before.
    folder.mkdir(mode=0o700)
    beside = folder / FILE_NAME
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(_reading(given)) as source, closing(sqlite3.connect(beside)) as target:
        source.backup(target)
    copy = open_store(folder)
    try:
        ready(copy)
    finally:
        copy.close()
    _alone(beside)
    return beside


def _alone(where: Path) -> None:
    """Moves the log into the file; refuses while others have it open."""
    with closing(sqlite3.connect(where, timeout=2)) as conn:
        try:
            # Leaving the log for good needs the file for oneself.
            (mode,) = conn.execute("PRAGMA journal_mode = DELETE").fetchone()
        except sqlite3.OperationalError:
            mode = "busy"
        except sqlite3.DatabaseError:
            return  # What is damaged nobody has open; it is kept as it is.
    if mode != "delete":
        raise StoreError(
            "another program has the store open",
            where=str(where),
            mend="End `groundswell serve` and `groundswell watch`, then run the same command again.",
        )


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _check(path: Path) -> None:
    """Raises InputError if the file is no whole store that this version can open."""
    mend = "Give another backup."
    if not path.is_file():
        raise InputError("there is no such file", where=str(path), mend=mend)
    try:
        with closing(_reading(path)) as conn:
            said = conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
            names = {row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if said != "ok":
                raise InputError(f"the file is damaged ({said})", where=str(path), mend=mend)
            if not names >= _TABLES:
                raise InputError("the file is no Groundswell store", where=str(path), mend=mend)
            revision = _revision(conn)
            if not revision:
                raise InputError("the file does not tell its version", where=str(path), mend=mend)
    except sqlite3.DatabaseError as error:
        raise InputError(f"the file is no store, or damaged ({error})", where=str(path), mend=mend) from error
    if revision > REVISION:
        raise InputError(
            "the backup was made by a newer Groundswell", where=str(path), mend="Install the newest version."
        )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        mend = "Choose another place with enough room that you may write to."
        raise StoreError(f"it cannot be written ({error})", where=str(path), mend=mend) from error
