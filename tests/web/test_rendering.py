"""How times, numbers and texts are said."""

import html
import re
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.reading import Evidence
from groundswell.domain.when import DAY, HOUR, MINUTE, WEEK, When
from groundswell.services.saying import until_when
from groundswell.web import rendering
from groundswell.web.rendering import (
    ago,
    capitalised,
    cut,
    initials,
    marked,
    moment,
    number,
    percent,
    rough,
    short,
    tongue,
)  # fmt: skip

NOW = 1_795_000_000_000
ANY_TEXT = st.text(max_size=300)
SPANS = st.lists(
    st.builds(Evidence, st.integers(-5, 320), st.integers(-5, 320), st.sampled_from(["insult", "<b>", '"'])),
    max_size=8,
)


@given(ANY_TEXT, SPANS)
def test_marking_changes_no_character_and_lets_none_through_as_html(text: str, spans: list[Evidence]) -> None:
    said = str(marked(text, tuple(spans)))
    bare = re.sub(r'<mark title="[^"<>]*">|</mark>', "", said)
    assert not set(bare) & set('<>"')
    assert html.unescape(bare) == html.unescape(html.escape(text))
    assert said.count("<mark ") == said.count("</mark>") <= len(spans)


def test_the_cue_is_marked_with_what_it_speaks_for() -> None:
    said = marked("a <b> cue here", (Evidence(6, 9, "needs_you"),))
    assert said == 'a &lt;b&gt; <mark title="speaks for: needs you">cue</mark> here'


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (0, "just now"),
        (-HOUR, "just now"),
        (12 * MINUTE, "12 min"),
        (47 * HOUR, "47 h"),
        (2 * DAY, "2 d"),
        (3 * WEEK, "3 weeks"),
        (100 * DAY, "3 months"),
        (800 * DAY, "2 years"),
    ],
)
def test_ages(span: int, said: str) -> None:
    assert ago(NOW - span, NOW) == said


def test_a_time_known_to_the_week_is_said_as_an_interval() -> None:
    assert ago(When(NOW - 4 * WEEK, NOW - 3 * WEEK), NOW) == "3 weeks to 4 weeks"


@given(st.integers(-(2**62), 2**62))
def test_every_instant_that_a_file_may_tell_can_be_said(instant: int) -> None:
    assert moment(instant, "%-d %B %Y")
    assert ago(instant, NOW)


def test_numbers() -> None:
    assert number(23_197.4) == "23,197"
    assert [short(value) for value in (950, 15_900, 104_000, 7_300_000)] == [
        "950",
        "15,900",
        "104 k",
        "7.3 M",
    ]
    assert [percent(share) for share in (0.0, 0.004, 0.2, 1.0)] == ["0%", "under 1%", "20%", "100%"]


@given(st.floats(0, 1e12))
def test_rough_numbers_have_two_figures_and_stay_near(value: float) -> None:
    said = rough(value)
    assert abs(said - value) <= max(0.5, 0.051 * value)
    assert len(f"{said:.0f}".rstrip("0")) <= 3


@given(ANY_TEXT, st.integers(2, 80))
def test_a_cut_text_is_one_line_no_longer_than_asked_and_begins_alike(text: str, most: int) -> None:
    line = " ".join(text.split())
    said = cut(text, most)
    assert len(said) <= most
    assert said == line or (said.endswith("…") and line.startswith(said[:-1].rstrip()))


@given(ANY_TEXT)
def test_initials_are_few(name: str) -> None:
    assert initials(name)
    assert len(initials(name)) <= 6


def test_initials_of_people() -> None:
    assert [initials(name) for name in ("Mara Lindqvist", "Ana María de la Cruz", "李雷", "@ -", "")] == [
        "ML", "AC", "李", "·", "·",
    ]  # fmt: skip


def test_a_language_is_one_or_nothing() -> None:
    assert [tongue(code) for code in ("en", "und", "", '"><x', "pt-BR", "日本")] == ["en", "", "", "", "", ""]


def test_a_sentence_begins_with_a_capital() -> None:
    assert [capitalised(text) for text in ("", "the disk is full", "NUL bytes")] == [
        "", "The disk is full", "NUL bytes",
    ]  # fmt: skip


def test_no_page_or_style_holds_what_a_merge_left_over() -> None:
    # A browser passes over such lines in silence, and over the rule that follows them.
    folder = Path(rendering.__file__).parent
    left = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
    files = [
        one for kind in ("*.html", "*.css", "*.js") for one in folder.rglob(kind) if "vendor" not in one.parts
    ]
    assert files
    assert [one.name for one in files if left.search(one.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (4 * HOUR, "today at 21:06"),
        (14 * HOUR, "tomorrow at 07:06"),
        (7 * DAY, "Wednesday 25 November at 17:06"),
    ],
)
def test_what_is_put_off_says_until_when(ahead: int, said: str) -> None:
    at = 1_795_021_600_000
    assert until_when(at + ahead, at, UTC) == said
