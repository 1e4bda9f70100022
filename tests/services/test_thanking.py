"""Kind words from the store: what lies between, what is answered already, and drafts ahead of being asked."""

import json

import pytest
from typer.testing import CliRunner

from groundswell.cli.app import app
from groundswell.domain.activity import Account, Post
from groundswell.domain.errors import NotFound, UsageError
from groundswell.domain.pairing import Says
from groundswell.domain.records import Record
from groundswell.domain.words import Direction, Kind, Network
from groundswell.reply.sentences import same, sentences
from groundswell.services.people import same as same_people
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.settings import Settings
from groundswell.services.thanks import given as thanks_given
from groundswell.services.thanks.drafts_ahead import DraftsAhead
from groundswell.services.thanks.given import Became, given
from groundswell.services.thanks.thanking import in_short, waiting
from groundswell.services.workspace import Workspace
from groundswell.store import persons
from groundswell.store.intake import Intake
from tests.store.build import POST, comment, record, somebody

KIND = "The Monday lady made me cry on the bus, thank you so much for writing about her."


@pytest.fixture
def kind(workspace: Workspace) -> Workspace:
    """Somebody who told something and was written to before, and somebody who said a word."""
    ben, cleo = somebody("Ben Oduya"), somebody("Cleo Brandt")
    said = [
        Record("a", (Account(Network.LINKEDIN, "linkedin:me", "Mara Lindqvist"),)),
        Record("p", (Post(Network.LINKEDIN, POST, text="A letter, and the Monday lady."),)),
        record(comment("c1", KIND, who=ben)),
        record(comment("c2", "Lovely!", who=cleo)),
        record(comment("c3", "Did it come by post?", who=ben)),
        record(comment("c4", "By post, on a Monday.", who=ben, direction=Direction.OUT, thread="c3")),
    ]
    with workspace.store.writing() as conn:
        Intake().write(conn, said)
    read_backlog(workspace)
    return workspace


def id_of(workspace: Workspace, key: str) -> int:
    return next(item.id for one, item in waiting(workspace).items.items() if one == key)


def test_what_waits_is_said_in_a_line_with_what_lies_between(kind: Workspace) -> None:
    found = waiting(kind)
    assert in_short(found) == "2 kind words wait. 1 is worth words of yours, 1 a like: about 1 minute."
    assert found.between == {"c1": "you have written to each other before", "c2": ""}
    assert in_short(waiting(kind, most=1)).startswith("2 kind words wait; these are the 1 that matter most.")


def test_ties_of_many_are_those_of_each(kind: Workspace) -> None:
    with kind.store.reading() as conn:
        people = {item.person_id or 0 for item in waiting(kind).items.values()}
        one, other = sorted(people)
        assert persons.summaries(conn, people) == {who: persons.summary(conn, who) for who in people}
    same_people.decide(kind, one, other, Says.SAME)
    with kind.store.reading() as conn:
        both = persons.summaries(conn, people)
        assert both[one] == both[other] == persons.summary(conn, one)
        assert both[one][Kind.COMMENT, Direction.IN] == 3


def test_words_by_hand_are_kept_and_nobody_else_gets_them(kind: Workspace) -> None:
    item = id_of(kind, "c1")
    first = DraftsAhead(kind).get(item, 60)
    assert first is not None
    assert first.text
    thanks_given.words_by_hand(kind, item, first.text, "press")
    assert [one.became for one in given(kind, [item]).values()] == [Became.BY_HAND]
    assert in_short(waiting(kind)).startswith("1 kind word waits. A like for each will do")
    later = DraftsAhead(kind).get(item, 60)
    assert later is not None
    assert not {*map(same, sentences(later.text))} & {*map(same, sentences(first.text))}
    assert thanks_given.undo(kind, item, "again") == first.text
    assert [one.became for one in given(kind, [item]).values()] == [Became.WAITS]
    with pytest.raises(UsageError, match="your words are empty"):
        thanks_given.words_by_hand(kind, item, "  ", "press")


def test_another_draft_is_another_and_what_is_her_own_stays(kind: Workspace) -> None:
    item, drafts = id_of(kind, "c1"), DraftsAhead(kind)
    first = drafts.get(item, 60)
    drafts.anew(item)
    second = drafts.get(item, 60)
    assert first is not None
    assert second is not None
    assert first.text != second.text
    drafts.keep(item, "In my own words.")
    kept = drafts.get(item, 0)
    assert kept is not None
    assert kept.text == "In my own words."


def test_what_keeps_a_draft_from_being_written_is_said_in_its_place(kind: Workspace) -> None:
    item = id_of(kind, "c1")
    without = Workspace(kind.home, kind.store, Settings(writer="nobody"), kind.now)
    made = DraftsAhead(without).get(item, 60)
    assert made is not None
    assert (made.text, "no draft writer named 'nobody'" in made.why) == ("", True)
    gone = DraftsAhead(kind).get(4_711, 60)
    assert gone is not None
    assert "there is no item 4711" in gone.why


def test_likes_by_hand_and_leaving_are_told_apart_and_taken_back(kind: Workspace) -> None:
    one, other = id_of(kind, "c1"), id_of(kind, "c2")
    thanks_given.likes_by_hand(kind, [other])
    thanks_given.leave(kind, one)
    became = given(kind, [one, other])
    assert (became[one].became, became[other].became) == (Became.LEFT, Became.LIKE)
    for item in (one, other):
        assert became[item].can_undo
        assert thanks_given.undo(kind, item, "again") == ""
    assert len(waiting(kind).plan.thanked) == 2


def test_the_command_takes_the_choices_of_the_page(kind: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDSWELL_HOME", str(kind.home))
    listed = CliRunner().invoke(app, ["thanks", "--sitting", "10", "--wide"])
    assert listed.exit_code == 0, listed.output
    assert listed.output.startswith(
        "2 kind words wait. 1 is worth words of yours, 1 a like: about 1 minute.\n"
    )
    assert "The post as a whole (2)\n  1. Ben Oduya: " in listed.output
    assert "\n  2. " in listed.output
    assert isinstance(
        CliRunner().invoke(app, ["thanks", "--post", "4711"], standalone_mode=False).exception, NotFound
    )
    rows = json.loads(CliRunner().invoke(app, ["thanks", "--json"]).output)
    assert [(row["id"], row["near"], bool(row["gets"])) for row in rows] == [
        ("c1", False, True),
        ("c2", False, False),
    ]
