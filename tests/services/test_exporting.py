"""What is stored comes out again, and no cell of it is a formula."""

import csv
import io
import json

import pytest

from groundswell.domain.errors import UsageError
from groundswell.services.files.exporting import export_lines
from groundswell.services.workspace import Workspace
from groundswell.store.intake import Intake
from tests.store.build import message, record, somebody

TEXTS = [
    '=HYPERLINK("http://evil")',
    "+1",
    "-2",
    "@SUM(A1)",
    "\ttab",
    "＝1+1",
    'plain, with "quotes"\nand lines',
    "ünïcode 🙂",
]


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    said = [record(message(f"m{n}", text, who=somebody("=Nadia"))) for n, text in enumerate(TEXTS)]
    with workspace.store.writing() as conn:
        Intake().write(conn, said)
    return workspace


def test_csv_cells_are_no_formulas(filled: Workspace) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(export_lines(filled, "interactions", "csv")), newline="")))
    assert [row["text"].removeprefix("'") for row in rows] == TEXTS
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for row in rows for cell in row.values()
    )
    assert rows[0]["at"].startswith("2026-")


def test_json_lines_hold_the_words_as_they_are(filled: Workspace) -> None:
    rows = [json.loads(line) for line in export_lines(filled, "interactions", "jsonl")]
    assert [row["text"] for row in rows] == TEXTS
    assert [row["name"] for row in map(json.loads, export_lines(filled, "people", "jsonl"))] == ["=Nadia"]


def test_an_unknown_table_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="interactions"):
        export_lines(workspace, "secrets", "csv")
