"""Events and totals together."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.errors import InputError, UsageError
from groundswell.wave import forecast, forecast_both, forecast_counts, joint_totals
from groundswell.wave.observing import Floats
from tests.wave.constructed import DAY, HOUR, fading, growing
from tests.wave.test_forecast import HORIZONS, check, unrepaired

events = st.lists(st.floats(0, 20 * DAY), max_size=40)
looks = st.lists(st.tuples(st.floats(1.0, 20 * DAY), st.floats(0, 1e6)), max_size=8)
ages = st.floats(1.0, 20 * DAY)


def counted(times: Floats, looked: list[float]) -> list[int]:
    return [int(np.count_nonzero(times <= age)) for age in looked]


@settings(max_examples=80, deadline=None)
@given(events=events, looks=looks, at=ages)
def test_a_forecast_is_ordered_and_never_below_what_was_seen(
    events: list[float], looks: list[tuple[float, float]], at: float
) -> None:
    told = forecast_both(events, [age for age, _ in looks], [n for _, n in looks], at=at, horizons=HORIZONS)
    check(told, [age for age in HORIZONS if age > at])
    known = sum(time <= at for time in events)
    assert told.observed >= max([known, *(n for age, n in looks if age <= at)])


@settings(max_examples=80, deadline=None)
@given(events=events, looks=looks, at=ages)
def test_the_joint_totals_rise_pass_every_look_and_hold_every_event(
    events: list[float], looks: list[tuple[float, float]], at: float
) -> None:
    joint = joint_totals(events, [age for age, _ in looks], [n for _, n in looks], at=at)
    assert (np.diff(joint.times) > 0).all()
    assert (np.diff(joint.totals) >= 0).all()
    assert ((joint.times > 0) & (joint.times <= at)).all()
    known = np.sort(events)
    assert (joint.totals >= np.searchsorted(known, joint.times, side="right")).all()
    reached = dict(zip(joint.times.tolist(), joint.totals.tolist(), strict=True))
    for age, _ in looks:
        if age <= at:
            highest = max(n for other, n in looks if other <= age)
            assert reached[age] == max(highest, np.searchsorted(known, age, side="right"))


@settings(max_examples=40, deadline=None)
@given(events=events, looks=looks, data=st.data())
def test_the_order_of_rows_does_not_matter(
    events: list[float], looks: list[tuple[float, float]], data: st.DataObject
) -> None:
    def told(times: list[float], rows: list[tuple[float, float]]) -> object:
        both = forecast_both(times, [age for age, _ in rows], [n for _, n in rows], at=20 * DAY)
        return unrepaired(both)

    shuffled = told(data.draw(st.permutations(events)), data.draw(st.permutations(looks)))
    assert shuffled == told(events, looks)


@settings(max_examples=40, deadline=None)
@given(events=events, looked=st.lists(ages, max_size=6), at=ages)
def test_counts_of_the_known_events_give_the_plain_forecast(
    events: list[float], looked: list[float], at: float
) -> None:
    counts = counted(np.array(events), looked)
    both = forecast_both(events, looked, counts, at=at, horizons=HORIZONS)
    assert unrepaired(both) == unrepaired(forecast(events, at=at, horizons=HORIZONS))


@settings(max_examples=40, deadline=None)
@given(looks=st.lists(st.tuples(st.floats(1.0, 20 * DAY), st.floats(1, 1e6)), min_size=1, max_size=8))
def test_without_known_events_it_is_the_forecast_of_the_counts(looks: list[tuple[float, float]]) -> None:
    times, counts = zip(*looks, strict=True)
    both = forecast_both([], times, counts, at=20 * DAY, horizons=HORIZONS)
    assert both == forecast_counts(times, counts, at=20 * DAY, horizons=HORIZONS)


def test_known_events_tell_when_between_two_looks() -> None:
    early = joint_totals(fading(100, half_life=0.2 * HOUR), [12 * HOUR], [1_000], at=12 * HOUR)
    late = joint_totals(growing(100, until=12 * HOUR), [12 * HOUR], [1_000], at=12 * HOUR)
    assert np.interp(6 * HOUR, early.times, early.totals) > 950
    assert np.interp(6 * HOUR, late.times, late.totals) < 100


def test_a_few_known_events_do_not_turn_it() -> None:
    one = joint_totals([10 * HOUR], [12 * HOUR], [1_000], at=12 * HOUR)
    assert one.times.tolist() == [6 * HOUR, 12 * HOUR]
    assert 400 < one.totals[0] < 500


def test_known_events_after_the_last_look_stand_for_as_many_as_those_before() -> None:
    times = np.append(np.linspace(1, HOUR, 200), HOUR + np.linspace(1, HOUR, 50))
    joint = joint_totals(times, [HOUR], [400], at=3 * HOUR)
    assert joint.times[-1] == times[-1]
    assert joint.totals[-1] == round(400 + 50 * 405 / 205)


def test_nothing_is_said_of_the_time_after_the_last_of_both() -> None:
    told = forecast_both([60.0, 120.0], [HOUR], [90], at=6 * HOUR, horizons=[6 * HOUR])
    assert told.observed == 90
    assert told.horizons[6 * HOUR][0.9] > told.horizons[6 * HOUR][0.1] >= 90


def test_counts_below_the_known_events_are_raised_to_them() -> None:
    times = fading(200)
    told = forecast_both(times, [2 * HOUR, DAY], [20, 120], at=DAY)
    assert told.repairs == ("counts below the number of events known until then: 2, raised to it",)
    assert replace(told, repairs=()) == forecast(times, at=DAY)


def test_a_total_that_grew_by_less_than_is_known_is_spread_as_the_events_came() -> None:
    times = np.linspace(HOUR + 60, 2 * HOUR, 30)
    joint = joint_totals(times, [HOUR, 2 * HOUR], [100, 110], at=2 * HOUR)
    assert joint.totals[0] == 100
    assert joint.totals[-1] == 110
    assert joint.repairs == ()


def test_rows_that_cannot_be_are_named() -> None:
    with pytest.raises(InputError, match=r"^row 2: time"):
        forecast_both([1.0, -1.0], [HOUR], [5], at=DAY)
    with pytest.raises(InputError, match=r"^row 1: count"):
        forecast_both([1.0], [HOUR], [float("nan")], at=DAY)
    with pytest.raises(UsageError):
        forecast_both([1.0], [HOUR], [5], at=0)


def test_the_joint_forecast_is_near_that_of_all_events_where_counts_alone_are_not() -> None:
    times = growing(4_000, until=12 * HOUR)
    known = times[::4]
    looked = [0.5 * HOUR, 12 * HOUR]
    counts = counted(times, looked)
    curve = np.arange(1, 37) * HOUR / 3
    best = forecast_counts(curve, counted(times, curve.tolist()), at=12 * HOUR).final[0.5]
    both = forecast_both(known, looked, counts, at=12 * HOUR).final[0.5]
    alone = forecast_counts(looked, counts, at=12 * HOUR).final[0.5]
    assert abs(both - best) < 0.5 * abs(alone - best)
