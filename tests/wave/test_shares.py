"""Shares of a wave: what is said of one, and that its intervals hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.errors import InputError
from groundswell.wave import share_of

CHANCES = st.lists(st.floats(0, 1), max_size=200)


@given(CHANCES, st.floats(0, 1e6), st.floats(0.01, 0.9))
def test_a_share_stays_between_none_and_all_and_its_quantiles_rise(
    said: list[float], to_come: float, usual: float
) -> None:
    told = share_of(said, to_come=to_come, usual=usual)
    assert 0 < told.before < 1
    assert 0 < told.now < 1
    assert 0 <= told.rising <= 1
    quantiles = list(told.ahead.values())
    assert quantiles == sorted(quantiles)
    assert all(0 <= one <= 1 for one in quantiles)
    assert bool(quantiles) is (to_come > 0)


def test_before_anything_is_said_the_usual_share_is_expected() -> None:
    told = share_of([], to_come=100, usual=0.2)
    assert told.now == pytest.approx(0.2)
    assert told.ahead[0.5] == pytest.approx(0.2)
    assert not told.changed


def test_a_wave_that_turns_is_said_to_turn() -> None:
    calm, angry = [0.0] * 200, [0.0, 0.0, 0.0, 1.0] * 25
    turned = share_of([*calm, *angry], to_come=100)
    assert turned.changed
    assert turned.rising > 0.99
    assert turned.now > 3 * turned.before
    soothed = share_of([*angry, *calm], to_come=100)
    assert soothed.changed
    assert soothed.rising < 0.01


def test_a_steady_share_is_not_said_to_have_changed() -> None:
    assert not share_of([0.0, 0.0, 1.0] * 60, to_come=100).changed


def test_the_further_ahead_the_wider() -> None:
    said = [0.0, 0.0, 1.0] * 60

    def width(to_come: float) -> float:
        ahead = share_of(said, to_come=to_come).ahead
        return ahead[0.9] - ahead[0.1]

    assert width(100_000) > width(1_000)
    assert width(3) > width(100)  # among three texts chance alone makes any share


def test_the_intervals_hold_on_shares_that_wander() -> None:
    chance = np.random.default_rng(4)
    held = []
    for _ in range(400):
        n, to_come = int(chance.integers(20, 600)), int(chance.integers(20, 600))
        steps = chance.normal(size=n + to_come) * np.sqrt(0.1 / np.arange(5, n + to_come + 5) / np.log(2))
        shares = 1 / (1 + np.exp(-(chance.normal(-2.2, 0.7) + np.cumsum(steps))))
        came = chance.random(n + to_come) < shares
        ahead = share_of(came[:n].astype(float), to_come=to_come).ahead
        held.append(ahead[0.1] <= came[n:].mean() + 0.5 / to_come and came[n:].mean() <= ahead[0.9])
    assert 0.74 < np.mean(held) < 0.92


def test_what_is_no_probability_is_named() -> None:
    with pytest.raises(InputError, match=r"row 2: 1\.5 is not a probability"):
        share_of([0.5, 1.5], to_come=1)
