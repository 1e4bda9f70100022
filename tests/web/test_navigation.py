"""Each page marks the entry of the navigation under which it is reached, and is reached from there."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qs, urldefrag

import httpx
import pytest

from groundswell.domain.circle import Does
from groundswell.services.circle import deciding
from groundswell.services.lean import trusting
from groundswell.web.security import COOKIE
from tests.web.conftest import Site

UNDER = {
    "/": ("/", "/calm"),
    "/wave": ("/wave", "/wave/{n}", "/report"),
    "/inbox": (
        *("/inbox", "/crossroads/{n}", "/feedback", "/feedback/{k}", "/hand", "/hand/item/{n}", "/thanks"),
        *("/thanks/rest", "/check", "/letters", "/letters/merge", "/outbox"),
    ),
    "/circle": (
        *("/circle", "/circle/week", "/circle/lean", "/circle/lean/people", "/circle/lean/people/one"),
        *("/journal", "/danger"),
    ),
    "/kept": ("/kept", "/kept/lead/{k}", "/kept/requests", "/kept/webhook"),
    "/search": ("/search", "/person/{n}", "/person/{n}/forget", "/people"),
    "/import": ("/import", "/import/aside/{n}"),
    "/settings": (
        *("/settings", "/settings/model", "/networks", "/networks/bluesky", "/networks/mastodon"),
        *("/rehearse", "/forgotten"),
    ),
}
BEGIN = {"/search": "/search?q=Dele", "/inbox": "/inbox?lane=kind_words"}
"""Where somebody begins who wants all below an entry: something searched for, or a lane opened."""


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    """Somebody with a point of feedback, a lead, a circle of one and somebody to lean on."""
    cookie = site.door.enter(site.door.new_code()) or ""
    with httpx.Client(
        base_url=site.address,
        cookies={COOKIE: cookie},
        headers={"origin": site.address},
        follow_redirects=True,
        timeout=30,
    ) as opened:
        for lane, what, more in (("feedback", "/feedback", {}), ("opportunity", "/kept", {"kind": "job"})):
            item = re.findall(r'id="row-(\d+)"', opened.get(f"/inbox?lane={lane}").text)[0]
            opened.post(f"{what}/item/{item}", data={"pressed": lane, **more}).raise_for_status()
        deciding.say(site.workspace, 1, Does.IN)
        trusting.trust_by_name(site.workspace, "Ana")
        yield opened


def pattern(path: str) -> str:
    """The path with its numbers and keys left out."""
    plain = re.sub(r"/\d+(?=/|$)", "/{n}", path)
    return re.sub(r"/(?=[^/]*\d)[0-9A-Za-z_-]{8,}(?=/|$)", "/{k}", plain)


class Links(HTMLParser):
    """The links of a page.

    Attributes:
        entries: Those of the main navigation.
        marked: Those of them that are marked, each with how: the entry's own page, or one below it.
        inside: Addresses to which the content leads.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.entries: list[str] = []
        self.marked: set[tuple[str, str]] = set()
        self.inside: list[str] = []
        self._where = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "main" or (tag == "nav" and told.get("aria-label") == "Main"):
            self._where = tag
        href = told.get("href", "")
        if tag == "a" and self._where == "nav":
            self.entries.append(href)
            if "aria-current" in told:
                self.marked.add((href, told["aria-current"]))
        elif tag == "a" and self._where == "main" and href.startswith("/"):
            self.inside.append(urldefrag(href)[0])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._where:
            self._where = ""


def below(client: httpx.Client, entry: str) -> dict[str, set[tuple[str, str]]]:
    """What is reached from an entry by pages that mark it, and what each of them marks."""
    waits, seen, found = [entry, BEGIN.get(entry, entry)], set[tuple[str, ...]](), {}
    while waits:
        address = waits.pop(0)
        path, _, query = address.partition("?")
        # One of each kind is enough: what differs in its values alone looks the same.
        kind = (shape := pattern(path), *sorted(parse_qs(query)))
        if kind in seen or not any(shape in pages for pages in UNDER.values()):
            continue
        seen.add(kind)
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = Links(answer.text)
        found[shape] = page.marked
        if {href for href, _ in page.marked} == {entry}:
            waits += page.inside
    return found


def test_each_page_marks_the_entry_under_which_it_is_reached(client: httpx.Client) -> None:
    assert set(Links(client.get("/").text).entries) == set(UNDER)
    where = {page: entry for entry, pages in UNDER.items() for page in pages}
    for entry, pages in UNDER.items():
        found = below(client, entry)
        assert set(pages) <= set(found), f"not reached from {entry}"
        for page, marks in found.items():
            assert marks == {(where[page], "page" if page == where[page] else "true")}, page


def test_a_page_that_answers_a_form_marks_whence_it_came(client: httpx.Client, site: Site) -> None:
    item = re.findall(r'id="row-(\d+)"', client.get("/inbox?lane=question").text)[0]
    for address, entry in ((f"/inbox/item/{item}/check", "/inbox"), ("/person/1/check", "/search")):
        answer = client.post(address, data={"text": "Yes, gladly. Which line do you mean?"})
        assert Links(answer.text).marked == {(entry, "true")}
