"""What passed becomes ties: faded, both ways, and the same whether it is added one by one or at once."""

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.circle.ties import HALF_LIFE_DAYS, rank, standing, tie
from groundswell.domain.tie import Gift, Passed, Tie
from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Direction

BEGIN = 1_700_000_000_000
IN, OUT = Direction.IN, Direction.OUT

things = st.builds(
    Passed,
    st.integers(BEGIN, BEGIN + 700 * DAY),
    st.sampled_from(Gift),
    st.sampled_from(Direction),
    st.integers(0, 200),
)
histories = st.lists(things, min_size=1, max_size=30).map(lambda some: sorted(some, key=lambda one: one.at))


def said(day: float, direction: Direction, gift: Gift = Gift.COMMENT, words: int = 10) -> Passed:
    return Passed(BEGIN + round(day * DAY), gift, direction, words)


def figures(one: Tie) -> list[float]:
    return [-1 if value is None else value for value in astuple(one)]


@given(histories, st.integers(0, 30))
def test_added_later_is_as_added_at_once(history: list[Passed], cut: int) -> None:
    begun = tie(history[:cut]) if history[:cut] else None
    assert figures(tie(history[cut:], begun)) == pytest.approx(figures(tie(history)), rel=1e-6, abs=1e-9)


@given(histories, histories, st.integers(0, 2_000))
def test_the_order_by_rank_is_the_order_by_strength_at_any_later_time(
    one: list[Passed], other: list[Passed], days: int
) -> None:
    now = max(one[-1].at, other[-1].at) + days * DAY
    first, second = tie(one), tie(other)
    stronger = standing(first, now).strength - standing(second, now).strength
    if abs(stronger) > 1e-9:
        assert (rank(first) > rank(second)) == (stronger > 0)


@given(histories)
def test_figures_stay_in_their_ranges(history: list[Passed]) -> None:
    told = standing(tie(history), history[-1].at + DAY)
    assert 0 <= told.strength <= 1
    assert 0 <= told.reciprocity <= 1
    assert 0 <= told.giving <= 1
    assert told.quiet_days == pytest.approx(1)


@given(histories, things)
def test_what_comes_late_counts_and_is_not_the_last_word(history: list[Passed], late: Passed) -> None:
    if late.at >= history[-1].at:
        return
    before, after = tie(history), tie([late], tie(history))
    assert after.given + after.taken > before.given + before.taken
    assert (after.at, after.turns, after.last_words_in) == (before.at, before.turns, before.last_words_in)


def test_it_fades_by_half_in_its_half_life() -> None:
    one = tie([said(0, IN)])
    later = tie([Passed(BEGIN + round(HALF_LIFE_DAYS * DAY), Gift.REACTION, OUT)], one)
    assert later.taken == pytest.approx(one.taken / 2)


def test_what_goes_both_ways_is_stronger_than_as_much_from_one() -> None:
    now = BEGIN + 10 * DAY
    both = standing(tie([said(0, IN), said(1, OUT), said(2, IN), said(3, OUT)]), now)
    audience = standing(tie([said(day, IN) for day in range(8)]), now)
    assert both.strength > audience.strength
    assert both.reciprocity > 0.9
    assert audience.reciprocity == 0


def test_likes_alone_make_no_tie() -> None:
    liked = standing(tie([said(day / 2, IN, Gift.REACTION, 0) for day in range(50)]), BEGIN + 26 * DAY)
    talked = standing(tie([said(0, IN, Gift.MESSAGE, 40), said(1, OUT, Gift.MESSAGE, 40)]), BEGIN + 26 * DAY)
    assert liked.strength < talked.strength


def test_how_long_answers_take_and_how_deep_it_goes() -> None:
    talk = [said(0, IN), said(0.5, OUT), said(1, IN), said(1.1, IN), said(3, OUT)]
    told = standing(tie(talk), BEGIN + 4 * DAY)
    assert told.their_wait_h == pytest.approx(12)
    # 12 hours, then 48: the second word of theirs does not begin the wait anew.
    assert told.our_wait_h == pytest.approx(24, rel=0.01)
    assert told.depth == pytest.approx(4, rel=0.01)
    assert tie(talk).last_words_in is False


def test_a_season_later_a_conversation_begins_anew() -> None:
    told = tie([said(0, IN), said(60, OUT)])
    assert told.turns == 0
    assert standing(told, told.at).usual_gap_days == pytest.approx(60)
    assert standing(told, told.at + HOUR).our_wait_h is None


def test_an_hour_together_is_given_by_both_and_leaves_nobody_waiting() -> None:
    called = tie([said(0, IN), said(1, OUT, Gift.CALL)])
    told = standing(called, BEGIN + 2 * DAY)
    assert told.reciprocity > 0.7
    assert (told.their_wait_h, told.our_wait_h, called.last_words_in) == (None, None, None)
    assert tie([said(0, IN), said(1, IN, Gift.CALL)]) == called


@pytest.mark.parametrize("first", [0, BEGIN, -62_000_000_000_000])
def test_any_year_that_a_file_may_tell_is_borne(first: int) -> None:
    """Files may tell of the year 9999, or of the year 5."""
    far = [Passed(first, Gift.COMMENT, IN, 3), Passed(253_000_000_000_000, Gift.COMMENT, OUT, 3)]
    one = tie([*far, Passed(BEGIN + DAY, Gift.COMMENT, IN, 3)])
    assert [one.given, one.taken] == pytest.approx([1.075, 0.0])
    assert 0 <= standing(one, one.at).strength <= 1
