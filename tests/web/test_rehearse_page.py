"""The page *Rehearse*: a wave in pages of its own, its clock, looking back, and deleting it on purpose."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import Browser, expect

from groundswell.domain.confidants import Trusted
from groundswell.domain.support import Confidant
from groundswell.services.lean import danger, trusting
from groundswell.services.workspace import Workspace
from tests.servers.waiting import until
from tests.web.conftest import Site, Visitor, served
from tests.web.forms import in_both_forms
from tests.web.keys import press
from tests.web.looking import accessible

pytestmark = pytest.mark.slow


@pytest.fixture
def real(home: Workspace) -> Iterator[Site]:
    """The pages over an empty workspace."""
    with served(home) as running:
        yield running


@pytest.fixture
def client(real: Site) -> Iterator[httpx.Client]:
    """The user's own browser, without scripts."""
    cookie = real.door.enter(real.door.new_code()) or ""
    with httpx.Client(
        base_url=real.address,
        timeout=60,
        cookies={"groundswell_session": cookie},
        headers={"origin": real.address},
        follow_redirects=True,
    ) as client:
        yield client


@contextmanager
def entered(client: httpx.Client) -> Iterator[httpx.Client]:
    """The pages of the rehearsal, entered by their address."""
    asked = client.get("/rehearse/enter", follow_redirects=False)
    address, _, code = asked.headers["location"].partition("/enter#")
    headers = {"origin": address}
    with httpx.Client(base_url=address, timeout=60, headers=headers, follow_redirects=True) as inside:
        inside.post("/enter", data={"code": code}).raise_for_status()
        yield inside


def begun(client: httpx.Client, speed: float = 360) -> None:
    client.post("/rehearse", data={"character": "barrage", "speed": speed, "seed": 2}).raise_for_status()


def test_a_rehearsal_has_pages_of_its_own_that_say_so_and_the_real_ones_do_not(client: httpx.Client) -> None:
    begun(client)
    with entered(client) as inside:
        for path in ("/", "/inbox", "/wave", "/settings", "/networks", "/rehearse"):
            assert "Nobody here is real, and nothing is sent." in inside.get(path).text, path
        until(lambda: "row-item" in inside.get("/inbox").text, "something in the inbox", within=60)
    for path in ("/", "/inbox", "/rehearse"):
        assert "Nobody here is real, and nothing is sent." not in client.get(path).text, path
    assert "row-item" not in client.get("/inbox").text


def test_real_sessions_do_not_open_the_rehearsal_nor_the_other_way_round(
    client: httpx.Client, real: Site
) -> None:
    begun(client)
    with entered(client) as inside:
        for address, cookies in ((str(inside.base_url), client.cookies), (real.address, inside.cookies)):
            asked = httpx.get(f"{address}/", cookies=dict(cookies))
            assert asked.headers["location"] == "/enter"


def test_it_pauses_goes_on_ends_and_is_deleted(client: httpx.Client, real: Site) -> None:
    begun(client)
    assert "It stands still" in client.post("/rehearse/pause").text
    hours = re.findall(r"([\d.]+) of 72 hours", client.get("/rehearse").text)
    assert hours == re.findall(r"([\d.]+) of 72 hours", client.get("/rehearse").text)
    assert "It is running" in client.post("/rehearse/go-on").text
    assert 'value="12.0" aria-pressed="true"' in client.post("/rehearse/speed", data={"speed": 12}).text
    ended = client.post("/rehearse/end").text
    assert "Looking back" in ended
    assert "There is no grade." in ended
    assert client.post("/rehearse/go-on").status_code == 400
    assert (real.workspace.home / "rehearsal").exists()
    page = client.get("/rehearse").text
    assert 'action="/rehearse/delete"' not in page
    asked = client.get(re.search(r'<a id="delete" href="([^"]+)"', page)[1]).text  # type: ignore[index]
    assert "Delete this rehearsal?" in asked
    assert "cannot be undone" in asked
    assert (real.workspace.home / "rehearsal").exists()
    assert "What kind of wave?" in client.post("/rehearse/delete").text
    assert client.get("/rehearse/delete").status_code == 404
    assert not (real.workspace.home / "rehearsal").exists()


def test_it_is_deleted_from_within_as_well(client: httpx.Client, real: Site) -> None:
    begun(client)
    with entered(client) as inside:
        assert "These pages end with it." in inside.get("/rehearse/delete").text
        assert "Nothing is left of it" in inside.post("/rehearse/delete").text
    until(lambda: not (real.workspace.home / "rehearsal").exists(), "that it is gone", within=60)
    assert "What kind of wave?" in client.get("/rehearse").text


def test_another_one_is_not_begun_from_within_which_would_end_what_answers(client: httpx.Client) -> None:
    begun(client)
    with entered(client) as inside:
        refused = inside.post("/rehearse", data={"character": "kind", "speed": 60, "seed": 1})
        assert refused.status_code == 400
        assert "begun outside of it" in refused.text
        assert inside.get("/inbox").status_code == 200
    assert "barrage" in client.get("/rehearse").text.casefold()


def test_what_cannot_be_is_explained(client: httpx.Client) -> None:
    told = client.post("/rehearse", data={"character": "stormy"})
    assert told.status_code == 400
    assert "stormy" in told.text
    assert client.post("/rehearse/pause").status_code == 404


@pytest.mark.browser
@pytest.mark.slow
@in_both_forms
def test_it_is_begun_by_keys_entered_and_fit_for_everybody(
    browser: Browser, real: Site, width: int, dark: bool
) -> None:
    visit = Visitor(browser, real)
    page = visit.page("/rehearse", width=width, dark=dark)
    accessible(page)
    page.get_by_label("A kind wave").focus()
    press(page, "ArrowDown")
    expect(page.get_by_label("A slow burn")).to_be_checked()
    page.get_by_role("button", name="Begin").focus()
    press(page, "Enter")
    expect(page.get_by_role("heading", name="It is running")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Enter the rehearsal").focus()
    with page.context.expect_page() as opened:
        press(page, "Enter")
    inside = opened.value
    expect(inside.get_by_text("Nobody here is real, and nothing is sent.")).to_be_visible()
    inside.get_by_role("link", name="Pause, go on, end").focus()
    press(inside, "Enter")
    expect(inside.get_by_role("heading", name="So far")).to_be_visible()
    accessible(inside)
    page.get_by_role("link", name="Delete it").focus()
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Delete this rehearsal?")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Delete it for good").focus()
    press(page, "Enter")
    expect(page.get_by_text("What kind of wave?")).to_be_visible()
    visit.close()


def test_in_danger_the_real_people_and_country_are_known_and_stand_nowhere_in_the_rehearsal(
    client: httpx.Client, real: Site
) -> None:
    key, _ = trusting.trust_by_name(real.workspace, "Velocipeda")
    told = Trusted(Confidant(key), "Velocipeda", "+353 1 5550199", near=True)
    trusting.trust(real.workspace, key, told)
    danger.live_in(real.workspace, "Ireland")
    begun(client)
    with entered(client) as inside:
        for page in (inside.get("/danger"), inside.post("/danger", data={"words": "I want to kill myself."})):
            assert "Call Velocipeda +353 1 5550199" in page.text
            assert "<option selected>Ireland" in page.text
            assert "these people and lines are real" in page.text
        inside.post("/danger/country", data={"country": "Japan"})
        assert "<option selected>Japan" in inside.get("/danger").text
    assert danger.country(real.workspace) == "Ireland"
    held = [one.read_bytes() for one in (real.workspace.home / "rehearsal").rglob("*") if one.is_file()]
    assert len(held) > 2
    assert not any(b"elocipeda" in one or b"5550199" in one for one in held)
    assert "are real" not in client.get("/danger").text
