"""Leads are kept by the user's word, tied to what was said; they are undone, and outlive the files."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from groundswell.cli.app import app
from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.kept import LeadKind, Stage
from groundswell.domain.when import DAY, When
from groundswell.domain.words import Intent, Lane
from groundswell.services.kept import leads
from groundswell.services.kept.came import came_of
from groundswell.services.kept.facts import document
from groundswell.services.kept.suggesting import holding, suggestions
from groundswell.services.workspace import Workspace
from groundswell.store import kept as stored
from groundswell.store import placing, readings
from groundswell.store.intake import Intake
from tests.conftest import NOW
from tests.store.build import comment, message, reading, record, somebody

START = NOW - 5 * DAY
SAID = {
    "role": ("Nadia Abel", "Would you talk to us about a role from January?", Lane.OPPORTUNITY),
    "when": ("Nadia Abel", "Monday at three, by phone?", Lane.OPPORTUNITY),
    "radio": ("Rhea Jensen", "Ten minutes on air on Thursday, about kind letters?", Lane.QUESTION),
    "kind": ("Sam Lee", "Lovely letter.", Lane.KIND_WORDS),
    "fee": ("Frank Gold", "Pay the refundable clearance fee and send your passport on Telegram, the job "
            "is yours, no interview.", Lane.OPPORTUNITY),
}  # fmt: skip
OFFERS = {"radio": {Intent.OPPORTUNITY: 0.8}}


def fill(workspace: Workspace, order: tuple[str, ...] = tuple(SAID)) -> None:
    """Takes them in, in an order: two messages of Nadia, a message of Frank, comments of the others."""
    facts = []
    for key in order:
        who, text, _ = SAID[key]
        at = START + 1000 * list(SAID).index(key)
        if key in ("role", "when", "fee"):
            facts.append(record(message(key, text, who=somebody(who), at=at)))
        else:
            facts.append(record(comment(key, text, who=somebody(who), at=When.exactly(at))))
    with workspace.store.writing() as conn:
        Intake().write(conn, facts)
        rows = conn.exec_driver_sql("SELECT key, id FROM interaction").fetchall()
        ids: dict[str, int] = {row[0]: row[1] for row in rows}
        made = [
            replace(
                reading(ids[key], SAID[key][2]), intents={Intent.OPPORTUNITY: 0.8} if key in OFFERS else {}
            )
            for key in order
        ]
        readings.keep(conn, made)
        placing.place(conn, list(ids.values()), workspace.now())


@pytest.fixture
def told(workspace: Workspace) -> Workspace:
    fill(workspace)
    return workspace


def id_of(workspace: Workspace, key: str) -> int:
    with workspace.store.reading() as conn:
        return int(conn.exec_driver_sql("SELECT id FROM interaction WHERE key = ?", (key,)).scalar_one())


def keep(workspace: Workspace, *keys: str, kind: LeadKind = LeadKind.JOB, pressed: str = "") -> str:
    ids = [id_of(workspace, key) for key in keys]
    return leads.keep(workspace, ids, kind, pressed or keys[0])[0]


def test_what_was_offered_is_suggested_once_a_person_and_a_scam_apart(told: Workspace) -> None:
    found = suggestions(told)
    assert [[one.text for one in some.items] for some in found.leads] == [
        [SAID["role"][1], SAID["when"][1]], [SAID["radio"][1]],
    ]  # fmt: skip
    assert [one.guess.kind for one in found.leads] == [LeadKind.JOB, LeadKind.PRESS]
    (scam,) = found.doubtful
    assert scam.item.person_name == "Frank Gold"
    assert scam.sight is not None
    assert "scam" in scam.sight.line
    assert leads.pipeline(told)[Stage.NEW] == []


def test_a_lead_is_kept_moved_and_everything_is_taken_back(told: Workspace) -> None:
    before = document(told)
    key = keep(told, "role", "when")
    assert keep(told, "role", "when") == key
    assert keep(told, "role", pressed="another press") == key
    assert [one.item.person_name for one in suggestions(told).leads] == ["Rhea Jensen"]
    made = [
        leads.set_stage(told, key, Stage.TALKING),
        leads.set_next(told, key, "  Call   her ", "2026-12-03"),
        leads.set_note(told, key, "Sten decides."),
        leads.set_value(told, key, "SEK 42,000"),
        leads.set_kind(told, key, LeadKind.COLLABORATION),
        leads.rename(told, key, "January at Fernweh"),
    ]
    lead = leads.lead_of(told, key).lead
    assert (lead.stage, lead.next, lead.due) == (Stage.TALKING, "Call her", "2026-12-03")
    assert (lead.kind, lead.title) == (LeadKind.COLLABORATION, "January at Fernweh")
    dropped = leads.drop(told, key)
    with pytest.raises(NotFound):
        leads.lead_of(told, key)
    leads.take_back(told, [dropped])
    assert leads.lead_of(told, key).lead == lead
    for press in reversed(made):
        leads.take_back(told, [press])
    with pytest.raises(NotFound, match="taken back"):
        leads.take_back(told, made[:1])
    leads.take_back(told, [one.id for one in leads.history(told, leads.lead_of(told, key).lead)])
    assert document(told) == before


def test_a_step_with_a_day_and_no_words_is_a_follow_up_and_no_day_is_refused(told: Workspace) -> None:
    key = keep(told, "role")
    leads.set_next(told, key, "", "2026-12-03")
    assert leads.lead_of(told, key).lead.next == "Follow up"
    leads.set_next(told, key, "", "")
    assert leads.lead_of(told, key).lead.due == ""
    with pytest.raises(UsageError, match="no day"):
        leads.set_next(told, key, "Call", "3 December")
    with pytest.raises(UsageError, match="too long"):
        leads.set_note(told, key, "x" * 5_000)
    with pytest.raises(UsageError, match="empty"):
        leads.rename(told, key, " ")


def test_what_is_no_lead_is_suggested_no_more_until_that_is_taken_back(told: Workspace) -> None:
    press = leads.skip(told, [id_of(told, "radio")])
    assert [one.item.person_name for one in suggestions(told).leads] == ["Nadia Abel"]
    leads.take_back(told, [press])
    assert len(suggestions(told).leads) == 2


def test_an_item_knows_its_lead_and_that_of_its_writer(told: Workspace) -> None:
    assert holding(told, id_of(told, "kind")).offered is None
    offered = holding(told, id_of(told, "radio")).offered
    assert offered is not None
    assert offered.kind is LeadKind.PRESS
    key = keep(told, "role")
    for item in ("role", "when"):
        held = holding(told, id_of(told, item))
        assert held.lead is not None
        assert (held.lead.key, held.offered) == (key, None)


def test_leads_outlive_the_rows_of_what_was_said(told: Workspace) -> None:
    key = keep(told, "role", "when")
    before = document(told)["leads"]
    with told.store.writing() as conn:
        conn.exec_driver_sql("DELETE FROM interaction")
        conn.exec_driver_sql("DELETE FROM person")
    shown = leads.lead_of(told, key)
    assert (shown.person, dict(shown.said), shown.name) == (None, {}, "")
    fill(told, tuple(reversed(SAID)))
    assert document(told)["leads"] == before


def test_what_came_of_a_wave_is_counted_once_a_person(told: Workspace) -> None:
    key = keep(told, "role", "when")
    leads.set_stage(told, key, Stage.WON)
    keep(told, "radio", kind=LeadKind.PRESS)
    with told.store.reading() as conn:
        post_id = int(conn.exec_driver_sql("SELECT id FROM post").scalar_one())
    with told.store.writing() as conn:
        conn.exec_driver_sql("UPDATE post SET at = ?, mine = 1", (START - DAY,))
        conn.exec_driver_sql("UPDATE person SET connected = ? WHERE name = 'Rhea Jensen'", (START + DAY,))
    came = came_of(told, post_id)
    assert (came.took_part, len(came.connections), len(came.from_the_wave)) == (2, 1, 1)
    assert {one.name for one in came.leads} == {"Nadia Abel", "Rhea Jensen"}
    assert [one.name for one in came.jobs] == ["Nadia Abel"]
    assert came.won == []
    assert came_of(told).conversations == 0


def test_everything_about_a_person_can_be_taken_out_of_the_log(told: Workspace) -> None:
    keep(told, "role")
    other = keep(told, "radio")
    leads.skip(told, [id_of(told, "when")])
    with told.store.writing() as conn:
        assert stored.forget(conn, [somebody("Nadia Abel").key], ["role", "when"]) == 2
    assert [one.lead.key for one in leads.pipeline(told)[Stage.NEW]] == [other]
    with told.store.reading() as conn:
        left = json.dumps([list(map(str, row)) for row in conn.exec_driver_sql("SELECT * FROM kept")])
    assert "nadia" not in left.casefold()


def test_the_command_lists_and_prints(told: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing is kept yet" in CliRunner().invoke(app, ["kept"]).output
    key = keep(told, "role")
    leads.rename(told, key, "A role\x1b[31m")
    leads.set_next(told, key, "Call", "2026-12-03")
    listed = CliRunner().invoke(app, ["kept"]).output
    # As the page calls it.
    assert listed.startswith("New           Job ")
    assert "Nadia Abel" in listed
    assert "next: Call by 2026-12-03" in listed
    assert "\x1b" not in listed
    printed = json.loads(CliRunner().invoke(app, ["kept", "--json"]).output)
    assert printed["leads"][0]["from"][0]["text"] == SAID["role"][1]
