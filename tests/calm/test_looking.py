"""When to look again follows from what is still to come."""

from hypothesis import given
from hypothesis import strategies as st

from groundswell.calm import next_look
from groundswell.calm.looking import QUIET_CHANCE
from groundswell.domain.when import DAY, HOUR

NOW = 1_795_000_000_000


def coming(per_hour: float) -> list[tuple[int, float]]:
    return [(NOW + hour * HOUR, per_hour * hour) for hour in range(1, 48)]


def test_a_quiet_wave_can_wait_a_day() -> None:
    assert next_look(NOW, coming(0.0), needing=0, read=500).at == NOW + DAY
    assert next_look(NOW, [], needing=0, read=0).at == NOW + DAY


def test_the_more_comes_the_sooner_to_look() -> None:
    slow = next_look(NOW, coming(1.0), needing=10, read=500)
    fast = next_look(NOW, coming(20.0), needing=10, read=500)
    assert NOW + HOUR <= fast.at < slow.at <= NOW + DAY


def test_who_wants_more_at_once_looks_later() -> None:
    looks = [next_look(NOW, coming(6.0), needing=50, read=500, enough=enough).at for enough in (1, 3, 5)]
    assert looks == sorted(set(looks))


@given(st.floats(0, 1e6), st.integers(0, 500), st.integers(0, 500))
def test_always_between_an_hour_and_a_day(per_hour: float, needing: int, other: int) -> None:
    look = next_look(NOW, coming(per_hour), needing, needing + other)
    assert NOW + HOUR <= look.at <= NOW + DAY
    assert look.quiet_chance >= QUIET_CHANCE or look.at == NOW + HOUR
