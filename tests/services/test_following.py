"""Which item is shown after a decision about another."""

import pytest

from groundswell.domain.errors import NotFound
from groundswell.domain.words import Lane
from groundswell.services.inbox import paging as inbox
from groundswell.services.inbox.paging import Wanted
from groundswell.services.workspace import Workspace
from groundswell.store import placing, readings
from groundswell.store.intake import Intake
from tests.store.build import comment, reading, record

QUESTIONS = Wanted((Lane.QUESTION,))


@pytest.fixture
def three(workspace: Workspace) -> list[int]:
    """Three questions, highest first."""
    said = [record(comment(f"k{n}", f"words {n}")) for n in range(3)]
    with workspace.store.writing() as conn:
        Intake().write(conn, said)
        readings.keep(conn, [reading(one, Lane.QUESTION, one / 10) for one in (1, 2, 3)])
        placing.place(conn, [1, 2, 3], workspace.now())
    return [3, 2, 1]


def test_the_next_below_follows_then_the_first_then_none(workspace: Workspace, three: list[int]) -> None:
    top, middle, last = three
    inbox.mark_done(workspace, [middle])
    assert inbox.following(workspace, QUESTIONS, middle) == last
    inbox.mark_done(workspace, [last])
    assert inbox.following(workspace, QUESTIONS, last) == top
    inbox.mark_done(workspace, [top])
    assert inbox.following(workspace, QUESTIONS, top) is None


def test_an_item_that_is_still_wanted_stays(workspace: Workspace, three: list[int]) -> None:
    inbox.correct_lane(workspace, three[:1], "feedback")
    assert inbox.following(workspace, Wanted(), three[0]) == three[0]


def test_an_item_that_does_not_exist_is_said_so(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="there is no item 7"):
        inbox.following(workspace, QUESTIONS, 7)
