"""Calm in a real browser: chosen, looked at, in the evening, on a phone, in the dark, by keyboard."""

import pytest
from playwright.sync_api import expect

from groundswell.domain.calm import Alarm, Urgent, Way
from groundswell.services.calm.recognising import kept
from groundswell.services.calm.wishes import wish
from groundswell.services.workspace import Workspace
from groundswell.store import digests
from tests.servers.waiting import until
from tests.web.conftest import Site, Visitor
from tests.web.forms import in_both_forms
from tests.web.keys import press
from tests.web.looking import accessible
from tests.web.world import HOSTILE_WORDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ALL_DAY = {"on": True, "begin": 0, "till": 24 * 60 - 1, "keeps_looks": True, "hours": (), "budget": 3}


def alarmed(workspace: Workspace, words: str, alarm: Alarm, *ways: Way) -> None:
    """As if it had been recognised just now."""
    with workspace.store.writing() as conn:
        found = conn.exec_driver_sql("SELECT key FROM interaction WHERE text LIKE ?", (f"%{words}%",))
        why = Urgent(alarm, 0.9, ("It speaks of hurting you",))
        digests.make(conn, kept(str(found.scalars().first()), why, workspace.now()), ways)


@in_both_forms
def test_chosen_looked_at_and_told(visitor: Visitor, site: Site, width: int, dark: bool) -> None:
    page = visitor.page("/calm", width=width, dark=dark)
    expect(page.locator("h1")).to_have_text("Calm")
    accessible(page, unfolded=True)
    page.get_by_role("link", name="Choose a budget and hours").click()
    page.get_by_label("Keep to a budget of looks").check()
    page.get_by_label("My day begins").fill("00:00")
    page.get_by_label("and ends").fill("23:59")
    page.get_by_label("Keep when I looked").check()
    page.locator("form[action='/calm/wishes']").get_by_role("button", name="Save").click()
    expect(page.get_by_label("Keep to a budget of looks")).to_be_checked()
    accessible(page, unfolded=True)
    alarmed(site.workspace, HOSTILE_WORDS, Alarm.THREAT)
    page.goto("/")
    expect(page.locator("#today")).to_contain_text("Look again ")
    urgent = page.get_by_role("list", name="What cannot wait")
    expect(urgent).to_contain_text("You need not read it to act")
    expect(urgent).not_to_contain_text(HOSTILE_WORDS)
    accessible(page, unfolded=True)
    page.get_by_role("button", name="Fine").click()
    expect(page.locator("figure")).to_contain_text("in the last 14 days")
    expect(page.locator(".looks circle.fine")).to_have_count(1)
    accessible(page, unfolded=True)
    wish(site.workspace, {"evening": True, "evening_from": 0, "evening_till": 24 * 60 - 1})
    page.goto("/")
    expect(page.locator("h1")).to_have_text("One thing cannot wait.")
    accessible(page, unfolded=True)
    page.get_by_role("link", name="Look at everything all the same").click()
    expect(page.locator("#needs")).to_be_visible()


def test_by_keyboard_alone(visitor: Visitor, site: Site) -> None:
    wish(site.workspace, ALL_DAY)
    page = visitor.page("/")
    page.get_by_role("button", name="Light", exact=True).focus()
    press(page, "Enter")
    expect(page.locator(".looks circle.light")).to_have_count(1)
    page.get_by_role("button", name="Forget all looks").focus()
    press(page, "Enter")
    expect(page.locator(".looks circle")).to_have_count(0)


def test_a_notification_is_shown_once_and_holds_words_of_ours_alone(visitor: Visitor, site: Site) -> None:
    wish(site.workspace, {"desktop": "page"})
    alarmed(site.workspace, HOSTILE_WORDS, Alarm.THREAT, Way.PAGE)
    page = visitor.page("/calm")
    page.context.grant_permissions(["notifications"])
    page.add_init_script(
        "window.shown = []; window.Notification = class { static permission = 'granted';"
        " constructor(title, told) { window.shown.push([title, told.body]); } addEventListener() {} }"
    )
    page.reload()
    assert until(lambda: page.evaluate("window.shown"), "the notification", within=20) == [
        ["Somebody threatens you", "Open Groundswell when you are ready; it is folded there."]
    ]
    with page.expect_response("**/calm/notices") as answered:
        page.reload()
    assert answered.value.json() == []
