from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.errors import InputError, UsageError
from groundswell.domain.forecast import Forecast
from groundswell.domain.words import Phase
from groundswell.wave import forecast
from tests.wave.constructed import DAY, HOUR, fading, growing

LEVELS = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975]
HORIZONS = [0.5 * HOUR, 2 * HOUR, DAY, 3 * DAY, 7 * DAY, 60 * DAY]

times = st.lists(st.floats(0, 30 * DAY, allow_nan=False), max_size=60)
ages = st.floats(1.0, 20 * DAY)


def ascending(quantiles: Mapping[float, float]) -> bool:
    values = list(quantiles.values())
    return list(quantiles) == LEVELS and values == sorted(values)


def unrepaired(told: Forecast) -> Forecast:
    return replace(told, repairs=())


def check(told: Forecast, horizons: list[float]) -> None:
    assert ascending(told.final)
    assert ascending(told.over_at)
    assert min(told.final.values()) >= told.observed
    assert np.isfinite([*told.final.values(), *told.over_at.values(), told.half_life_s]).all()
    paths = np.array([list(told.horizons[age].values()) for age in sorted(horizons)]).reshape(-1, len(LEVELS))
    assert np.isfinite(paths).all()
    assert (np.diff(paths, axis=0) >= 0).all()
    assert (paths <= np.array(list(told.final.values()))).all()
    ahead = np.array(sorted(horizons)) > told.at
    assert (paths[ahead] >= told.observed).all()


@settings(max_examples=60, deadline=None)
@given(events=times, at=ages)
def test_a_forecast_is_ordered_and_never_below_what_was_seen(events: list[float], at: float) -> None:
    told = forecast(events, at=at, horizons=HORIZONS)
    assert told.observed == sum(time <= at for time in events)
    assert told.over_at[0.5] >= told.at or told.observed >= 0.95 * told.final[0.5]
    check(told, HORIZONS)


@settings(max_examples=30, deadline=None)
@given(events=times, at=ages, data=st.data())
def test_the_order_of_events_does_not_matter(events: list[float], at: float, data: st.DataObject) -> None:
    shuffled = forecast(data.draw(st.permutations(events)), at=at, horizons=HORIZONS)
    assert unrepaired(shuffled) == unrepaired(forecast(events, at=at, horizons=HORIZONS))


def test_events_after_the_age_do_not_matter() -> None:
    events = fading(500)
    assert forecast(events, at=HOUR) == forecast(events[events <= HOUR], at=HOUR)


@pytest.mark.parametrize("size", [0, 1, 5, 100_000])
def test_any_number_of_events_has_a_forecast(size: int) -> None:
    events = np.sort(np.random.default_rng(size).random(size)) * HOUR
    check(forecast(events, at=HOUR, horizons=HORIZONS), HORIZONS)


def test_few_events_leave_a_wide_interval() -> None:
    few, many = (forecast(fading(2 * n), at=HOUR).final for n in (3, 300))
    assert few[0.9] / few[0.1] > 1.5 * many[0.9] / many[0.1]


def test_nothing_so_far_is_a_quiet_wave_not_an_error() -> None:
    told = forecast([], at=HOUR)
    assert told.phase is Phase.QUIET
    assert told.observed == 0
    assert told.final[0.95] > 0


def test_a_wave_that_stopped_is_over() -> None:
    told = forecast(fading(400), at=5 * DAY)
    assert told.phase is Phase.OVER
    assert told.final[0.5] < 1.02 * told.observed
    assert told.final[0.95] < 1.2 * told.observed
    assert told.half_life_s == pytest.approx(HOUR, rel=0.1)
    assert told.over_at[0.5] < 5 * DAY


def test_a_wave_cannot_have_been_over_before_most_of_it_was_there() -> None:
    events = growing(400, until=6 * HOUR)
    told = forecast(events, at=6 * HOUR)
    assert told.over_at[0.05] >= events[379 - 1]


def test_a_wave_that_gathers_pace_is_surging_and_has_more_ahead_than_a_fading_one() -> None:
    faster = forecast(growing(400, until=6 * HOUR), at=6 * HOUR)
    slower = forecast(fading(400, half_life=HOUR), at=6 * HOUR)
    assert faster.phase is Phase.SURGING
    assert slower.phase in {Phase.EBBING, Phase.OVER}
    assert faster.final[0.5] > 1.5 * slower.final[0.5]
    assert faster.half_life_s > slower.half_life_s


def test_up_to_now_a_horizon_tells_what_was_seen() -> None:
    told = forecast([60.0, 120.0, 180.0, 4_000.0], at=HOUR, horizons=[150.0, HOUR])
    assert set(told.horizons[150.0].values()) == {2.0}
    assert set(told.horizons[HOUR].values()) == {3.0}


def test_beyond_the_end_a_horizon_is_the_final_total() -> None:
    told = forecast(fading(100), at=HOUR, horizons=[7 * DAY, 400 * DAY])
    assert told.horizons[400 * DAY] == pytest.approx(told.final)
    assert told.horizons[7 * DAY] == pytest.approx(told.final)


def test_an_event_at_zero_is_an_event() -> None:
    assert forecast([0.0, 10.0], at=HOUR).observed == 2


def test_followers_are_heard_whatever_the_order_and_half_of_them_may_be_unknown() -> None:
    events = fading(200)
    followers = np.linspace(10, 5_000, 200)
    plain = forecast(events, at=HOUR)
    told = forecast(events, at=HOUR, followers=followers, author_followers=20_000)
    back = forecast(events[::-1], at=HOUR, followers=followers[::-1], author_followers=20_000)
    assert told == unrepaired(back)
    assert told.final != plain.final
    followers[::3] = np.nan
    check(forecast(events, at=HOUR, followers=followers), [])


def test_followers_that_are_mostly_unknown_count_as_unknown() -> None:
    followers = np.full(200, np.nan)
    followers[0] = 10.0
    assert forecast(fading(200), at=HOUR, followers=followers) == forecast(fading(200), at=HOUR)


@pytest.mark.parametrize(
    ("events", "row"), [([1.0, -2.0], 2), ([float("nan"), 1.0], 1), ([1.0, 2.0, float("inf")], 3)]
)
def test_a_time_that_cannot_be_is_named(events: list[float], row: int) -> None:
    with pytest.raises(InputError, match=f"^row {row}: time"):
        forecast(events, at=HOUR)


@pytest.mark.parametrize("followers", [[1.0], [1.0, -3.0], [float("inf"), 1.0]])
def test_followers_that_cannot_be_are_refused(followers: list[float]) -> None:
    with pytest.raises(InputError, match="followers"):
        forecast([1.0, 2.0], at=HOUR, followers=followers)


@pytest.mark.parametrize("at", [0.0, -1.0, float("nan"), float("inf")])
def test_an_age_that_cannot_be_is_refused(at: float) -> None:
    with pytest.raises(UsageError, match="age"):
        forecast([1.0], at=at)


@pytest.mark.parametrize("horizon", [0.0, -5.0, float("nan"), float("inf")])
def test_a_horizon_that_cannot_be_is_refused(horizon: float) -> None:
    with pytest.raises(UsageError, match="horizons"):
        forecast([1.0], at=HOUR, horizons=[DAY, horizon])


def test_text_instead_of_times_is_refused() -> None:
    with pytest.raises(InputError, match="not a number"):
        forecast(np.array(["soon", "later"]), at=HOUR)


def test_the_same_events_give_the_same_forecast() -> None:
    assert forecast(fading(300), at=HOUR) == forecast(fading(300), at=HOUR)


@pytest.mark.slow
def test_ten_million_events_have_a_forecast() -> None:
    events = np.random.default_rng(1).random(10_000_000, dtype=np.float64) * DAY
    check(forecast(events, at=DAY, horizons=HORIZONS), HORIZONS)
