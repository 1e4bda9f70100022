"""Words before they go, in a real browser: checked as they are typed, held, begun with a draft by a key."""

import re

import pytest
from playwright.sync_api import expect

from groundswell.domain.actions import Act
from tests.web.conftest import Visitor
from tests.web.hall import Hall
from tests.web.keys import press
from tests.web.looking import accessible
from tests.web.test_acts_page import let_it_pass, opened

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHARP = "You are an idiot and you know nothing about hiring."
DISAGREES = 7


@pytest.fixture(scope="module", autouse=True)
def warmed() -> None:
    """What the check needs is loaded, which takes longer than a test should wait."""
    from groundswell.services.replies.checking import warm

    warm()


def test_what_is_typed_is_checked_and_mended_by_a_press(visitor: Visitor) -> None:
    page = visitor.page(f"/crossroads/{DISAGREES}")
    words = page.get_by_label("Your reply, to be pasted there")
    words.press_sequentially(SHARP)
    seen = page.locator(".check")
    expect(seen.locator(".verdict")).to_have_text("Better not like this yet.")
    expect(seen.locator(".mirror mark").first).to_be_visible()
    # It is read out once whoever types has stopped, and then the whole of it in one go.
    expect(page.locator(".checked + [role=status]")).to_contain_text("It attacks.")
    accessible(page, unfolded=True)
    offered = seen.locator("[data-instead]").first.get_attribute("data-instead") or ""
    seen.get_by_role("button", name="Put it in").first.click()
    expect(words).to_have_value(re.compile(re.escape(offered)))
    expect(words).to_be_focused()
    press(page, "Control+z")
    expect(words).to_have_value(SHARP)
    words.fill("")
    expect(seen).to_have_count(0)


def test_places_are_right_behind_signs_of_two_units(visitor: Visitor) -> None:
    page = visitor.page(f"/crossroads/{DISAGREES}")
    words = page.get_by_label("Your reply, to be pasted there")
    words.fill("😀😀 It is not. You are an idiot, you know nothing about hiring, and nobody asked you.")
    button = page.locator(".check [data-instead]").first
    offered = button.get_attribute("data-instead") or ""
    assert offered
    button.click()
    expect(words).to_have_value(re.compile(r"^😀😀 .*" + re.escape(offered), re.DOTALL))
    assert "�" not in words.input_value()


def test_with_the_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.page(f"/inbox?lane=disagreement&item={DISAGREES}")
    press(page, "w")
    expect(page).to_have_url(re.compile(rf"/crossroads/{DISAGREES}$"))
    draft = page.locator("[name=draft]").first.get_attribute("value") or ""
    assert draft
    press(page, "1")
    words = page.get_by_label("Your reply, to be pasted there")
    expect(words).to_have_value(draft)
    expect(words).to_be_focused()
    assert page.locator("#composer [name=moves]").input_value()
    press(page, "End")
    page.keyboard.type(" 12")
    expect(words).to_have_value(f"{draft} 12")
    press(page, "Escape")
    press(page, "e")
    expect(page).to_have_url(re.compile(r"/inbox\?lane=disagreement"))
    expect(page.locator("#toast")).to_contain_text("Undo")


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1380, False)], ids=["phone, dark", "wide, light"])
def test_axe_finds_nothing_and_nothing_hangs_out(visitor: Visitor, width: int, dark: bool) -> None:
    page = visitor.page(f"/crossroads/{DISAGREES}", width=width, dark=dark)
    page.locator("#composer textarea").fill(SHARP)
    expect(page.locator(".check")).to_be_visible()
    accessible(page, unfolded=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("/crossroads/8")
    accessible(page, unfolded=True)


def test_a_sharp_reply_is_held_changed_and_sent_sooner(visit: Visitor, hall: Hall) -> None:
    page = opened(visit)
    words = page.get_by_label("Your reply on Hall")
    words.fill(SHARP)
    page.locator(".check").get_by_role("button", name="Hold 20 minutes").click()
    held = page.locator("#sent .sent")
    expect(held).to_contain_text("held until")
    page.get_by_role("button", name="Change it").click()
    expect(words).to_have_value(SHARP)
    expect(words).to_be_focused()
    words.fill("They do, mostly. Which letter do you mean?")
    page.locator("summary", has_text="Hold it").click()
    page.get_by_role("button", name="An hour", exact=True).click()
    expect(held.last).to_contain_text("held until")
    page.get_by_role("button", name="Send now").click()
    expect(held.last).to_contain_text("goes out in a moment")
    let_it_pass(hall, lambda: [one.act for one in hall.done] == [Act.REPLY], "the reply on the network")
    assert hall.done[0].text == "They do, mostly. Which letter do you mean?"
