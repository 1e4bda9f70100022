"""Whom to be there for: few, concrete, and what presses first."""

from hypothesis import given
from hypothesis import strategies as st

from groundswell.circle.tending import A_DAY, today
from groundswell.domain.circle import Happened, Member, Occasion
from groundswell.domain.tie import Standing
from groundswell.domain.when import DAY

NOW = 1_780_000_000_000


def standing(quiet_days: float | None, usual_gap_days: float | None = 5.0) -> Standing:
    return Standing(0.5, 0.8, 0.5, 10.0, 10.0, 3.0, usual_gap_days, quiet_days)


def happened(occasion: Occasion, days: float) -> Happened:
    return Happened(occasion, NOW - round(days * DAY), "words", 1)


def member(key: str, *things: Happened, quiet: float | None = 1.0, cadence: float = 30.0) -> Member:
    return Member(key, standing(quiet), cadence, things)


saidable = st.sampled_from([Occasion.HARD_TIME, Occasion.OWED, Occasion.NEWS, Occasion.POST])
members = st.lists(
    st.builds(
        Member,
        st.text("abcdefgh", min_size=1, max_size=3),
        st.builds(standing, st.none() | st.floats(0, 900), st.none() | st.floats(0.5, 200)),
        st.floats(1, 120),
        st.lists(st.builds(happened, saidable, st.floats(0, 60)), max_size=4).map(tuple),
        st.none() | st.integers(NOW - DAY, NOW + DAY),
    ),
    max_size=30,
    unique_by=lambda one: one.key,
)


@given(members)
def test_few_each_person_once_and_nobody_who_was_put_off(circle: list[Member]) -> None:
    named = today(circle, NOW)
    assert len(named) <= A_DAY
    assert len({one.key for one in named}) == len(named)
    resting = {one.key for one in circle if one.rests_until is not None and one.rests_until > NOW}
    assert not resting & {one.key for one in named}
    assert all(one.why.endswith(".") for one in named)


def test_what_presses_comes_first() -> None:
    circle = [
        member("post", happened(Occasion.POST, 1)),
        member("owed", happened(Occasion.OWED, 2)),
        member("hard", happened(Occasion.POST, 0), happened(Occasion.HARD_TIME, 4)),
        member("fine"),
    ]
    assert [(one.key, one.occasion) for one in today(circle, NOW)] == [
        ("hard", Occasion.HARD_TIME),
        ("owed", Occasion.OWED),
        ("post", Occasion.POST),
    ]


def test_who_has_waited_longest_comes_first() -> None:
    circle = [member("short", happened(Occasion.OWED, 1)), member("long", happened(Occasion.OWED, 9))]
    assert [one.key for one in today(circle, NOW)] == ["long", "short"]


def test_what_is_stale_is_left() -> None:
    assert (
        today([member("a", happened(Occasion.POST, 5)), member("b", happened(Occasion.NEWS, 20))], NOW) == []
    )


def test_a_hard_time_presses_for_as_long_as_it_is_shown() -> None:
    circle = [member("owed", happened(Occasion.OWED, 20)), member("hard", happened(Occasion.HARD_TIME, 17.9))]
    assert [one.key for one in today(circle, NOW)] == ["hard", "owed"]


def test_days_are_told_as_beside_it() -> None:
    (named,) = today([member("a", happened(Occasion.OWED, 12.9))], NOW)
    assert named.why == "They have waited for a word of yours for 12 days."


def test_gone_quiet_is_measured_by_what_was_usual() -> None:
    often, seldom = member("often", quiet=25.0, cadence=90.0), Member("seldom", standing(25.0, 40.0), 90.0)
    named = today([often, seldom], NOW)
    assert [(one.key, one.occasion) for one in named] == [("often", Occasion.QUIET)]
    assert named[0].why == "You have not heard of each other for 4 weeks."


def test_the_users_own_cadence_counts() -> None:
    named = today([member("a", quiet=15.0, cadence=14.0)], NOW)
    assert named[0].why == "Nothing has passed for 2 weeks; you want to hear of each other every two weeks."
    assert today([member("never", quiet=None)], NOW) == []
