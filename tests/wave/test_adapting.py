"""Forecasts that learn from the account's own earlier waves."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.forecast import Forecast
from groundswell.domain.words import Phase
from groundswell.wave import Known, adapted, forecast, lean

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
HOUR = 3600.0


def said(middle: float = 1_000.0, observed: float = 100.0) -> Forecast:
    logs = np.log(middle) + np.array([-0.8, -0.6, -0.3, 0.0, 0.3, 0.6, 0.8])
    quantiles = dict(zip(LEVELS, np.exp(logs).tolist(), strict=True))
    past = dict.fromkeys(LEVELS, 50.0)
    return Forecast(
        "", HOUR, observed, Phase.RISING, quantiles, HOUR, "m", {HOUR / 2: past, 24 * HOUR: quantiles}
    )


def known(times: float, age: float = HOUR) -> Known:
    """An earlier wave that got so many times what was said."""
    return Known(age, said().final, times * 1_000.0)


def test_without_earlier_waves_nothing_changes() -> None:
    assert adapted(said(), []) == said()


def test_an_account_whose_waves_get_twice_as_much_is_told_so_more_and_more() -> None:
    middles = [adapted(said(), [known(2.0)] * n).final[0.5] for n in (1, 5, 50)]
    assert 1_000 < middles[0] < middles[1] < middles[2]
    assert 1_850 < middles[2] < 2_000


def test_what_is_in_the_past_stays() -> None:
    assert adapted(said(), [known(3.0)] * 20).horizons[HOUR / 2] == said().horizons[HOUR / 2]


def test_intervals_widen_where_they_did_not_hold_and_narrow_where_they_held_too_well() -> None:
    chance = np.random.default_rng(1)

    def width(spread: float) -> float:
        told = adapted(said(), [known(float(np.exp(chance.normal(0, spread)))) for _ in range(80)])
        return float(np.log(told.final[0.9] / told.final[0.1]))

    before = float(np.log(said().final[0.9] / said().final[0.1]))
    assert width(1.2) > 1.5 * before
    assert width(0.15) < 0.7 * before


def test_forecasts_at_other_ages_count_less() -> None:
    near = lean(HOUR, [known(2.0)] * 3).shift
    far = lean(HOUR, [known(2.0, age=100 * HOUR)] * 3).shift
    assert 0 < far < near / 4


def test_an_account_with_a_tempo_of_its_own_is_forecast_better() -> None:
    chance = np.random.default_rng(7)
    past: list[Known] = []
    plain, moved = [], []
    for _ in range(40):
        size = int(np.exp(chance.normal(5.5, 0.4)))
        times = np.sort(chance.exponential(0.6 * HOUR, size))  # over much sooner than waves elsewhere
        told = forecast(times, at=HOUR)
        own = adapted(told, past)
        plain.append(abs(told.final[0.5] - size) / size)
        moved.append(abs(own.final[0.5] - size) / size)
        past.append(Known(HOUR, told.final, float(size)))
    assert np.median(moved[10:]) < 0.7 * np.median(plain[10:])


@given(
    st.lists(st.builds(Known, st.floats(1, 1e6), st.just(said().final), st.floats(0, 1e7)), max_size=30),
    st.floats(0, 2_000),
)
def test_quantiles_rise_and_never_fall_below_what_was_seen(past: list[Known], observed: float) -> None:
    told = list(adapted(said(observed=observed), past).final.values())
    if past:
        assert told == sorted(told)
        assert min(told) >= observed
