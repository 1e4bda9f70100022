"""The circle in a browser: by keyboard, on a phone, in the dark, without scripts; and the navigation."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Site, Visitor
from tests.web.forms import in_both_forms
from tests.web.friends import ASKED, HARD, befriend, id_of
from tests.web.keys import press
from tests.web.looking import accessible

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@in_both_forms
def test_the_circle_the_week_and_a_person(visitor: Visitor, site: Site, width: int, dark: bool) -> None:
    befriend(site.workspace)
    page = visitor.page("/circle", width=width, dark=dark)
    expect(page.get_by_role("img", name=re.compile("6 people around you, by name"))).to_be_visible()
    accessible(page, unfolded=True)
    page.get_by_role("button", name=re.compile("Take in ?: Gil Ray")).click()
    expect(page.locator("#toast")).to_contain_text("In your circle.")
    expect(page.get_by_role("list", name="Everybody, by name").get_by_role("listitem")).to_have_count(7)
    page.get_by_role("link", name="Ten minutes for this week: 3 people").click()
    accessible(page, unfolded=True)
    page.goto(f"/person/{id_of(site.workspace, 'Cy Ode')}")
    accessible(page, unfolded=True)
    page.get_by_label("Days ago").fill("2")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator("#tie")).to_contain_text("You called once")
    accessible(page, unfolded=True)
    page.get_by_role("link", name="Forget everything about them").click()
    expect(page.locator("h1")).to_have_text("Forget Cy Ode?")
    accessible(page, unfolded=True)
    page.get_by_role("button", name="Forget them for good").click()
    expect(page.locator("h1")).to_have_text("Forgotten")
    accessible(page, unfolded=True)


def test_the_week_with_the_keyboard_alone(visitor: Visitor, site: Site) -> None:
    befriend(site.workspace)
    page = visitor.page("/circle/week")
    walk = page.locator(".walk")
    expect(walk).to_contain_text(HARD)
    press(page, "j")
    expect(walk).to_contain_text(ASKED)
    press(page, "s")
    expect(page.locator("#far")).to_contain_text("1 of 3 done · 1 put off")
    expect(page.locator("#next")).to_be_focused()
    # What was said is said once: who comes back to this page is not offered to take it back again.
    expect(page.locator("#toast")).to_contain_text("Put off")
    expect(page).to_have_url(re.compile(r"/circle/week\?at=1#next$"))
    press(page, "u")
    expect(page.locator("#far")).to_contain_text("0 of 3 done")
    expect(walk).to_contain_text(ASKED)
    page.go_back()
    expect(page.locator("#far")).to_contain_text("0 of 3 done")
    expect(page.locator("#toast")).to_be_empty()
    page.goto("/circle/week")
    expect(walk).to_contain_text(HARD)
    press(page, "e")
    expect(page.locator("#far")).to_contain_text("1 of 3 done · wrote to 1")
    expect(walk).to_contain_text(ASKED)
    press(page, "w")
    expect(page).to_have_url(re.compile(r"/crossroads/\d+$"))


@pytest.mark.parametrize("width", [390, pytest.param(320, marks=pytest.mark.slow)])
def test_on_a_phone_the_bar_opens_the_rest(visitor: Visitor, width: int) -> None:
    page = visitor.page("/search", width=width)
    bar = page.get_by_role("navigation", name="Main")
    expect(bar.get_by_role("link")).to_have_count(4)
    more = bar.locator("summary")
    more.focus()
    press(page, "Enter")
    expect(bar.get_by_role("link")).to_have_count(8)
    expect(bar.get_by_role("link", name="Search")).to_have_attribute("aria-current", "page")
    accessible(page, unfolded=True)
    press(page, "Tab")
    expect(bar.get_by_role("link", name="Kept")).to_be_focused()
    press(page, "Escape")
    expect(bar.get_by_role("link")).to_have_count(4)
    expect(more).to_be_focused()


def test_without_scripts(visitor: Visitor, site: Site) -> None:
    befriend(site.workspace)
    page = visitor.page("/circle/week", scripts=False)
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".walk")).to_contain_text(ASKED)
    page.get_by_role("button", name="Not now").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#far")).to_contain_text("0 of 3 done")
