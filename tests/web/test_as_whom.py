"""Two accounts on one network: where nothing tells to which of them something came, one is chosen."""

import re

import pytest
from playwright.sync_api import Page, expect

from groundswell.domain.actions import Act
from groundswell.services.networks import lines as networks
from tests.web.conftest import Visitor
from tests.web.forms import at_both_widths
from tests.web.hall import PASSWORD, Hall
from tests.web.looking import accessible
from tests.web.test_acts_page import opened, rows, wait_for_it
from tests.web.test_person_acts import found

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MARA, STUDIO = "other:hall:mara", "other:hall:studio"


@pytest.fixture
def two(visit: Visitor) -> Visitor:
    networks.connect(visit.site.workspace, "hall", {"handle": "studio", "password": PASSWORD})
    return visit


def chip(page: Page, handle: str) -> str:
    return f"button[name=account][value='other:hall:{handle}']"


def test_nothing_is_offered_until_one_is_chosen_and_then_that_one_does_it(two: Visitor, hall: Hall) -> None:
    page = opened(two, "opportunity")
    expect(page.get_by_text("As whom?")).to_be_visible()
    expect(page.locator("#composer")).to_have_count(0)
    page.locator(chip(page, "studio")).click()
    expect(page.locator(chip(page, "studio"))).to_have_attribute("aria-pressed", "true")
    expect(page.locator(chip(page, "studio"))).to_be_focused()
    words = page.get_by_label("Your reply on Hall")
    words.fill("Gladly.")
    page.locator(chip(page, "mara")).click()
    expect(page.locator(chip(page, "mara"))).to_have_attribute("aria-pressed", "true")
    expect(words).to_have_value("Gladly.")
    page.locator(chip(page, "studio")).click()
    expect(page.locator(chip(page, "studio"))).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Send in 10 seconds").click()
    expect(rows(page)).to_have_text(re.compile("“Gladly.” · as Studio of Hall: goes out in a moment"))
    wait_for_it(hall, Act.REPLY)
    assert hall.by == [STUDIO]


def test_what_another_did_is_undone_by_it_and_the_choice_stays(two: Visitor, hall: Hall) -> None:
    page = found(two, "Ida")
    page.locator(chip(page, "studio")).click()
    page.locator("#main summary", has_text="More").click()
    page.get_by_role("button", name="Follow back").click()
    wait_for_it(hall, Act.FOLLOW)
    page.locator(chip(page, "mara")).click()
    expect(page.locator(chip(page, "mara"))).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Unfollow").click()
    wait_for_it(hall, Act.UNFOLLOW)
    expect(page.locator(chip(page, "mara"))).to_have_attribute("aria-pressed", "true")
    page.locator("#main summary", has_text="More").click()
    page.get_by_role("button", name="Mute", exact=True).click()
    wait_for_it(hall, Act.MUTE)
    assert hall.by == [STUDIO, STUDIO, MARA]


@pytest.mark.parametrize("place", ["item", "person"])
def test_without_scripts_too(two: Visitor, hall: Hall, place: str) -> None:
    page = (
        opened(two, "opportunity", scripts=False) if place == "item" else found(two, "Nadia", scripts=False)
    )
    page.locator(chip(page, "studio")).click()
    page.locator("#composer textarea").fill("Gladly.")
    page.get_by_role("button", name="Send in 10 seconds").first.click()
    expect(rows(page)).to_contain_text("as Studio of Hall")
    wait_for_it(hall, Act.REPLY if place == "item" else Act.MESSAGE)
    assert hall.by == [STUDIO]


@at_both_widths
def test_axe_finds_nothing(two: Visitor, width: int) -> None:
    page = opened(two, "opportunity", width=width)
    page.locator(chip(page, "studio")).click()
    expect(page.locator("#composer")).to_be_visible()
    accessible(page)
