"""When closing the comments is suggested."""

from hypothesis import given
from hypothesis import strategies as st

from groundswell.calm.closing import weigh
from groundswell.domain.words import Lane

KIND = {Lane.KIND_WORDS: 300, Lane.QUESTION: 40, Lane.OPPORTUNITY: 6, Lane.HOSTILE: 5}
BARRAGE = {Lane.KIND_WORDS: 20, Lane.DISAGREEMENT: 80, Lane.HOSTILE: 120}
LANES = st.dictionaries(st.sampled_from(list(Lane)), st.integers(0, 10_000))


def test_a_kind_wave_stays_open() -> None:
    told = weigh(500, KIND, (0.01, 0.015))
    assert not told.close
    assert told.good > told.harm


def test_a_barrage_with_much_to_come_is_better_closed() -> None:
    told = weigh(500, BARRAGE, (0.4, 0.5))
    assert told.close
    assert told.harm > told.good
    assert told.expected[Lane.HOSTILE] == 250


def test_closing_is_not_worth_it_when_nearly_nothing_comes() -> None:
    assert not weigh(4, BARRAGE, (0.4, 0.5)).close


def test_an_uncertain_share_closes_nothing() -> None:
    assert not weigh(500, BARRAGE, (0.0, 0.5)).close


@given(LANES, st.floats(0, 1e6), st.floats(0, 1), st.floats(0, 1))
def test_what_is_expected_adds_up(lanes: dict[Lane, int], to_come: float, one: float, other: float) -> None:
    told = weigh(to_come, lanes, (min(one, other), max(one, other)))
    assert abs(sum(told.expected.values()) - to_come) <= 1e-6 * max(to_come, 1)
    assert told.minutes >= 0
    assert told.good >= 0
    assert told.harm >= 0
