import unicodedata
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.sources.common.text import clean, one_line, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  kept \n lines\t ", "kept \n lines"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("nul\x00 bell\x07 escape\x1b[31m c1\x85 mark\ufeff lone\ud800", "nul bell escape[31m c1 mark lone"),
        ("👩\u200d💻 \u202bימין\u202c", "👩\u200d💻 \u202bימין\u202c"),
    ],
)
def test_clean_keeps_scripts_and_emoji_and_drops_controls(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_one_line_is_composed_and_without_breaks() -> None:
    assert one_line(" Jose\u0301\n  Q.\t Public ") == "José Q. Public"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("no markup at all", "no markup at all"),
        ("<p>Hi,</p><p>how are you?<br>Fine.</p>", "Hi,\n\nhow are you?\nFine."),
        ('<a href="https://example.org?a=1&amp;b=2">a &amp; b</a>&nbsp;&#x41;', "a & b\xa0A"),
        ("<SCRIPT>alert('<p>x</p>')</SCRIPT>after<style>p{}</style>", "after"),
        ("before<script>never closed <b>", "before"),
        ("I <3 you & you, if x<y or List<String>", "I <3 you & you, if x<y or List<String>"),
        ("https://example.org/?a=1&copy=2&lt=3", "https://example.org/?a=1&copy=2&lt=3"),
        ("one<!-- hidden --> two", "one two"),
        ("&lt;script&gt; is text", "<script> is text"),
        ("<br><br><br><br>a", "a"),
    ],
)
def test_plain_is_what_a_reader_would_see(markup: str, expected: str) -> None:
    assert plain(markup) == expected


@given(st.text())
def test_escaped_text_comes_back(text: str) -> None:
    assert plain(escape(text)).replace("\n", "") == clean(text).replace("\n", "")


@given(st.text() | st.text("<>/scriptbd &amp;!-\x00"))
def test_any_text_becomes_storable(text: str) -> None:
    for made in (plain(text), clean(text), one_line(text)):
        assert made == made.strip()
        made.encode("utf-8")
        assert not any(unicodedata.category(one) in {"Cc", "Cs"} and one not in "\n\t" for one in made)


def test_long_nests_of_open_elements_take_no_time_to_speak_of() -> None:
    assert plain("<div>" * 100_000 + "end") == "end"


def test_a_name_cannot_turn_the_line_that_it_stands_in() -> None:
    assert one_line("Ana \u202egnp.exe\u2066 Ruiz") == "Ana gnp.exe Ruiz"
    assert one_line("\u0634\u0631\u0643\u0629 \u200fACME") == "\u0634\u0631\u0643\u0629 \u200fACME"
