"""Every page for everybody: axe-core's rules, light and dark, wide and narrow; and how much a page weighs."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.servers.waiting import until
from tests.web.conftest import Site, Visitor
from tests.web.keys import press
from tests.web.looking import accessible

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = (
    "/",
    "/wave",
    "/wave/1?metric=comments",
    "/inbox?lane=needs_you",
    "/inbox?lane=question&item=5",
    "/inbox?lane=hostile&item=8",
    "/inbox?lane=hostile&item=8&unfold=true",
    "/inbox?lane=unsure&kind=message",
    "/inbox?state=done",
    "/inbox?lane=kind_words&undo=1",
    "/search",
    "/search?q=letter",
    "/search?q=nowhere",
    "/crossroads/7",
    "/crossroads/8",
    "/person/1",
    "/people",
    "/feedback",
    "/kept",
    "/kept/requests",
    "/import",
    "/import/aside/1",
    "/settings",
)
MOST_BYTES = 200_000


def check(page: Page, path: str) -> None:
    expect(page.locator("h1")).to_be_visible()
    accessible(page, unfolded=True)


@pytest.mark.parametrize(
    ("width", "dark"),
    [
        pytest.param(390, True, id="narrow, dark"),
        pytest.param(1380, False, id="wide, light", marks=pytest.mark.slow),
        pytest.param(1380, True, id="wide, dark", marks=pytest.mark.slow),
        pytest.param(390, False, id="narrow, light", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing(visitor: Visitor, width: int, dark: bool) -> None:
    page = visitor.page("/", width=width, dark=dark)
    for path in PAGES:
        page.goto(path)
        check(page, path)


def test_axe_finds_nothing_at_the_door_in_help_and_where_something_is_wrong(
    visitor: Visitor, browser: Browser, site: Site
) -> None:
    page = visitor.page("/enter")
    check(page, "/enter")
    page.goto("/back")
    check(page, "/back")
    page.goto("/inbox?lane=question")
    press(page, "?")
    expect(page.get_by_role("dialog")).to_be_visible()
    check(page, "help")
    page.goto("/inbox?lane=question&item=5")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#toast")).to_contain_text("Done.")
    check(page, "after a decision")
    page.goto("/nowhere")
    check(page, "/nowhere")
    assert visitor.complaints.pop().endswith("404 (Not Found)")


def test_the_scheme_that_was_chosen_holds(visitor: Visitor) -> None:
    page = visitor.page("/settings")
    body = page.locator("body")

    def chosen(name: str) -> str:
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
        page.wait_for_load_state()  # Before it the page may stand there without its colours.
        return str(body.evaluate("(body) => getComputedStyle(body).backgroundColor"))

    light, dark = chosen("Light"), chosen("Dark")
    assert dark != light
    page.emulate_media(color_scheme="dark")
    assert chosen("Light") == light
    assert chosen("As the system") == dark


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_settings_are_short_and_a_link_opens_what_it_leads_to(visitor: Visitor, scripts: bool) -> None:
    page = visitor.page("/settings", width=390, scripts=scripts)
    expect(page.get_by_label("Looks a day")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollHeight") < 3 * 844
    page.goto("/calm")
    page.get_by_role("link", name="Have it by mail").click()
    expect(page.get_by_label("User name")).to_be_visible()
    expect(page.get_by_label("Looks a day")).to_be_hidden()
    page.get_by_role("heading", name="Calm").click()
    page.get_by_role("button", name="Save").first.click()
    expect(page).to_have_url(re.compile("#calm$"))
    expect(page.get_by_label("Looks a day")).to_be_visible()


def test_the_hostile_lane_can_be_kept_out_of_sight(visitor: Visitor) -> None:
    page = visitor.page("/settings")
    page.get_by_role("button", name="Out of sight").click()
    page.goto("/inbox")
    expect(page.get_by_role("navigation", name="Lanes")).not_to_contain_text("Hostile")


def test_the_wave_is_drawn_and_stands_in_a_table_too(visitor: Visitor) -> None:
    page = visitor.page("/wave")
    expect(page.locator(".plot canvas")).to_be_visible()
    expect(page.get_by_role("img", name="15,900 reactions so far.")).to_be_visible()
    page.get_by_text("The numbers as a table").click()
    expect(page.get_by_role("table", name="15,900 reactions")).to_contain_text("expected, 9 times in 10")
    expect(page.get_by_role("table", name="This post’s reactions")).to_contain_text("(afterwards)")
    page.get_by_role("link", name="Comments", exact=True).click()
    expect(page.get_by_role("img", name="52 comments so far.")).to_be_visible()
    expect(page.locator(".plot canvas")).to_be_visible()


def test_the_wave_is_drawn_once_whatever_settles_meanwhile(visitor: Visitor) -> None:
    page, held = visitor.page("/"), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/curve.json*", hold)
    page.goto("/wave")
    page.evaluate("document.body.addEventListener('htmx:afterSettle', () => (window.settled = true))")
    page.evaluate("htmx.trigger(document.body, 'status')")
    until(lambda: held and page.evaluate("window.settled"), "another part has settled", within=20)
    with page.expect_response("**/curve.json*"):
        for one in held:
            one.continue_()
    expect(page.locator(".plot canvas")).to_be_visible()
    assert len(held) == 1


def test_search_finds_while_typing(visitor: Visitor) -> None:
    page = visitor.page("/search")
    page.get_by_label("Search people and words").press_sequentially("nadia")
    expect(page.locator("#found")).to_have_text("1 person, 0 things said.")
    page.get_by_role("link", name="Nadia Abel").click()
    expect(page.locator("h1")).to_have_text("Nadia Abel")
    expect(page.locator("main")).to_contain_text("Would you talk to us about a role?")


def test_the_first_page_is_light(visitor: Visitor) -> None:
    page = visitor.page("/search")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    page.goto("/", wait_until="load")
    expect(page.locator(".picture")).to_be_visible()
    assert len(sizes) >= 4
    assert sum(sizes) < MOST_BYTES


def test_what_is_asked_to_keep_still_keeps_still(visitor: Visitor) -> None:
    page = visitor.page("/")
    page.emulate_media(reduced_motion="reduce")
    durations = page.evaluate(
        "[...document.querySelectorAll('*')].map((one) => getComputedStyle(one).transitionDuration)"
    )
    assert set(durations) == {"0s"}
