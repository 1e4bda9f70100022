"""Thanks with the keyboard alone, in a real browser."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.domain.actions import Act
from groundswell.services.networks import lines as networks
from groundswell.web.security import COOKIE
from tests.servers.waiting import until
from tests.web.conftest import Site, Visitor
from tests.web.hall import PASSWORD, Hall
from tests.web.keys import press
from tests.web.kindness import be_kind, elsewhere, kind_facts
from tests.web.looking import accessible

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def thanker(browser: Browser, hall_site: Site) -> Iterator[Visitor]:
    """A visitor who is signed in to the hall, and whom many were kind to there and elsewhere."""
    networks.connect(hall_site.workspace, "hall", {"handle": "mara", "password": PASSWORD})
    be_kind(hall_site.workspace, *kind_facts(), *elsewhere())
    # What drafts need is loaded before a browser waits for it: a busy machine takes long.
    until(lambda: drafted(hall_site), "the first draft", within=60)
    visiting = Visitor(browser, hall_site)
    yield visiting
    visiting.close()
    assert visiting.complaints == []


def drafted(site: Site) -> bool:
    """Whether the page comes with a draft in its first card."""
    cookie = site.door.enter(site.door.new_code())
    page = httpx.get(f"{site.address}/thanks", cookies={COOKIE: cookie or ""}, timeout=60).text
    return "<textarea" in page


def field(page: Page) -> str:
    """The words in the field that has the focus; empty where no field has it."""
    return str(
        page.evaluate("document.activeElement.matches('.thank textarea') ? document.activeElement.value : ''")
    )


def in_card(page: Page, who: str) -> None:
    """The focus is in the field of somebody's card, and a draft stands in it."""
    expect(page.locator("details.thank[open] .who")).to_contain_text(who.strip())
    until(lambda: bool(field(page)), f"a draft for {who}", within=20)


def test_words_go_out_with_one_key_and_the_next_card_is_open(thanker: Visitor, hall: Hall) -> None:
    page = thanker.page("/thanks")
    in_card(page, "Wim Vos")
    _, one, two, three, *_ = page.locator("details.thank .who").all_inner_texts()
    accessible(page)
    press(page, "Control+Enter")
    expect(page.locator(".given")).to_have_count(1)
    in_card(page, one)
    page.keyboard.insert_text("Friend, ")
    press(page, "Control+Enter")
    expect(page.locator(".given")).to_have_count(2)
    expect(page.locator("#far")).to_contain_text("2 of 7 · 2 thanked")
    in_card(page, two)
    press(page, "Escape")
    press(page, "l")
    expect(page.locator("#far")).to_contain_text("3 of 7 · 2 thanked · 1 liked")
    in_card(page, three)
    press(page, "Escape")
    press(page, "u")
    expect(page.locator("#far")).to_contain_text("2 of 7 · 2 thanked")
    in_card(page, two)
    before = field(page)
    press(page, "Escape")
    press(page, "d")
    until(lambda: field(page) not in ("", before), "another draft", within=20)
    press(page, "Escape")
    press(page, "j")
    in_card(page, three)
    press(page, "Escape")
    press(page, "k")
    in_card(page, two)
    hall.later += 11_000
    until(lambda: len(hall.done) == 2, "what was sent to go out", within=20)
    assert {one.act for one in hall.done} == {Act.REPLY}
    expect(page.locator(".given.sent")).to_have_count(2)


def test_on_a_phone_in_the_dark(thanker: Visitor) -> None:
    page = thanker.page("/thanks", width=390, dark=True)
    in_card(page, "Wim Vos")
    accessible(page)
    page.get_by_role("link", name="See whom it concerns").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A like for 7 people")
    accessible(page)
