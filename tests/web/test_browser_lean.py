"""Leaning and the journal in a browser: what only scripts and eyes can show."""

import re
from collections.abc import Iterator

import keyring
import pytest
from playwright.sync_api import expect

from groundswell.domain.confidants import Trusted
from groundswell.domain.support import Confidant, Support
from groundswell.services.journal.book import LOCKS_AFTER
from groundswell.services.lean import danger, trusting
from groundswell.services.replies.checking import warm
from tests.services.test_journal import Drawer
from tests.web.conftest import Site, Visitor
from tests.web.forms import in_both_forms
from tests.web.keys import press
from tests.web.looking import accessible

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DARK = "I don't want to be alive anymore."


@pytest.fixture
def drawer() -> Iterator[None]:
    """A system with a keyring, and the check loaded."""
    before = keyring.get_keyring()
    keyring.set_keyring(Drawer())
    warm()
    yield
    keyring.set_keyring(before)


def people(site: Site) -> None:
    """Three people to lean on, of whom one could come over."""
    danger.live_in(site.workspace, "Ireland")
    for key, zone, good in (
        ("linkedin:in/sam-lee", "Asia/Tokyo", Support.LISTEN),
        ("linkedin:in/dele-moyo", "", Support.LAUGH),
    ):
        one = Confidant(key, good_at=frozenset({good}), zone=zone)
        trusting.trust(site.workspace, key, Trusted(one))
    key, _ = trusting.trust_by_name(site.workspace, "Mum")
    trusting.trust(site.workspace, key, Trusted(Confidant(key), "Mum", "+353 1 234", near=True))


def test_by_keys_alone_from_what_would_help_to_the_words(drawer: None, visitor: Visitor, site: Site) -> None:
    people(site)
    page = visitor.page("/circle/lean")
    page.get_by_label("What happened").focus()
    page.keyboard.insert_text("They said no again.")
    press(page, "Tab")
    expect(page.get_by_role("button", name="Somebody who listens")).to_be_focused()
    press(page, "Enter")
    # The page moves there by itself once they are named; who is faster would be moved away.
    expect(page.get_by_role("heading", name="Two people whom you could turn to")).to_be_focused()
    words = page.get_by_role("button", name="Take these words").first
    words.focus()
    press(page, "Enter")
    field = page.get_by_label("Your words").or_(page.get_by_label("Your message"))
    expect(field).to_have_value(re.compile("They said no again."))
    expect(page.locator(".check")).to_be_visible()


def test_help_is_shown_while_she_writes(drawer: None, visitor: Visitor, site: Site) -> None:
    people(site)
    page = visitor.page("/circle/lean")
    page.get_by_label("What happened").fill(DARK)
    expect(page.get_by_role("alert")).to_contain_text("Please talk to somebody now")
    expect(page.get_by_role("link", name="Call Mum")).to_have_attribute("href", "tel:+3531234")
    page.get_by_label("What happened").fill("I'm dying of laughter.")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_journal_that_locks_itself_goes_from_the_page_and_leaves_what_she_is_writing(
    drawer: None, visitor: Visitor, site: Site
) -> None:
    page = visitor.page("/journal")
    page.clock.install()
    page.get_by_role("button", name="Begin so").first.click()
    field = page.get_by_label("Write what you would not say aloud")
    field.fill("I am furious.")
    page.get_by_role("button", name="Keep it, sealed").click()
    vented = page.get_by_text("I am furious.")
    expect(vented).to_be_visible()
    field.fill("And there is more")
    page.clock.fast_forward("14:50")
    expect(vented).to_be_visible()
    page.clock.fast_forward("00:15")
    expect(page.get_by_role("heading", name="It has locked itself")).to_be_visible()
    expect(vented).to_have_count(0)
    expect(field).to_have_value("And there is more")
    # Opened again in place, and locked on another page: then here as well.
    page.get_by_role("button", name="Open it").click()
    expect(vented).to_be_visible()
    expect(field).to_have_value("And there is more")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Lock it").click()
    expect(page.get_by_role("heading", name="It was locked on another page")).to_be_visible()
    expect(vented).to_have_count(0)
    expect(field).to_have_value("And there is more")


def test_without_scripts_it_is_hidden_at_that_time(drawer: None, visitor: Visitor) -> None:
    page = visitor.page("/journal")
    page.route("**/journal.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.get_by_role("button", name="Begin so").first.click()
    page.get_by_label("Write what you would not say aloud").fill("I am furious.")
    page.get_by_role("button", name="Keep it, sealed").click()
    expect(page.get_by_text("I am furious.")).to_be_visible()
    ends = page.evaluate(
        "document.getAnimations().map(one => { const ends = one.effect.getComputedTiming().delay; "
        "one.finish(); return ends; })"
    )
    assert ends == [LOCKS_AFTER, LOCKS_AFTER]
    expect(page.get_by_text("I am furious.")).to_be_hidden()
    expect(page.get_by_role("button", name="Open it")).to_be_visible()


@in_both_forms
def test_the_pages_are_accessible(drawer: None, visitor: Visitor, site: Site, width: int, dark: bool) -> None:
    people(site)
    page = visitor.page("/circle/lean", width=width, dark=dark)
    accessible(page)
    page.get_by_label("What happened").fill(DARK)
    page.get_by_role("button", name="Somebody who listens").click()
    expect(page.get_by_role("heading", name="Whoever you think of first")).to_be_visible()
    accessible(page)
    page.get_by_label("What happened").fill("They said no again.")
    page.get_by_role("button", name="Somebody who listens").click()
    expect(page.get_by_role("button", name="Take these words").first).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Take these words").first.click()
    expect(page.locator(".check")).to_be_visible()
    accessible(page)
    for address in (
        "/circle/lean/people",
        "/circle/lean/people/one?of=linkedin:in/sam-lee",
        "/danger",
        "/journal",
    ):
        page.goto(address)
        accessible(page)
    page.get_by_role("button", name="Begin so").first.click()
    page.get_by_label("Write what you would not say aloud").fill("I am furious.")
    page.get_by_role("button", name="Keep it, sealed").click()
    expect(page.get_by_text("I am furious.")).to_be_visible()
    accessible(page)
