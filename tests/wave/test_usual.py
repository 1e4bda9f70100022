import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.errors import InputError
from groundswell.wave import usual_for

totals = st.lists(st.floats(0, 1e9), min_size=1, max_size=50)


@given(totals)
def test_the_band_holds_the_median(totals: list[float]) -> None:
    band = usual_for(totals)
    assert band is not None
    assert 0 <= band.low <= band.median <= band.high
    assert band.holds(band.median)
    assert band.posts == len(totals)


def test_a_new_account_has_no_usual() -> None:
    assert usual_for([]) is None


def test_few_posts_give_a_wide_band_many_a_sharp_one() -> None:
    few, many = usual_for([100, 120]), usual_for([100, 120] * 20)
    assert few is not None
    assert many is not None
    assert few.high / few.low > 3 * many.high / many.low


def test_how_many_times_the_usual() -> None:
    band = usual_for([19, 20, 21])
    assert band is not None
    assert band.times(220) == pytest.approx(11)
    assert not band.holds(220)


def test_one_post_that_went_viral_does_not_make_that_usual() -> None:
    band = usual_for([20, 22, 25, 19, 30, 24, 23_197])
    assert band is not None
    assert band.median == pytest.approx(24)
    assert not band.holds(23_197)


def test_posts_without_any_reaction_still_give_a_ratio() -> None:
    band = usual_for([0, 0, 0])
    assert band is not None
    assert band.times(12) == 12


def test_a_total_that_cannot_be_is_named() -> None:
    with pytest.raises(InputError, match=r"^row 2: total"):
        usual_for([3, -1])
