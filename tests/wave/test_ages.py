from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.errors import UsageError
from groundswell.wave import age_label, parse_age, parse_horizons


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1h", 3_600),
        ("10m", 600),
        ("10 min", 600),
        ("90s", 90),
        ("1h30m", 5_400),
        ("2.5d", 216_000),
        ("1W", 604_800),
        ("3600", 3_600),
        ("0.5", 0.5),
    ],
)
def test_ages(text: str, seconds: float) -> None:
    assert parse_age(text) == seconds


@pytest.mark.parametrize("text", ["", "h", "1x", "-1h", "0", "0h", "1h soon", "nan", "inf", "1e3", "١h"])
def test_what_is_no_age(text: str) -> None:
    with pytest.raises(UsageError, match="is not an age"):
        parse_age(text)


@given(st.text(max_size=30))
def test_any_text_is_an_age_or_a_usage_error(text: str) -> None:
    with suppress(UsageError):
        assert parse_age(text) > 0


def test_horizons_come_in_order_and_once() -> None:
    assert parse_horizons("final, 168h,24h,1d") == (86_400.0, 604_800.0)
    assert parse_horizons("final") == ()


@pytest.mark.parametrize(
    ("seconds", "label"), [(86_400, "24h"), (604_800, "168h"), (600, "10m"), (90, "90s"), (0.5, "0.5s")]
)
def test_labels(seconds: float, label: str) -> None:
    assert age_label(seconds) == label


@given(st.integers(1, 10**9))
def test_a_label_reads_back(seconds: int) -> None:
    assert parse_age(age_label(float(seconds))) == seconds
