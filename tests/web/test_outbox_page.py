"""The outbox's page, and who may reply on the Wave page; in a real browser, on a network in memory."""

import re

import pytest
from playwright.sync_api import Page, expect

from groundswell.domain.actions import Act
from groundswell.services.networks.sending import send
from tests.servers.waiting import until
from tests.web.conftest import Site, Visitor
from tests.web.forms import at_both_widths
from tests.web.hall import CRUEL, POST, Hall
from tests.web.looking import accessible
from tests.web.test_acts_page import opened, wait_for_it, wait_to_see

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_line_leads_to_what_waits_and_to_what_failed(visit: Visitor, hall: Hall) -> None:
    hall.refuses[Act.LIKE] = f"it is gone {CRUEL}"
    page = opened(visit)
    expect(page.locator("#status a")).to_have_count(0)
    page.get_by_role("button", name="Like", exact=True).click()
    page.locator("#status a", has_text="1 going out").click()
    entry = page.locator("#sendings .sent")
    expect(entry).to_have_text(re.compile(r"Like · Ida Blom\s+Hall · .* goes out in a moment"))
    accessible(page)
    wait_to_see(hall, entry.filter(has_text="could not be sent"))
    expect(entry).to_contain_text(f"could not be sent: Hall: it is gone {CRUEL}")
    expect(page.locator("#status a")).to_have_text("1 could not be sent")
    hall.refuses.clear()
    page.get_by_role("button", name="Try again").click()
    expect(entry).to_have_count(2)
    expect(page.locator("#status a")).to_have_text("1 going out")
    page.get_by_role("button", name="Take back").click()
    expect(entry.first).to_contain_text("taken back")
    assert hall.done == []
    page.get_by_role("link", name="Ida Blom").first.click()
    expect(page.locator("#pane .words")).to_contain_text("Do they read the letter")


def test_what_waits_says_for_what_and_what_was_tried_may_have_gone(
    visit: Visitor, hall: Hall, hall_site: Site
) -> None:
    page = opened(visit)
    hall.down = f"nobody is there {CRUEL}"
    page.get_by_role("button", name="Like", exact=True).click()
    wait_to_see(hall, page.locator("#sent .sent", has_text="not gone yet, it is tried again"))
    expect(page.get_by_role("button", name="Stop trying")).to_be_visible()
    send(hall_site.workspace, "hall", Act.MUTE, "other:hall:ida", pressed="1")
    page.goto("/outbox")
    entry = page.locator("#sendings .sent")
    expect(entry).to_have_text(
        [
            re.compile("Mute.* waits for what was sent before it", re.DOTALL),
            re.compile("Like.* it is tried again: hall.example: nobody is there .*onerror", re.DOTALL),
        ]
    )
    accessible(page)
    page.get_by_role("button", name="Stop trying").click()
    expect(entry.last).to_contain_text(
        "it is not known whether it went: you took it back after it had been tried; look on the network"
    )
    expect(entry.first).to_contain_text("goes out in a moment")
    hall.down, hall.barred = "", True
    wait_to_see(hall, entry.filter(has_text="waits until you have signed in again").first)
    accessible(page)
    assert hall.done == []


@at_both_widths
def test_all_of_it_page_by_page_without_scripts(visit: Visitor, hall_site: Site, width: int) -> None:
    for number in range(45):
        target = f"other:hall:person-{number}"
        send(hall_site.workspace, "hall", Act.MUTE, target, pressed="1", grace_ms=9_000_000)
    page = visit.page("/outbox", width=width, scripts=False)
    expect(page.locator("#sendings .sent")).to_have_count(40)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="Earlier").click()
    expect(page.locator("#sendings .sent")).to_have_count(5)
    page.get_by_role("button", name="Take back").last.click()
    page.get_by_role("link", name="Earlier").click()
    expect(page.locator("#sendings .sent").last).to_contain_text("taken back")


def wave(visit: Visitor, *, width: int = 1380, scripts: bool = True) -> Page:
    """The page of the post, as soon as it is there."""
    page = visit.page("/settings", width=width, scripts=scripts)

    def there() -> bool:
        page.goto("/wave/1")
        return page.locator("#replies").count() > 0

    until(there, "the post", within=20)
    visit.complaints.clear()  # Until the post had come in, the browser noted that there is no such page.
    return page


def test_who_may_reply_and_quote_is_chosen_and_taken_back(visit: Visitor, hall: Hall) -> None:
    page = wave(visit)
    replies = page.get_by_role("group", name="Replies")
    expect(replies.locator("[aria-pressed=true]")).to_have_count(0)
    replies.get_by_role("button", name="Nobody").click()
    expect(replies.locator("[aria-pressed=true]")).to_have_text("Nobody")
    expect(page.locator("#replies .sent")).to_contain_text("Close the replies · goes out in a moment")
    page.get_by_role("button", name="Take back").click()
    expect(replies.locator("[aria-pressed=true]")).to_have_count(0)
    replies.get_by_role("button", name="Those whom you follow").click()
    expect(replies.locator("[aria-pressed=true]")).to_contain_text("Those whom you follow")
    page.get_by_role("group", name="Quotes").get_by_role("button", name="Nobody").click()
    wait_for_it(hall, Act.CLOSE_QUOTES)
    expect(page.locator("#replies .sent")).to_have_text(
        [re.compile("Replies limited · sent"), re.compile("Quotes closed · sent")]
    )
    assert [(one.act, one.target) for one in hall.done] == [(Act.LIMIT, POST), (Act.CLOSE_QUOTES, POST)]
    accessible(page)


def test_who_may_reply_is_chosen_without_scripts_too(visit: Visitor, hall: Hall) -> None:
    page = wave(visit, width=390, scripts=False)
    page.get_by_role("group", name="Replies").get_by_role("button", name="Nobody").click()
    expect(page.locator("#replies .sent")).to_contain_text("Close the replies · goes out in a moment")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_linkedin_it_is_done_by_hand(visitor: Visitor) -> None:
    page = visitor.page("/wave/1")
    nobody = page.locator("#replies").get_by_role("link", name="Nobody")
    expect(nobody).to_have_attribute("href", re.compile(r"^https://www\.linkedin\.com/feed/update/"))
    expect(page.locator("#replies")).to_contain_text("Who can comment on this post")
