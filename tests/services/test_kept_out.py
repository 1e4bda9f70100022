"""What was kept opens elsewhere: read by libraries that know the formats, with hostile words inside."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import icalendar
import jsonschema
import pytest
import vobject
from typer.testing import CliRunner

from groundswell.cli.app import app
from groundswell.domain.errors import UsageError
from groundswell.domain.kept import Did, LeadKind, Stage
from groundswell.services.files.exporting import export_lines
from groundswell.services.kept import leads
from groundswell.services.kept.lines import escaped, folded
from groundswell.services.kept.requests import decide
from groundswell.services.workspace import Workspace
from tests.house.checkout import ROOT
from tests.services.test_kept import fill, keep

SCHEMA = json.loads((ROOT / "docs" / "kept.schema.json").read_text(encoding="utf-8"))
NAME = "Ægir, Øst; \\N\nEND:VCARD"
NOTE = "First line; second, with\\back\nEND:VEVENT\r\nBEGIN:VEVENT" + " ünïcode 🙂" * 20


@pytest.fixture
def told(workspace: Workspace) -> Workspace:
    """Two leads, one of somebody with a hostile name, and somebody accepted."""
    fill(workspace)
    with workspace.store.writing() as conn:
        conn.exec_driver_sql(
            "UPDATE person SET name = ?, company = '=Fernweh', email = 'n@fernweh.example' "
            "WHERE name = 'Nadia Abel'", (NAME,),
        )  # fmt: skip
    key = keep(workspace, "role", "when")
    leads.set_next(workspace, key, "=Call, twice; soon", "2026-12-03")
    leads.set_note(workspace, key, NOTE)
    leads.set_value(workspace, key, "EUR 3,000")
    other = keep(workspace, "radio", kind=LeadKind.PRESS)
    leads.set_next(workspace, other, "Speak", "2026-12-31")
    leads.set_stage(workspace, other, Stage.WON)
    with workspace.store.reading() as conn:
        ids = {
            name: conn.exec_driver_sql("SELECT id FROM person WHERE name = ?", (name,)).scalar_one()
            for name in ("Sam Lee", "Frank Gold")
        }
    decide(workspace, Did.ACCEPT, [ids["Sam Lee"]])
    decide(workspace, Did.LEAVE, [ids["Frank Gold"]])
    return workspace


def written(workspace: Workspace, form: str) -> str:
    return "".join(export_lines(workspace, "kept", form))


@pytest.mark.parametrize(("form", "version"), [("vcard", "4.0"), ("vcard3", "3.0")])
def test_cards_are_read_by_an_address_book(told: Workspace, form: str, version: str) -> None:
    text = written(told, form)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    cards = {one.fn.value: one for one in vobject.readComponents(text)}
    # Whoever was left is not among them; a name cannot end its card.
    assert set(cards) == {NAME, "Rhea Jensen", "Sam Lee"}
    nadia = cards[NAME]
    assert nadia.version.value == version
    assert nadia.email.value == "n@fernweh.example"
    assert nadia.org.value == ["=Fernweh"]
    assert NOTE.replace("\r\n", "\n") in nadia.note.value
    assert "Worth: EUR 3,000" in nadia.note.value
    assert cards["Rhea Jensen"].n.value.family == "Jensen"
    assert nadia.uid.value.startswith("urn:uuid:")


def test_next_steps_are_read_by_a_calendar_and_keep_their_names(told: Workspace) -> None:
    text = written(told, "ical")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    calendar = icalendar.Calendar.from_ical(text)
    assert not calendar.errors
    # What has ended asks for nothing.
    (event,) = calendar.walk("VEVENT")
    assert not event.errors
    assert str(event["SUMMARY"]) == f"=Call, twice; soon ({NAME})"
    assert [one.start for one in calendar.events] == [date(2026, 12, 3)]
    assert str(event["DESCRIPTION"]).endswith(NOTE.replace("\r\n", "\n"))
    lead = next(one for one in leads.pipeline(told)[Stage.NEW])
    assert str(event["UID"]) == f"{lead.lead.key}@groundswell"
    leads.set_next(told, lead.lead.key, "Call later", "2026-12-09")
    (again,) = icalendar.Calendar.from_ical(written(told, "ical")).walk("VEVENT")
    assert str(again["UID"]) == str(event["UID"])
    assert int(str(again["SEQUENCE"])) > int(str(event["SEQUENCE"]))
    assert vobject.readOne(text).vevent.uid.value == str(event["UID"])


def test_the_document_keeps_to_its_schema(told: Workspace) -> None:
    document = json.loads(written(told, "json"))
    checker = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    checker.check_schema(SCHEMA)
    assert list(checker.iter_errors(document)) == []
    by_kind = {one["kind"]: one for one in document["leads"]}
    assert (by_kind["job"]["amount"], by_kind["job"]["currency"]) == (3000, "EUR")
    assert [one["kind"] for one in by_kind["job"]["from"]] == ["message", "message"]
    assert {one["name"] for one in document["people"]} == {NAME, "Rhea Jensen", "Sam Lee"}
    assert {one["decision"] for one in document["decisions"]} == {"accept", "leave"}


def test_no_cell_of_the_table_is_a_formula(told: Workspace) -> None:
    rows = list(csv.DictReader(io.StringIO(written(told, "csv"), newline="")))
    assert [row["kind"] for row in rows] == ["job", "press"]
    assert (rows[0]["next"], rows[0]["company"]) == ("'=Call, twice; soon", "'=Fernweh")
    assert (rows[0]["amount"], rows[0]["due"], rows[0]["note"]) == ("3000.0", "2026-12-03", NOTE)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_the_command_writes_files_and_refuses_what_fits_nothing_else(told: Workspace, tmp_path: Path) -> None:
    for form in ("csv", "jsonl", "vcard", "vcard3", "ical", "json"):
        done = CliRunner().invoke(app, ["export", "kept", "--format", form, "--to", str(tmp_path / form)])
        assert done.exit_code == 0, done.output
        out = (tmp_path / form).read_bytes()
        if form == "json":  # It says when it was made.
            assert json.loads(out)["leads"] == json.loads(written(told, form))["leads"]
        else:
            assert out == written(told, form).encode()
    with pytest.raises(UsageError, match="cannot be written as vcard"):
        export_lines(told, "people", "vcard")


def test_lines_are_folded_between_letters() -> None:
    text = folded("NOTE:" + "🙂é" * 40)
    parts = text.rstrip("\r\n").split("\r\n ")
    assert "".join(parts) == "NOTE:" + "🙂é" * 40
    assert all(len(part.encode()) <= 75 for part in parts)
    assert escaped("a\x00b\u2028c\x1b[31m") == "abc[31m"


def test_nothing_kept_is_an_empty_file_of_each_kind(workspace: Workspace) -> None:
    assert written(workspace, "vcard") == ""
    assert icalendar.Calendar.from_ical(written(workspace, "ical")).walk("VEVENT") == []
    jsonschema.validate(json.loads(written(workspace, "json")), SCHEMA)
