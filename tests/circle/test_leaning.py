"""Whom to turn to: nobody beyond what they can bear, spread, and awake."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.circle.leaning import NAMED, whom
from groundswell.domain.support import Confidant, Leaned, Support, Went
from groundswell.domain.when import DAY, HOUR

NOW = 1_780_000_000_000  # 28 May 2026, 20:26 UTC
ANA, BEN, CEM = (Confidant(key) for key in ("ana", "ben", "cem"))
LISTEN = Support.LISTEN


def keys(named: tuple[list, list]) -> list[str]:  # type: ignore[type-arg]
    return [one.key for one in named[0]]


def before(key: str, days: float, went: Went | None = None) -> Leaned:
    return Leaned(key, NOW - round(days * DAY), LISTEN, went)


confidants = st.lists(
    st.builds(
        Confidant,
        st.sampled_from("abcdefghij"),
        st.integers(1, 4),
        st.floats(1, 20),
        st.frozensets(st.sampled_from(Support)),
        st.sampled_from(["", "Europe/Lisbon", "Asia/Tokyo", "America/Chicago"]),
        st.integers(6, 10),
        st.integers(20, 23),
        st.floats(0, 1),
        st.floats(0, 1),
        st.booleans(),
    ),
    max_size=10,
    unique_by=lambda one: one.key,
)


@settings(deadline=None, max_examples=50)
@given(confidants, st.sampled_from(Support), st.integers(0, 10_000))
def test_over_a_year_nobody_bears_more_than_they_can(
    circle: list[Confidant], support: Support, seed: int
) -> None:
    dice, leaned, now = Random(seed), list[Leaned](), NOW
    for _ in range(80):
        now += round(dice.expovariate(1 / (4 * DAY)))
        offered, _ = whom(circle, leaned, support, now)
        assert len(offered) <= NAMED
        if offered:
            leaned.append(Leaned(offered[0].key, now, support, dice.choice(list(Went))))
    for one in circle:
        own = [each.at for each in leaned if each.key == one.key]
        assert not one.hard_time or not own
        assert all(later - earlier >= one.rest_days * DAY for earlier, later in pairwise(own))
        for at in own:
            assert sum(at - 30 * DAY < other <= at for other in own) <= one.a_month


def test_the_load_is_spread() -> None:
    leaned = list[Leaned]()
    for week in range(24):
        offered, _ = whom([replace(ANA, strength=0.9), BEN, CEM], leaned, LISTEN, NOW + week * 7 * DAY)
        leaned.append(Leaned(offered[0].key, NOW + week * 7 * DAY, LISTEN, Went.WELL))
    assert min(Counter(one.key for one in leaned).values()) >= 6


def test_who_listens_well_comes_first_to_listen() -> None:
    one = replace(BEN, good_at=frozenset({Support.LISTEN}))
    other = replace(ANA, good_at=frozenset({Support.ADVICE}))
    offered, _ = whom([other, one], [], LISTEN, NOW)
    assert [each.key for each in offered] == ["ben", "ana"]
    assert offered[0].why[0] == "They listen well."


def test_where_it_went_badly_somebody_else_comes_first() -> None:
    past = [before("ana", 40, Went.NOT_WELL), before("ben", 40, Went.WELL)]
    assert keys(whom([ANA, BEN], past, LISTEN, NOW))[0] == "ben"


def test_who_rests_is_named_with_the_reason_and_until_when() -> None:
    tired = replace(CEM, hard_time=True)
    offered, resting = whom(
        [ANA, BEN, tired], [before("ana", 2), before("ben", 20), before("ben", 10)], LISTEN, NOW
    )
    assert offered == []
    assert {one.key: one.until for one in resting} == {
        "ana": NOW + 5 * DAY,
        "ben": NOW + 10 * DAY,
        "cem": None,
    }
    assert next(one.why for one in resting if one.key == "ben") == "You turned to them twice this month."


def test_who_sleeps_comes_later_with_the_hour() -> None:
    asleep = replace(ANA, zone="Asia/Tokyo", strength=1.0)  # 05:26 there
    offered, _ = whom([asleep, BEN], [], LISTEN, NOW)
    assert [one.key for one in offered] == ["ben", "ana"]
    assert offered[1].awake_at is not None
    assert NOW + 2 * HOUR < offered[1].awake_at < NOW + 3 * HOUR


def test_who_goes_to_bed_after_midnight_is_awake_then() -> None:
    owl = replace(ANA, zone="Europe/Lisbon", wakes=10, sleeps=2)
    assert whom([owl], [], LISTEN, NOW + 4 * HOUR)[0][0].awake_at is None
    assert whom([owl], [], LISTEN, NOW + 8 * HOUR)[0][0].awake_at is not None
