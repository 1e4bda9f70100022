"""Writes what is stored as CSV or JSON Lines, streaming."""

import csv
import io
import json
from collections.abc import Iterator, Mapping

from groundswell.domain.errors import UsageError
from groundswell.domain.when import from_ms
from groundswell.services.feedback import facts as point_facts
from groundswell.services.kept import facts as kept_facts
from groundswell.services.kept.written import FORMS
from groundswell.services.workspace import Workspace
from groundswell.store import exporting as stored

FORMATS = ("csv", "jsonl", *FORMS)
_POINTS, _KEPT = "feedback", "kept"
_FROM_LOGS = {_POINTS: point_facts, _KEPT: kept_facts}
"""What follows from a log of the user's words and is no table by itself."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_INSTANTS = {
    "at",
    "at_until",
    "start",
    "end",
    "connected",
    "decided",
    "undone",
    "made",
    "taken_back",
    "answered",
    "happened",
    "noted",
}


def export_lines(workspace: Workspace, what: str, form: str) -> Iterator[str]:
    """The rows of one table as lines of text with their newlines.

    In CSV, a cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP's advice
    on CSV injection); in JSON Lines, texts are as they are.

    Raises:
        UsageError: There is no such table, or no such form.
    """
    known = (*stored.TABLES, *_FROM_LOGS)
    if what not in known:
        raise UsageError(f"{what!r} cannot be exported", mend=f"Use one of: {', '.join(known)}.")
    if form not in FORMATS:
        raise UsageError(f"the format {form!r} is not known", mend=f"Use one of: {', '.join(FORMATS)}.")
    if form in FORMS:
        if what != _KEPT:
            raise UsageError(f"{what} cannot be written as {form}", mend="Use csv or jsonl.")
        return FORMS[form].write(workspace)
    return _csv_lines(workspace, what) if form == "csv" else _json_lines(workspace, what)


def _rows(workspace: Workspace, what: str) -> Iterator[dict[str, object]]:
    if what in _FROM_LOGS:
        yield from _FROM_LOGS[what].rows(workspace)
        return
    with workspace.store.reading() as conn:
        for row in stored.rows(conn, what):
            yield _readable(row)


def _readable(row: Mapping[str, object]) -> dict[str, object]:
    return {
        name: from_ms(value).isoformat() if name in _INSTANTS and isinstance(value, int) else value
        for name, value in row.items()
    }


def _json_lines(workspace: Workspace, what: str) -> Iterator[str]:
    for row in _rows(workspace, what):
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _csv_lines(workspace: Workspace, what: str) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_FROM_LOGS[what].COLUMNS if what in _FROM_LOGS else stored.columns(what))
    for row in _rows(workspace, what):
        writer.writerow([_neutral(value) for value in row.values()])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _neutral(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
