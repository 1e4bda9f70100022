"""What came of it in a browser: by keyboard, on a phone, in the dark, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from groundswell.domain.kept import LeadKind
from groundswell.services.kept import leads
from groundswell.services.kept.requests import requests
from tests.web.conftest import Site, Visitor
from tests.web.forms import in_both_forms
from tests.web.keys import press
from tests.web.looking import accessible
from tests.web.test_kept_page import invite, item_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAMES = ("Runa Vale", "Nils Ek", "Ines Roth", "Olu Bello")


@in_both_forms
def test_an_offer_becomes_a_lead_and_the_lead_a_job(visitor: Visitor, width: int, dark: bool) -> None:
    page = visitor.page("/kept", width=width, dark=dark)
    expect(page.locator("h1")).to_have_text("What came of it")
    page.get_by_role("button", name=re.compile("Keep ?: Nadia Abel")).click()
    expect(page.locator("#toast")).to_contain_text("Kept as a lead.")
    page.get_by_role("link", name=re.compile("Would you talk to us about a role")).first.click()
    page.get_by_label("What is next").fill("Call Nadia")
    page.get_by_label("By", exact=True).fill("2026-12-03")
    page.get_by_role("button", name="Save", exact=True).click()
    accessible(page, unfolded=True)
    page.get_by_role("button", name="Job found").click()
    expect(page.get_by_role("button", name="Job found")).to_have_attribute("aria-pressed", "true")
    press(page, "u")
    expect(page.get_by_role("button", name="New")).to_have_attribute("aria-pressed", "true")
    page.goto("/kept")
    expect(page.locator(".lead-row")).to_contain_text("Call Nadia")
    accessible(page, unfolded=True)


def test_from_the_inbox_with_one_key_and_taken_back_with_another(visitor: Visitor, site: Site) -> None:
    page = visitor.page("/inbox?lane=opportunity")
    press(page, "j")
    expect(page.locator("#pane")).to_contain_text("Would you talk to us about a role?")
    press(page, "l")
    expect(page.locator("#leading")).to_contain_text("Job, new:")
    expect(page.locator("#toast")).to_contain_text("Kept under Kept.")
    press(page, "u")
    expect(page.get_by_role("button", name="Keep as a lead")).to_be_visible()
    leads.keep(site.workspace, [int(item_of(site, "about a role"))], LeadKind.TALK, "p")
    page.reload()
    expect(page.locator("#leading")).to_contain_text("Talk, new:")


@in_both_forms
def test_requests_by_keyboard(visitor: Visitor, site: Site, width: int, dark: bool) -> None:
    invite(site, *NAMES)
    page = visitor.page("/kept/requests", width=width, dark=dark)
    expect(page.locator("h1")).to_have_text("4 ask to connect.")
    accessible(page, unfolded=True)
    press(page, "j")
    first = page.locator(".ask").first
    expect(first).to_be_focused()
    expect(first).to_contain_text("Olu Bello")
    press(page, "a")
    expect(page.locator(".settled")).to_contain_text("Olu Bello · on the accept list")
    expect(page.locator(".ask").first).to_be_focused()
    press(page, "e")
    expect(page.locator(".settled")).to_have_count(2)
    press(page, "u")
    expect(page.locator(".settled")).to_have_count(1)
    expect(page.locator(".ask").first).to_be_focused()
    page.goto("/kept/requests")
    expect(page.locator("#listed")).to_contain_text("Olu Bello")
    accessible(page, unfolded=True)
    assert requests(site.workspace).waiting == 3


def test_everything_without_scripts(visitor: Visitor, site: Site) -> None:
    invite(site, *NAMES)
    page = visitor.page("/kept/requests", scripts=False)
    page.get_by_role("button", name="Accept all 2").click()
    expect(page.locator("#listed")).to_contain_text("Nils Ek")
    page.get_by_role("button", name="All are accepted").click()
    expect(page.locator("#new")).to_contain_text("Ines Roth")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#listed")).to_contain_text("Ines Roth")
    page.goto("/kept")
    page.get_by_role("button", name=re.compile("No lead ?: Nadia Abel")).click()
    expect(page.locator("#toast")).to_contain_text("Not suggested any more.")
    page.goto("/inbox?lane=opportunity")
    page.locator("#rows .row-item").first.click()
    page.get_by_role("button", name="Keep as a lead").click()
    expect(page.locator("#leading")).to_contain_text("Job, new:")


def test_a_new_connection_is_thanked_and_the_next_one_comes(visitor: Visitor, site: Site) -> None:
    invite(site, *NAMES)
    page = visitor.page("/kept/requests")
    page.get_by_role("button", name="Accept all 2").click()
    page.get_by_role("button", name=re.compile("Accept ?: Runa Vale")).click()
    expect(page.locator(".settled")).to_contain_text("Runa Vale")
    page.goto("/kept/requests")
    page.get_by_role("button", name="All are accepted").click()
    page.get_by_role("link", name=re.compile("Thank ? ?Runa Vale")).click()
    words = page.get_by_label("Your note, to be pasted there")
    expect(words).to_have_value(re.compile("Runa"))
    accessible(page, unfolded=True)
    page.context.route("https://www.linkedin.com/**", lambda route: route.fulfill(body="there"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    words.fill("Thank you, Runa.")
    with page.expect_popup() as opened:
        press(page, "Control+Enter")
    opened.value.close()
    assert page.evaluate("navigator.clipboard.readText()") == "Thank you, Runa."
    page.get_by_role("button", name="I have thanked them").click()
    expect(page.locator("#toast")).to_contain_text("Noted as thanked.")
    expect(page.locator("h1")).to_contain_text("Nils Ek")
    expect(page.locator("#note")).to_contain_text("nobody gets a canned line")


def test_a_webhook_is_turned_on_after_it_was_said_what_leaves(visitor: Visitor) -> None:
    page = visitor.page("/kept/webhook")
    page.get_by_label("Address").fill("https://127.0.0.1:1/hook")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("own machine or network")
    page.get_by_label(re.compile("It is on this machine")).check()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("form.card")).to_contain_text("goes to 127.0.0.1:1")
    accessible(page, unfolded=True)
    page.get_by_label(re.compile("secret")).fill("too short")
    page.get_by_role("button", name=re.compile("Let leads go to")).click()
    expect(page.get_by_role("alert")).to_contain_text("The secret")
    assert "too short" not in page.locator("#secret").input_value()
