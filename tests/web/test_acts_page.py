"""What can be done from the reading pane, in a real browser, on a network in memory."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from groundswell.domain.actions import Act
from tests.servers.waiting import until
from tests.web.conftest import Visitor
from tests.web.forms import at_both_widths
from tests.web.hall import CRUEL, Hall
from tests.web.keys import press
from tests.web.looking import accessible

pytestmark = [pytest.mark.browser, pytest.mark.slow]
slow = pytest.mark.slow


def opened(visit: Visitor, lane: str = "question", *, width: int = 1380, scripts: bool = True) -> Page:
    """The reading pane with the first item of a lane."""
    page = visit.page("/settings", width=width, scripts=scripts)

    def there() -> bool:
        page.goto(f"/inbox?lane={lane}")
        return page.locator("#rows .row-item").count() > 0

    until(there, f"something in the lane {lane}", within=20)
    page.locator("#rows .row-item").first.click()
    expect(page.locator("#answers")).to_be_visible()
    return page


def rows(page: Page) -> Locator:
    return page.locator("#sent .sent")


def let_it_pass(hall: Hall, there: Callable[[], bool], what: str) -> None:
    """Lets the time run fast until something is there; one leap could come sooner than what was pressed."""

    def seen() -> bool:
        hall.later += 2_000
        return there()

    until(seen, what, within=20)


def wait_for_it(hall: Hall, act: Act, number: int = 1) -> None:
    """Lets the grace pass and waits until the network was asked for it."""
    let_it_pass(hall, lambda: [one.act for one in hall.done].count(act) == number, f"{act} on the network")


def wait_to_see(hall: Hall, place: Locator) -> None:
    """Lets the grace pass and waits until something is seen."""
    let_it_pass(hall, place.is_visible, "what comes of it")


def test_a_like_leaves_what_is_being_typed_alone(visit: Visitor, hall: Hall) -> None:
    page = opened(visit)
    words = page.get_by_label("Your reply on Hall")
    words.fill("They do, and so did I")
    page.get_by_role("button", name="Like", exact=True).click()
    expect(rows(page)).to_have_text(re.compile("Like · goes out in a moment"))
    expect(rows(page)).to_be_focused()
    expect(words).to_have_value("They do, and so did I")
    page.get_by_role("button", name="Take back").click()
    expect(rows(page)).to_have_text(re.compile("Like · taken back"))
    expect(words).to_have_value("They do, and so did I")
    page.get_by_role("button", name="Like", exact=True).click()
    expect(page.get_by_role("button", name="Like", exact=True)).to_have_count(0)
    wait_for_it(hall, Act.LIKE)
    expect(rows(page)).to_have_text(re.compile("Liked · sent"))
    expect(words).to_have_value("They do, and so did I")
    page.get_by_role("button", name="Take the like back").click()
    wait_for_it(hall, Act.UNLIKE)
    expect(rows(page)).to_have_text(re.compile("Like taken back · sent"))
    page.reload()
    expect(page.get_by_role("button", name="Like", exact=True)).to_be_visible()


def test_a_reply_that_was_taken_back_comes_back_into_the_field(visit: Visitor, hall: Hall) -> None:
    page = opened(visit)
    words = page.get_by_label("Your reply on Hall")
    words.fill("They do.")
    page.get_by_role("button", name="Send in 10 seconds").click()
    expect(rows(page)).to_have_text(re.compile("“They do.” · goes out in a moment"))
    expect(words).to_have_value("")
    page.get_by_role("button", name="Take back").click()
    expect(words).to_have_value("They do.")
    expect(words).to_be_focused()
    words.fill("They do, now and then.")
    page.get_by_role("button", name="Send in 10 seconds").click()
    wait_for_it(hall, Act.REPLY)
    expect(rows(page)).to_have_text(re.compile("“They do, now and then.” · sent"))
    assert [(one.act, one.text) for one in hall.done] == [(Act.REPLY, "They do, now and then.")]


def test_the_older_of_two_replies_comes_back_into_the_field_as_well(visit: Visitor, hall: Hall) -> None:
    page = opened(visit)
    words = page.get_by_label("Your reply on Hall")
    for text in ("The first.", "The second."):
        words.fill(text)
        page.get_by_role("button", name="Send in 10 seconds").click()
        expect(rows(page).filter(has_text=text)).to_contain_text("goes out in a moment")
    rows(page).filter(has_text="The first.").get_by_role("button", name="Take back").click()
    expect(words).to_have_value("The first.")
    assert hall.done == []


@pytest.mark.parametrize(
    ("press", "act", "undo", "takes_back"),
    [
        ("Follow back", Act.FOLLOW, "Unfollow", Act.UNFOLLOW),
        pytest.param("Mute", Act.MUTE, "Unmute", Act.UNMUTE, marks=slow),
        pytest.param("Hide the reply", Act.HIDE, "Show the reply again", Act.UNHIDE, marks=slow),
        pytest.param(
            "Mute the conversation", Act.MUTE_THREAD, "Unmute the conversation", Act.UNMUTE_THREAD, marks=slow
        ),
    ],
)
def test_more_that_can_be_done_and_undone(
    visit: Visitor, hall: Hall, press: str, act: Act, undo: str, takes_back: Act
) -> None:
    page = opened(visit)
    page.locator("#main summary", has_text="More").click()
    page.get_by_role("button", name=press, exact=True).click()
    wait_for_it(hall, act)
    page.get_by_role("button", name=undo, exact=True).click()
    wait_for_it(hall, takes_back)
    expect(rows(page)).to_have_text(re.compile("sent"))
    on_person = act in {Act.FOLLOW, Act.MUTE}
    assert {one.target for one in hall.done} == {"other:hall:ida" if on_person else "other:hall:comment:0"}


def test_what_is_harsh_is_asked_once_more_in_place(visit: Visitor, hall: Hall) -> None:
    page = opened(visit, "disagreement")
    page.locator("#main summary", has_text="More").click()
    expect(page.get_by_role("button", name="Block in 10 seconds")).to_be_hidden()
    page.locator("summary", has_text="Block").click()
    page.get_by_role("button", name="Block in 10 seconds").click()
    wait_for_it(hall, Act.BLOCK)
    expect(page.get_by_role("button", name="Unblock")).to_be_visible()
    page.locator("#main summary", has_text="More").click()
    page.locator("summary", has_text="Report").click()
    report = page.get_by_role("button", name="Report in 10 seconds")
    report.click()
    expect(rows(page)).to_have_count(1)  # the reason is missing
    page.get_by_label("What is wrong with it").fill(f"It is cruel. {CRUEL}")
    report.click()
    expect(rows(page)).to_have_count(2)
    wait_for_it(hall, Act.REPORT)
    assert [(one.target, one.text) for one in hall.done] == [
        ("other:hall:ned", ""),
        ("other:hall:comment:1", f"It is cruel. {CRUEL}"),
    ]


def test_what_failed_says_why_and_is_tried_again_by_a_new_press(visit: Visitor, hall: Hall) -> None:
    hall.refuses[Act.REPLY] = f"the post is gone {CRUEL}"
    page = opened(visit)
    page.get_by_label("Your reply on Hall").fill(f"Well {CRUEL}")
    page.get_by_role("button", name="Send in 10 seconds").click()
    expect(rows(page)).to_contain_text("goes out in a moment")
    wait_to_see(hall, rows(page).filter(has_text="could not be sent"))
    expect(rows(page)).to_have_text(re.compile(r"could not be sent: Hall: the post is gone .*onerror"))
    del hall.refuses[Act.REPLY]
    page.get_by_role("button", name="Try again").click()
    expect(rows(page)).to_have_text(re.compile("goes out in a moment"))
    wait_for_it(hall, Act.REPLY)
    expect(rows(page)).to_have_text(re.compile("sent"))
    assert [one.text for one in hall.done] == [f"Well {CRUEL}"]


def test_what_could_not_be_sent_comes_back_into_the_field_to_be_changed(visit: Visitor, hall: Hall) -> None:
    hall.refuses[Act.REPLY] = "it is too long"
    page = opened(visit)
    words = page.get_by_label("Your reply on Hall")
    words.fill("Very long.")
    page.get_by_role("button", name="Send in 10 seconds").click()
    expect(rows(page)).to_contain_text("goes out in a moment")
    wait_to_see(hall, page.get_by_role("link", name="Change it"))
    page.get_by_role("link", name="Change it").click()
    expect(words).to_have_value("Very long.")
    del hall.refuses[Act.REPLY]
    words.fill("Short.")
    page.get_by_role("button", name="Send in 10 seconds").click()
    wait_for_it(hall, Act.REPLY)
    assert [one.text for one in hall.done] == ["Short."]


def test_with_the_keyboard_alone(visit: Visitor, hall: Hall) -> None:
    page = opened(visit)
    press(page, "r")
    expect(page.get_by_label("Your reply on Hall")).to_be_focused()
    press(page, "Escape")
    press(page, "m")
    expect(page.locator(".menu summary.chip", has_text="Write a message")).to_be_focused()
    press(page, "Enter")
    press(page, "Tab")
    expect(page.get_by_label("Your message")).to_be_focused()
    page.keyboard.type("May I write to you?")
    press(page, "Tab")
    press(page, "Enter")
    expect(rows(page)).to_have_text(re.compile("May I write to you"))
    expect(rows(page)).to_be_focused()
    press(page, "Tab")
    expect(page.get_by_role("button", name="Take back")).to_be_focused()
    with page.expect_response(re.compile(r"/answers\b")):
        pass  # What is shown of it is renewed by itself.
    expect(page.get_by_role("button", name="Take back")).to_be_focused()
    press(page, "Enter")
    expect(rows(page)).to_have_text(re.compile("taken back"))
    page.locator("#main summary", has_text="More").focus()
    press(page, "Enter")
    press(page, "Tab")
    press(page, "Escape")
    expect(page.locator(".menu")).not_to_have_attribute("open", "")
    expect(page.locator("#main summary", has_text="More")).to_be_focused()


def test_only_what_the_network_can_do_is_offered(visit: Visitor, hall: Hall) -> None:
    hall.able = frozenset({Act.REPLY, Act.MUTE})
    page = opened(visit)
    page.locator("#main summary", has_text="More").click()
    expect(page.locator("#acts > button, #acts .menu button")).to_have_text(["Send in 10 seconds", "Mute"])
    hall.able = frozenset()
    page.reload()
    expect(page.locator("#acts button, #composer")).to_have_count(0)


def test_without_scripts_too(visit: Visitor, hall: Hall) -> None:
    page = opened(visit, scripts=False)
    page.get_by_label("Your reply on Hall").fill("They do.")
    page.get_by_role("button", name="Send in 10 seconds").click()
    expect(rows(page)).to_have_text(re.compile("“They do.” · goes out in a moment"))
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_label("Your reply on Hall")).to_have_value("They do.")
    page.locator("#main summary", has_text="More").click()
    page.locator("summary", has_text="Block").click()
    page.get_by_role("button", name="Block in 10 seconds").click()
    expect(rows(page).last).to_have_text(re.compile("Block · goes out"))
    assert hall.done == []


@at_both_widths
def test_axe_finds_nothing(visit: Visitor, hall: Hall, width: int) -> None:
    hall.refuses[Act.REPOST] = "no"
    page = opened(visit, "disagreement", width=width)
    page.get_by_role("button", name="Repost").click()
    wait_to_see(hall, page.get_by_role("button", name="Try again"))
    page.get_by_role("button", name="Like", exact=True).click()
    expect(page.get_by_role("button", name="Take back")).to_be_visible()
    accessible(page, unfolded=True)
