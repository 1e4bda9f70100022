"""Opens the store: one SQLite file in the data folder, migrated to the newest schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from groundswell.domain.errors import StoreError
from groundswell.store.schema import REVISION

FILE_NAME = "groundswell.db"
_BUSY_MS = 30_000

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {_BUSY_MS}",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 16000",
)


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. `reading()` and `writing()` give a connection inside one transaction."""

    engine: Engine
    where: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent snapshot to read from."""
        with _explained(self.where), self.engine.connect() as conn, conn.begin():
            yield conn

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or none. Writers wait for each other."""
        with _explained(self.where), self.engine.connect() as conn:
            conn.execution_options(groundswell_write=True)
            with conn.begin():
                yield conn

    def settle(self) -> None:
        """Moves what was written into the main file and empties the log beside it, unless somebody reads."""
        with _explained(self.where):
            raw = self.engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()

    def close(self) -> None:
        """Gives back every connection."""
        self.engine.dispose()


def open_store(home: Path) -> Store:
    """Opens the store in the folder `home`, creating and migrating it as needed.

    Raises:
        StoreError: The folder cannot be written, the file is no store, is newer than this program,
            or the disk is full.
    """
    where = home / FILE_NAME
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(
            f"the data folder cannot be made ({error.strerror})",
            where=str(home),
            mend="Set GROUNDSWELL_HOME to a folder that you may write to.",
        ) from error
    engine = create_engine(f"sqlite:///{where}", connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    store = Store(engine, str(where))
    with _explained(store.where):
        if _revision(engine) != REVISION:
            # Migrations are rare, and their library takes as long to load as the rest of the store.
            from groundswell.store.migrating import migrate

            migrate(engine, store.where)
        where.chmod(0o600)
    return store


def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # Transactions are begun by `_begin`, not by the driver's own guesses.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(conn: Connection) -> None:
    write = conn.get_execution_options().get("groundswell_write", False)
    conn.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _revision(engine: Engine) -> str | None:
    with engine.connect() as conn:
        if not inspect(conn).has_table("alembic_version"):
            return None
        return conn.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def _explained(where: str) -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise _explain(error, where) from error


def _explain(error: DatabaseError, where: str) -> StoreError:
    said = str(error.orig).lower()
    if "full" in said:
        return StoreError(
            "the disk is full; what was saved before is kept",
            where=where,
            mend="Free some space and run the same command again: it goes on where it stopped.",
        )
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return StoreError(
            "the store cannot be written",
            where=where,
            mend="Check the permissions of the folder, or set GROUNDSWELL_HOME to another one.",
        )
    if "locked" in said or "busy" in said:
        return StoreError(
            f"another program has kept the store locked for over {_BUSY_MS // 1000} seconds",
            where=where,
            mend="Wait for the other import to end, then run the same command again.",
        )
    if "not a database" in said or "malformed" in said or "no such table" in said:
        return StoreError(
            "the file is damaged or no Groundswell store",
            where=where,
            mend="Put a backup in its place, or set GROUNDSWELL_HOME to an empty folder.",
        )
    kind = "was locked or failed" if isinstance(error, OperationalError) else "refused a change"
    return StoreError(f"the store {kind} ({error.orig})", where=where, mend="Run `groundswell doctor`.")
