"""What somebody is after who wrote, as the reading pane and the person's page show it, over HTTP."""

import re
from collections.abc import Iterator

import httpx
import pytest

from groundswell.domain.when import HOUR
from groundswell.services.inbox import paging as inbox
from groundswell.services.workspace import Workspace
from tests.web.conftest import served
from tests.web.world import NOW, facts, fill, message

SCAM = (
    "You have been selected. Pay the <b>visa fee</b> of $90 and send your passport by Telegram. #opportunity"
)
CRUEL = "You liar. Pay the visa fee and send your passport. #hostile"


@pytest.fixture
def client(home: Workspace) -> Iterator[httpx.Client]:
    """Somebody with a session, over a wave with a scam and a cruel message in it."""
    fill(home, [*facts(), message("Eve Fast", SCAM, NOW - HOUR), message("Bo Rude", CRUEL, NOW - HOUR)])
    with served(home) as site:
        cookie = {"groundswell_session": site.door.enter(site.door.new_code()) or ""}
        with httpx.Client(base_url=site.address, cookies=cookie, timeout=60) as opened:
            yield opened


def test_a_scam_stands_with_its_reason_and_with_what_keeps_one_safe(
    client: httpx.Client, home: Workspace
) -> None:
    found = inbox.find(home, "Eve")
    said = inbox.find(home, "selected visa").said[0]
    for path in (f"/inbox?item={said.id}", f"/person/{found.people[0].id}"):
        page = client.get(path).text
        assert "a scam: it asks for money before any work or prize" in page
        assert "Do not pay" in page
        assert "https://reportfraud.ftc.gov" in page
        assert "<b>visa" not in page


def test_cruel_words_are_not_shown_by_the_way(client: httpx.Client, home: Workspace) -> None:
    found = inbox.find(home, "Bo Rude").people[0]
    page = client.get(f"/person/{found.id}").text
    assert "Hostile words, folded away." in page
    assert not re.search(r"passport|a scam:", page)
