"""Where a network sends the browser back to: one press finishes the sign-in, and the answer stays unsaid."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, Request, expect

from groundswell.services.networks import lines as networks
from groundswell.services.networks.lines import followed
from groundswell.services.secrets import Secrets
from tests.web.conftest import Site, Visitor
from tests.web.forms import in_both_forms
from tests.web.looking import accessible
from tests.web.porch import CODE, STATED, Porch, opened_porch

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def porch(hall_site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Porch]:
    with opened_porch() as network:
        monkeypatch.setattr(networks, "networks", lambda: {"porch": network})
        yield network


@pytest.fixture
def visit(browser: Browser, hall_site: Site, porch: Porch) -> Iterator[Visitor]:
    visiting = Visitor(browser, hall_site)
    yield visiting
    visiting.close()


def came_back(visit: Visitor, way: str = "Allow", *, scripts: bool = True) -> Page:
    """The page to which the network has sent the browser back."""
    page = visit.page("/networks/porch", scripts=scripts)
    page.get_by_label("Your name on the porch").fill("mara")
    page.get_by_role("button", name="Go on").click()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Open Porch").click()
    page = opened.value
    page.get_by_role("link", name=way, exact=True).click()
    expect(page.locator("h1")).to_have_text("One more step")
    return page


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_one_press_finishes(visit: Visitor, hall_site: Site, scripts: bool) -> None:
    page = came_back(visit, scripts=scripts)
    assert CODE in page.url
    asked: list[Request] = []
    page.context.on("request", lambda one: asked.append(one))
    page.get_by_role("button", name="Finish signing in").click()
    expect(page).to_have_url(re.compile(r"/networks\?signed=porch$"))
    expect(page.locator(".line")).to_contain_text("Mara of Porch")
    assert [one.url for one in asked if CODE in one.url or CODE in one.all_headers().get("referer", "")] == []
    assert Secrets(hall_site.workspace.home).of("begun:porch") is None
    assert visit.complaints == []


def test_the_page_tells_nobody_its_address(visit: Visitor, porch: Porch) -> None:
    page = came_back(visit)
    told: list[str] = []
    page.context.on("request", lambda one: told.append(one.all_headers().get("referer", "")))
    page.reload()
    expect(page.get_by_role("button", name="Finish signing in")).to_be_visible()
    page.evaluate("(to) => location.assign(to)", porch.page + "/allow?back=x")
    page.wait_for_url(f"{porch.page}/**")
    assert told
    assert [one for one in told if "/back" in one or CODE in one] == []


def test_a_wrong_answer_is_said_where_one_can_begin_anew(visit: Visitor, hall_site: Site) -> None:
    page = came_back(visit, "Allow wrongly")
    page.get_by_role("button", name="Finish signing in").click()
    expect(page.get_by_role("alert")).to_contain_text("The porch does not know this code. Begin anew.")
    expect(page).to_have_url(re.compile("/back$"))
    page.get_by_role("link", name="Begin anew").click()
    expect(page.get_by_label("Your name on the porch")).to_be_visible()
    assert followed(hall_site.workspace) == []


def test_who_denies_it_is_told_that_nobody_is_signed_in(visit: Visitor) -> None:
    page = came_back(visit, "Deny")
    expect(page.locator("main")).to_contain_text("The network allowed nothing, so nobody is signed in.")
    expect(page.get_by_role("button", name="Finish signing in")).to_have_count(0)
    page.get_by_role("link", name="Go to Networks").click()
    expect(page.locator("h1")).to_have_text("Networks")


def test_a_browser_without_a_session_is_given_the_address_to_copy(
    visit: Visitor, hall_site: Site, browser: Browser
) -> None:
    address = came_back(visit).url
    with browser.new_context() as stranger:
        page = stranger.new_page()
        page.goto(address)
        page.get_by_role("button", name="Finish signing in").click()
        expect(page.get_by_role("alert")).to_have_text("This browser has not entered Groundswell.")
        copied = page.get_by_label("The address at which the browser ended").input_value()
        accessible(page)
    assert copied == address
    assert followed(hall_site.workspace) == []
    page = visit.page("/networks/porch")
    page.get_by_label("Your name on the porch").fill("mara")
    page.get_by_role("button", name="Go on").click()
    page.locator("summary", has_text="another page, or to none").click()
    page.get_by_label("The address at which it ended").fill(copied)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".line")).to_contain_text("Mara of Porch")


@pytest.mark.parametrize("state", ["another", "", "ä"])
def test_an_answer_to_what_was_not_begun_here_signs_nobody_in(
    visit: Visitor, hall_site: Site, state: str
) -> None:
    came_back(visit)
    page = visit.page(f"/back?code={CODE}&state={state}")
    page.get_by_role("button", name="Finish signing in").click()
    expect(page.get_by_role("alert")).to_have_text("No sign-in waits here for this answer.")
    assert followed(hall_site.workspace) == []
    assert Secrets(hall_site.workspace.home).of("begun:porch") is not None


def test_another_site_cannot_hand_an_answer_over(visit: Visitor, hall_site: Site) -> None:
    came_back(visit)
    cookie = hall_site.door.enter(hall_site.door.new_code()) or ""
    answer = {"answer": f"code={CODE}&state={STATED}"}
    for origin in ("http://localhost:1", "null"):
        with httpx.Client(base_url=hall_site.address, headers={"origin": origin}) as client:
            client.cookies.set("groundswell_session", cookie)
            assert client.post("/back", data=answer).status_code == 403
    assert followed(hall_site.workspace) == []


def test_what_comes_back_does_no_harm(site: Site) -> None:
    cruel = '"><img src=x onerror=alert(1)>'
    with httpx.Client(base_url=site.address, headers={"origin": site.address}) as stranger:
        page = stranger.get("/back", params={"code": cruel, "state": "s"})
        handed = stranger.post("/back", data={"answer": f"code={cruel}"})
        too_long = stranger.get("/back", params={"code": "x" * 9_000})
    assert (page.status_code, handed.status_code, too_long.status_code) == (200, 403, 200)
    assert "<img" not in page.text + handed.text
    assert "x" * 100 not in too_long.text
    assert page.headers["cache-control"] == "no-store"


@in_both_forms
def test_axe_finds_nothing(visit: Visitor, width: int, dark: bool) -> None:
    for path in (f"/back?code={CODE}", "/back", "/back?error=denied"):
        page = visit.page(path, width=width, dark=dark)
        accessible(page)
