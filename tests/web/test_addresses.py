"""What addresses may hold."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.web.addresses import cursor, ids, web_link


@given(st.text() | st.from_regex(r"(?i)\s*(javascript|data|https?|file):/*.{0,40}"))
def test_only_the_web_is_linked_to(url: str) -> None:
    kept = web_link(url)
    assert kept in {"", url}
    if kept:
        assert urlsplit(kept).scheme in {"http", "https"}
        assert not set(kept) & set("\"'<> \t\r\n\\")


@pytest.mark.parametrize(
    "url", ["https://www.linkedin.com/in/zoë?a=1&b=2#x", "http://localhost:80/", "HTTPS://A.example"]
)
def test_links_to_the_web_stay(url: str) -> None:
    assert web_link(url) == url


@given(st.integers(-(10**17), 10**17), st.integers(0, 10**17))
def test_cursors_come_back(sort: int, item: int) -> None:
    assert cursor(f"{sort}_{item}") == (sort, item)


@pytest.mark.parametrize("text", ["", "_", "1_", "_1", "1_2_3", "²_1", "1e3_1", "9" * 30 + "_1", "1_2\n"])
def test_what_is_no_cursor_begins_at_the_top(text: str) -> None:
    assert cursor(text) is None


def test_ids_skip_what_is_none() -> None:
    assert ids("1,x,²,3,,-4," + "9" * 40) == [1, 3]
