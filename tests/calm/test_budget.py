"""When to look next, with a budget and hours of her own."""

from hypothesis import given
from hypothesis import strategies as st

from groundswell.calm.budget import advise, spread_out
from groundswell.domain.when import DAY, HOUR, MINUTE

BEGIN = 1_795_000_000_000
DAY_OF = (BEGIN, BEGIN + 13 * HOUR, BEGIN + DAY)


def coming(per_hour: float, begin: int = BEGIN) -> list[tuple[int, float]]:
    return [(begin + hour * HOUR, per_hour * hour) for hour in range(1, 48)]


def test_an_even_stream_is_looked_at_evenly() -> None:
    at = spread_out(BEGIN, BEGIN + 12 * HOUR, 4, coming(10))
    assert abs(at - (BEGIN + 3 * HOUR)) <= MINUTE


def test_where_most_comes_soon_she_looks_sooner() -> None:
    fading = [(BEGIN + hour * HOUR, 100 * (1 - 0.7**hour)) for hour in range(1, 30)]
    assert spread_out(BEGIN, BEGIN + 12 * HOUR, 4, fading) < BEGIN + 2 * HOUR


def test_a_quiet_day_is_left_in_peace() -> None:
    told = advise(BEGIN, DAY_OF, 5, 5, coming(0.0), 0, 500)
    assert told.at >= DAY_OF[2]
    assert told.quiet_chance > 0.9


def test_a_full_day_keeps_to_the_budget() -> None:
    now, looks = BEGIN, 0
    while looks < 20:
        told = advise(now, DAY_OF, 6 - looks, 6, coming(60, now), 50, 500)
        if told.at >= DAY_OF[2]:
            break
        now, looks = told.at, looks + 1
    assert looks == 6
    assert now >= DAY_OF[1] - 5 * MINUTE


def test_used_up_and_at_night_it_is_the_next_day() -> None:
    spent = advise(BEGIN + HOUR, DAY_OF, 0, 5, coming(60), 50, 500)
    assert (spent.at, spent.left) == (DAY_OF[2], 0)
    assert "used up" in spent.why
    assert advise(BEGIN - HOUR, DAY_OF, 5, 5, coming(60), 50, 500).at == BEGIN
    assert advise(DAY_OF[1] + HOUR, DAY_OF, 5, 5, coming(60), 50, 500).at == DAY_OF[2]


@given(
    st.integers(0, 24 * 60), st.integers(0, 24), st.lists(st.floats(0, 1e5), max_size=30), st.integers(0, 500)
)
def test_it_always_lies_ahead_and_within_two_days(
    minutes: int, left: int, steps: list[float], needing: int
) -> None:
    now, total, ahead = BEGIN + minutes * MINUTE, 0.0, []
    for number, step in enumerate(steps, start=1):
        total += step
        ahead.append((now + number * HOUR, total))
    told = advise(now, DAY_OF, left, 24, ahead, needing, 500)
    assert told.at > now or told.at == DAY_OF[2]
    assert told.at <= now + 2 * DAY
    assert 0 <= told.quiet_chance <= 1
