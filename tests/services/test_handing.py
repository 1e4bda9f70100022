"""An exchange goes to a friend and comes back as a draft: once, checked, with the names put back."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from groundswell.cli.app import app
from groundswell.domain.activity import Account, Person, Post
from groundswell.domain.checking import Verdict
from groundswell.domain.errors import InputError, NotFound, UsageError
from groundswell.domain.handing import Answer, Handed, HandedState
from groundswell.domain.records import Record
from groundswell.domain.when import DAY, When
from groundswell.domain.words import Direction, Lane, Network
from groundswell.reply.handing.travel import armoured, as_file, sealed
from groundswell.services.files.exporting import export_lines
from groundswell.services.replies import handed_back, handing
from groundswell.services.workspace import Workspace
from groundswell.store import placing, readings
from groundswell.store.intake import Intake
from tests.store.build import POST, comment, reading, record

SAID = "Mara, this reads like a pitch. Ask Cleo Brandt or Fernweh Rail: gus.hale@mail.example"
ANSWERED = "Gus Hale, I hear you. Cleo said so too: https://a.example/gus"
KIND = "Thank you, Person B. I hear that it read like a pitch; which line was it?"


def person(name: str, headline: str = "", company: str = "") -> Person:
    handle = name.lower().replace(" ", "-")
    url = f"https://www.linkedin.com/in/{handle}"
    return Person(Network.LINKEDIN, f"linkedin:in/{handle}", name, url, headline, company)


GUS = person("Gus Hale", "Talent lead at Fernweh Rail")


@pytest.fixture
def told(workspace: Workspace) -> Workspace:
    """A post, a hostile comment, what the user answered, and somebody else who is named in it."""
    me = Account(
        Network.LINKEDIN, "linkedin:in/mara-l", "Mara Lindqvist", "https://www.linkedin.com/in/mara-l"
    )
    late = When.exactly(1_794_000_100_000)
    said = [
        Record("a", (me,)),
        Record(
            "p", (Post(Network.LINKEDIN, POST, text="A letter that Mara Lindqvist got from Cleo Brandt."),)
        ),
        record(comment("c1", SAID, who=GUS)),
        record(comment("c2", ANSWERED, who=GUS, thread="c1", direction=Direction.OUT, at=late)),
        record(comment("c3", "Lovely, and nothing else.", who=person("Cleo Brandt"))),
    ]
    with workspace.store.writing() as conn:
        Intake().write(conn, said)
        rows = conn.exec_driver_sql("SELECT key, id FROM interaction").fetchall()
        ids: dict[str, int] = {row[0]: row[1] for row in rows}
        lanes = {"c1": Lane.HOSTILE, "c3": Lane.KIND_WORDS}
        readings.keep(conn, [reading(ids[key], lane) for key, lane in lanes.items()])
        placing.place(conn, list(ids.values()), workspace.now())
    return workspace


def item(workspace: Workspace, key: str = "c1") -> int:
    with workspace.store.reading() as conn:
        found = conn.exec_driver_sql("SELECT id FROM interaction WHERE key = ?", (key,)).scalar_one()
        return int(found)


def handed(workspace: Workspace, to: str = "Ana", pressed: str = "p", *, redacted: bool = True) -> Handed:
    one = item(workspace)
    seen = handing.preview(workspace, one, to, redacted=redacted, fold=True, note="Mara asks you.")
    return handing.hand(workspace, one, to, seen, pressed)


def answered(out: Handed, text: str = KIND, name: str = "Ana") -> Answer:
    seal = sealed(handed_back.seal_of_sheet(out.sheet), out.key, name, text)
    return Answer(out.key, name, text, seal)


def drafts(workspace: Workspace) -> list[handed_back.FriendDraft]:
    return handed_back.drafts_of(workspace, item(workspace))


def test_nothing_of_anybody_is_left_on_a_redacted_sheet(told: Workspace) -> None:
    sheet = handed(told).sheet
    written = json.dumps(sheet.as_json())
    for name in (
        "Mara",
        "Lindqvist",
        "Gus",
        "Hale",
        "Cleo",
        "Brandt",
        "Fernweh",
        "@",
        "mail.",
        "a.example",
        "Ana",
    ):
        assert name not in written
    assert sheet.post == "A letter that Person A got from Person C."
    assert [(one.who, one.own, one.this) for one in sheet.lines] == [
        ("Person B", False, True),
        ("Person A", True, False),
    ]
    assert sheet.lines[0].text == "Person A, this reads like a pitch. Ask Person C or Firm A: Address A"
    assert sheet.lines[1].text == "Person B, I hear you. Person C said so too: Link A"
    assert sheet.note == "Person A asks you."
    assert sheet.lines[0].folded == "This is hostile."


def test_as_it_is_everything_stands_there(told: Workspace) -> None:
    sheet = handed(told, redacted=False).sheet
    assert (sheet.to, sheet.author) == ("Ana", "Mara Lindqvist")
    assert [one.text for one in sheet.lines] == [SAID, ANSWERED]
    assert [one.who for one in sheet.lines] == ["Gus Hale", "Mara Lindqvist"]


def test_what_was_struck_or_written_over_by_hand_is_what_goes(told: Workspace) -> None:
    seen = handing.preview(told, item(told), "Ana", redacted=True, fold=False).struck(["pitch", "letter"])
    assert seen.sheet.post == "A […] that Person A got from Person C."
    assert "like a […]" in seen.sheet.lines[0].text
    assert not seen.sheet.lines[0].folded
    mine = seen.edited("Hi", "P", ["one", "two"]).sheet
    assert (mine.note, mine.post, [one.text for one in mine.lines]) == ("Hi", "P", ["one", "two"])
    with pytest.raises(UsageError, match="no longer"):
        seen.edited("", "", ["one"])


def test_it_comes_back_as_a_checked_draft_with_the_names(told: Workspace) -> None:
    out = handed(told)
    assert out.state is HandedState.OUT
    assert drafts(told) == []
    back = handed_back.come_back(told, as_file(answered(out)).encode(), "answer.json")
    assert (back.new, back.name) == (True, "Ana")
    (draft,) = drafts(told)
    assert draft.text == "Thank you, Gus. I hear that it read like a pitch; which line was it?"
    assert draft.name == "Ana"
    assert draft.check is not None
    assert draft.check.verdict in set(Verdict)
    assert handing.handed_of(told, out.key).state is HandedState.ANSWERED


def test_twice_is_once_in_whatever_shape(told: Workspace) -> None:
    out = handed(told)
    lines = armoured(answered(out)).splitlines(keepends=True)
    shapes = (as_file(answered(out)), "".join(lines), "> ".join(lines))
    assert [handed_back.come_back(told, one.encode(), "x").new for one in shapes] == [True, False, False]
    assert not handed_back.written(told, out.key, "", KIND).new
    assert len(drafts(told)) == 1
    assert handed(told).key == out.key
    assert len(handing.of_item(told, item(told))) == 1


def test_several_friends_answer(told: Workspace) -> None:
    ana, ben = handed(told), handed(told, "Ben", "q", redacted=False)
    handed_back.come_back(told, as_file(answered(ana)).encode(), "x")
    handed_back.written(told, ben.key, "", "Ask Gus which line it was.")
    handed_back.written(told, ana.key, "Eva", "Leave it.")
    assert [(one.name, one.text) for one in drafts(told)] == [
        ("Eva", "Leave it."),
        ("Ben", "Ask Gus which line it was."),
        ("Ana", "Thank you, Gus. I hear that it read like a pitch; which line was it?"),
    ]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda one: Answer(one.key, one.name, one.text + "!", one.seal), "changed after"),
        (lambda one: Answer(one.key, "Eve", one.text, one.seal), "changed after"),
        (lambda one: Answer("0" * 32, one.name, one.text, one.seal), "not handed out from here"),
    ],
)
def test_a_tampered_or_foreign_answer_is_refused(told: Workspace, change: object, what: str) -> None:
    out = handed(told)
    assert callable(change)
    with pytest.raises(InputError, match=what):
        handed_back.come_back(told, as_file(change(answered(out))).encode(), "answer.json")
    assert drafts(told) == []


def test_an_answer_of_nothing_or_too_much_is_refused(told: Workspace) -> None:
    out = handed(told)
    for text, what in ((" \n\u200b", "empty"), ("x" * 10_001, "longer")):
        with pytest.raises(InputError, match=what):
            handed_back.written(told, out.key, "", text)
    for n in range(handed_back.MOST_ANSWERS):
        handed_back.written(told, out.key, "", f"Answer {n}.")
    with pytest.raises(InputError, match="20 answers"):
        handed_back.written(told, out.key, "", "One more.")


def test_signs_that_steer_are_left_out(told: Workspace) -> None:
    out = handed(told)
    handed_back.written(told, out.key, "A\x1b[31mna\u202e", "One\x00\x1b]0;x\x07\r\ntwo \u202ethree")
    (draft,) = drafts(told)
    assert (draft.name, draft.text) == ("A[31mna", "One]0;x\ntwo three")


def test_taken_back_it_takes_no_answer_until_it_is_out_again(told: Workspace) -> None:
    out = handed(told)
    token = handed_back.open_link(told, out.key, 7)
    assert handing.take_back(told, out.key).state is HandedState.TAKEN_BACK
    with pytest.raises(InputError, match="taken back"):
        handed_back.come_back(told, as_file(answered(out)).encode(), "x")
    with pytest.raises(NotFound):
        handed_back.behind_link(told, token)
    with pytest.raises(UsageError, match="taken back"):
        handed_back.open_link(told, out.key, 7)
    assert handing.put_back(told, out.key).state is HandedState.OUT
    with pytest.raises(NotFound):
        handed_back.behind_link(told, token)
    assert handed_back.come_back(told, as_file(answered(out)).encode(), "x").new


def test_a_link_leads_to_one_exchange_until_it_ends_and_is_not_kept(told: Workspace) -> None:
    out = handed(told)
    first = handed_back.open_link(told, out.key, 7)
    token = handed_back.open_link(told, out.key, 1)
    with pytest.raises(NotFound):
        handed_back.behind_link(told, first)
    assert handed_back.behind_link(told, token).key == out.key
    assert handed_back.answered_by_link(told, token, "", KIND).new
    with told.store.reading() as conn:
        kept = "\n".join(conn.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    assert token not in kept
    later = Workspace(told.home, told.store, told.settings, lambda: told.now() + DAY)
    for wrong in (token, "", "x" * 10_000, "\ud800"):
        with pytest.raises(NotFound, match="nowhere"):
            handed_back.behind_link(later, wrong)
    handed_back.close_link(told, out.key)
    with pytest.raises(NotFound):
        handed_back.behind_link(told, token)
    with pytest.raises(UsageError):
        handed_back.open_link(told, out.key, 999)


def test_it_is_written_out_and_goes_with_what_it_is_about(told: Workspace) -> None:
    out = handed(told)
    handed_back.open_link(told, out.key, 7)
    handed_back.written(told, out.key, "=Ana", "=1+1")
    (row,) = csv.DictReader(io.StringIO("".join(export_lines(told, "handed", "csv"))))
    assert (row["friend"], row["person"], row["answered_by"], row["answer"]) == (
        "Ana",
        "Gus Hale",
        "'=Ana",
        "'=1+1",
    )
    assert row["made"].startswith("2026-")
    with told.store.writing() as conn:
        conn.exec_driver_sql("DELETE FROM person WHERE name = 'Gus Hale'")
        left = [
            conn.exec_driver_sql(f"SELECT count(*) FROM {one}").scalar()
            for one in ("handed", "handed_answer")
        ]
    assert left == [0, 0]


def test_whom_it_is_for_is_needed(told: Workspace) -> None:
    for to, note in (("  ", ""), ("x" * 81, ""), ("Ana", "x" * 2_001)):
        with pytest.raises(UsageError):
            handing.preview(told, item(told), to, redacted=True, fold=True, note=note)
    with pytest.raises(NotFound):
        handing.preview(told, 999, "Ana", redacted=True, fold=True)


def test_from_the_command_line_out_and_back(told: Workspace, tmp_path: Path) -> None:
    number, run = str(item(told)), CliRunner()
    page, reply = tmp_path / "for-ana.html", tmp_path / "answer.json"
    said = run.invoke(app, ["hand", number, "--to", "Ana", "--redact", "--out", str(page)])
    assert said.exit_code == 0, said.exception
    html = page.read_text(encoding="utf-8")
    assert "Person B" in html
    assert "Gus" not in html
    assert isinstance(
        run.invoke(app, ["hand", number, "--to", "Ana", "--out", str(page)]).exception, UsageError
    )
    unanswered = run.invoke(app, ["hand", "back", str(page)]).exception
    assert "this is the page that went out" in str(unanswered)
    key = re.search(r'data-key="(\w+)" data-sheet="(\w+)"', html)
    assert key is not None
    answer = Answer(key[1], "Ana", KIND, sealed(key[2], key[1], "Ana", KIND))
    reply.write_text(f"Here you are.\n\n{armoured(answer)}\n-- \nAna", encoding="utf-8")
    assert "is a draft now" in run.invoke(app, ["hand", "back", str(reply)]).output
    assert "came before" in run.invoke(app, ["hand", "back", str(reply)]).output
    assert "Ana" in run.invoke(app, ["hand", "list"]).output
    (row,) = json.loads(run.invoke(app, ["hand", "list", "--json"]).output)
    assert (row["to"], row["state"], row["answers"][0]["text"]) == ("Ana", "answered", KIND)


def test_words_that_may_be_names_hold_the_command_up(told: Workspace, tmp_path: Path) -> None:
    with told.store.writing() as conn:
        conn.exec_driver_sql("UPDATE interaction SET text = 'We met Otto Krug there.' WHERE key = 'c1'")
    words = ["hand", str(item(told)), "--to", "Ana", "--redact", "--out", str(tmp_path / "x.html")]
    run = CliRunner()
    held = run.invoke(app, words)
    assert isinstance(held.exception, InputError)
    assert "Otto Krug" in str(held.exception)
    assert not (tmp_path / "x.html").exists()
    assert run.invoke(app, [*words, "--strike", "otto krug"]).exit_code == 0
    assert "We met […] there." in (tmp_path / "x.html").read_text(encoding="utf-8")
