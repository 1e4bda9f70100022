"""Signing in and out on the page, in a real browser, on networks in memory."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.services.networks import lines as networks
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.web.security import COOKIE
from tests.web.conftest import Site, Visitor
from tests.web.forms import in_both_forms
from tests.web.hall import ADDRESS, CODE, CRUEL, PASSWORD, TOKEN, Hall
from tests.web.keys import press
from tests.web.looking import accessible

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def visit(browser: Browser, hall_site: Site) -> Iterator[Visitor]:
    visiting = Visitor(browser, hall_site)
    yield visiting
    visiting.close()
    assert visiting.complaints == []


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.goto("/networks/hall")
    page.get_by_label("Your name in the hall").fill("mara")
    page.get_by_label("Your password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_from_the_first_page_to_what_came_in(visit: Visitor) -> None:
    page = visit.page("/")
    page.get_by_role("link", name="Sign in to Bluesky or Mastodon").click()
    page.get_by_role("link", name="Hall").click()
    page.get_by_label("Your name in the hall").fill("mara")
    page.get_by_label("Your password").fill(PASSWORD)
    press(page, "Enter")
    expect(page).to_have_url(re.compile(r"/networks\?signed=hall$"))
    line = page.locator(".line")
    expect(line).to_contain_text("Mara of Hall")
    expect(line).to_contain_text("Last looked at just now.")
    expect(line).to_contain_text("1 post so far, back to")
    page.goto("/inbox?lane=question")
    expect(page.locator("#rows")).to_contain_text("Do they read the letter at all?")


def test_what_was_typed_stays_when_it_is_refused_but_for_what_is_hidden(visit: Visitor) -> None:
    page = visit.page("/networks/hall")
    page.get_by_label("Your server").fill("https://other.example")
    page.get_by_label("Your name in the hall").fill("mara")
    page.get_by_label("Your password").fill("guess-of-a-password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("The hall knows no such password for mara.")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Your name in the hall")).to_have_value("mara")
    expect(page.get_by_label("Your server")).to_have_value("https://other.example")
    expect(page.get_by_label("Your password")).to_have_value("")
    assert "guess-of-a-password" not in page.content()
    assert page.url.endswith("/networks/hall")


def test_fields_say_what_may_be_filled_in(visit: Visitor) -> None:
    page = visit.page("/networks/hall")
    told = {
        name: page.get_by_label(name).get_attribute("autocomplete")
        for name in ("Your name in the hall", "Your password", "Your server")
    }
    assert list(told.values()) == ["username", "current-password", "off"]
    assert page.get_by_label("Your password").get_attribute("type") == "password"


def test_while_the_network_answers_it_is_shown_and_other_pages_go_on(visit: Visitor, hall: Hall) -> None:
    hall.gate.clear()
    page = visit.page("/networks/hall")
    expect(page.locator("#busy")).to_be_hidden()
    sign_in(page)
    expect(page.locator("#busy")).to_contain_text("Asking Hall")
    expect(page.get_by_role("button", name="Sign in")).to_be_disabled()
    other = visit.open(page.context, "/settings")
    expect(other.locator("h1")).to_have_text("Settings")
    hall.gate.set()
    expect(page).to_have_url(re.compile("signed=hall"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_page_that_shows_a_code(visit: Visitor, hall: Hall, scripts: bool) -> None:
    page = visit.page("/networks/gallery", scripts=scripts)
    page.get_by_label("Your server").fill("nowhere")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("This is no server.")
    page.get_by_label("Your server").fill("gallery.example")
    page.get_by_role("button", name="Go on").click()
    opens = page.get_by_role("link", name="Open Gallery")
    expect(opens).to_have_attribute("href", ADDRESS)
    expect(opens).to_have_attribute("target", "_blank")
    code = page.get_by_label("The code that is shown")
    expect(code).to_have_attribute("autocomplete", "one-time-code")
    code.fill("4712")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("The code is wrong. Look at the page once more.")
    expect(opens).to_have_attribute("href", ADDRESS)
    code.fill(CODE)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".line")).to_contain_text("Mara of Gallery")
    if not scripts:
        # A browser notes that a page which says what was wrong came with the status 422.
        visit.complaints.clear()


def test_without_scripts_too(visit: Visitor, hall: Hall) -> None:
    page = visit.page("/networks/hall", scripts=False)
    sign_in(page, "guess-of-a-password")
    expect(page.get_by_role("alert")).to_contain_text("The hall knows no such password")
    assert "guess-of-a-password" not in page.content()
    visit.complaints.clear()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".line")).to_contain_text("Mara of Hall")
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator(".line")).to_have_count(0)


def test_signing_out_forgets_the_secret_and_keeps_what_came_in(visit: Visitor, hall_site: Site) -> None:
    page = visit.page("/")
    sign_in(page)
    expect(page.locator(".line")).to_contain_text("1 post so far")
    page.get_by_role("link", name="Sign out").click()
    expect(page.locator("main")).to_contain_text("What came in stays here")
    page.get_by_role("link", name="Stay signed in").click()
    expect(page.locator(".line")).to_have_count(1)
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator(".line")).to_have_count(0)
    assert Secrets(hall_site.workspace.home).of("other:hall:mara") is None
    page.goto("/inbox?lane=question")
    expect(page.locator("#rows")).to_contain_text("Do they read the letter at all?")


def test_a_line_that_is_refused_says_so_and_has_its_way_back(visit: Visitor, hall: Hall) -> None:
    hall.barred = True
    page = visit.page("/")
    sign_in(page)
    expect(page.locator(".line")).to_contain_text("Hall no longer takes what you signed in with.")
    hall.barred = False
    page.get_by_role("link", name="Sign in again").click()
    expect(page).to_have_url(re.compile("/networks/hall$"))
    sign_in(page)
    expect(page.locator(".line .standing")).to_have_text("Open")
    expect(page.locator(".line")).to_have_count(1)


def test_a_network_that_is_away_is_tried_again_and_its_words_do_no_harm(visit: Visitor, hall: Hall) -> None:
    page = visit.page("/")
    sign_in(page)
    expect(page.locator(".line .standing")).to_have_text("Open")
    hall.down = f"the hall is closed {CRUEL}"
    page.goto("/networks/hall")
    sign_in(page)
    expect(page.get_by_role("alert")).to_contain_text(f"The hall is closed {CRUEL}.")
    expect(page.get_by_role("alert")).to_contain_text("try again in a while")


def test_no_secret_is_in_a_page_an_address_or_the_store(visit: Visitor, hall_site: Site) -> None:
    page = visit.page("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page)
    expect(page.locator(".line")).to_contain_text("1 post so far")
    for path in ("/networks", "/settings", "/networks/hall", "/networks/out/1"):
        page.goto(path)
        assert not re.search(f"{PASSWORD}|{TOKEN}", page.content()), path
    assert not [url for url in asked if "sesame" in url or TOKEN in url]
    for file in Path(hall_site.workspace.home).glob("groundswell.db*"):
        content = file.read_bytes()
        assert PASSWORD.encode() not in content
        assert TOKEN.encode() not in content


@in_both_forms
def test_axe_finds_nothing(visit: Visitor, hall: Hall, width: int, dark: bool) -> None:
    page = visit.page("/networks", width=width, dark=dark)
    sign_in(page, "wrong")
    expect(page.get_by_role("alert")).to_be_visible()
    accessible(page)
    sign_in(page)
    expect(page.locator(".line")).to_contain_text("1 post so far")
    accessible(page)
    for path in ("/networks/gallery", "/networks/out/1", "/settings"):
        page.goto(path)
        accessible(page)


def test_an_unknown_network_or_line_is_a_page_that_says_so(hall_site: Site) -> None:
    cookie = hall_site.door.enter(hall_site.door.new_code())
    own = {"origin": hall_site.address}
    with httpx.Client(base_url=hall_site.address, cookies={COOKIE: cookie or ""}, headers=own) as client:
        assert client.get("/networks/nowhere").status_code == 404
        assert client.get("/networks/out/7").status_code == 404
        assert client.post("/networks/out/7").status_code == 404
        missing = client.post("/networks/hall", data={"handle": "mara"})
        assert missing.status_code == 422
        assert "Hall needs more to sign in" in missing.text


def test_what_waits_is_not_sent_any_more_once_signed_out(hall_home: Workspace, hall: Hall) -> None:
    from groundswell.domain.actions import Act
    from groundswell.domain.words import SendState
    from groundswell.services.networks.sending import send, send_due
    from groundswell.store import outbox

    given = {"handle": "mara", "password": PASSWORD}
    account = networks.connect(hall_home, "hall", given)
    send(hall_home, "hall", Act.FOLLOW, "other:hall:ida", pressed="1", grace_ms=0)
    networks.disconnect(hall_home, account.key)
    networks.connect(hall_home, "hall", given)
    assert send_due(hall_home) == []
    assert hall.done == []
    with hall_home.store.reading() as conn:
        assert [one.state for one in outbox.sendings(conn)] == [SendState.CANCELLED]
