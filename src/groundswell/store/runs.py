"""The log of imports: what was asked, what came of it part by part, and the rows that were set aside."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from groundswell.domain.errors import NotFound
from groundswell.domain.records import SetAside
from groundswell.store import schema

MOST_KEPT = 1_000
"""Rows set aside that are kept for one part; all are counted."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """What came of one part of a file."""

    id: int
    path: str
    kind: str
    read: int
    new: int
    known: int
    set_aside: int


@dataclass(frozen=True, slots=True)
class RunRow:
    """One import with its parts. `state` is `running`, `done` or `failed`."""

    id: int
    started: int
    finished: int | None
    state: str
    request: dict[str, object]
    problem: str
    parts: tuple[PartRow, ...]


def begin(conn: Connection, request: dict[str, object], now: int) -> int:
    """Logs that an import begins; `request` is what is needed to run it again."""
    table = schema.import_run
    values = {"started": now, "state": "running", "request": request}
    return int(conn.execute(table.insert().values(values).returning(table.c.id)).scalar_one())


def finish(conn: Connection, run_id: int, state: str, problem: str, now: int) -> None:
    """Logs how an import ended."""
    table = schema.import_run
    conn.execute(
        table.update().where(table.c.id == run_id).values(state=state, problem=problem, finished=now)
    )


def open_part(conn: Connection, run_id: int, path: str, kind: str) -> int:
    """Logs that a part is being read."""
    table = schema.import_part
    counts = {"read": 0, "new": 0, "known": 0, "set_aside": 0}
    added = table.insert().values(run_id=run_id, path=path, kind=kind, **counts).returning(table.c.id)
    return int(conn.execute(added).scalar_one())


def add_to_part(
    conn: Connection, part_id: int, *, new: int, known: int, rows: Sequence[SetAside], set_aside: int
) -> None:
    """Adds a batch's result to a part; `rows` are the rows set aside to be kept, `set_aside` all of them."""
    table, kept = schema.import_part.c, schema.set_aside
    conn.execute(
        schema.import_part.update()
        .where(table.id == part_id)
        .values(
            read=table.read + new + known + set_aside,
            new=table.new + new,
            known=table.known + known,
            set_aside=table.set_aside + set_aside,
        )
    )
    if rows:
        conn.execute(
            kept.insert(),
            [
                {"part_id": part_id, "place": r.where, "why": r.why, "mend": r.mend, "excerpt": r.excerpt}
                for r in rows
            ],
        )


def run(conn: Connection, run_id: int) -> RunRow:
    """One import. Raises NotFound if there is none."""
    found = _runs(conn, schema.import_run.c.id == run_id, 1)
    if not found:
        raise NotFound(f"there is no import {run_id}", mend="Look at the list of imports.")
    return found[0]


def recent(conn: Connection, limit: int = 20) -> list[RunRow]:
    """The latest imports, newest first."""
    return _runs(conn, schema.import_run.c.id > 0, limit)


def unfinished(conn: Connection) -> list[RunRow]:
    """Imports that were interrupted, oldest first."""
    return _runs(conn, schema.import_run.c.state == "running", 1_000)[::-1]


def kept_aside(conn: Connection, part_id: int, after: int = 0, limit: int = 50) -> list[tuple[int, SetAside]]:
    """Rows that were set aside in a part, with the id to continue after."""
    table = schema.set_aside
    query = select(table).where(table.c.part_id == part_id, table.c.id > after).order_by(table.c.id)
    return [
        (row["id"], SetAside(row["place"], row["why"], row["mend"], row["excerpt"]))
        for row in conn.execute(query.limit(limit)).mappings()
    ]


def _runs(conn: Connection, condition: ColumnElement[bool], limit: int) -> list[RunRow]:
    table, part = schema.import_run, schema.import_part
    query = select(table).where(condition).order_by(table.c.id.desc()).limit(limit)
    rows = list(conn.execute(query).mappings())
    parts: dict[int, list[PartRow]] = {}
    wanted = select(part).where(part.c.run_id.in_([row["id"] for row in rows])).order_by(part.c.id)
    for row in conn.execute(wanted).mappings():
        one = PartRow(*(row[name] for name in ("id", "path", "kind", "read", "new", "known", "set_aside")))
        parts.setdefault(row["run_id"], []).append(one)
    return [
        RunRow(
            row["id"], row["started"], row["finished"], row["state"], row["request"], row["problem"],
            tuple(parts.get(row["id"], ())),
        )
        for row in rows
    ]  # fmt: skip
