"""When it is time to write, from who wrote when."""

from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.etiquette import Moment, Size, Turn
from groundswell.domain.when import DAY
from groundswell.reply.manners.timing import timing

NOW = 1_800_000_000_000


def talk(*days: int) -> list[Turn]:
    """Who wrote how many days ago: a negative number is the user's own."""
    return [Turn(one < 0, NOW - abs(one) * DAY) for one in days]


def test_a_first_word_asks_for_a_line_at_most() -> None:
    told = timing([], NOW)
    assert (told.moment, told.round, told.largest) == (Moment.FIRST, 1, Size.WORD)


def test_after_a_message_one_waits_a_week_and_is_told_until_when() -> None:
    told = timing(talk(-3), NOW)
    assert told.moment is Moment.WAIT
    assert told.until == NOW + 4 * DAY
    assert "3 days ago" in " ".join(told.say)


def test_after_a_week_one_follow_up_is_fitting() -> None:
    assert timing(talk(-8), NOW).moment is Moment.FOLLOW_UP


def test_a_second_silence_is_waited_for_longer() -> None:
    assert timing(talk(-20, -10), NOW).moment is Moment.WAIT
    assert timing(talk(-40, -22), NOW).moment is Moment.FOLLOW_UP


def test_three_without_an_answer_are_enough() -> None:
    assert timing(talk(-60, -40, -10), NOW).moment is Moment.STOP


def test_an_answer_in_between_begins_the_count_again() -> None:
    assert timing(talk(-60, -40, 30, -10), NOW).moment is Moment.FOLLOW_UP


def test_what_may_be_asked_grows_with_what_both_wrote() -> None:
    first = timing(talk(-5, 1), NOW)
    assert (first.moment, first.round, first.largest) == (Moment.MY_TURN, 2, Size.MINUTE)
    assert timing(talk(-9, 8, -7, 1), NOW).largest is Size.CALL
    assert timing(talk(-9, 8, -7, 6, -5, 1), NOW).largest is Size.REFERRAL
    assert timing(talk(-9, -8, -7, 1), NOW).largest is Size.MINUTE


def test_an_old_exchange_begins_anew() -> None:
    told = timing(talk(-200, 190), NOW)
    assert told.moment is Moment.ANEW
    assert "190 days" in told.say[0]


@given(st.lists(st.builds(Turn, st.booleans(), st.integers(NOW - 900 * DAY, NOW + DAY)), max_size=12))
def test_there_is_always_something_to_say(turns: list[Turn]) -> None:
    told = timing(turns, NOW)
    assert told.say
    assert all(told.say)
    assert told.round == 1 + sum(one.mine for one in turns)
    assert (told.until is not None) is (told.moment is Moment.WAIT)
