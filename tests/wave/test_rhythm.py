import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.wave import Rhythm, rhythm_of
from groundswell.wave.rhythm import EVEN, HOUR_S

WEEK_S = 168 * HOUR_S
MONDAY = 1_794_787_200.0  # 2026-11-16, 00:00 UTC


def awake(instants: np.ndarray) -> np.ndarray:
    """Readers who sleep from 22 to 6 UTC."""
    hour = (instants // HOUR_S) % 24
    return np.where((hour >= 22) | (hour < 6), 0.1, 1.45)


def a_wave(posted: float, size: float = 2_000) -> tuple[float, list[tuple[float, float]]]:
    begins = posted + np.arange(192) * HOUR_S
    pace = (np.arange(192) + 0.5) ** -1.2 * awake(begins)
    return posted, list(zip(begins.tolist(), (size * pace / pace.sum()).tolist(), strict=True))


@pytest.fixture(scope="module")
def rhythm() -> Rhythm:
    return rhythm_of(a_wave(MONDAY + n * 3 * 86_400 + 9 * HOUR_S) for n in range(12))


def test_the_night_is_found_behind_fading_waves(rhythm: Rhythm) -> None:
    by_hour = rhythm.hours.reshape(7, 24).mean(axis=0)
    assert by_hour[[23, 0, 1, 2, 3, 4]].max() < 0.5 * by_hour[8:20].min()


def test_a_night_is_shorter_than_a_day_for_readers_who_sleep(rhythm: Rhythm) -> None:
    night, day = (
        rhythm.elapsed(start, [start + 8 * HOUR_S])[0]
        for start in (MONDAY + 22 * HOUR_S, MONDAY + 9 * HOUR_S)
    )
    assert night < 0.5 * day


def test_without_waves_the_clock_is_right() -> None:
    assert rhythm_of([]).hours == pytest.approx(np.ones(168))
    assert EVEN.elapsed(MONDAY, [MONDAY + 5_000.0]) == pytest.approx([5_000.0])


def test_few_events_change_little() -> None:
    assert np.abs(rhythm_of([a_wave(MONDAY, size=20)]).hours - 1).max() < 0.25


@given(st.floats(0, 4e9), st.lists(st.floats(0, 1e7), min_size=2, max_size=9))
def test_time_never_runs_backwards_and_a_week_is_a_week(start: float, later: list[float]) -> None:
    rhythm = rhythm_of([a_wave(MONDAY)])
    ends = sorted(start + one for one in later)
    passed = rhythm.elapsed(start, ends)
    assert (np.diff(passed) >= -1e-3).all()
    assert passed[0] >= -1e-3
    assert rhythm.elapsed(start, [start + WEEK_S])[0] == pytest.approx(WEEK_S)
