"""Thanks in sittings: whom it concerns, what becomes of each, and the way back; without a browser."""

import html
import re
from collections.abc import Iterator
from secrets import token_hex

import httpx
import pytest

from groundswell.domain.actions import Act
from groundswell.domain.words import Kind
from groundswell.reply.sentences import same, sentences
from groundswell.services.networks import lines as networks
from groundswell.services.people import forgetting
from groundswell.services.thanks.drafts_ahead import DraftsAhead
from groundswell.store import outbox
from groundswell.web.security import COOKIE
from tests.servers.waiting import until
from tests.web.conftest import Site
from tests.web.hall import PASSWORD, Hall
from tests.web.kindness import BY_HAND, be_kind, elsewhere, kind_facts, said


@pytest.fixture
def client(hall_site: Site) -> Iterator[httpx.Client]:
    """Somebody with a session, signed in to the hall, whom many were kind to."""
    networks.connect(hall_site.workspace, "hall", {"handle": "mara", "password": PASSWORD})
    be_kind(hall_site.workspace, *kind_facts(), *elsewhere())
    cookie = hall_site.door.enter(hall_site.door.new_code())
    headers = {"origin": hall_site.address}
    with httpx.Client(
        base_url=hall_site.address, cookies={COOKIE: cookie or ""}, headers=headers, follow_redirects=True,
        timeout=60,
    ) as opened:  # fmt: skip
        yield opened


def card_of(page: str, who: str) -> str:
    """The number of somebody's card."""
    pieces = re.split(r'id="card-(\d+)"', page)
    return next(pieces[n] for n in range(1, len(pieces), 2) if who in pieces[n + 1])


def written(client: httpx.Client, card: str) -> str:
    """The page with that card open, once its draft is there."""
    pages: list[str] = []

    def there() -> bool:
        pages.append(client.get(f"/thanks?card={card}").text)
        return "<textarea" in pages[-1]

    until(there, "a draft", within=60)
    return pages[-1]


def draft(page: str) -> str:
    (found,) = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page)
    return html.unescape(found)


def press(client: httpx.Client, path: str, **given: str) -> str:
    answer = client.post(path, data={"pressed": token_hex(8), **given})
    assert answer.status_code == 200, answer.text
    return answer.text


def state_of(hall_site: Site, who: str) -> str:
    with hall_site.workspace.store.reading() as conn:
        query = (
            "SELECT state FROM inbox JOIN person p ON p.id = person_id WHERE lane = 'kind_words' AND name = ?"
        )
        return str(conn.exec_driver_sql(query, (who,)).scalar_one())


def test_the_page_says_whom_it_concerns_and_what_lies_between(client: httpx.Client) -> None:
    page = client.get("/thanks").text
    assert "14 kind words wait. 7 are worth words of yours, 7 a like: about 2 minutes." in page
    assert page.index("Who is near") < page.index("Wim Vos") < page.index("About")
    assert "you have written to each other before" in page
    assert page.count('<details class="card thank"') == 7
    assert "7 people said a kind word or two." in page
    wide = press(client, "/thanks/choice", name="words_for", value="wrote")
    assert wide.count('<details class="card thank"') > 7
    short = press(client, "/thanks/choice", name="sitting", value="10")
    assert 'value="10" aria-pressed="true"' in short
    assert client.post("/thanks/choice", data={"name": "scheme", "value": "dark"}).status_code == 400


def test_words_go_out_once_send_was_pressed_and_can_be_taken_back(
    client: httpx.Client, hall: Hall, hall_site: Site
) -> None:
    card = card_of(client.get("/thanks").text, "Ida Blom")
    page = written(client, card)
    text = draft(page)
    assert text
    assert outgoing(hall_site) == []
    page = press(client, f"/thanks/card/{card}/words", text=text)
    assert "1 of 7 · 1 thanked" in page
    assert "13 kind words wait. 6 are" in page
    assert outgoing(hall_site) == [(Act.REPLY, text)]
    page = press(client, f"/thanks/card/{card}/take-back")
    assert "14 kind words wait. 7 are" in page
    assert draft(page) == text
    page = press(client, f"/thanks/card/{card}/words", text="In my own words, Ida.")
    hall.later += 11_000
    until(lambda: [one.text for one in hall.done] == ["In my own words, Ida."], "it to go out", within=20)
    answer = client.post(f"/thanks/card/{card}/take-back", data={"pressed": "x"})
    assert (answer.status_code, "It has gone out already" in answer.text) == (400, True)


def test_no_two_get_the_same_sentence_nor_another_draft_the_old_one(client: httpx.Client) -> None:
    page = client.get("/thanks").text
    cards = re.findall(r'<details class="card thank" name="thank" id="card-(\d+)"', page)
    texts = [draft(written(client, card)) for card in cards]
    client.post(f"/thanks/card/{cards[0]}/another")
    texts.append(draft(written(client, cards[0])))
    said = [same(one) for text in texts for one in sentences(text)]
    assert len(said) == len(set(said)) >= 8


def test_a_like_instead_and_leaving_it_and_the_way_back(
    client: httpx.Client, hall: Hall, hall_site: Site
) -> None:
    page = client.get("/thanks").text
    ida, ben = card_of(page, "Ida Blom"), card_of(page, "Ben Oduya")
    press(client, f"/thanks/card/{ida}/like")
    page = press(client, f"/thanks/card/{ben}/leave")
    assert "2 of 7 · 1 liked · 1 left" in page
    assert (state_of(hall_site, "Ida Blom"), state_of(hall_site, "Ben Oduya")) == ("done", "done")
    page = press(client, f"/thanks/card/{ben}/take-back")
    hall.later += 11_000
    until(lambda: [one.act for one in hall.done] == [Act.LIKE], "the like to go out", within=20)
    until(lambda: "Take the like back" in client.get("/thanks").text, "that to be said", within=20)
    page = press(client, f"/thanks/card/{ida}/take-back")
    assert (state_of(hall_site, "Ida Blom"), state_of(hall_site, "Ben Oduya")) == ("open", "open")
    hall.later += 11_000
    until(lambda: [one.act for one in hall.done] == [Act.LIKE, Act.UNLIKE], "the like to go", within=20)


def test_likes_for_the_rest_go_out_one_by_one_and_can_be_stopped(
    client: httpx.Client, hall: Hall, hall_site: Site
) -> None:
    page = client.get("/thanks/rest").text
    assert "A like for 7 people" in page
    shown, _ = page.split("I have liked these")[0].split("No program can give these likes")
    items = re.findall(r'name="item" value="(\d+)"', shown)
    page = client.post("/thanks/rest", data={"pressed": "once", "item": items}).text
    assert "6 likes go out one by one" in page
    assert "6 likes go out one by one" in client.get("/thanks/rest/going").text
    assert "8 kind words wait. 7 are" in page
    # Words that are sent meanwhile do not wait for them.
    ida = card_of(page, "Ida Blom")
    press(client, f"/thanks/card/{ida}/words", text="Thank you, Ida.")
    hall.later += 11_000
    until(lambda: len(hall.done) == 2, "the first like and the words", within=20)
    assert {one.act for one in hall.done} == {Act.LIKE, Act.REPLY}
    # However long the machine slept, the others do not all go at once.
    hall.later += 3_600_000
    until(lambda: len(hall.done) == 3, "the next like", within=20)
    page = client.get("/thanks").text
    assert "4 likes go out one by one" in page
    page = press(client, "/thanks/rest/stop")
    assert "12 kind words wait" not in page
    assert "11 kind words wait. 6 are worth words of yours, 5 a like" in page
    assert len(hall.done) == 3


def test_by_hand_where_no_program_is_let_in(client: httpx.Client, hall_site: Site) -> None:
    who, _ = BY_HAND
    card = card_of(client.get("/thanks").text, who)
    page = written(client, card)
    assert "Copy and open" in page
    assert 'href="https://www.linkedin.com/feed/update/urn:li:activity:' in page
    text = draft(page)
    page = press(client, f"/thanks/card/{card}/by-hand", text=text)
    assert "thanked by hand" in page
    assert state_of(hall_site, who) == "done"
    # The words are kept: nobody else gets them, also after the program was begun anew.
    fresh = DraftsAhead(hall_site.workspace)
    (again,) = (fresh.get(int(card), 60),)
    assert again is not None
    assert not set(map(same, sentences(again.text))) & set(map(same, sentences(text)))
    page = press(client, f"/thanks/card/{card}/take-back")
    assert draft(page) == text
    olu = re.findall(
        r'value="(\d+)" id="like-\d+" checked>(?:(?!<li).)*?Olu Bello', client.get("/thanks/rest").text
    )
    page = client.post("/thanks/rest/by-hand", data={"item": olu}).text
    assert state_of(hall_site, "Olu Bello") == "done"
    decisions = re.findall(r'name="decisions" value="([\d,]+)"', page)
    client.post("/thanks/rest/undo", data={"decisions": decisions[0]})
    assert state_of(hall_site, "Olu Bello") == "open"


def test_what_wants_an_answer_of_its_own_is_never_thanked_in_passing(
    client: httpx.Client, hall_site: Site
) -> None:
    plea = "Thank you for this. Some mornings I can't see the point any more and want to end it."
    be_kind(hall_site.workspace, said("Tomasz Kowal", plea, 70))
    page = client.get("/thanks").text
    assert "One more sounds kind but wants an answer of its own" in page
    assert page.count("Tomasz Kowal") == 1


def test_the_kind_words_of_somebody_in_a_hard_place_are_neither_liked_nor_thanked_in_passing(
    client: httpx.Client, hall_site: Site
) -> None:
    # Another word of theirs says so; this one is as kind as can be, and short.
    be_kind(
        hall_site.workspace,
        said("Tomasz Kowal", "Good for her, and then I just sat there. #needs_you", 70, Kind.MESSAGE),
        said("Tomasz Kowal", "So lovely", 71),
    )
    page = client.get("/thanks").text
    assert "One more sounds kind but wants an answer of its own" in page
    assert page.count("Tomasz Kowal") == 1
    assert "Tomasz Kowal" not in client.get("/thanks/rest").text


def test_when_everybody_was_thanked_the_sitting_says_so(client: httpx.Client) -> None:
    page = client.get("/thanks").text
    for card in re.findall(r'<details class="card thank" name="thank" id="card-(\d+)"', page):
        page = press(client, f"/thanks/card/{card}/leave")
    assert "That was this sitting." in page
    page = press(client, "/thanks/next")
    assert "That was this sitting." not in page
    assert "7 kind words wait. A like for each will do: about 1 minute." in page


def test_of_several_accounts_one_is_chosen_for_all(client: httpx.Client, hall: Hall, hall_site: Site) -> None:
    networks.connect(hall_site.workspace, "hall", {"handle": "ada", "password": PASSWORD})
    card = card_of(client.get("/thanks").text, "Ida Blom")
    assert "As whom?" in client.get(f"/thanks?card={card}").text
    refused = client.post("/thanks/rest", data={"pressed": "x", "item": [card]})
    assert (refused.status_code, "Choose as whom" in refused.text) == (400, True)
    assert "As whom?" not in client.get(f"/thanks?card={card}&account=other:hall:ada").text
    written(client, card_of(client.get("/thanks").text, "Ben Oduya"))
    press(client, f"/thanks/card/{card}/words", text="Thank you, Ida.", account="other:hall:ada")
    hall.later += 11_000
    until(lambda: hall.by == ["other:hall:ada"], "the words to go out as Ada", within=20)


def test_what_is_gone_says_so(client: httpx.Client) -> None:
    headers = {"hx-request": "true"}
    asked = [client.get(f"/thanks/card/4711{end}", headers=headers) for end in ("", "/line")]
    for end in ("take-back", "leave", "another", "words", "by-hand", "like"):
        given = {"pressed": "x", "text": "Thank you."}
        asked.append(client.post(f"/thanks/card/4711/{end}", data=given, headers=headers))
    assert [answer.status_code for answer in asked] == [404] * 8
    assert all(answer.text.startswith("There is no item 4711. It may be gone.") for answer in asked)


def test_inbox_and_today_lead_there(client: httpx.Client) -> None:
    assert 'href="/thanks"' in client.get("/inbox?lane=kind_words").text
    assert 'href="/thanks"' not in client.get("/inbox?lane=question").text
    assert "14 kind words came; thank them in a sitting" in client.get("/").text


def outgoing(hall_site: Site) -> list[tuple[Act, str]]:
    with hall_site.workspace.store.reading() as conn:
        return [(one.action.act, one.action.text) for one in outbox.sendings(conn)]


def test_words_for_somebody_who_was_forgotten_go_to_nobody_who_gets_their_number(
    client: httpx.Client, hall_site: Site
) -> None:
    def comes(who: str, text: str, n: int) -> tuple[str, int]:
        """The card of a comment, and the number of the person."""
        be_kind(hall_site.workspace, said(who, text, n))
        with hall_site.workspace.store.reading() as conn:
            found = conn.exec_driver_sql("SELECT id, person_id FROM interaction WHERE text = ?", (text,))
            item, person = found.one()
        return str(item), person

    def all_told() -> bool:
        with hall_site.workspace.store.reading() as conn:
            query = "SELECT count(*) FROM interaction WHERE text LIKE 'Would you talk to us?%'"
            return int(conn.exec_driver_sql(query).scalar_one()) > 0

    # What the hall tells by itself must not come in between: it would take the number that becomes free.
    until(all_told, "what happened in the hall", within=60)
    card, person = comes("Zelda Quist", "The velocipede in your yard made me think of my grandmother.", 60)
    before = draft(written(client, card))
    # By the command, which knows nothing of the pages.
    forgetting.forget(hall_site.workspace, forgetting.going_of(hall_site.workspace, person))
    again, _ = comes("Yuri Tan", "I told my daughter of the soup, and she wants to open a bakery now.", 61)
    assert again == card
    assert draft(written(client, again)) != before
