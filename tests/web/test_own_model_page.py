"""Turning the user's own model on: nothing happens before it is said what leaves."""

import httpx
import pytest
from playwright.sync_api import expect

from groundswell.services.own_model import chosen
from tests.servers.endpoint import Told, endpoint
from tests.web.conftest import Site, Visitor
from tests.web.looking import accessible


@pytest.mark.browser
@pytest.mark.slow
def test_it_is_turned_on_after_it_was_told_what_leaves_and_off_again(visitor: Visitor) -> None:
    with endpoint(lambda _: Told("")) as running:
        page = visitor.page("/settings")
        page.get_by_role("link", name="Let a model of your own write them").click()
        page.get_by_label("Address of the endpoint").fill("http://far.example/v1")
        page.get_by_label("Name of the model there").fill("small")
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_role("alert")).to_contain_text("Use https://")
        page.get_by_label("Address of the endpoint").fill(running.url)
        page.get_by_role("button", name="Go on").click()
        expect(page.locator("main")).to_contain_text("go to a program on this machine")
        page.get_by_label("Its key").fill("sk-nobody-sees-this")
        assert running.asked == []
        assert chosen(visitor.site.workspace) is None
        accessible(page)
        page.get_by_role("button", name="Let small write drafts").click()
        expect(page.locator("main")).to_contain_text("small writes the drafts that you ask for")
        page.get_by_role("button", name="Does it answer?").click()
        expect(page.locator("#answer")).to_contain_text("answers and knows the model")
        assert [one.key for one in running.asked] == ["sk-nobody-sees-this"]
        assert "sk-nobody" not in page.content()
        accessible(page)
        page.get_by_role("button", name="Turn it off").click()
        expect(page.locator("main")).to_contain_text("Drafts are written on this machine")
        assert chosen(visitor.site.workspace) is None


@pytest.mark.parametrize(
    ("url", "seconds", "status"),
    [("https://[/v1", "5", 200), ("https://:key@host/v1", "5", 200), ("https://host/v1", "inf", 400)],
)
def test_what_no_form_sends_turns_nothing_on(site: Site, url: str, seconds: str, status: int) -> None:
    cookie = site.door.enter(site.door.new_code()) or ""
    with httpx.Client(
        base_url=site.address, cookies={"groundswell_session": cookie}, headers={"origin": site.address}
    ) as client:
        for step in ("look", "on"):
            told = client.post(
                f"/settings/model/{step}", data={"url": url, "name": "small", "timeout_s": seconds}
            )
            assert told.status_code == status
    assert chosen(site.workspace) is None
