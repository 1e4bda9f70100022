"""Whom to be there for, from what came in: news, birthdays, and what the command prints."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from groundswell.circle.telling import in_words
from groundswell.cli.app import app
from groundswell.domain.activity import Interaction
from groundswell.domain.circle import Does, Occasion
from groundswell.domain.tie import Gift, Standing
from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Direction, Kind, Lane
from groundswell.services.circle import deciding
from groundswell.services.circle.overview import overview
from groundswell.services.circle.ties import count
from groundswell.services.circle.week import next_week, this_week, week
from groundswell.services.files.exporting import export_lines
from groundswell.services.workspace import Workspace
from groundswell.store import placing, readings
from groundswell.store.intake import Intake
from tests.conftest import NOW
from tests.store.build import message, reading, record, somebody

ANA, BO = somebody("Ana Ruiz", "Rail planner"), somebody("Bo Lind")
EVEN = Standing(0.5, 0.9, 0.5, 20.0, 3.0, 2.0, 5.0, 2.0)


def encircle(workspace: Workspace, things: Sequence[Interaction]) -> None:
    """Takes these things in and counts them; the first two who come in are of the circle."""
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(*things)])
    count(workspace)
    for person in (1, 2):
        deciding.say(workspace, person, Does.IN)


@pytest.fixture
def circle(workspace: Workspace) -> Workspace:
    """Two people with whom messages passed, both in the circle."""
    things = [
        message(f"{who.name}{n}", "Hello", who=who, at=NOW - n * 3 * DAY, out=bool(n % 2))
        for who in (ANA, BO)
        for n in range(1, 6)
    ]
    encircle(workspace, things)
    return workspace


def tends(workspace: Workspace) -> list[tuple[str, Occasion, str]]:
    found = overview(workspace).tend
    return [
        (card.near.name, tend.occasion, tend.happened.words if tend.happened else "") for card, tend in found
    ]


def test_a_birthday_that_was_noted(circle: Workspace) -> None:
    assert tends(circle) == []
    deciding.say(circle, 1, Does.BIRTHDAY, "11-29")
    assert tends(circle) == [("Ana Ruiz", Occasion.NEWS, "Their birthday.")]
    deciding.say(circle, 1, Does.WROTE)
    assert tends(circle) == []
    # 2026 and 2027 have no 29 February.
    deciding.say(circle, 2, Does.BIRTHDAY, "02-29")
    march = replace(circle, now=lambda: NOW + 91 * DAY)
    assert ("Bo Lind", Occasion.NEWS, "Their birthday.") in tends(march)
    # In another year it comes again.
    later = replace(circle, now=lambda: NOW + 365 * DAY)
    deciding.say(later, 2, Does.WROTE)
    assert ("Ana Ruiz", Occasion.NEWS, "Their birthday.") in tends(later)


def test_a_changed_headline_is_news(circle: Workspace) -> None:
    with circle.store.writing() as conn:
        changed = replace(ANA, headline="Head of rail planning", told=NOW - HOUR)
        Intake().write(conn, [record(changed)])
    ((name, occasion, words),) = tends(circle)
    assert (name, occasion) == ("Ana Ruiz", Occasion.NEWS)
    assert words == "Their headline is now “Head of rail planning” (before: “Rail planner”)."


def test_the_weeks_list_is_of_the_week(circle: Workspace) -> None:
    quiet = replace(circle, now=lambda: NOW + 200 * DAY)
    found = week(quiet)
    assert (found.done, found.of) == (0, 2)
    deciding.say(quiet, 1, Does.LATER)
    assert [(one.near.name) for one in week(quiet).steps] == ["Bo Lind"]
    following = replace(circle, now=lambda: next_week(quiet.now()) + HOUR)
    assert (week(following).done, week(following).of) == (0, 2)
    assert this_week(following.now()) == next_week(quiet.now())


def test_the_command(circle: Workspace) -> None:
    run = CliRunner()
    told = run.invoke(app, ["circle"])
    assert told.exit_code == 0
    assert "Ana Ruiz                 You wrote to each other" in told.output
    facts = json.loads(run.invoke(app, ["circle", "--json"]).output)
    assert [one["person"] for one in facts["circle"]] == ["Ana Ruiz", "Bo Lind"]
    assert facts["circle"][0]["cadence_days"] == 30


@pytest.mark.parametrize(
    ("counts", "hand", "standing", "words"),
    [
        (
            {(Kind.MESSAGE, Direction.IN): 8, (Kind.COMMENT, Direction.OUT): 6},
            {},
            EVEN,
            "You wrote to each other 14 times since May. They usually answer within a day, you within hours. "
            "You give each other about as much.",
        ),
        (
            {(Kind.REACTION, Direction.IN): 3},
            {(Gift.CALL, Direction.IN): 1, (Gift.CALL, Direction.OUT): 1, (Gift.HELP, Direction.IN): 1},
            replace(EVEN, their_wait_h=None, our_wait_h=None, giving=0.2),
            "No words passed since May, but other signs did, 3 times. You called twice since May. "
            "They helped you once since May. "
            "They give more than they get from you.",
        ),
        ({}, {}, replace(EVEN, their_wait_h=None, our_wait_h=None, strength=0.0),
         "Nothing passed since May, as far as it is known here."),
    ],
)  # fmt: skip
def test_a_tie_in_words(
    counts: dict[tuple[Kind, Direction], int],
    hand: dict[tuple[Gift, Direction], int],
    standing: Standing,
    words: str,
) -> None:
    assert " ".join(in_words(counts, hand, standing, "since May", "since May")) == words


def test_what_was_decided_and_kept_by_hand_can_be_written_out(circle: Workspace) -> None:
    deciding.take_back(circle, [deciding.say(circle, 1, Does.CADENCE, "7")])
    deciding.note(circle, 2, Gift.HELP, Direction.IN, 1, "=Carried boxes")
    said = [json.loads(line) for line in export_lines(circle, "circle", "jsonl")]
    assert [(one["name"], one["does"], one["value"], bool(one["undone"])) for one in said] == [
        ("Ana Ruiz", "in", "", False), ("Bo Lind", "in", "", False), ("Ana Ruiz", "cadence", "7", True),
    ]  # fmt: skip
    assert "Bo Lind,help,in,'=Carried boxes," in "".join(export_lines(circle, "by_hand", "csv"))


def test_beyond_what_one_can_be_there_for_it_says_so_and_leads_to_no_more(workspace: Workspace) -> None:
    people = [somebody(f"Person {n:02}") for n in range(32)]
    things = [
        message(f"{n}-{who.key}", "Hello", who=who, at=NOW - n * 3 * DAY, out=bool(n % 2))
        for who in people
        for n in range(1, 8)
    ]
    with workspace.store.writing() as conn:
        Intake().write(conn, [record(*things)])
        ids = list(conn.exec_driver_sql("SELECT id FROM interaction WHERE direction = 'in'").scalars())
        readings.keep(conn, [reading(one, Lane.KIND_WORDS) for one in ids])
        placing.place(conn, ids, NOW)
    count(workspace)
    for person in range(1, 30):
        deciding.say(workspace, person, Does.IN)
    found = overview(workspace)
    assert (len(found.suggested), found.size) == (3, "")
    for person in (30, 31):
        deciding.say(workspace, person, Does.IN)
    found = overview(workspace)
    assert found.suggested == []
    assert found.size.startswith("31 people are more than most of us can be there for. Nobody has to go;")
