"""A brigade is named; a wave that surges, or a slow trickle of cold words, is not."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from groundswell.triage.influx import HOUR_MS, Came, influx

START = 1_790_000_000_000


def wave(n: int, cold: float, seed: int = 1, days: float = 4.0) -> list[Came]:
    """A wave that comes fast and ebbs, with a share of cold strangers that does not change."""
    chance = np.random.default_rng(seed)
    hours = np.minimum(chance.exponential(days * 6, n), days * 24)
    return [Came(START + int(hour * HOUR_MS), bool(chance.random() < cold)) for hour in hours]


def brigade(n: int, after_h: float, within_h: float = 2.0) -> list[Came]:
    chance = np.random.default_rng(9)
    return [
        Came(START + int((after_h + within_h * chance.random()) * HOUR_MS), cold_stranger=True)
        for _ in range(n)
    ]


def test_a_brigade_within_a_wave_is_found_where_it_is() -> None:
    found = influx([*wave(600, 0.05), *brigade(40, 30)])
    assert found is not None
    assert found.start >= START + 29 * HOUR_MS
    assert found.end <= START + 33 * HOUR_MS
    assert found.strangers >= 40
    assert found.usual < 0.1


def test_a_wave_that_surges_is_no_brigade() -> None:
    assert all(influx(wave(800, 0.1, seed)) is None for seed in range(20))


def test_few_cold_words_are_no_brigade() -> None:
    assert influx(brigade(7, 3)) is None


def test_a_post_that_only_ever_met_cold_strangers_has_no_usual_to_compare_with() -> None:
    assert influx(brigade(60, 1)) is None


@given(st.lists(st.builds(Came, st.integers(0, 10**13), st.booleans()), max_size=60))
def test_what_is_found_lies_within_what_came(came: list[Came]) -> None:
    found = influx(came)
    if found is not None:
        times = [one.at for one in came]
        assert min(times) <= found.start <= found.end <= max(times)
        assert 0 < found.strangers <= found.of <= len(came)
