"""How much room a text has: counted while it is typed, refused before it is sent; also without scripts."""

import pytest
from playwright.sync_api import Page, expect

from groundswell.domain.actions import Act
from groundswell.sources.common.room import Room
from tests.web.conftest import Visitor
from tests.web.hall import Hall
from tests.web.looking import accessible
from tests.web.test_acts_page import opened, rows, wait_for_it

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
ROOM = Room(signs=100, size=1_000, link=23, names_alone=True)
TEXTS = [
    "",
    "Straße, café, naïve",
    FAMILY * 3 + "\U0001f1f3\U0001f1f4\U0001f44d\U0001f3fd",
    "e\u0301" * 90,
    "See https://letters.example/a/very/long/way?of=asking#much, and https://b.example.",
    "@ada@social.example and @béa.b@sub.social.example, not mail@social.example or /@c@d.example",
    "line\nline\n\nline " + "a" * 80,
    "नमस्ते क्षत्रिय",
    "한국어 텍스트",
    FAMILY * 45,
    "x" * 101,
    "x" * 140,
]


@pytest.fixture
def narrow_hall(hall: Hall) -> Hall:
    hall.held = {Act.REPLY: ROOM, Act.REPORT: Room(signs=20)}
    return hall


def words(page: Page) -> str:
    said = page.locator("#composer .room")
    return said.inner_text() if said.is_visible() else ""


def test_the_page_counts_as_the_network_does(visit: Visitor, narrow_hall: Hall) -> None:
    page = opened(visit)
    for text in TEXTS:
        page.get_by_label("Your reply on Hall").fill(text)
        over, left = ROOM.over(text), ROOM.signs - ROOM.counted(text)
        expected = f"{over} too long" if over else f"{left} left" if left <= 10 else ""
        assert words(page) == expected, text


def test_it_is_said_near_the_end_and_what_is_too_long_stays_in_the_field(
    visit: Visitor, narrow_hall: Hall
) -> None:
    page = opened(visit)
    field = page.get_by_label("Your reply on Hall")
    field.fill("x" * 80)
    assert words(page) == ""
    field.press_sequentially("y" * 12)
    assert words(page) == "8 left"
    expect(page.locator("#composer .room + [role=status]")).to_have_text("8 left")
    field.fill("x" * 101)
    assert words(page) == "1 character too long"
    accessible(page)
    page.get_by_role("button", name="Send in 10 seconds").click()
    expect(field).to_be_focused()
    assert field.evaluate("one => one.validationMessage") == (
        "This is 1 character too long; it may have 100."
    )
    expect(rows(page)).to_have_count(0)
    field.press("Backspace")
    assert words(page) == "0 left"
    page.get_by_role("button", name="Send in 10 seconds").click()
    wait_for_it(narrow_hall, Act.REPLY)
    expect(field).to_have_value("")
    assert words(page) == ""


def test_words_that_come_back_are_counted_at_once(visit: Visitor, narrow_hall: Hall) -> None:
    page = opened(visit)
    page.get_by_label("Your reply on Hall").fill("x" * 95)
    page.get_by_role("button", name="Send in 10 seconds").click()
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("#composer .room")).to_have_text("5 left")


def test_a_report_has_a_room_of_its_own(visit: Visitor, narrow_hall: Hall) -> None:
    page = opened(visit, "disagreement")
    page.locator("#main summary", has_text="More").click()
    page.locator("summary", has_text="Report").click()
    page.get_by_label("What is wrong with it").fill("x" * 23)
    expect(page.locator("#acts .room")).to_have_text("3 characters too long")
    page.get_by_role("button", name="Report in 10 seconds").click()
    expect(page.get_by_label("What is wrong with it")).to_be_focused()
    expect(rows(page)).to_have_count(0)


def test_without_scripts_the_words_are_shown_again_to_be_cut(visit: Visitor, narrow_hall: Hall) -> None:
    page = opened(visit, scripts=False)
    long = f"They do. </textarea>{'x' * 90}"
    page.get_by_label("Your reply on Hall").fill(long)
    page.get_by_role("button", name="Send in 10 seconds").click()
    expect(page.get_by_role("alert")).to_contain_text("This is too long by 10 characters. It may have 100")
    expect(page.get_by_label("Your words")).to_have_value(long)
    page.get_by_label("Your words").fill("They do.")
    page.get_by_role("button", name="Send in 10 seconds").click()
    expect(rows(page)).to_contain_text("“They do.”")
    wait_for_it(narrow_hall, Act.REPLY)
    assert [one.text for one in narrow_hall.done] == ["They do."]
    # A browser notes that a page which says what was wrong came with the status 422.
    visit.complaints.clear()
