"""The journal on its page: begun, written, locked, burnt; and people at once where the words are dark."""

import errno
import os
import re
from collections.abc import Iterator

import httpx
import keyring
import pytest
from keyring.backends import fail

from tests.services.test_journal import Drawer
from tests.web.conftest import Site

WORDS = "I am furious about <b>that</b> letter & nobody shall know."
DARK = "Ich will nicht mehr leben."


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    """The user's own browser, without scripts, on a system with a keyring."""
    before = keyring.get_keyring()
    keyring.set_keyring(Drawer())
    cookie = site.door.enter(site.door.new_code()) or ""
    with httpx.Client(
        base_url=site.address,
        timeout=60,
        cookies={"groundswell_session": cookie},
        headers={"origin": site.address},
        follow_redirects=True,
    ) as client:
        yield client
    keyring.set_keyring(before)


def test_written_locked_opened_taken_along_and_burnt(client: httpx.Client, site: Site) -> None:
    assert "Opened by this computer" in client.get("/journal").text
    client.post("/journal/begin").raise_for_status()
    page = client.post("/journal/write", data={"text": WORDS})
    assert "no-store" in page.headers["cache-control"]
    assert "I am furious about &lt;b&gt;that&lt;/b&gt; letter" in page.text
    assert "Kept." in page.text
    locked = client.post("/journal/lock").text
    assert "furious" not in locked
    assert "1 entry, locked" in locked
    assert client.post("/journal/export").status_code == 400
    assert "furious" in client.post("/journal/open").text
    saved = client.post("/journal/export")
    assert WORDS in saved.text
    assert "attachment" in saved.headers["content-disposition"]
    (entry,) = re.findall(r'name="entry" value="(\w+)"', client.get("/journal").text)
    assert "Nothing is written here yet" in client.post("/journal/burn", data={"entry": entry}).text
    client.post("/journal/write", data={"text": WORDS})
    assert "Opened by a passphrase" in client.post("/journal/burn-all").text
    held = [one.read_bytes() for one in site.workspace.home.rglob("*") if one.is_file()]
    assert not any(b"furious" in one for one in held)


def test_no_word_of_it_lies_in_the_store_the_search_or_the_log_while_it_is_open(
    client: httpx.Client, site: Site, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    client.post("/journal/begin")
    client.post("/journal/write", data={"text": WORDS})
    client.post("/danger", data={"text": WORDS}, headers={"hx-request": "true"})
    assert "furious" in client.get("/journal").text
    held = [one.read_bytes() for one in site.workspace.home.rglob("*") if one.is_file()]
    assert len(held) > 3
    assert not any(b"furious" in one for one in held)
    assert "furious" not in client.get("/search", params={"q": "nobody"}).text
    assert "furious" not in "".join(capfd.readouterr()) + caplog.text


def test_without_a_keyring_it_asks_for_a_passphrase(client: httpx.Client) -> None:
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    assert "Opened by this computer" not in client.get("/journal").text
    differ = client.post("/journal/begin", data={"passphrase": "four words do it", "again": "four words"})
    assert "The two passphrases differ" in differ.text
    short = client.post("/journal/begin", data={"passphrase": "short", "again": "short"})
    assert "too short" in short.text


def test_words_of_danger_are_kept_and_bring_people_and_lines_at_once(client: httpx.Client) -> None:
    client.post("/journal/begin")
    page = client.post("/journal/write", data={"text": DARK}).text
    assert page.index('id="danger"') < page.index("<h1")
    assert "tel:08001110111" in page
    assert DARK in page
    assert 'id="danger"' not in client.post("/journal/write", data={"text": "Ich lach mich tot."}).text


def test_words_that_cannot_be_kept_stay_on_the_page_and_people_are_named_all_the_same(
    client: httpx.Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    client.post("/journal/begin").raise_for_status()
    monkeypatch.setattr(os, "open", full)
    page = client.post("/journal/write", data={"text": DARK}).text
    monkeypatch.undo()
    assert "No space left on device" in page
    assert f">{DARK}</textarea>" in page
    assert 'id="danger"' in page


@pytest.mark.slow
def test_opening_it_in_place_tells_in_a_line_what_is_wrong(client: httpx.Client) -> None:
    words = {"passphrase": "four words do it", "again": "four words do it"}
    client.post("/journal/begin", data=words).raise_for_status()
    client.post("/journal/lock")
    wrong = client.post(
        "/journal/open", data={"passphrase": "four wrong words"}, headers={"hx-request": "true"}
    )
    assert (wrong.status_code, wrong.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert wrong.text.startswith("This is not the passphrase.")
