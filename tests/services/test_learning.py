"""Corrections teach, and taking them back unteaches, through the store and with the reader that ships."""

import pytest

from groundswell.domain.words import Lane
from groundswell.services.inbox import paging as inbox
from groundswell.services.reading import learning, triaging
from groundswell.services.workspace import Workspace
from groundswell.store import items
from groundswell.store.intake import Intake
from tests.store.build import comment, record, somebody

PITCHES = (
    "We help teams like yours write better job ads. Shall we have a call on Tuesday?",
    "My agency helps firms like yours with better job ads. Do you have 15 minutes this week?",
    "At our studio we help companies write better job ads. Can I show you how, in a short call?",
    "I help people teams like yours with kinder job ads. Would a quick call on Friday suit you?",
)
OTHERS = ("Congratulations, so well deserved!", "Which software sends these letters?", "I lost my job too.")


@pytest.fixture
def told(workspace: Workspace) -> Workspace:
    """A store with pitches and other comments, read by the careful reader."""
    said = [
        record(comment(f"k{n}", text, who=somebody(f"Person {n}")))
        for n, text in enumerate((*PITCHES, *OTHERS), start=1)
    ]
    with workspace.store.writing() as conn:
        Intake().write(conn, said)
    triaging.read_backlog(workspace)
    return workspace


def lanes(workspace: Workspace) -> list[Lane]:
    with workspace.store.reading() as conn:
        return [one.lane for one in items.items(conn, range(1, len(PITCHES) + len(OTHERS) + 1))]


def test_what_is_like_a_correction_follows_it_and_undo_brings_it_back(told: Workspace) -> None:
    before = lanes(told)
    first = inbox.correct_lane(told, [1, 2, 3], "opportunity")
    after = lanes(told)
    assert after[:4] == [Lane.OPPORTUNITY] * 4
    assert after[len(PITCHES) :] == before[len(PITCHES) :]
    assert first.learned.moved == {Lane.OPPORTUNITY: 1}
    assert set(learning.lessons(told).placed) == {Lane.OPPORTUNITY}
    inbox.undo(told, first.decisions)
    assert lanes(told) == before
    assert learning.lessons(told).total == 0


def test_what_comes_later_is_placed_as_taught(told: Workspace) -> None:
    inbox.correct_lane(told, [1, 2, 3, 4], "opportunity")
    late = "Our agency helps teams like yours with better job ads. Could we have a call on Monday?"
    with told.store.writing() as conn:
        Intake().write(conn, [record(comment("late", late, who=somebody("Late Comer")))])
    triaging.read_backlog(told)
    with told.store.reading() as conn:
        item = items.items(conn, [len(PITCHES) + len(OTHERS) + 1])[0]
    assert (item.lane, item.reading.taught) == (Lane.OPPORTUNITY, True)


def test_an_item_corrected_twice_teaches_its_last_lane(told: Workspace) -> None:
    inbox.correct_lane(told, [1, 2, 3], "other")
    inbox.correct_lane(told, [1, 2, 3], "opportunity")
    assert lanes(told)[3] is Lane.OPPORTUNITY
