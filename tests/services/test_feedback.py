"""Criticism becomes points by the user's word: kept, merged, split, undone; and it outlives the files."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from groundswell.cli.app import app
from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.feedback import PointState
from groundswell.domain.pairing import Says
from groundswell.domain.when import When
from groundswell.domain.words import Intent, Lane
from groundswell.services import preferences
from groundswell.services.feedback import points as feedback
from groundswell.services.feedback.suggesting import suggestions
from groundswell.services.feedback.telling import critics, draft_for, told_by_hand
from groundswell.services.files.exporting import export_lines
from groundswell.services.people import same as same_people
from groundswell.services.workspace import Workspace
from groundswell.store import placing, readings
from groundswell.store.intake import Intake
from tests.store.build import comment, reading, record, somebody

START = 1_794_000_000_000
SAID = {
    "n": ("Nadia Abel", "Nice. The link to the template is missing.", Lane.FEEDBACK),
    "i": ("Ivo Marek", "=The template link is missing, where is it?", Lane.DISAGREEMENT),
    "r": ("Rhea Jensen", "Small thing: cut the second part, it is far too long.", Lane.FEEDBACK),
    "g": ("Gus Hale", "You clown, the link to the template is missing!", Lane.HOSTILE),
    "m": ("Max Hale", "Shame on you and on your whole family.", Lane.HOSTILE),
    "s": ("Sam Lee", "Lovely letter.", Lane.KIND_WORDS),
    "l": ("Lena Falk", "Recruiters have no time for such things.", Lane.DISAGREEMENT),
}
LATE = ("Dele Moyo", "The link to the template is missing for me as well.", Lane.FEEDBACK)
ASKS = {"n", "i", "r", "g", "m"}


@pytest.fixture
def told(workspace: Workspace) -> Workspace:
    """Seven comments: three ask for the link, one of them in hostile words; the others for other things."""
    fill(workspace)
    return workspace


def fill(workspace: Workspace, order: str = "nirgmsl", late: str = "") -> None:
    """Takes them in, in an order; and somebody who says the same later."""
    said = {key: SAID[key] for key in order} | ({late: LATE} if late else {})
    facts = [
        record(comment(key, text, who=somebody(who), at=When.exactly(START + ord(key))))
        for key, (who, text, _) in said.items()
    ]
    with workspace.store.writing() as conn:
        Intake().write(conn, facts)
        rows = conn.exec_driver_sql("SELECT key, id FROM interaction").fetchall()
        ids: dict[str, int] = {row[0]: row[1] for row in rows}
        made = [
            replace(
                reading(ids[key], lane),
                intents={Intent.FEEDBACK: 0.9} if key in ASKS else {},
            )
            for key, (_, _, lane) in said.items()
        ]
        readings.keep(conn, made)
        placing.place(conn, list(ids.values()), workspace.now())


def everything(workspace: Workspace) -> tuple[object, ...]:
    return feedback.overview(workspace), *export_lines(workspace, "feedback", "jsonl")


def words_of(workspace: Workspace, key: str) -> list[str]:
    return [item.text for item in feedback.point_of(workspace, key).quotes.values()]


def id_of(workspace: Workspace, key: str) -> int:
    with workspace.store.reading() as conn:
        return int(conn.exec_driver_sql("SELECT id FROM interaction WHERE key = ?", (key,)).scalar_one())


def link_point(workspace: Workspace) -> str:
    first = suggestions(workspace)[0]
    key, _ = feedback.keep(workspace, [one.id for one in first.quotes], "", "press 1")
    return key


def test_who_asks_for_the_same_is_suggested_together_and_nothing_is_kept_unasked(told: Workspace) -> None:
    link, brevity = suggestions(told)
    assert {one.person_name for one in link.quotes} == {"Nadia Abel", "Ivo Marek", "Gus Hale"}
    assert (link.people, link.since) == (3, START + ord("g"))
    assert "clown" not in link.title
    # A lead such as "Small thing:" is no title; hostile words alone suggest nothing.
    assert (brevity.people, brevity.title) == (1, "Cut the second part, it is far too long.")
    assert feedback.overview(told).waiting == 0


def test_who_asks_for_the_same_later_is_offered_to_the_point_that_there_is(told: Workspace) -> None:
    key = link_point(told)
    assert all(one.point is None for one in suggestions(told))
    fill(told, late="z")
    (one,) = [one for one in suggestions(told) if one.point]
    assert one.point is not None
    assert (one.point.key, one.people, one.quotes[0].text) == (key, 1, LATE[1])
    feedback.add(told, [one.quotes[0].id], key)
    assert feedback.point_of(told, key).people == 4
    assert all(one.point is None for one in suggestions(told))


def test_the_same_person_on_two_networks_is_one(told: Workspace) -> None:
    key = link_point(told)
    people = [item.person_id for item in feedback.point_of(told, key).quotes.values()]
    assert None not in people
    same_people.decide(told, people[0] or 0, people[1] or 0, Says.SAME)
    assert feedback.point_of(told, key).people == 2
    feedback.set_state(told, key, PointState.DONE, "")
    assert len(critics(told, feedback.point_of(told, key)).untold) == 2


def test_hostile_words_that_are_kept_out_of_sight_are_not_suggested(told: Workspace) -> None:
    preferences.prefer(told, "hostile", "hidden")
    assert suggestions(told)[0].people == 2


def test_kept_renamed_settled_and_put_away(told: Workspace) -> None:
    key = link_point(told)
    feedback.rename(told, key, "  The link\nis missing ")
    feedback.set_state(told, key, PointState.PLANNED, " On Monday. ")
    left = suggestions(told)
    assert [one.title for one in left] == ["Cut the second part, it is far too long."]
    feedback.leave(told, [left[0].quotes[0].id])
    found = feedback.overview(told)
    assert (found.suggested, found.waiting, found.put_away[0].title) == ([], 1, left[0].title)
    (one,) = found.points[PointState.PLANNED]
    assert (one.point.title, one.point.note, one.people) == ("The link is missing", "On Monday.", 3)
    feedback.drop(told, key)
    found = feedback.overview(told)
    assert (found.suggested, found.waiting) == ([], 0)
    assert [one.title for one in found.put_away] == ["The link is missing", left[0].title]


def test_every_press_is_taken_back_to_the_letter(told: Workspace) -> None:
    key = link_point(told)
    alone, _ = feedback.keep(told, [id_of(told, "r")], "Shorter", "press 2")
    presses: list[Callable[[], int | None]] = [
        lambda: feedback.keep(told, [id_of(told, "l")], "", "press 3")[1],
        lambda: feedback.add(told, [id_of(told, "l")], key),
        lambda: feedback.split(told, key, "i", "press 4")[1],
        lambda: feedback.merge(told, alone, key)[1],
        lambda: feedback.rename(told, key, "Another"),
        lambda: feedback.set_state(told, key, PointState.DONE, "It is there."),
        lambda: told_by_hand(told, key, "n"),
        lambda: feedback.drop(told, key),
        lambda: feedback.leave(told, [id_of(told, "m")]),
    ]
    for press in presses:
        before = everything(told)
        word = press()
        assert word is not None
        assert everything(told) != before
        feedback.take_back(told, [word])
        assert everything(told) == before
        with pytest.raises(NotFound, match="taken back already"):
            feedback.take_back(told, [word])
    # And all at once, in another order than they were made in.
    before = everything(told)
    made = [word for press in presses[3:7] if (word := press()) is not None]
    for word in [made[1], made[3], made[0], made[2]]:
        feedback.take_back(told, [word])
    assert everything(told) == before


def test_the_same_press_twice_is_one(told: Workspace) -> None:
    key = link_point(told)
    assert feedback.keep(told, [id_of(told, "r")], "", "press 1") == (key, None)
    # A second tab shows the same button with another press.
    again = feedback.keep(told, [id_of(told, "r")], "On the side", "press 3")
    assert feedback.keep(told, [id_of(told, "r")], "On the side", "press 4") == (again[0], None)
    new, word = feedback.split(told, key, "i", "press 2")
    assert word is not None
    assert feedback.split(told, key, "n", "press 2") == (new, None)
    assert len(words_of(told, key)) == 2


def test_split_off_and_merged_again(told: Workspace) -> None:
    key = link_point(told)
    new, _ = feedback.split(told, key, "n", "press 2")
    assert feedback.point_of(told, new).point.title == "The link to the template is missing."
    assert words_of(told, new) == [SAID["n"][1]]
    into, _ = feedback.merge(told, new, key)
    assert into == key
    assert feedback.point_of(told, new).point.key == key
    assert feedback.point_of(told, new).people == 3


def test_a_hostile_quote_gives_no_title(told: Workspace) -> None:
    key = link_point(told)
    new, _ = feedback.split(told, key, "g", "press 2")
    assert feedback.point_of(told, new).point.title == "What a hostile comment asks for"


def test_it_outlives_what_was_said_being_forgotten_and_coming_in_again(told: Workspace) -> None:
    key = link_point(told)
    before = words_of(told, key)
    with told.store.writing() as conn:
        conn.exec_driver_sql("DELETE FROM person")
    shown = feedback.point_of(told, key)
    assert (shown.people, shown.gone, shown.since) == (0, 3, told.now())
    assert len(list(export_lines(told, "feedback", "jsonl"))) == 1
    fill(told, "lsmgrin")
    assert words_of(told, key) == before
    assert feedback.point_of(told, key).gone == 0


def test_an_item_of_the_inbox_says_whether_it_stands_on_the_list(told: Workspace) -> None:
    assert feedback.holding(told, id_of(told, "l")).offered
    assert not feedback.holding(told, id_of(told, "s")).offered
    key = link_point(told)
    held = feedback.holding(told, id_of(told, "i"))
    assert ([one.key for one in held.points], held.others) == ([key], [])
    assert [one.key for one in feedback.holding(told, id_of(told, "l")).others] == [key]


def test_what_makes_no_sense_is_refused_with_its_mend(told: Workspace) -> None:
    key = link_point(told)
    with pytest.raises(UsageError, match="title is empty"):
        feedback.rename(told, key, "  ")
    with pytest.raises(UsageError, match="title is too long"):
        feedback.rename(told, key, "x" * 201)
    with pytest.raises(UsageError, match="one point already"):
        feedback.merge(told, key, key)
    with pytest.raises(UsageError, match="no quote"):
        feedback.keep(told, [], "x", "p")
    with pytest.raises(UsageError, match="note is too long"):
        feedback.set_state(told, key, PointState.DONE, "x" * 2_001)
    with pytest.raises(NotFound, match="no such point"):
        feedback.rename(told, "nowhere", "x")
    with pytest.raises(NotFound, match="no longer there"):
        feedback.split(told, key, "r", "p")
    with pytest.raises(NotFound):
        feedback.keep(told, [99], "x", "p")
    for quote in ("i", "g"):
        feedback.split(told, key, quote, quote)
    with pytest.raises(UsageError, match="only quote"):
        feedback.split(told, key, "n", "p")


def test_the_critics_once_each_and_hostile_ones_last_without_a_draft(told: Workspace) -> None:
    key = link_point(told)
    feedback.set_state(told, key, PointState.DONE, "The link stands in the first comment now.")
    found = critics(told, feedback.point_of(told, key))
    assert [one.item.person_name for one in found.untold][-1] == "Gus Hale"
    drafts = {one.item.person_name: one.draft for one in found.untold}
    thanks = "Thank you for the point, Nadia. The link stands in the first comment now."
    assert (drafts["Nadia Abel"], drafts["Gus Hale"]) == (thanks, "")
    told_by_hand(told, key, "n")
    found = critics(told, feedback.point_of(told, key))
    assert [one.item.person_name for one in found.told] == ["Nadia Abel"]
    assert len(found.untold) == 2
    # What became of it is another thing now: nobody was told of that.
    feedback.set_state(told, key, PointState.DECLINED, "It was taken down again.")
    assert len(critics(told, feedback.point_of(told, key)).untold) == 3
    feedback.set_state(told, key, PointState.DONE, "It is back.")
    assert len(critics(told, feedback.point_of(told, key)).told) == 1


def test_the_draft_is_in_the_language_of_the_note(told: Workspace) -> None:
    key = link_point(told)
    feedback.set_state(told, key, PointState.DONE, "Der Link steht jetzt im ersten Kommentar, danke dafür.")
    (critic, *_) = critics(told, feedback.point_of(told, key)).untold
    assert critic.draft.startswith(f"Danke für den Hinweis, {critic.item.person_name.split()[0]}. Der Link")
    assert critic.other_language == "en"
    feedback.set_state(told, key, PointState.DONE, "")
    point = feedback.point_of(told, key).point
    assert draft_for(point, replace(critic.item, person_name="")) == "Thank you for the point."


def test_written_out_one_row_a_quote_and_listed_by_the_command(
    told: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = link_point(told)
    feedback.rename(told, key, "=The link\u202e")
    feedback.set_state(told, key, PointState.DONE, "There.")
    told_by_hand(told, key, "n")
    rows = list(csv.DictReader(io.StringIO("".join(export_lines(told, "feedback", "csv")), newline="")))
    assert [row["title"] for row in rows] == ["'=The link\u202e"] * 3
    assert {row["person"]: row["told"] for row in rows} == {
        "Nadia Abel": "yes",
        "Ivo Marek": "",
        "Gus Hale": "",
    }
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
    monkeypatch.setenv("GROUNDSWELL_HOME", str(told.home))
    listed = CliRunner().invoke(app, ["feedback"])
    assert listed.output == "done        3 people  =The link\n"
    (point,) = json.loads(CliRunner().invoke(app, ["feedback", "--json"]).output)
    assert (point["title"], point["state"], point["people"], point["told"]) == (
        "=The link\u202e",
        "done",
        3,
        1,
    )
    assert {quote["text"] for quote in point["quotes"]} == {SAID[one][1] for one in "nig"}


def test_the_command_says_that_there_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDSWELL_HOME", str(tmp_path / "new"))
    assert CliRunner().invoke(app, ["feedback"]).output.startswith("No points are kept yet")
    assert json.loads(CliRunner().invoke(app, ["feedback", "--json"]).output) == []
