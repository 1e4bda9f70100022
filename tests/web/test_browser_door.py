"""Coming in: the code, the cookie, and what the address bar never shows."""

import pytest
from playwright.sync_api import Browser, expect

from tests.web.conftest import Site, Visitor

pytestmark = pytest.mark.browser


def test_the_code_opens_once_and_stays_in_no_address(browser: Browser, site: Site) -> None:
    code = site.door.new_code()
    seen: list[str] = []
    for good in (True, False):
        context = browser.new_context(base_url=site.address)
        page = context.new_page()
        page.on("request", lambda request: seen.append(request.url))
        page.on("framenavigated", lambda frame: seen.append(frame.url))
        page.goto(f"/enter#{code}")
        if good:
            expect(page.locator("h1")).to_contain_text("Your post is taking off.")
            first = seen.index(f"{site.address}/")
            for path in ("/inbox", "/settings", "/wave"):
                page.goto(path)
            assert [url for url in seen[first:] if code in url] == []
            [cookie] = context.cookies()
            assert cookie.get("httpOnly")
            assert cookie.get("sameSite") == "Strict"
            assert [url for url in seen if cookie.get("value", "") in url] == []
            page.go_back()
            assert code not in page.url
        else:
            expect(page.get_by_role("alert")).to_contain_text("used up or too old")
            page.goto("/inbox")
            expect(page).to_have_url(f"{site.address}/enter")
        context.close()


def test_a_session_that_ended_leads_to_the_door(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=question")
    page.context.clear_cookies()
    # News that the page fetches by itself may lead to the door before the click does.
    page.evaluate("document.querySelector('#rows .row-item')?.click()")
    expect(page.locator("h1")).to_have_text("Come in")
    # The browser itself tells of the answers that it was refused.
    visitor.complaints.clear()


def test_an_app_that_stopped_is_told_of(visitor: Visitor) -> None:
    page = visitor.page("/inbox?lane=question")
    page.route("**/inbox/item/**", lambda route: route.abort())
    page.locator("#rows .row-item").first.click()
    expect(page.locator("#toast")).to_contain_text("Groundswell does not answer.")
    # The browser itself tells of the request that failed.
    visitor.complaints.clear()
