"""Intervals narrow and never grow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.when import When

times = st.tuples(st.integers(-(10**12), 10**13), st.integers(-(10**12), 10**13)).map(
    lambda pair: When(min(pair), max(pair))
)


@given(times, times)
def test_narrowing_never_grows(one: When, other: When) -> None:
    narrowed = one.narrowed_by(other)
    assert one.earliest <= narrowed.earliest <= narrowed.latest <= one.latest


@given(times)
def test_narrowing_by_itself_changes_nothing(one: When) -> None:
    assert one.narrowed_by(one) == one


def test_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="earliest"):
        When(2, 1)
