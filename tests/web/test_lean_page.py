"""Leaning on somebody on the pages: chosen people, two who are named, private words, and how it went."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest

from groundswell.domain.actions import Act
from groundswell.services.lean import trusting
from groundswell.services.lean.trusting import held
from groundswell.services.networks.lines import connect
from groundswell.store import persons
from tests.servers.waiting import until
from tests.web.conftest import Site
from tests.web.hall import PASSWORD, Hall

DARK = "I don't want to be alive anymore."


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    """The user's own browser, without scripts."""
    cookie = site.door.enter(site.door.new_code()) or ""
    with httpx.Client(
        base_url=site.address,
        timeout=60,
        cookies={"groundswell_session": cookie},
        headers={"origin": site.address},
        follow_redirects=True,
    ) as client:
        yield client


def chosen(client: httpx.Client, name: str, **told: object) -> str:
    """Chooses somebody of a network by name; their key."""
    person = f"linkedin:in/{name.lower().replace(' ', '-')}"
    assert f"of={quote(person)}" in client.get("/circle/lean/people", params={"q": name}).text
    client.post("/circle/lean/people/one", data={"person": person, **told}).raise_for_status()
    return person


def test_somebody_is_chosen_named_and_rests_after_being_turned_to(client: httpx.Client, site: Site) -> None:
    assert "First choose a few people" in client.get("/circle/lean").text
    sam = chosen(client, "Sam Lee", good_at="listen", zone="Asia/Tokyo", a_month="2")
    chosen(client, "Dele Moyo")
    page = client.post("/circle/lean", data={"support": "listen", "words": "A hard day."}).text
    assert page.index("Sam Lee</h3>") < page.index("Dele Moyo</h3>")
    assert "They listen well." in page
    assert "where they are" in page
    pressed = {"person": sam, "support": "listen", "pressed": "one"}
    for _ in range(2):
        assert "Noted." in client.post("/circle/lean/turned", data=pressed).text
    assert len(trusting.held(site.workspace).leaning.times) == 1
    page = client.post("/circle/lean", data={"support": "listen"}).text
    assert "Sam Lee</h3>" not in page
    assert "You turned to them a short while ago." in page


def test_the_private_words_hold_hers_and_are_other_ones_the_next_time(
    client: httpx.Client, site: Site
) -> None:
    sam = chosen(client, "Sam Lee")
    asked = {"support": "listen", "words": "They said no & I am <b>sad</b>."}
    first = client.post(f"/circle/lean/to?person={quote(sam)}", data=asked).text
    (draft,) = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", first)
    assert draft.startswith("Hi Sam,")
    assert "They said no &amp; I am &lt;b&gt;sad&lt;/b&gt;." in draft
    assert 3 <= len(draft.splitlines()) <= 5
    assert "paste" in first
    told = {"pressed": "one", "text": draft}
    assert "Noted." in client.post(f"/circle/lean/copied?person={quote(sam)}&support=listen", data=told).text
    second = client.post(f"/circle/lean/to?person={quote(sam)}", data=asked).text
    (other,) = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", second)
    assert not set(draft.splitlines()[1:]) - {draft.splitlines()[2]} & set(other.splitlines())


def test_her_words_are_kept_nowhere(client: httpx.Client, site: Site) -> None:
    chosen(client, "Sam Lee")
    client.post(
        "/circle/lean", data={"support": "listen", "words": "Quetzalcoatl said no."}
    ).raise_for_status()
    held = [one.read_bytes() for one in site.workspace.home.rglob("*") if one.is_file()]
    assert held
    assert not any(b"Quetzalcoatl" in one for one in held)


def test_the_words_are_checked_as_words_to_a_friend(client: httpx.Client) -> None:
    sam = chosen(client, "Sam Lee")
    said = {"text": "You never listen to me, and it is your fault that I feel like this.", "form": "composer"}
    part = client.post(
        f"/circle/lean/check?person={quote(sam)}", data=said, headers={"hx-request": "true"}
    ).text
    assert 'class="check' in part


def test_somebody_from_outside_of_all_networks(client: httpx.Client) -> None:
    page = client.post("/circle/lean/people/named", data={"name": "Mum"})
    assert "What you call them" in page.text
    assert "Mum</h3>" in client.post("/circle/lean", data={"support": "cheer"}).text
    key = httpx.URL(str(page.url)).params["of"]
    assert "Nobody yet" in client.post("/circle/lean/people/leave", data={"person": key}).text


def test_what_cannot_be_is_said_so(client: httpx.Client) -> None:
    assert client.post("/circle/lean/people/named", data={"name": "  "}).status_code == 400
    wrong = {"person": "kept:x", "name": "Mum", "zone": "Nowhere/Else"}
    assert "no time zone" in client.post("/circle/lean/people/one", data=wrong).text
    assert client.post("/circle/lean/people/one", data={"person": "linkedin:in/nobody"}).status_code == 404
    turned = {"person": "kept:x", "support": "listen", "pressed": "1"}
    assert client.post("/circle/lean/turned", data=turned).status_code == 404
    assert client.get(f"/circle/lean/people/one?of={quote('linkedin:in/nobody')}").status_code == 404


def test_words_of_danger_bring_people_and_lines_before_everything_else(client: httpx.Client) -> None:
    client.post("/danger/country", data={"country": "Ireland"})
    client.post(
        "/circle/lean/people/one",
        data={"person": "kept:x", "name": "Ana", "phone": "+353 1 23", "near": "true"},
    )
    page = client.post("/circle/lean", data={"support": "listen", "words": DARK}).text
    assert page.index('id="danger"') < page.index("<h1")
    assert (
        page.index("tel:+353123")
        < page.index("tel:116123")
        < page.index("tel:112")
        < page.index("Whoever you think of first")
    )
    part = client.post("/danger", data={"words": DARK}, headers={"hx-request": "true"}).text
    assert 'role="alert"' in part
    assert "<html" not in part
    assert (
        client.post(
            "/danger", data={"words": "I'm dying of laughter."}, headers={"hx-request": "true"}
        ).text.strip()
        == ""
    )
    assert "tel:116123" in client.get("/danger").text


def test_words_of_danger_show_lines_where_the_language_is_spoken_if_no_country_is_chosen(
    client: httpx.Client,
) -> None:
    page = client.post("/danger", data={"text": "Ich will nicht mehr leben, ich sehe keinen Sinn mehr."}).text
    assert page.index("Germany") < page.index("Another country") < page.index("Ireland")


def test_nobody_is_left_with_the_numbers_of_other_countries(client: httpx.Client) -> None:
    first = client.post("/danger", data={"text": DARK}).text.split("Another country")[0]
    for country, line, sudden in (("United Kingdom", "116123", "999"), ("United States", "988", "911")):
        assert country in first
        assert first.index(f"tel:{line}") > 0
        assert f"tel:{sudden}" in first
    assert "Call 000" not in first
    unknown = client.get("/danger").text.split("Choose your country")[0]
    assert "https://findahelpline.com" in unknown
    assert "tel:112" in unknown


def test_it_says_plainly_what_it_does_not_replace(client: httpx.Client) -> None:
    assert (
        "does not replace your friends, your family or professional help" in client.get("/circle/lean").text
    )


def test_heavy_words_bring_a_gentler_word_and_people_to_turn_to_all_the_same(client: httpx.Client) -> None:
    chosen(client, "Sam Lee")
    heavy = "I can't picture a future with me in it."
    page = client.post("/circle/lean", data={"support": "listen", "words": heavy}).text
    assert "In case it is more than heavy" in page
    assert "Sam Lee</h3>" in page
    hx = {"hx-request": "true"}
    assert "more than heavy" in client.post("/danger", data={"words": heavy}, headers=hx).text
    # The journal is read by signs alone, unless she asks.
    assert client.post("/danger", data={"text": heavy}, headers=hx).text.strip() == ""
    client.post("/journal/listen", data={"reads": "true"})
    assert "more than heavy" in client.post("/danger", data={"text": heavy}, headers=hx).text
    client.post("/journal/listen", data={"reads": "false"})
    assert client.post("/danger", data={"text": heavy}, headers=hx).text.strip() == ""


def test_words_of_danger_in_a_reply_are_met_as_well(client: httpx.Client, site: Site) -> None:
    item = re.findall(r"item=(\d+)", client.get("/inbox?lane=disagreement").text)[0]
    page = client.post(f"/inbox/item/{item}/check", data={"text": DARK}, headers={"hx-request": "true"}).text
    assert 'id="danger"' in page


def test_words_of_danger_are_weighed_by_nothing_wherever_she_writes_them(
    client: httpx.Client, site: Site
) -> None:
    item = re.findall(r"item=(\d+)", client.get("/inbox?lane=disagreement").text)[0]
    sam = quote(chosen(client, "Sam Lee"))
    words = {"text": f"{DARK} Could you call me tonight?"}
    for address in (f"/circle/lean/check?person={sam}", f"/inbox/item/{item}/check", "/check"):
        for by in ("page", "script"):
            headers = {"hx-request": "true"} if by == "script" else {}
            page = client.post(address, data=words, headers=headers).text
            assert 'id="danger"' in page, address
            assert not re.search(r'class="(?:verdict|axes|remarks|manners)"', page), address


def test_where_a_network_lets_it_the_words_go_to_them_alone(hall_site: Site, hall: Hall) -> None:
    connect(hall_site.workspace, "hall", {"handle": "mara", "password": PASSWORD})
    cookie = hall_site.door.enter(hall_site.door.new_code()) or ""
    with httpx.Client(
        base_url=hall_site.address,
        timeout=60,
        cookies={"groundswell_session": cookie},
        headers={"origin": hall_site.address},
        follow_redirects=True,
    ) as client:
        ida = "other:hall:ida"

        def known() -> bool:
            with hall_site.workspace.store.reading() as conn:
                return bool(persons.by_key(conn, [ida]))

        until(known, "Ida came in", within=20)
        client.post("/circle/lean/people/one", data={"person": ida}).raise_for_status()
        aim = {"person": ida, "support": "listen"}
        page = client.post("/circle/lean/to", params=aim, data={"words": "A no again."}).text
        assert "It goes to Ida" in page
        assert "A no again." in page
        assert "Block" not in page
        sent = {"act": "message", "text": "Hi Ida,\nmay I lean on you?", "pressed": "one"}
        shown = client.post("/circle/lean/answer", params=aim, data=sent).text
        assert "goes out in a moment" in shown
        assert len(held(hall_site.workspace).leaning.times) == 1
        (key,) = set(re.findall(r'name="key" value="(\w+)"', shown))
        back = client.post("/circle/lean/take-back", params=aim, data={"key": key}).text
        assert "may I lean on you?" in back
        # What was taken back was no turning to her.
        assert held(hall_site.workspace).leaning.times == ()
        client.post("/circle/lean/answer", params=aim, data={**sent, "pressed": "two"})
        hall.later += 20_000
        until(lambda: len(hall.done) == 1, "it went out", within=20)
        (done,) = hall.done
        assert (done.act, done.target) == (Act.MESSAGE, ida)
        refused = client.post("/circle/lean/answer", params=aim, data={**sent, "act": "reply", "text": ""})
        assert refused.status_code == 400
