"""What is mended is said; what cannot be mended is refused with its row."""

import numpy as np
import pytest

from groundswell.domain.errors import InputError
from groundswell.wave import as_json, forecast, forecast_counts
from tests.wave.constructed import HOUR, fading


def test_events_out_of_order_are_put_in_order_and_it_says_so() -> None:
    told = forecast([30.0, 10.0, 20.0], at=HOUR)
    assert told.observed == 3
    assert told.repairs == ("events out of order: 1, put in order",)
    assert as_json(told)["repairs"] == list(told.repairs)


def test_sound_input_needs_no_repairs() -> None:
    assert "repairs" not in as_json(forecast(fading(50), at=HOUR))


def test_counts_that_fall_are_held_and_it_says_so() -> None:
    told = forecast_counts([600, 1_200, 1_800], [50, 40, 60], at=HOUR)
    assert told.observed == 60
    assert told.repairs == ("counts below an earlier one: 1, held at the highest so far",)


def test_milliseconds_leave_nothing_to_see_and_it_says_so() -> None:
    told = forecast(fading(50) * 1_000 + HOUR, at=HOUR)
    assert told.observed == 0
    assert "in seconds?" in told.repairs[0]


@pytest.mark.parametrize("instant", [1_760_000_000.0, 1_760_000_000_000.0])
def test_instants_in_place_of_ages_are_refused(instant: float) -> None:
    with pytest.raises(InputError, match=r"row 3: .*years after the post"):
        forecast([10.0, 20.0, instant], at=HOUR)
    with pytest.raises(InputError, match=r"row 2: .*years after the post"):
        forecast_counts([10.0, instant], [1, 2], at=HOUR)


@pytest.mark.parametrize("time", [-1.0, np.nan, np.inf])
def test_times_that_cannot_be_are_refused(time: float) -> None:
    with pytest.raises(InputError, match="row 2"):
        forecast([10.0, time], at=HOUR)


def test_all_events_at_one_instant_have_a_forecast() -> None:
    assert forecast([0.0] * 500, at=HOUR).observed == 500
