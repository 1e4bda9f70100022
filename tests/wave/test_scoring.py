"""How right forecasts were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.wave import record, score

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


def test_a_forecast_is_scored_by_its_middle_and_its_intervals() -> None:
    told = score({0.1: 80.0, 0.25: 90.0, 0.5: 100.0, 0.75: 120.0, 0.9: 150.0}, 125.0)
    assert told.error == pytest.approx(0.2)
    assert told.inside == {0.8: True, 0.5: False}


@given(st.lists(st.floats(0, 1e7), min_size=7, max_size=7), st.floats(0, 1e7))
def test_the_truth_itself_scores_best(values: list[float], came: float) -> None:
    quantiles = dict(zip(LEVELS, sorted(values), strict=True))
    assert score(dict.fromkeys(LEVELS, came), came).crps == pytest.approx(0)
    assert score(quantiles, came).crps >= 0


def test_a_median_twice_as_high_costs_one_doubling_at_every_level() -> None:
    assert score(dict.fromkeys(LEVELS, 199.0), 99.0).crps == pytest.approx(1.0)


def test_a_record_sums_up_and_nothing_sums_up_to_none() -> None:
    kept = [score({0.1: 1.0, 0.5: 10.0, 0.9: 20.0}, came) for came in (8.0, 10.0, 30.0)]
    told = record(kept)
    assert told is not None
    assert told.forecasts == 3
    assert told.error == pytest.approx(0.25)
    assert told.held == {0.8: pytest.approx(2 / 3)}
    assert record([]) is None
