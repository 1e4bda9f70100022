from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.errors import InputError
from groundswell.domain.words import Phase
from groundswell.wave import forecast_counts
from tests.wave.constructed import DAY, HOUR
from tests.wave.test_forecast import HORIZONS, check

looks = st.lists(st.tuples(st.floats(1.0, 20 * DAY), st.floats(0, 1e8)), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(looks=looks, later=st.floats(0, 5 * DAY))
def test_a_forecast_is_ordered_and_never_below_what_was_seen(
    looks: list[tuple[float, float]], later: float
) -> None:
    times, counts = zip(*looks, strict=True)
    told = forecast_counts(times, counts, at=max(times) + later, horizons=HORIZONS)
    assert told.observed == max(counts)
    check(told, [age for age in HORIZONS if age > told.at])


@settings(max_examples=30, deadline=None)
@given(looks=looks, data=st.data())
def test_the_order_of_looks_does_not_matter(looks: list[tuple[float, float]], data: st.DataObject) -> None:
    def told(rows: list[tuple[float, float]]) -> object:
        return forecast_counts([t for t, _ in rows], [c for _, c in rows], at=20 * DAY, horizons=HORIZONS)

    assert told(looks) == told(data.draw(st.permutations(looks)))


def test_a_total_that_falls_counts_as_its_highest_so_far() -> None:
    times = [1 * HOUR, 2 * HOUR, 3 * HOUR]
    fell = forecast_counts(times, [40, 90, 70], at=3 * HOUR)
    assert len(fell.repairs) == 1
    assert replace(fell, repairs=()) == forecast_counts(times, [40, 90, 90], at=3 * HOUR)
    assert fell.observed == 90


def test_looks_after_the_age_do_not_matter() -> None:
    seen = forecast_counts([HOUR, 2 * HOUR], [10, 30], at=2 * HOUR)
    assert forecast_counts([HOUR, 2 * HOUR, DAY], [10, 30, 900], at=2 * HOUR) == seen


def test_one_total_and_the_age_are_enough() -> None:
    young = forecast_counts([3 * HOUR], [500], at=3 * HOUR)
    old = forecast_counts([20 * DAY], [500], at=20 * DAY)
    assert young.final[0.5] > 1.2 * 500
    assert old.final[0.5] < 1.1 * 500
    assert old.phase is Phase.OVER


def test_daily_numbers_that_ran_dry_are_over() -> None:
    daily = np.array([900, 400, 120, 30, 5, 1, 0, 0])
    told = forecast_counts(DAY * np.arange(1, 9), daily.cumsum(), at=8 * DAY)
    assert told.phase is Phase.OVER
    assert told.final[0.9] < 1.1 * told.observed


def test_daily_numbers_that_grow_have_more_ahead_than_those_that_shrink() -> None:
    days = DAY * np.arange(1, 4)
    grows = forecast_counts(days, np.cumsum([100, 400, 1_200]), at=3 * DAY)
    shrinks = forecast_counts(days, np.cumsum([1_200, 400, 100]), at=3 * DAY)
    assert grows.phase is Phase.SURGING
    assert shrinks.phase in {Phase.EBBING, Phase.OVER}
    assert grows.final[0.5] > shrinks.final[0.5]


def test_what_came_since_the_last_look_is_uncertain() -> None:
    told = forecast_counts([HOUR, 2 * HOUR], [100, 180], at=6 * HOUR, horizons=[HOUR, 2 * HOUR, 6 * HOUR])
    assert told.at == 6 * HOUR
    assert told.observed == 180
    assert set(told.horizons[HOUR].values()) == {100.0}
    assert told.horizons[6 * HOUR][0.9] > told.horizons[6 * HOUR][0.1] >= 180


def test_a_curve_for_a_chart_widens_into_the_future() -> None:
    ages = np.linspace(1, 14, 100) * DAY
    told = forecast_counts(
        DAY * np.arange(1, 5), np.cumsum([2_300, 9_100, 6_400, 2_500]), at=4 * DAY, horizons=ages
    )
    widths = np.array([told.horizons[age][0.9] - told.horizons[age][0.1] for age in ages.tolist()])
    assert len(told.horizons) == 100
    assert (widths[ages <= 4 * DAY] == 0).all()
    assert widths[-1] > widths[ages > 4.2 * DAY][0] > 0


def test_without_a_look_there_is_no_forecast() -> None:
    with pytest.raises(InputError, match="no count"):
        forecast_counts([DAY], [5], at=HOUR)


def test_a_count_that_cannot_be_is_named() -> None:
    with pytest.raises(InputError, match=r"^row 2: count"):
        forecast_counts([HOUR, DAY], [5, -1], at=DAY)


def test_times_and_counts_must_match() -> None:
    with pytest.raises(InputError, match="2 times but 1 counts"):
        forecast_counts([HOUR, DAY], [5], at=DAY)
