"""Simulated waves: what follows from what, within their time, and as large as they were asked to be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.rehearsal.cascade import Course, cascade

DAY_S = 86_400.0
PLAIN = Course(80, 0.5, 0.5, 2.5, 3_000, 0.5, 1.2)

courses = st.builds(
    Course,
    direct=st.floats(1, 300),
    spread=st.floats(0, 1.5),
    branching=st.floats(0, 0.9),
    reach_tail=st.floats(1.2, 5),
    delay_s=st.floats(30, 50_000),
    delay_spread=st.floats(0, 1.5),
    delay_tail=st.floats(0.3, 6),
    rhythm=st.floats(0, 0.95),
    peak_hour=st.floats(0, 24),
)


@settings(deadline=None, max_examples=60)
@given(courses, st.floats(0, 24), st.integers(0, 1_000))
def test_events_are_in_order_within_the_time_and_after_what_brought_them(
    course: Course, hour: float, seed: int
) -> None:
    made = cascade(course, 2 * DAY_S, hour, np.random.default_rng(seed))
    places = np.arange(len(made.seconds))
    assert np.all(np.diff(made.seconds) >= 0)
    assert np.all((made.seconds >= 0) & (made.seconds <= 2 * DAY_S))
    assert np.all(made.parents < places)
    assert np.all(made.reach > 0)


def test_the_same_seed_makes_the_same_wave() -> None:
    one, other = (cascade(PLAIN, DAY_S, 9, np.random.default_rng(4)) for _ in range(2))
    assert np.array_equal(one.seconds, other.seconds)
    assert np.array_equal(one.parents, other.parents)


def test_each_event_brings_as_many_as_its_branching_says() -> None:
    steady = Course(400, 0, 0.5, 5, 60, 0, 3, rhythm=0)
    made = [cascade(steady, 30 * DAY_S, 9, np.random.default_rng(seed)) for seed in range(40)]
    brought = np.mean(np.concatenate([one.parents >= 0 for one in made]))
    # Of all events, a share as large as the branching was brought by others (Hawkes and Oakes 1974).
    assert brought == pytest.approx(0.5, abs=0.03)


def test_at_night_less_happens() -> None:
    sleepy = Course(9_000, 0, 0, 3, 400_000, 0, 1, rhythm=0.9, peak_hour=14)
    made = cascade(sleepy, 4 * DAY_S, 14, np.random.default_rng(2))
    hours = (14 + made.seconds[made.seconds > DAY_S] / 3_600) % 24
    night, day = np.mean((hours < 5) | (hours > 23)), np.mean((hours > 11) & (hours < 17))
    assert night < day / 3


def test_small_waves_are_drawn_again() -> None:
    made = [cascade(PLAIN, DAY_S, 9, np.random.default_rng(seed), least=100) for seed in range(20)]
    assert min(len(one.seconds) for one in made) >= 100
