"""Where a network sends the browser back to: without a session, with nothing of the user's on it."""

import httpx

from tests.web.conftest import Site


def test_the_page_keeps_the_networks_answer_in_its_address_and_shows_nothing_of_it(site: Site) -> None:
    with httpx.Client(base_url=site.address, follow_redirects=True) as stranger:
        page = stranger.get("/back", params={"code": "cod-<b>1", "state": "s"})
    assert page.status_code == 200
    assert page.url.params["code"] == "cod-<b>1"
    assert "Copy the address of this page" in page.text
    assert "cod-" not in page.text
    assert page.headers["cache-control"] == "no-store"
