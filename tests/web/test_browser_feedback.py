"""Criticism kept as points on the page, by keyboard, on a phone, without scripts; and the critics told."""

import re

import pytest
from playwright.sync_api import expect

from groundswell.services.feedback import points as feedback
from groundswell.services.workspace import Workspace
from tests.servers.waiting import until
from tests.web.conftest import Site, Visitor
from tests.web.forms import in_both_forms
from tests.web.hall import Hall
from tests.web.keys import press
from tests.web.looking import accessible
from tests.web.world import HOSTILE_WORDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "Say the reason, too."


def item_of(workspace: Workspace, words: str) -> int:
    with workspace.store.reading() as conn:
        found = conn.exec_driver_sql("SELECT id FROM interaction WHERE text LIKE ?", (f"%{words}%",))
        return int(found.scalar_one())


def kept(workspace: Workspace, *words: str, title: str = "") -> str:
    return feedback.keep(workspace, [item_of(workspace, one) for one in words], title, title or words[0])[0]


@in_both_forms
def test_suggested_kept_settled_and_told(visitor: Visitor, width: int, dark: bool) -> None:
    page = visitor.page("/inbox", width=width, dark=dark)
    page.get_by_role("link", name="Points to act on").click()
    expect(page.locator("h1")).to_have_text("Feedback")
    expect(page.locator("#next")).to_contain_text("Olu Bello")
    accessible(page, unfolded=True)
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("h1")).to_have_text("One thing to act on.")
    expect(page.locator("#toast")).to_contain_text("Kept.")
    page.get_by_role("link", name=re.compile(TITLE)).first.click()
    page.get_by_label("Done").check()
    page.get_by_label(re.compile("In your words")).fill("The letter now says why.")
    page.get_by_role("button", name="Save").click()
    words = page.get_by_label("Your reply, to be pasted there")
    expect(words).to_have_value("Thank you for the point, Olu. The letter now says why.")
    accessible(page, unfolded=True)
    page.context.route("https://www.linkedin.com/**", lambda route: route.fulfill(body="there"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    words.fill("Thank you, Olu: it says why now.")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Copy and open").click()
    expect(opened.value).to_have_url(re.compile("linkedin.com/feed"))
    opened.value.close()
    assert page.evaluate("navigator.clipboard.readText()") == "Thank you, Olu: it says why now."
    page.get_by_role("button", name="I have told them").click()
    expect(page.get_by_role("list", name="Who was told")).to_contain_text("Olu Bello")
    expect(page.locator("#tell")).to_contain_text("Everybody was told.")
    accessible(page, unfolded=True)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="I have told them")).to_be_visible()
    page.goto("/")
    expect(page.locator("#today")).not_to_contain_text("of feedback to act on")
    page.goto("/feedback")
    expect(page.get_by_role("list", name="Done")).to_contain_text(TITLE)
    accessible(page, unfolded=True)


def test_from_the_inbox_with_one_key_and_taken_back_with_another(visitor: Visitor, site: Site) -> None:
    page = visitor.page("/inbox?lane=disagreement")
    press(page, "j")
    expect(page.locator("#pane")).to_contain_text("It is a template, is it not?")
    press(page, "p")
    expect(page.locator("#point")).to_contain_text("On your list: It is a template, is it not?")
    expect(page.locator("#toast")).to_contain_text("Kept under Feedback.")
    press(page, "u")
    expect(page.get_by_role("button", name="Keep as a point")).to_be_visible()
    expect(page.locator("#toast")).to_have_text("Taken back.")
    key = kept(site.workspace, "Say the reason", title="Reasons")
    page.reload()
    page.get_by_text("Add to a point that you have").click()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#point")).to_contain_text("On your list: Reasons")
    assert len(feedback.point_of(site.workspace, key).quotes) == 2
    page.goto("/")
    expect(page.locator("#today")).to_contain_text("1 point of feedback to act on")


def test_renamed_split_merged_dropped_and_each_taken_back(visitor: Visitor, site: Site) -> None:
    key = kept(site.workspace, "Say the reason", "a template", title="Reasons")
    page = visitor.page(f"/feedback/{key}")
    quotes = page.get_by_role("region", name="What was said").get_by_role("listitem")
    expect(quotes).to_have_count(2)
    page.get_by_role("button", name=re.compile("Split off ?: Priya Sato")).click()
    expect(page.locator("h1")).to_have_text(re.compile("It is a template"))
    page.get_by_text("Rename, merge, put away").click()
    page.get_by_label("Title").fill("No <b>template</b>")
    page.get_by_role("button", name="Rename").click()
    expect(page.locator("h1")).to_have_text("No <b>template</b>")
    page.get_by_text("Rename, merge, put away").click()
    page.get_by_role("button", name="Merge").click()
    expect(page.locator("h1")).to_have_text("Reasons")
    expect(quotes).to_have_count(2)
    press(page, "u")
    expect(quotes).to_have_count(1)
    page.get_by_text("Rename, merge, put away").click()
    page.get_by_role("button", name="No point after all").click()
    expect(page.locator("h1")).to_have_text("One thing to act on.")
    page.get_by_text("What you put away").click()
    page.get_by_role("button", name=re.compile("Take back ?: Reasons")).click()
    expect(page.locator("h1")).to_have_text("Two things to act on.")


def test_everything_without_scripts(visitor: Visitor) -> None:
    page = visitor.page("/feedback", scripts=False)
    page.get_by_role("button", name="No point").click()
    expect(page.locator("#toast")).to_contain_text("Not suggested any more.")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("link", name=re.compile(TITLE)).first.click()
    page.get_by_label("Declined").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="I have told them").click()
    expect(page.get_by_role("list", name="Who was told")).to_contain_text("Olu Bello")
    page.goto("/inbox?lane=disagreement")
    page.locator("#rows .row-item").first.click()
    page.get_by_role("button", name="Keep as a point").click()
    expect(page.locator("#point")).to_contain_text("On your list")


def test_hostile_words_stay_folded(visitor: Visitor, site: Site) -> None:
    key = kept(site.workspace, "Say the reason", f"{HOSTILE_WORDS} #", title="Reasons")
    page = visitor.page(f"/feedback/{key}")
    expect(page.get_by_role("region", name="What was said")).to_contain_text("insults in this comment")
    for path in (f"/feedback/{key}", "/feedback"):
        page.goto(path)
        assert HOSTILE_WORDS not in page.content()
    page.goto(f"/feedback/{key}")
    page.get_by_label("Done").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("article", name="Tell Gus Hale")).to_contain_text("you owe no answer")
    assert HOSTILE_WORDS not in page.content()


def test_a_reply_goes_out_through_the_outbox_and_can_be_taken_back(visit: Visitor, hall: Hall) -> None:
    workspace = visit.site.workspace
    page = visit.page("/settings")

    def there() -> bool:
        page.goto("/inbox?lane=disagreement")
        return page.locator("#rows .row-item").count() > 0

    until(there, "what was said in the hall", within=20)
    key = kept(workspace, "all for show", title="It is for show")
    page.goto(f"/feedback/{key}")
    page.get_by_label("Done").check()
    page.get_by_label(re.compile("In your words")).fill("We show the numbers now.")
    page.get_by_role("button", name="Save").click()
    words = page.get_by_label("Your reply on Hall")
    expect(words).to_have_value("Thank you for the point, Ned. We show the numbers now.")
    assert hall.done == []
    words.fill("Thank you, Ned.")
    page.get_by_role("button", name="Send in 10 seconds").click()
    told = page.get_by_role("list", name="Who was told")
    expect(told).to_contain_text("“Thank you, Ned.” · goes out in a moment")
    page.get_by_role("button", name="Take back", exact=True).click()
    expect(words).to_have_value("Thank you, Ned.")
    assert hall.done == []
    page.get_by_role("button", name="Send in 10 seconds").click()

    def sent() -> bool:
        hall.later += 2_000
        return bool(hall.done)

    until(sent, "the reply in the hall", within=20)
    expect(told).to_contain_text("sent")
    assert [(one.act, one.text) for one in hall.done] == [("reply", "Thank you, Ned.")]
    accessible(page, unfolded=True)
    # Had a kill come before it was noted that this told them, what was written is shown all the same.
    noted = feedback.history(workspace, feedback.point_of(workspace, key).point)[0]
    feedback.take_back(workspace, [noted.id])
    page.reload()
    expect(page.get_by_role("article", name="Tell Ned")).to_contain_text(
        "Since then you wrote “Thank you, Ned.” · sent"
    )
    page.get_by_role("button", name="I have told them").click()
    expect(told).to_contain_text("told by you")
