"""The circle's pages without a browser: who is shown with what, what a press does, and the way back."""

import re
from collections.abc import Iterator

import httpx
import pytest

from groundswell.domain.activity import TheirPost
from groundswell.domain.when import HOUR
from groundswell.domain.words import Lane
from groundswell.services.calm.gathering import gather
from groundswell.services.circle.near import held
from groundswell.store import their_posts
from groundswell.web.security import COOKIE
from tests.web.conftest import Site
from tests.web.friends import ASKED, HARD, INSIDE, befriend, id_of
from tests.web.world import HOSTILE_WORDS, NOW


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    """Somebody with a session and a circle."""
    befriend(site.workspace)
    cookie = site.door.enter(site.door.new_code())
    headers = {"origin": site.address}
    with httpx.Client(
        base_url=site.address, cookies={COOKIE: cookie or ""}, headers=headers, follow_redirects=True,
        timeout=60,
    ) as opened:  # fmt: skip
        yield opened


def say(client: httpx.Client, site: Site, who: str, does: str, back: str = "circle", **more: str) -> str:
    given = {"person": str(id_of(site.workspace, who)), "does": does, "back": back, **more}
    answer = client.post("/circle/say", data=given)
    assert answer.status_code == 200, answer.text
    return answer.text


def undo(client: httpx.Client, page: str) -> str:
    (words,) = re.findall(r'name="words" value="(\d+)"', page)
    return client.post("/circle/undo", data={"words": words, "back": "circle"}).text


def part(page: str, begin: str, end: str) -> str:
    return page[page.index(begin) : page.index(end, page.index(begin))]


def test_everybody_by_name_with_what_waits(client: httpx.Client) -> None:
    page = client.get("/circle").text
    people = part(page, 'id="people"', "</ul>")
    assert re.findall(r'<span class="who">([^<]+)<', people) == sorted(INSIDE)
    assert "waits for a word of yours, 2 d" in people
    assert people.count("has a hard time") == 1
    assert "You wrote to each other 8 times since" in people
    assert "6 so far. 15 to 30 is what most people can be there for; fewer is fine." in page
    assert (
        "6 people around you, by name; 1 has a hard time; 1 waits for a word of yours; 1 has gone quiet."
        in page
    )


def test_whom_to_be_there_for_with_the_concrete_thing(client: httpx.Client, site: Site) -> None:
    page = client.get("/circle").text
    today = part(page, 'id="today"', "</section>")
    assert re.findall(r'class="who"[^>]*>([^<]+)<', today) == ["Bo Lind", "Ana Ruiz", "Fay Wu"]
    assert f"“{HARD}”" in today
    assert f"“{ASKED}”" in today
    assert "You have not heard of each other for 3 months." in today
    assert re.search(r"/crossroads/\d+", today)
    page = say(client, site, "Bo Lind", "wrote")
    assert "Bo Lind" not in part(page, 'id="today"', "</section>")
    page = undo(client, page)
    assert "Bo Lind" in part(page, 'id="today"', "</section>")


def test_who_is_kind_and_in_conversation_is_suggested_with_the_reason(
    client: httpx.Client, site: Site
) -> None:
    page = client.get("/circle").text
    suggested = part(page, 'id="suggested"', "</main>")
    assert re.findall(r'class="who"[^>]*>([^<]+)<', suggested) == ["Gil Ray"]
    assert "They usually answer within a week, you within a day." in suggested
    assert "All of the last 4 things that they wrote to you were kind." in suggested
    page = say(client, site, "Gil Ray", "leave")
    assert "Not suggested any more." in page
    assert 'id="suggested"' not in page
    page = undo(client, page)
    assert 'id="suggested"' in page
    say(client, site, "Gil Ray", "in")
    assert [one.name for one in held(site.workspace)] == [*INSIDE, "Gil Ray"]


def test_the_week_is_walked_through_and_nothing_is_lost(client: httpx.Client, site: Site) -> None:
    page = client.get("/circle/week").text
    assert "0 of 3 done" in page
    assert HARD in page
    page = client.get("/circle/week?at=1").text
    assert ASKED in page
    page = say(client, site, "Ana Ruiz", "later", "week", at="1")
    # Taken back, she stands there again, where she was.
    (words,) = re.findall(r'name="words" value="(\d+)"', page)
    (at,) = re.findall(r'name="words" value="\d+">.*?name="at" value="(\d+)"', page)
    page = client.post("/circle/undo", data={"words": words, "back": "week", "at": at}).text
    assert "0 of 3 done" in page
    assert ASKED in page
    page = say(client, site, "Ana Ruiz", "later", "week", at="1")
    assert "1 of 3 done" in page
    assert "Fay Wu" in page
    page = say(client, site, "Bo Lind", "wrote", "week")
    # Somebody who comes back later goes on there.
    page = client.get("/circle/week").text
    assert "2 of 3 done · wrote to 1 · 1 put off" in re.sub(r"\s+", " ", page)
    assert "Fay Wu" in page
    page = say(client, site, "Fay Wu", "wrote", "week")
    assert "That was this week." in page
    assert "This week is done" in client.get("/circle").text


def test_the_tie_on_the_persons_page_in_words_and_by_hand(client: httpx.Client, site: Site) -> None:
    cy = id_of(site.workspace, "Cy Ode")
    page = client.get(f"/person/{cy}").text
    assert "In your circle" in page
    assert "You wrote to each other 8 times since" in page
    given = {"person": str(cy), "gift": "meeting", "days": "2", "words": "Tea <b>"}
    page = client.post("/circle/note", data=given).text
    assert "You met once since" in page
    assert "Tea &lt;b&gt;" in page
    (note,) = re.findall(r'name="notes" value="(\d+)"', page)
    page = client.post("/circle/note/undo", data={"person": str(cy), "notes": note}).text
    assert "You met once" not in page
    page = say(client, site, "Cy Ode", "close", "person", value="close")
    assert "close, by your word" in page
    assert "close" in client.get("/export/circle.csv").text
    assert "Tea" in client.get("/export/by_hand.csv").text
    assert client.get("/export/circle.foo").status_code == 400
    page = say(client, site, "Cy Ode", "cadence", "person", value="7")
    assert '<option value="7" selected>' in page
    page = say(client, site, "Cy Ode", "birthday", "person", value="11-15")
    assert 'value="11-15"' in page
    page = say(client, site, "Cy Ode", "out", "person")
    assert "Take into the circle" in page
    # Taken in again, what was decided before holds.
    assert '<option value="7" selected>' in say(client, site, "Cy Ode", "in", "person")


def test_that_one_wrote_counts_on_the_persons_page(client: httpx.Client, site: Site) -> None:
    page = say(client, site, "Ana Ruiz", "wrote", "person")
    assert "By your word, you wrote to them on" in page
    assert "You wrote last, today." in page
    page = undo(client, page)
    page = client.get(f"/person/{id_of(site.workspace, 'Ana Ruiz')}").text
    assert "By your word" not in page
    assert "You wrote last, today." not in page


def test_a_hard_time_of_a_friend_is_told_alike_on_today_and_in_the_digest(
    client: httpx.Client, site: Site
) -> None:
    def told() -> dict[str, str]:
        return {line.who: line.why for line in gather(site.workspace).digest.needs}

    assert "Bo Lind</a> of your circle" in client.get("/").text
    assert told()["Bo Lind"] == "Somebody of your circle, who has a hard time."
    say(client, site, "Bo Lind", "wrote")
    assert "Bo Lind</a> of your circle" not in client.get("/").text
    assert told().get("Bo Lind") != "Somebody of your circle, who has a hard time."


def test_what_cannot_be_chosen_is_refused(client: httpx.Client, site: Site) -> None:
    cy = str(id_of(site.workspace, "Cy Ode"))
    for given in (
        {"does": "cadence", "value": "2"},
        {"does": "birthday", "value": "13-40"},
        {"does": "close", "value": "best"},
        {"does": "in", "value": "x"},
    ):
        assert client.post("/circle/say", data={"person": cy, "back": "circle", **given}).status_code == 400
    given = {"person": cy, "gift": "reaction"}
    assert client.post("/circle/note", data=given).status_code == 400
    assert (
        client.post("/circle/say", data={"person": "999", "does": "in", "back": "circle"}).status_code == 404
    )


def test_no_page_asks_for_likes_or_shows_hostile_words(client: httpx.Client, site: Site) -> None:
    say(client, site, "Rude Talker", "in")
    for path in ("/circle", "/circle/week"):
        page = client.get(path).text
        assert HOSTILE_WORDS not in page
        assert not re.search(r"\b(like|boost|react to|comment on) (it|this|their)", page)


def test_an_empty_circle_says_how_it_begins(site: Site) -> None:
    cookie = site.door.enter(site.door.new_code())
    page = httpx.get(f"{site.address}/circle", cookies={COOKIE: cookie or ""}).text
    assert "Nobody is in it yet." in page
    page = httpx.get(f"{site.address}/circle/week", cookies={COOKIE: cookie or ""}).text
    assert "Nobody is in your circle yet." in page


def test_somebody_is_forgotten_after_a_look_at_what_goes(client: httpx.Client, site: Site) -> None:
    bo = id_of(site.workspace, "Bo Lind")
    assert f"/person/{bo}/forget" in client.get(f"/person/{bo}").text
    page = client.get(f"/person/{bo}/forget").text
    assert "Bo Lind on LinkedIn" in page
    assert re.search(r"Comments, messages and other things that passed</span><span>9<", page)
    assert "Decisions about the circle" in page
    made = str(client.post("/report", data={"post": "1"}).url)
    assert client.get(made).status_code == 200
    page = client.post(f"/person/{bo}/forget").text
    (code,) = re.findall(r"<code>(\w+)</code>", page)
    assert client.get(made).status_code == 404
    assert client.get(f"/person/{bo}").status_code == 404
    assert "Bo Lind" not in client.get("/circle").text
    assert "Bo Lind" not in client.get("/search?q=Bo").text
    assert HARD not in client.get("/inbox").text
    assert "Nobody is." in client.post("/forgotten/allow", data={"code": code}).text


def test_older_copies_are_offered_where_somebody_is_forgotten(client: httpx.Client, site: Site) -> None:
    bo = id_of(site.workspace, "Bo Lind")
    copies = [site.workspace.home / f"groundswell.db.before-2026113{n}-101010" for n in (0, 1)]
    assert "older cop" not in client.get(f"/person/{bo}/forget").text
    for one in copies:
        one.write_bytes(b"x" * 2_000_000)
    page = client.get(f"/person/{bo}/forget").text
    assert f"<code>{copies[1].name}</code>" in page
    assert "2.0 MB" in page
    page = client.post(f"/person/{bo}/forget").text
    assert all(one.exists() for one in copies)
    assert f"<code>{copies[0].name}</code>" in page
    cy = id_of(site.workspace, "Cy Ode")
    assert "Older copies" not in client.post(f"/person/{cy}/forget", data={"copies": "true"}).text
    assert not any(one.exists() for one in copies)
    copies[0].write_bytes(b"x")
    assert "Older copies" not in client.post("/forgotten/copies").text
    assert not copies[0].exists()


def test_today_names_who_of_the_circle_has_a_hard_time(client: httpx.Client, site: Site) -> None:
    assert "Bo Lind</a> of your circle has a hard time." in client.get("/").text
    say(client, site, "Bo Lind", "wrote")
    assert "of your circle" not in client.get("/").text


def test_what_they_published_leads_to_where_it_stands_and_can_be_left_unseen(
    client: httpx.Client, site: Site
) -> None:
    words, address = "I planned <b>a night train</b>.", "https://www.linkedin.com/posts/cy-ode-1"
    with site.workspace.store.writing() as conn:
        told = TheirPost("linkedin:their:1", NOW - HOUR, words, address)
        their_posts.keep(conn, id_of(site.workspace, "Cy Ode"), [told], NOW)
        ((row_id, _),) = their_posts.unread(conn, "tags")
        their_posts.read(conn, [(row_id, "tags", Lane.OTHER, 0.0)])
    for path in ("/circle", "/circle/week?at=2"):
        page = client.get(path).text
        assert "They published something, today." in page
        assert "I planned &lt;b&gt;a night train&lt;/b&gt;." in page
        assert f'href="{address}" target="_blank" rel="noreferrer noopener"' in page
    page = client.post("/circle/visits", data={"wanted": "false"}).text
    assert "What they publish is not looked at." in page
    assert "a night train" not in page
    assert "asked for a few times a day" in client.post("/circle/visits", data={"wanted": "true"}).text
