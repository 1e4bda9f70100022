"""What people of the circle published: of whom it is asked, what it is a reason for, and when it goes."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from groundswell.domain.activity import Account, TheirPost
from groundswell.domain.circle import Does, Occasion
from groundswell.domain.errors import NotFound
from groundswell.domain.records import SetAside
from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Network
from groundswell.services.circle import deciding, visiting
from groundswell.services.circle.near import held
from groundswell.services.circle.overview import overview
from groundswell.services.circle.ties import count
from groundswell.services.circle.visiting import Rounds, set_visits
from groundswell.services.people import forgetting
from groundswell.services.workspace import Workspace
from groundswell.store.intake import Intake
from tests.conftest import NOW
from tests.services.test_circle import encircle
from tests.store.build import message, record, somebody
from tests.web.hall import HallLine
from tests.web.world import TagReader

NAMES = ("Ana Ruiz", "Bo Lind", "Cy Ode")
ME = Account(Network.LINKEDIN, "linkedin:in/mara", "Mara")


class Talkative(HallLine):
    """A line over which some have published something; who is not among them has left the network."""

    def __init__(self, **said: Sequence[TheirPost | SetAside]) -> None:
        self.said = {somebody(name).key: said.get(name.split()[0].lower(), ()) for name in NAMES}
        self.asked: list[str] = []

    def lately_by(self, person: str) -> Sequence[TheirPost | SetAside]:
        self.asked.append(person)
        if person not in self.said:
            raise NotFound("the network does not know them")
        return self.said[person]


def post(words: str, days: float, n: int = 1) -> TheirPost:
    return TheirPost(
        f"linkedin:their:{n}", NOW - round(days * DAY), words, f"https://www.linkedin.com/their/{n}"
    )


@pytest.fixture
def circle(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Three people with whom messages passed five days ago; the first two are in the circle."""
    monkeypatch.setattr(visiting, "reader_named", lambda name: TagReader())
    things = [message(name, "Hello", who=somebody(name), at=NOW - 5 * DAY, out=True) for name in NAMES]
    encircle(workspace, things)
    return workspace


def tends(workspace: Workspace) -> list[tuple[str, Occasion, str]]:
    return [
        (card.near.name, tend.occasion, tend.happened.url if tend.happened else "")
        for card, tend in overview(workspace).tend
    ]


def later(workspace: Workspace, hours: float) -> Workspace:
    return replace(workspace, now=lambda: NOW + round(hours * HOUR))


def test_only_the_circle_is_looked_in_on_and_a_few_times_a_day(circle: Workspace) -> None:
    line = Talkative()
    for hours, asked in ((0, 2), (0, 2), (3.9, 2), (4.1, 4)):
        Rounds(later(circle, hours), ME).go(line)
        assert len(line.asked) == asked
    assert {*line.asked} == {somebody(name).key for name in NAMES[:2]}


def test_a_line_that_tells_nothing_of_others_and_who_has_left(circle: Workspace) -> None:
    assert Rounds(circle, ME).go(HallLine.__new__(HallLine)) == []
    line = Talkative()
    line.said.clear()
    assert Rounds(circle, ME).go(line) == []
    assert tends(circle) == []


def test_their_post_is_a_reason_until_something_was_said_to_them(circle: Workspace) -> None:
    broken = SetAside("x", "cannot be read")
    line = Talkative(
        ana=[post("I planned a night train. #other", 1), broken], bo=[post("Old news #other", 6, 2)]
    )
    assert Rounds(circle, ME).go(line) == [broken]
    assert tends(circle) == [("Ana Ruiz", Occasion.POST, "https://www.linkedin.com/their/1")]
    with circle.store.writing() as conn:
        answer = message("after", "Which line?", who=somebody("Ana Ruiz"), at=NOW - HOUR, out=True)
        Intake().write(conn, [record(answer)])
    count(circle)
    assert tends(circle) == []


def test_a_hard_time_told_to_everybody_counts_as_one(circle: Workspace) -> None:
    Rounds(circle, ME).go(Talkative(bo=[post("They let me go today. #needs_you", 0.5)]))
    assert tends(circle) == [("Bo Lind", Occasion.HARD_TIME, "https://www.linkedin.com/their/1")]
    # Whoever chooses whom to lean on knows it as well.
    assert [one.name for one in held(circle) if one.hard_time] == ["Bo Lind"]


@pytest.mark.parametrize("tag", ["hostile", "spam"])
def test_abuse_and_spam_are_no_reason(circle: Workspace, tag: str) -> None:
    Rounds(circle, ME).go(Talkative(ana=[post(f"You are all fools. #{tag}", 1)]))
    assert tends(circle) == []


def test_what_is_taken_down_goes_and_what_is_older_than_what_is_told_stays(circle: Workspace) -> None:
    first, second, third = post("One #other", 2.5, 1), post("Two #other", 2, 2), post("Three #other", 1, 3)
    Rounds(circle, ME).go(Talkative(ana=[second, first]))
    Rounds(later(circle, 5), ME).go(Talkative(ana=[third, first]))
    assert tends(circle)[0][2].endswith("/3")
    assert kept(circle) == [first.key, third.key]
    Rounds(later(circle, 10), ME).go(Talkative(ana=[third]))
    assert kept(circle) == [first.key, third.key]
    Rounds(later(circle, 15), ME).go(Talkative(ana=[]))
    assert kept(circle) == []


def test_what_somebody_published_who_left_the_circle_goes_after_five_weeks(circle: Workspace) -> None:
    Rounds(circle, ME).go(Talkative(ana=[post("I planned a night train. #other", 1)]))
    deciding.say(circle, 1, Does.OUT)
    Rounds(later(circle, 33 * 24), ME).go(Talkative())
    assert len(kept(circle)) == 1
    Rounds(later(circle, 38 * 24), ME).go(Talkative())
    assert kept(circle) == []


def test_turned_off_nothing_is_asked_and_what_there_was_is_gone(circle: Workspace) -> None:
    line = Talkative(ana=[post("I planned a night train. #other", 1)])
    Rounds(circle, ME).go(line)
    set_visits(circle, wanted=False)
    assert tends(circle) == []
    Rounds(circle, ME).go(line)
    assert len(line.asked) == 2
    set_visits(circle, wanted=True)
    Rounds(circle, ME).go(line)
    assert [name for name, _, _ in tends(circle)] == ["Ana Ruiz"]


def test_who_is_forgotten_is_forgotten_with_what_they_published(circle: Workspace) -> None:
    Rounds(circle, ME).go(Talkative(ana=[post("I planned a night train. #other", 1)]))
    forgetting.forget(circle, forgetting.going(circle, "Ana Ruiz"))
    assert kept(circle) == []


def kept(workspace: Workspace) -> list[str]:
    with workspace.store.reading() as conn:
        return [row[0] for row in conn.exec_driver_sql("SELECT key FROM their_post ORDER BY key")]
