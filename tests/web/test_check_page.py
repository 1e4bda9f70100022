"""The page Check a message in a real browser, with and without scripts; and when to write to a person."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Visitor
from tests.web.looking import accessible

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COLD = (
    "Hi Ana, I'm a growth consultant and I help <b>companies like yours</b>. "
    "Do you have 15 minutes for a call on Thursday?"
)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_pasted_message_is_told_its_manners_and_whether_it_is_time(visitor: Visitor, scripts: bool) -> None:
    page = visitor.page("/inbox", scripts=scripts)
    page.get_by_role("link", name="Check a message").click()
    page.locator("summary", has_text="To whom").click()
    page.get_by_label("To whom, such as").fill("Owner of a bakery in Ghent")
    page.get_by_label("Who wrote last").select_option("I did")
    page.get_by_label("How many days ago").fill("3")
    page.get_by_label("Your message number").fill("2")
    page.get_by_label("Your message", exact=True).fill(COLD)
    if not scripts:
        page.get_by_role("button", name="Check it").click()
    told = page.locator(".checked")
    expect(told.locator(".manners")).to_contain_text("a call or a meeting")
    expect(told).to_contain_text("It leaves no way to say no")
    expect(told).to_contain_text("You wrote last, 3 days ago.")
    expect(told).to_contain_text("Wait until")
    expect(told.locator("b")).to_have_count(0)
    if scripts:
        accessible(page)


def test_a_persons_page_says_whether_it_is_time(visitor: Visitor) -> None:
    page = visitor.page("/search?q=Sam")
    page.locator("ul .item").first.click()
    expect(page.locator(".timing")).to_contain_text("You wrote last, today.")


def test_a_message_to_somebody_known_hears_of_its_manners_too(visitor: Visitor) -> None:
    page = visitor.page("/search?q=Sam")
    page.locator("ul .item").first.click()
    page.locator("#composer textarea").fill(COLD)
    expect(page.locator(".checked .manners")).to_contain_text("a call or a meeting")
