"""What came of it on the page: leads kept, moved and taken back, without a browser."""

import base64
import html
import re
from collections.abc import Iterator
from secrets import token_hex

import httpx
import pytest

from groundswell.domain.activity import Interaction
from groundswell.domain.kept import Did, LeadKind
from groundswell.domain.records import Record
from groundswell.domain.when import DAY, HOUR, When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.services.kept import leads
from groundswell.services.kept.requests import requests
from groundswell.services.kept.sights import QUICKLY
from groundswell.services.networks import lines as networks
from groundswell.services.reading.triaging import read_backlog
from groundswell.store import kept as stored
from groundswell.store.intake import Intake
from groundswell.web.security import COOKIE
from tests.servers.waiting import until
from tests.web.conftest import Site
from tests.web.hall import PASSWORD, Hall
from tests.web.world import NOW, message, person


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    """Somebody with a session over the small wave."""
    cookie = site.door.enter(site.door.new_code())
    headers = {"origin": site.address}
    with httpx.Client(
        base_url=site.address, cookies={COOKIE: cookie or ""}, headers=headers, follow_redirects=True,
        timeout=60,
    ) as opened:  # fmt: skip
        yield opened


def item_of(site: Site, words: str) -> str:
    with site.workspace.store.reading() as conn:
        found = conn.exec_driver_sql("SELECT id FROM interaction WHERE text LIKE ?", (f"%{words}%",))
        return str(found.scalar_one())


def press(client: httpx.Client, path: str, **given: str) -> str:
    answer = client.post(path, data={"pressed": token_hex(8), **given})
    assert answer.status_code == 200, answer.text
    return answer.text


def lead_key(page: str) -> str:
    found = re.search(r"/kept/lead/([0-9a-f]{32})", page)
    assert found
    return found[1]


def test_an_offer_is_kept_moved_given_a_next_step_and_dropped(client: httpx.Client, site: Site) -> None:
    page = client.get("/kept").text
    assert "Nadia Abel" in page
    assert "Would you talk to us about a role?" in page
    page = press(client, "/kept/keep", item=item_of(site, "about a role"), kind="job")
    assert "Kept as a lead." in page
    key = lead_key(page)
    page = press(client, f"/kept/lead/{key}/next", text="Call <b>Nadia</b>", due="2026-12-03")
    assert "Call &lt;b&gt;Nadia&lt;/b&gt;" in page
    page = press(client, f"/kept/lead/{key}/stage", to="won", here="list")
    assert "Job found" in page
    assert "1 job found" in page
    undo = re.search(r'name="presses" value="(\d+)"', page)
    assert undo
    page = press(client, "/kept/undo", presses=undo[1])
    assert "1 job found" not in page
    page = press(client, f"/kept/lead/{key}/drop")
    assert "No lead any more." in page
    assert client.get(f"/kept/lead/{key}").status_code == 404


def test_from_the_inbox_and_from_the_crossroads(client: httpx.Client, site: Site) -> None:
    item = item_of(site, "about a role")
    assert "Keep as a lead" in client.get(f"/inbox?lane=opportunity&item={item}").text
    assert "Keep as a lead" in client.get(f"/crossroads/{item}").text
    page = press(client, f"/kept/item/{item}?lane=opportunity", kind="talk")
    assert "Talk, new:" in page
    assert "Keep as a lead" not in page
    assert "Keep as a lead" not in client.get(f"/inbox?item={item_of(site, 'Ten months of this')}").text


def test_what_cannot_be_is_refused_and_says_so(client: httpx.Client, site: Site) -> None:
    key, _ = leads.keep(site.workspace, [int(item_of(site, "about a role"))], LeadKind.JOB, "p")
    answer = client.post(f"/kept/lead/{key}/next", data={"text": "Call", "due": "soon"})
    assert answer.status_code == 400
    assert "no day" in answer.text
    assert (
        client.post("/kept/keep", data={"item": "999999", "kind": "job", "pressed": "x"}).status_code == 404
    )
    assert client.get("/kept?post=999").status_code == 404


def test_while_much_is_looked_at_the_page_stands_and_the_offers_follow(
    client: httpx.Client, site: Site
) -> None:
    # No two alike, or they would be taken for copies of one another.
    offers = [
        message(
            f"Recruiter {n}",
            f"{token_hex(9)} {token_hex(9)} {token_hex(9)} gantry #opportunity",
            NOW - n * HOUR,
        )
        for n in range(QUICKLY + 2)
    ]
    with site.workspace.store.writing() as conn:
        Intake().write(conn, offers)
    read_backlog(site.workspace)
    page = client.get("/kept?post=all").text
    assert "What came of it" in page
    assert "What was said is being looked at." in page
    assert " gantry" not in page
    again = html.unescape(re.findall(r'hx-get="([^"]+)"[^>]*hx-select="#offered"', page)[0])
    assert f'href="{html.escape(again)}#offers"' in page
    part = client.get(again, headers={"hx-request": "true"}).text
    assert "being looked at" not in part
    assert " gantry" in part
    # What was looked at is known from then on.
    assert " gantry" in client.get("/kept?post=all").text


def invite(site: Site, *names: str) -> None:
    """Lets some ask to connect, the first of them with a note."""
    rows = [
        Interaction(
            f"linkedin:invitation:{name}", Network.LINKEDIN, Kind.INVITATION, Direction.IN,
            When.exactly(NOW - n * DAY), person(name), text="" if n else f"Lovely letter, says {name}.",
        )
        for n, name in enumerate(names)
    ]  # fmt: skip
    with site.workspace.store.writing() as conn:
        Intake().write(conn, [Record(one.key, (one,)) for one in rows])
    read_backlog(site.workspace)


def person_of(site: Site, name: str) -> str:
    with site.workspace.store.reading() as conn:
        return str(conn.exec_driver_sql("SELECT id FROM person WHERE name = ?", (name,)).scalar_one())


def test_of_a_large_group_the_first_are_shown_and_all_of_it_on_its_own_page(
    client: httpx.Client, site: Site
) -> None:
    silent = [f"Silent {word}" for word in ("Ash", "Bay", "Cove", "Dale", "Elm", "Fen", "Glen", "Heath")]
    invite(site, "Runa Vale", *silent)
    page = client.get("/kept/requests").text
    assert "Runa Vale" in page
    assert [one for one in silent if one in page] == silent[:3]
    assert "Accept all 8" in page
    (whole,) = re.findall(r'class="button" href="(/kept/requests\?group=common)">5 more', page)
    page = client.get(whole).text
    assert [one for one in silent if one in page] == silent
    assert "Runa Vale" not in page
    assert re.findall(r'group=(\w+)" aria-current="page"', page) == ["common"]
    press(client, "/kept/requests/decide", did="leave", people=person_of(site, "Silent Ash"))
    assert "Leave all 7" in client.get(whole).text
    # A group of which nobody is left shows the others.
    assert "Runa Vale" in client.get("/kept/requests?group=scam").text
    assert client.get("/kept/requests?group=sang").status_code == 400


def test_requests_are_accepted_by_the_group_noted_and_taken_back(client: httpx.Client, site: Site) -> None:
    invite(site, "Runa Vale", "Olu Bello", "Nils Ek", "Ines Roth")
    assert "4 ask to connect" in client.get("/kept").text
    page = client.get("/kept/requests").text
    assert "4 ask to connect." in page, re.findall("<h1.*h1>", page)
    assert re.findall(r'id="ground-(\w+)"', page) == ["spoke", "note", "common"]
    both = ",".join(person_of(site, name) for name in ("Nils Ek", "Ines Roth"))
    assert f'value="{both}"' in page
    page = press(client, "/kept/requests/decide", did="accept", people=both)
    assert "Your accept list" in page
    assert "On the accept list." in page
    undo = re.search(r'name="presses" value="(\d+)"><button class="button" data-do="undo"', page)
    assert undo
    page = press(client, "/kept/requests/undo", presses=undo[1])
    assert "4 ask to connect." in page, re.findall("<h1.*h1>", page)
    row = client.post(
        "/kept/requests/decide", data={"did": "leave", "people": person_of(site, "Nils Ek")},
        headers={"hx-request": "true"},
    )  # fmt: skip
    assert "· left" in row.text
    assert "<html" not in row.text


def test_a_new_connection_is_thanked_with_words_from_what_they_said(client: httpx.Client, site: Site) -> None:
    invite(site, "Runa Vale", "Nils Ek")
    who = person_of(site, "Runa Vale")
    press(client, "/kept/requests/decide", did="accepted", people=f"{who},{person_of(site, 'Nils Ek')}")
    silent = client.get(f"/kept/requests/{person_of(site, 'Nils Ek')}").text
    assert "nobody gets a canned line" in silent
    page = press(client, f"/kept/requests/{who}/by-hand", text="Thank you, Runa.")
    assert "Noted as thanked." in page
    assert "Nils Ek" in page
    with site.workspace.store.reading() as conn:
        said = conn.exec_driver_sql("SELECT text FROM answer").scalar_one()
    assert said == "Thank you, Runa."
    assert client.get("/kept/requests/1").status_code == 404
    with site.workspace.store.reading() as conn:
        assert Did.THANKED in {one.does for one in stored.standing(conn)}


def test_followers_are_followed_back_through_the_outbox(hall_site: Site, hall: Hall) -> None:
    workspace = hall_site.workspace
    networks.connect(workspace, "hall", {"handle": "mara", "password": PASSWORD})

    def came() -> bool:
        return bool(requests(workspace).new)

    until(came, "somebody who follows", within=30)
    cookie = hall_site.door.enter(hall_site.door.new_code())
    with httpx.Client(
        base_url=hall_site.address, cookies={COOKIE: cookie or ""}, headers={"origin": hall_site.address},
        follow_redirects=True, timeout=60,
    ) as client:  # fmt: skip
        page = client.get("/kept/requests").text
        assert "Follow all 1 back" in page
        assert hall.done == []
        page = press(client, "/kept/requests/follow", people=str(requests(workspace).new[0].person.id))
        assert "Follow all" not in page

    def followed() -> bool:
        hall.later += 2_000
        return bool(hall.done)

    until(followed, "the follow in the hall", within=30)
    assert [one.act for one in hall.done] == ["follow"]


def test_of_the_webhook_that_is_on_a_page_shows_the_host_alone(
    client: httpx.Client, no_keyring: None
) -> None:
    wished = {"url": "https://127.0.0.1:1/a-path-that-is-a-key", "private": "true"}
    assert "goes to 127.0.0.1:1" in press(client, "/kept/webhook/look", **wished)
    secret = "whsec_" + base64.b64encode(b"thirty-two bytes of a known key!").decode()
    page = press(client, "/kept/webhook/on", **wished, secret=secret)
    assert "goes to 127.0.0.1:1" in page
    # Without an address the one that is kept stays, and is not shown either.
    looked = press(client, "/kept/webhook/look", private="true", by_itself="true")
    assert "Each lead that you keep or change goes to 127.0.0.1:1" in looked
    on = press(client, "/kept/webhook/on", private="true", by_itself="true")
    assert "Each lead that you keep or change goes to 127.0.0.1:1" in on
    for shown in (page, looked, on, client.get("/kept").text):
        assert "a-path" not in shown
    press(client, "/kept/webhook/off")
    assert "this is not the address" in press(client, "/kept/webhook/look").lower()
