import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.when import DAY, HOUR, When, from_ms
from groundswell.sources.common.dates import BadDate, Dates
from tests.conftest import NOW

DATES = Dates(NOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-10-24 23:54:20 UTC", "2024-10-24T23:54:20+00:00"),
        ("2024-10-24 23:54:20", "2024-10-24T23:54:20+00:00"),
        ("2024-10-24T23:54:20.250Z", "2024-10-24T23:54:20.250000+00:00"),
        ("2024-10-24 23:54:20+02:00", "2024-10-24T21:54:20+00:00"),
        ("2024/05/02 07:30:11 UTC", "2024-05-02T07:30:11+00:00"),
        ("1/8/18, 6:14 PM", "2018-01-08T18:14:00+00:00"),
        ("3/12/24, 11:20 AM", "2024-03-12T11:20:00+00:00"),
        ("3/12/24, 11:20\u202fAM", "2024-03-12T11:20:00+00:00"),
        ("12/1/24, 12:05 AM", "2024-12-01T00:05:00+00:00"),
        ("12/1/24, 12:05 PM", "2024-12-01T12:05:00+00:00"),
        ("31/12/2024", "2024-12-31T00:00:00+00:00"),
        ("31.12.2024, 9:05", "2024-12-31T09:05:00+00:00"),
        ("17 Jun 2021", "2021-06-17T00:00:00+00:00"),
        ("15 September 2026", "2026-09-15T00:00:00+00:00"),
        ("Jun 17, 2021", "2021-06-17T00:00:00+00:00"),
        (" 2021-06-17 ", "2021-06-17T00:00:00+00:00"),
        ("29 Feb 2024", "2024-02-29T00:00:00+00:00"),
        ("1842-07-10 08:14:00 UTC", "1842-07-10T08:14:00+00:00"),
        ("1969-12-31 23:59:59", "1969-12-31T23:59:59+00:00"),
    ],
)
def test_every_form_that_exports_use_is_read(text: str, expected: str) -> None:
    assert from_ms(DATES.instant(text)).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "there is no date"),
        ("  ", "there is no date"),
        ("sometime later", "not a date in a known form: sometime later"),
        ("5/2024", "not a date in a known form: 5/2024"),
        ("2024-02-30 10:00:00", "there is no such date: 2024-02-30 10:00:00"),
        ("2026-13-05 09:00:00", "there is no such date: 2026-13-05 09:00:00"),
        ("30 Feb 2026", "there is no such date: 30 Feb 2026"),
        ("12 Foo 2024", "there is no such date: 12 Foo 2024"),
        ("2024-01-01 25:00", "there is no such date: 2024-01-01 25:00"),
        ("0000-01-01 00:00:00", "there is no such date: 0000-01-01 00:00:00"),
        ("0001-01-01", "the date is too long ago: 0001-01-01"),
        ("9999-12-31 23:59:59", "the date lies in the future: 9999-12-31 23:59:59"),
        ("9999-12-31T23:59:59-23:00", "the date lies in the future: 9999-12-31T23:59:59-23:00"),
        ("٢٠٢٤-٠١-٠١", "not a date in a known form: ٢٠٢٤-٠١-٠١"),
    ],
)
def test_what_is_no_date_says_why(text: str, why: str) -> None:
    with pytest.raises(BadDate, match=f"^{re.escape(why)}$"):
        DATES.instant(text)


def test_two_days_ahead_are_forgiven() -> None:
    assert DATES.instant(from_ms(NOW + 2 * DAY).isoformat()) == NOW + 2 * DAY
    with pytest.raises(BadDate, match="future"):
        DATES.instant(from_ms(NOW + 2 * DAY + 1).isoformat())


def test_a_date_without_a_time_is_a_day_wide() -> None:
    day = DATES.instant("17 Jun 2021")
    assert DATES.when("17 Jun 2021") == When(day, day + DAY - 1)
    assert DATES.when("17 Jun 2021, 3:00") == When.exactly(day + 3 * HOUR)


@given(st.text(max_size=80) | st.from_regex(r"[0-9 /:.,APMUTCZ+-]{0,40}"))
def test_any_text_is_an_instant_or_a_bad_date(text: str) -> None:
    with suppress(BadDate):
        assert DATES.instant(text) <= NOW + 2 * DAY


@given(
    st.datetimes(
        min_value=from_ms(-(10**13)).replace(tzinfo=None), max_value=from_ms(NOW).replace(tzinfo=None)
    )
)
def test_iso_dates_come_back(moment: object) -> None:
    text = str(moment)
    assert from_ms(DATES.instant(text)).replace(tzinfo=None).isoformat(" ")[:19] == text[:19]
