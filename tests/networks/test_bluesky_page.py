"""Closing the replies of a post from its page, with a real browser on the real network."""

from collections.abc import Iterator

import pytest
from atproto import models
from playwright.sync_api import Browser, Page, expect

from groundswell.services.workspace import Workspace
from tests.networks.test_bluesky import sign_in, thread_of
from tests.servers.at_network import Account, AtNetwork
from tests.servers.waiting import until
from tests.web.conftest import Visitor, served

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def visit(browser: Browser, workspace: Workspace) -> Iterator[Visitor]:
    with served(workspace) as site:
        visiting = Visitor(browser, site)
        yield visiting
        visiting.close()
        assert visiting.complaints == []


def replied(network: AtNetwork, who: Account, text: str, root: models.ComAtprotoRepoStrongRef.Main) -> None:
    """Somebody replies, if the network lets them."""
    who.client.send_post(text, reply_to=models.AppBskyFeedPost.ReplyRef(parent=root, root=root))
    network.settle()


def choose(page: Page, group: str, choice: str, network: AtNetwork) -> None:
    """Presses a choice and waits until it has gone out."""
    button = page.get_by_role("group", name=group).get_by_role("button", name=choice)
    button.click()
    expect(page.locator("#replies .sent")).to_contain_text("goes out in a moment")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#replies .sent.sent:not(.waiting)")).to_contain_text("· sent", timeout=60_000)
    network.settle()


def test_closing_the_replies_from_the_page_holds_and_they_open_again(
    visit: Visitor, workspace: Workspace, at_network: AtNetwork
) -> None:
    author, friend, third = at_network.create_accounts(3)
    post = author.client.send_post("Enough for today.")
    at_network.settle()
    root = models.create_strong_ref(post)
    replied(at_network, friend, "One before it closes.", root)
    sign_in(workspace, at_network, author)
    page = visit.page("/settings")

    def there() -> bool:
        page.goto("/wave/1")
        return page.locator("#replies").count() > 0

    until(there, "the post on its page", within=60, every=0.5)
    visit.complaints.clear()  # Until the post had come in, the browser noted that there is no such page.
    choose(page, "Replies", "Nobody", at_network)
    replied(at_network, third, "But I have more to say.", root)
    assert thread_of(at_network, post.uri) == ["One before it closes."]
    choose(page, "Replies", "Everybody", at_network)
    replied(at_network, third, "Good morning.", root)
    assert "Good morning." in thread_of(at_network, post.uri)
