"""A mailbox is signed in to on the page, and a mail that comes shows in the inbox, on a real IMAP server."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from groundswell.services.workspace import Workspace
from groundswell.web import follower
from tests.networks.test_mailbox import notification
from tests.servers.mail import Mailbox
from tests.servers.waiting import until
from tests.web.conftest import Visitor, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def visit(
    browser: Browser, home: Workspace, no_keyring: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Visitor]:
    """A visitor of an empty store, where the registered networks can be signed in to."""
    monkeypatch.setattr(follower, "_TICK_S", 0.2)
    with served(home) as site:
        visiting = Visitor(browser, site)
        yield visiting
        visiting.close()
        assert visiting.complaints == []


def test_from_signing_in_to_a_comment_that_comes_by_mail(visit: Visitor, mailbox: Mailbox) -> None:
    mailbox.deliver(notification(1, "Did you ask for the letter? #question"))
    page = visit.page("/networks")
    page.get_by_role("link", name="Your mailbox, for LinkedIn's mails").click()
    page.get_by_label("Your e-mail address").fill(f"{mailbox.user}@example.org")
    page.get_by_label("An app password").fill("a guess")
    page.get_by_label("Its IMAP server").fill(mailbox.host)
    page.get_by_label("The server's port").fill(str(mailbox.imap_port))
    page.get_by_label("tls, starttls, or none").fill("none")
    page.get_by_role("button", name="Sign in").click()
    refused = page.get_by_role("alert")
    expect(refused).to_contain_text("The mail server refuses the password.")
    expect(refused).to_contain_text("Make an app password in your provider's security settings")
    page.get_by_label("An app password").fill(mailbox.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".line")).to_contain_text(f"{mailbox.user}@example.org")
    page.goto("/inbox?lane=question")
    expect(page.locator("#rows")).to_contain_text("Did you ask for the letter?")
    mailbox.deliver(notification(2, "And what did they answer? #question"))

    def shown() -> bool:
        page.goto("/inbox?lane=question")
        return "And what did they answer?" in page.locator("#rows").inner_text()

    assert until(shown, "the mail in the inbox", within=20, every=0.5)
