"""The inbox in a real browser: with the mouse, with the keyboard, on a phone, without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Visitor
from tests.web.keys import press
from tests.web.world import HOSTILE_WORDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def pane(page: Page, words: str) -> None:
    expect(page.locator("#pane .words")).to_contain_text(words)


def count_of(page: Page, lane: str) -> str:
    return page.locator(f".lanes a:has(.{lane}) .n").inner_text()


def test_a_row_opens_with_its_reason_and_its_cue_marked(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=disagreement")
    page.get_by_role("link", name=re.compile("Priya Sato")).click()
    pane(page, "It is a template")
    expect(page.locator("#pane mark")).to_have_text("It is ")
    expect(page.locator("#pane .why")).to_contain_text("86% sure")
    expect(page).to_have_url(re.compile(r"/inbox\?lane=disagreement&item=\d+$"))


def test_done_opens_the_next_item_counts_anew_and_can_be_undone(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=question")
    rows = page.locator("#rows .row-item")
    expect(rows).to_have_count(5)
    rows.first.click()
    pane(page, "Lena Falk asks")
    page.get_by_role("button", name="Done").click()
    pane(page, "Ivo Marek asks")
    expect(rows).to_have_count(4)
    expect(rows.first).to_be_focused()
    expect(page.locator(".lanes a:has(.question) .n")).to_have_text("4")
    page.get_by_role("button", name="Undo").click()
    pane(page, "Lena Falk asks")
    expect(rows).to_have_count(5)
    expect(page.locator("#toast")).to_have_text("Taken back.")


def test_a_corrected_lane_is_the_users_own_word(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=disagreement")
    page.locator("#rows .row-item").click()
    page.get_by_text("Not right?").click()
    page.get_by_role("button", name="Feedback").click()
    expect(page.locator("#pane")).to_contain_text("Nothing is left here.")
    expect(page.locator("#rows")).to_contain_text("This lane is empty")
    page.get_by_role("link", name="Feedback").click()
    page.get_by_role("link", name=re.compile("Priya Sato")).click()
    expect(page.locator("#pane .why")).to_contain_text("You put it here. your own word")


def test_put_off_and_back_again(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=feedback")
    page.locator("#rows .row-item").click()
    page.locator("#pane summary", has_text="Put off").click()
    page.get_by_role("button", name="For a week").click()
    expect(page.locator("#toast")).to_contain_text("Put off until")
    page.goto("/inbox?state=snoozed")
    page.locator("#rows .row-item").click()
    expect(page.locator("#pane .actions")).to_contain_text("snoozed until")
    page.get_by_role("button", name="Open again").click()
    expect(page.locator("#rows")).to_contain_text("Nothing fits these filters.")


MAIN = """all => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.background = "var(--sea)";
  const color = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return all.filter(one => one.checkVisibility() && getComputedStyle(one).backgroundColor === color)
    .map(one => one.textContent.trim());
}"""


@pytest.mark.parametrize(("lane", "main"), [("question", "Copy and open"), ("kind_words", "Done")])
def test_one_act_looks_like_the_main_one_and_all_are_of_one_size(
    visitor: Visitor, lane: str, main: str
) -> None:
    page = visitor.page(f"/inbox?lane={lane}")
    page.locator("#rows .row-item").first.click()
    expect(page.get_by_role("button", name="Done")).to_be_visible()
    acts = page.locator("#pane :is(.button, .chip)")
    assert acts.evaluate_all(MAIN) == [main]
    sizes = "all => [...new Set(all.filter(one => one.checkVisibility()).map(one => one.offsetHeight))]"
    assert len(acts.evaluate_all(sizes)) == 1


def test_with_the_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=question")
    rows = page.locator("#rows .row-item")
    press(page, "j")
    pane(page, "Lena Falk asks")
    press(page, "j")
    pane(page, "Ivo Marek asks")
    expect(rows.nth(1)).to_be_focused()
    press(page, "k")
    pane(page, "Lena Falk asks")
    for name in ("Ivo Marek", "Rhea Jensen", "Ama Osei"):
        press(page, "e")
        pane(page, f"{name} asks")
        expect(rows.first).to_be_focused()
    press(page, "u")
    pane(page, "Rhea Jensen asks")
    expect(page.locator("#toast")).to_have_text("Taken back.")
    press(page, "u")
    pane(page, "Ivo Marek asks")
    press(page, "s")
    expect(page.locator("#toast")).to_contain_text("Put off until")
    press(page, "c")
    expect(page.locator(".correct button").first).to_be_focused()
    press(page, "1")
    expect(page).to_have_url(re.compile("lane=needs_you"))
    page.wait_for_load_state()  # Keys are heard once the script is there.
    press(page, "?")
    expect(page.get_by_role("dialog")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    press(page, "/")
    expect(page.get_by_label("Search")).to_be_focused()
    press(page, "Escape")
    press(page, "j")
    pane(page, "Ten months of this")


def test_r_opens_where_it_was_said(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=needs_you")
    page.context.route("https://www.linkedin.com/**", lambda route: route.fulfill(body="there"))
    press(page, "j")
    pane(page, "Ten months of this")
    with page.expect_popup() as opened:
        press(page, "r")
    expect(opened.value).to_have_url("https://www.linkedin.com/feed/")


def test_nothing_to_take_back_says_so(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=question")
    press(page, "u")
    expect(page.locator("#toast")).to_have_text("There is nothing to take back.")


def test_tab_reaches_everything_in_order_and_shows_where_it_is(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=question")
    press(page, "Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    reached = []
    told = "(({ activeElement: one }) => [one.textContent.trim(), getComputedStyle(one).outlineStyle])"
    for _ in range(27):
        press(page, "Tab")
        reached.append(page.evaluate(f"{told}(document)"))
    names = [name for name, _ in reached]
    assert (
        names.index("Today")
        < names.index("Filters")
        < next(n for n, name in enumerate(names) if name.startswith("Lena Falk"))
    )
    assert {outline for _, outline in reached} == {"solid"}


def test_hostile_words_are_not_in_the_page_until_asked_for(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=hostile")
    expect(page.locator("#rows .row-item")).to_have_count(2)
    press(page, "j")
    expect(page.locator("#pane")).to_contain_text("insults in this comment")
    assert HOSTILE_WORDS not in page.content()
    page.get_by_role("link", name="Show the words").click()
    pane(page, HOSTILE_WORDS)
    expect(page.locator("#words")).to_be_focused()
    for path in ("/", "/wave", "/search?q=pretender", "/inbox?lane=hostile"):
        page.goto(path)
        assert HOSTILE_WORDS not in page.content(), path


def test_a_phone_shows_the_list_then_the_item_then_the_list(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=kind_words", width=390)
    row = page.get_by_role("link", name=re.compile("Kept 30"))
    row.scroll_into_view_if_needed()
    row.click()
    pane(page, "Kept 30")
    expect(page.locator("#list")).to_be_hidden()
    expect(page.get_by_role("button", name="Done")).to_be_in_viewport()
    page.get_by_role("link", name="Back to the list").click()
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()
    expect(page.locator("#pane")).to_be_hidden()
    row.click()
    pane(page, "Kept 30")
    page.go_back()
    expect(page.locator("#list")).to_be_visible()
    expect(page.locator("#pane")).to_be_hidden()


@pytest.mark.parametrize(
    "width", [320, 820, *(pytest.param(one, marks=pytest.mark.slow) for one in (390, 690, 1380))]
)
def test_no_page_is_wider_than_the_window(visitor: Visitor, width: int) -> None:
    page = visitor.page("/", width=width)
    for path in (
        "/",
        "/wave",
        "/inbox?lane=kind_words&item=9",
        "/search?q=letter",
        "/import",
        "/settings",
        "/feedback",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_more_rows_come_when_scrolling_on(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=kind_words")
    expect(page.locator("#rows .row-item")).to_have_count(30)
    page.locator("#rows .more").scroll_into_view_if_needed()
    expect(page.locator("#rows .row-item")).to_have_count(40)


def test_filters_narrow_the_list_and_can_be_left(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=opportunity")
    page.get_by_text("Filters").click()
    page.get_by_label(re.compile("^Kind")).select_option("comment")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#rows")).to_contain_text("Nothing fits these filters.")
    page.get_by_label(re.compile("^Kind")).select_option("message")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#rows .row-item")).to_have_count(1)
    page.get_by_role("link", name="Show all").click()
    expect(page).to_have_url(re.compile(r"/inbox\?lane=opportunity$"))


def test_two_tabs_stay_current(visitor: Visitor) -> None:
    first = visitor.page("/inbox?lane=question")
    second = visitor.open(first.context, "/inbox?lane=question")
    today = visitor.open(first.context, "/")
    expect(today.locator("#today")).to_contain_text("Tomasz Kowal")
    press(first, "j")
    pane(first, "Lena Falk asks")
    press(first, "e")
    expect(second.locator(".lanes a:has(.question) .n")).to_have_text("4")
    second.get_by_role("link", name="There is something new").click()
    expect(second.locator("#rows .row-item")).to_have_count(4)
    expect(first.locator("#news")).to_be_hidden()
    first.goto("/inbox?lane=needs_you")
    press(first, "j")
    pane(first, "Ten months")
    press(first, "e")
    expect(today.locator("#today")).not_to_contain_text("Tomasz Kowal")


def test_everything_can_be_read_and_decided_without_scripts(visitor: Visitor) -> None:
    page = visitor.page("/", scripts=False)
    page.get_by_role("link", name="Begin with these").click()
    pane(page, "Ten months of this")
    page.goto("/inbox?lane=question")
    page.locator("#rows .row-item").first.click()
    pane(page, "Lena Falk asks")
    page.get_by_role("button", name="Done").click()
    pane(page, "Ivo Marek asks")
    assert count_of(page, "question") == "4"
    page.get_by_role("button", name="Undo").click()
    pane(page, "Lena Falk asks")
    assert count_of(page, "question") == "5"
    page.goto("/inbox?lane=hostile")
    page.locator("#rows .row-item").first.click()
    page.get_by_role("link", name="Show the words").click()
    pane(page, HOSTILE_WORDS)
    page.goto("/inbox?lane=kind_words")
    page.get_by_role("link", name="More").click()
    expect(page.locator("#rows .row-item")).to_have_count(10)
