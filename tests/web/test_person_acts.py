"""What can be done about a person, on their page."""

import re

import pytest
from playwright.sync_api import Page, expect

from groundswell.domain.actions import Act
from tests.servers.waiting import until
from tests.web.conftest import Visitor
from tests.web.forms import at_both_widths
from tests.web.hall import CRUEL, Hall
from tests.web.looking import accessible
from tests.web.test_acts_page import rows, wait_for_it

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def found(visit: Visitor, name: str, *, width: int = 1380, scripts: bool = True) -> Page:
    """The page of somebody, as soon as they have come in."""
    page = visit.page("/settings", width=width, scripts=scripts)

    def there() -> bool:
        page.goto(f"/search?q={name}")
        return page.get_by_role("link", name=re.compile(f"^{name}|{name}")).count() > 0

    until(there, name, within=20)
    page.locator("ul .item").first.click()
    expect(page.locator("#answers")).to_be_visible()
    return page


def test_a_message_and_a_follow_back(visit: Visitor, hall: Hall) -> None:
    page = found(visit, "Ida")
    page.get_by_label("Your message on Hall").fill("Thank you for asking.")
    page.get_by_role("button", name="Send in 10 seconds").click()
    expect(rows(page)).to_have_text(re.compile("“Thank you for asking.” · goes out"))
    wait_for_it(hall, Act.MESSAGE)
    page.locator("#main summary", has_text="More").click()
    page.get_by_role("button", name="Follow back").click()
    wait_for_it(hall, Act.FOLLOW)
    page.get_by_role("button", name="Unfollow").click()
    wait_for_it(hall, Act.UNFOLLOW)
    assert {one.target for one in hall.done} == {"other:hall:ida"}


def test_somebody_is_put_on_lists_and_taken_off_one(visit: Visitor, hall: Hall) -> None:
    page = found(visit, "Ned")

    def pressed(what: str, name: str) -> None:
        page.locator(".menu > summary", has_text="More").click()
        page.locator("summary.chip", has_text=what).click()
        page.get_by_label("Name of the list").locator("visible=true").fill(name)
        page.get_by_role("button", name=f"{what} in 10 seconds").click()

    pressed("Put on a list", "Loud <b>")
    wait_for_it(hall, Act.LIST)
    expect(rows(page)).to_have_text(re.compile("Put on the list “Loud <b>” · sent"))
    pressed("Put on a list", "Sellers")
    wait_for_it(hall, Act.LIST, 2)
    names = page.locator("datalist option")
    expect(names).to_have_count(2)
    assert names.evaluate_all("all => all.map((one) => one.value)") == ["Sellers", "Loud <b>"]
    rows(page).filter(has_text="Loud").get_by_role("button", name="Take off it").click()
    wait_for_it(hall, Act.UNLIST)
    expect(rows(page).filter(has_text="Loud")).to_have_text(
        re.compile("Taken off the list “Loud <b>” · sent")
    )
    pressed("Take off a list", "Made elsewhere")
    wait_for_it(hall, Act.UNLIST, 2)
    assert [(one.act, one.target, one.text) for one in hall.done] == [
        (act, "other:hall:ned", name)
        for act, name in (
            (Act.LIST, "Loud <b>"),
            (Act.LIST, "Sellers"),
            (Act.UNLIST, "Loud <b>"),
            (Act.UNLIST, "Made elsewhere"),
        )
    ]


def test_a_report_is_about_the_person(visit: Visitor, hall: Hall) -> None:
    page = found(visit, "Ned")
    expect(page.locator("h1")).to_have_text(f"Ned {CRUEL}")
    page.locator("#main summary", has_text="More").click()
    page.locator("summary", has_text="Report").click()
    page.get_by_label("What is wrong with it").fill("They follow people around.")
    page.get_by_role("button", name="Report in 10 seconds").click()
    wait_for_it(hall, Act.REPORT)
    assert [(one.target, one.text) for one in hall.done] == [("other:hall:ned", "They follow people around.")]
    expect(page.locator("#acts")).not_to_contain_text("Hide the reply")


def test_without_scripts_too(visit: Visitor, hall: Hall) -> None:
    page = found(visit, "Ned", scripts=False)
    page.locator("#main summary", has_text="More").click()
    page.get_by_role("button", name="Mute", exact=True).click()
    expect(rows(page)).to_have_text(re.compile("Mute · goes out in a moment"))
    page.get_by_role("button", name="Take back").click()
    expect(rows(page)).to_have_text(re.compile("taken back"))
    assert hall.done == []


@at_both_widths
def test_axe_finds_nothing(visit: Visitor, width: int) -> None:
    page = found(visit, "Ida", width=width)
    accessible(page, unfolded=True)


def test_on_linkedin_the_words_are_copied_and_the_place_is_opened(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=disagreement")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.context.route("https://www.linkedin.com/**", lambda route: route.fulfill(body="there"))
    page.locator("#rows .row-item").click()
    page.get_by_label("Your reply, to be pasted there").fill("It is one, and a kind one.")
    expect(page.locator("#composer > .meta")).to_contain_text("paste your words")
    with page.expect_popup() as opens:
        page.get_by_role("link", name="Copy and open").click()
    expect(opens.value).to_have_url(re.compile(r"^https://www\.linkedin\.com/feed/update/"))
    expect(page.locator("#toast")).to_contain_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == "It is one, and a kind one."
    page.locator("#main summary", has_text="More").click()
    expect(page.get_by_role("link", name="Block")).to_have_attribute(
        "href", re.compile(r"^https://www\.linkedin\.com/in/")
    )
    expect(page.locator(".menu")).to_contain_text("They are not told.")
