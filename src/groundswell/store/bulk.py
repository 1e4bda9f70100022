"""Many rows at once: statements compiled once, rows handed over as tuples.

SQLAlchemy's own path for lists of dictionaries spends more time on each row than SQLite does.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")
Row = tuple[object, ...]
CHUNK = 5_000
"""How many values go into one `IN (…)`; below every engine's limit on bound parameters."""


def insert_missing(conn: Connection, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> int:
    """Inserts the rows whose natural key is not there yet; says how many those were."""
    if not rows:
        return 0
    statement = _insert_statement(table, tuple(columns), conn.dialect)
    return conn.exec_driver_sql(statement, list(rows)).rowcount


def upsert(conn: Connection, table: Table, columns: Sequence[str], rows: Sequence[Row], key: str) -> None:
    """Inserts the rows; where `key` is there already, the other columns are replaced."""
    if rows:
        conn.exec_driver_sql(_upsert_statement(table, tuple(columns), key, conn.dialect), list(rows))


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


@lru_cache(maxsize=64)
def _insert_statement(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str:
    insert = _insert(table, dialect).on_conflict_do_nothing()
    return str(insert.compile(dialect=dialect, column_keys=list(columns)))


@lru_cache(maxsize=64)
def _upsert_statement(table: Table, columns: tuple[str, ...], key: str, dialect: Dialect) -> str:
    insert = _insert(table, dialect)
    replaced = {name: insert.excluded[name] for name in columns if name != key}
    conflict = insert.on_conflict_do_update(index_elements=[key], set_=replaced)
    return str(conflict.compile(dialect=dialect, column_keys=list(columns)))


def _insert(table: Table, dialect: Dialect) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)
