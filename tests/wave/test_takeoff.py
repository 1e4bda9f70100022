"""That a post is said to take off when it does, seldom when it does not, and steadily."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.errors import UsageError
from groundswell.domain.forecast import Forecast
from groundswell.domain.words import Phase
from groundswell.wave import (
    Takeoff,
    Usual,
    chance_above,
    edge_of,
    forecast,
    highest_chance,
    taking_off,
    threshold_for,
    usual_for,
)
from groundswell.wave.observing import Floats
from tests.wave.constructed import HOUR, fading

LEVELS = (0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975)
totals = st.lists(st.floats(0, 1e7), min_size=len(LEVELS), max_size=len(LEVELS)).map(sorted)
edges = st.floats(9, 1e8)


def told(quantiles: Sequence[float], *, observed: float = 0.0, at: float = HOUR) -> Forecast:
    final = dict(zip(LEVELS, quantiles, strict=True))
    return Forecast("", at, observed, Phase.RISING, final, HOUR, "m")


def of_chance(chance: float, *, phase: Phase = Phase.RISING, at: float = HOUR) -> Forecast:
    """A forecast that ends above a hundred with this probability, .025–.975."""
    above = np.array(LEVELS) - (1 - chance)
    return replace(told(np.expm1(np.log(101) + above).tolist(), at=at), phase=phase)


def course(looks: Sequence[Forecast], *, threshold: float = 0.8) -> list[Takeoff]:
    found: list[Takeoff] = []
    for one in looks:
        found.append(taking_off(one, 100.0, threshold, found[-1] if found else None))
    return found


@given(totals, edges)
def test_at_a_quantile_the_chance_is_what_is_left_above_it(quantiles: list[float], edge: float) -> None:
    chance = chance_above(told(quantiles), edge)
    for level, total in zip(LEVELS, quantiles, strict=True):
        if level != 0.5 and total <= edge:
            assert chance <= 1 - level + 1e-9
        if level != 0.5 and total > edge:
            assert chance >= 1 - level - 1e-9


@given(totals, totals, edges)
def test_higher_quantiles_are_no_smaller_chance(one: list[float], other: list[float], edge: float) -> None:
    higher = np.maximum(one, other).tolist()
    assert chance_above(told(higher), edge) >= chance_above(told(one), edge) - 1e-9


@given(totals, edges, st.floats(1, 100))
def test_a_higher_edge_is_no_greater_chance(quantiles: list[float], edge: float, times: float) -> None:
    assert chance_above(told(quantiles), edge * times) <= chance_above(told(quantiles), edge) + 1e-9


def test_halfway_between_two_quantiles_in_logarithms_the_chance_is_halfway() -> None:
    quantiles = [1, 2, 3, 99, 500, 9_999, 20_000, 30_000, 40_000]
    assert chance_above(told(quantiles), 999.0) == pytest.approx(0.5)


def test_what_is_above_the_edge_already_is_certain() -> None:
    assert chance_above(told([60.0] * 9, observed=51), 50.0) == 1.0
    assert chance_above(told([50.0] * 9, observed=50), 50.0) < 0.05


def test_the_edge_is_the_bands_and_never_below_ten_in_all() -> None:
    assert edge_of(Usual(median=100, low=40, high=250, posts=12)) == 250
    quiet = usual_for([0, 0, 1, 0])
    assert quiet is not None
    assert quiet.high < edge_of(quiet) < 10


@given(st.lists(st.floats(0, 1), max_size=60), st.floats(0.1, 200), st.floats(0.01, 20))
def test_thresholds_ask_for_more_the_fewer_false_alarms_are_allowed(
    ordinary: list[float], posts: float, allowed: float
) -> None:
    strict, loose = (
        threshold_for(ordinary, posts_per_month=posts, false_alarms_per_month=one)
        for one in (allowed, 2 * allowed)
    )
    assert 0.5 <= loose <= strict <= 1


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60), st.data())
def test_ordinary_posts_that_got_higher_never_lower_it(ordinary: list[float], data: st.DataObject) -> None:
    higher = [data.draw(st.floats(score, 1)) for score in ordinary]
    assert threshold_for(higher, posts_per_month=30) >= threshold_for(ordinary, posts_per_month=30)


def test_with_many_own_posts_they_alone_decide() -> None:
    ordinary = np.linspace(0, 0.9, 10_000).tolist()
    found = threshold_for(ordinary, posts_per_month=30)
    assert np.mean(np.array(ordinary) >= found) == pytest.approx(1 / 30, abs=0.003)


@pytest.mark.parametrize(
    ("posts", "allowed"), [(0, 1), (-1, 1), (30, 0), (float("nan"), 1), (30, float("inf"))]
)
def test_rates_that_cannot_be_are_refused(posts: float, allowed: float) -> None:
    with pytest.raises(UsageError, match="above 0"):
        threshold_for(posts_per_month=posts, false_alarms_per_month=allowed)


def _walks(posts: int, seed: int, *, leaning: float) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """For each post the highest of fifty probabilities that a growing sum ends above an edge, and if it did.

    They are right if `leaning` is 1; above it they swing more than they should.
    """
    steps = np.random.default_rng(seed).normal(size=(posts, 50))
    so_far, left = steps.cumsum(axis=1), np.sqrt(np.arange(49.0, 0.0, -1.0))
    edge = 1.2816 * np.sqrt(50)  # one in ten ends above it
    z = leaning * (so_far[:, :-1] - edge) / left
    chances = 1 / (1 + np.exp(np.clip(-1.702 * z, -50, 50)))  # close to the normal distribution function
    return chances.max(axis=1), so_far[:, -1] > edge


@pytest.mark.parametrize(("earlier", "leaning"), [(0, 1.0), (30, 1.0), (200, 1.0), (30, 1.3), (200, 1.3)])
def test_false_alarms_keep_to_what_is_allowed_however_often_one_looks(earlier: int, leaning: float) -> None:
    rates, by_looks_alone = [], []
    for account in range(100):
        highest, took_off = _walks(earlier + 300, account, leaning=leaning)
        ordinary = highest[:earlier][~took_off[:earlier]]
        threshold = threshold_for(ordinary.tolist(), posts_per_month=30)
        highest, took_off = highest[earlier:], took_off[earlier:]
        rates.append(30 * np.mean((highest >= threshold) & ~took_off))
        by_looks_alone.append(30 * np.mean((highest >= 0.5) & ~took_off))
    assert np.mean(rates) < 1.15
    assert np.mean(by_looks_alone) > 1.8


def test_an_ordinary_post_is_not_called_taking_off_and_one_eleven_times_as_large_is() -> None:
    usual = usual_for([380, 420, 350, 510, 460, 400, 390, 440])
    assert usual is not None
    edge, threshold = edge_of(usual), threshold_for(posts_per_month=8)

    def looks(size: int) -> list[Forecast]:
        return [forecast(fading(size), at=at) for at in np.geomspace(60, 48 * HOUR, 12).tolist()]

    assert highest_chance(looks(400), edge) < threshold
    large = looks(4_400)
    first = next(one for one in large if chance_above(one, edge) >= threshold)
    assert first.observed < edge  # before the count itself tells


def test_what_is_said_stays_said_through_a_dip_and_not_through_a_fall() -> None:
    dip, fall = ([of_chance(one) for one in (0.3, 0.85, last, last)] for last in (0.5, 0.2))
    assert [one.said for one in course(dip)] == [False, True, True, True]
    assert [one.said for one in course(fall)] == [False, True, False, False]
    assert course(fall)[-1].first == HOUR
    assert course(fall)[-1].highest == pytest.approx(0.85)


@given(totals, st.lists(st.floats(0, 1), max_size=40), st.floats(0.1, 100), st.floats(0.1, 100))
def test_nothing_is_said_while_nearly_all_of_the_forecast_is_below_the_edge(
    quantiles: list[float], ordinary: list[float], posts: float, allowed: float
) -> None:
    threshold = threshold_for(ordinary, posts_per_month=posts, false_alarms_per_month=allowed)
    held = taking_off(told(quantiles), max(quantiles) + 1, threshold)
    assert not held.said
    assert held.first is None


def test_it_takes_the_threshold_to_be_said_first() -> None:
    assert not any(one.said for one in course([of_chance(0.7)] * 3))
    assert course([of_chance(0.7)] * 3)[-1].first is None


def test_it_is_no_longer_said_once_the_wave_may_be_said_to_ebb() -> None:
    ages = (1, 2, 3, 4, 5)
    phases = (Phase.SURGING, Phase.EBBING, Phase.EBBING, Phase.EBBING, Phase.EBBING)
    looks = [of_chance(0.9, phase=phase, at=at * HOUR) for phase, at in zip(phases, ages, strict=True)]
    assert [one.said for one in course(looks)] == [True, True, True, False, False]
    assert [one.ebb.said for one in course(looks)] == [False, False, False, True, True]
    assert course(looks)[-1].first == HOUR
