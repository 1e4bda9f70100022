"""The crossroads and the check of what is written, over HTTP: as a browser without scripts gets them."""

import re
from collections.abc import Iterator

import httpx
import pytest

from groundswell.domain.activity import Interaction
from groundswell.domain.answers import How
from groundswell.domain.records import Record
from groundswell.domain.when import HOUR, When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.services.inbox.paging import whole
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.saying import until_when
from groundswell.store import answers, feedback, items
from groundswell.store.intake import Intake
from tests.web.conftest import Site
from tests.web.world import HOSTILE_WORDS, NOW, POST, person

DISAGREES, HOSTILE, MESSAGE = 7, 8, 52
SORRY = "I'm sorry you feel that way, but you clearly did not read the post."
SHARP = "You are an idiot and you know nothing about hiring."


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    """Somebody with a session, without a browser."""
    cookie = site.door.enter(site.door.new_code()) or ""
    with httpx.Client(
        base_url=site.address,
        cookies={"groundswell_session": cookie},
        headers={"origin": site.address},
        timeout=60,
    ) as opened:
        yield opened


def asked(client: httpx.Client, path: str, **words: str) -> str:
    answer = client.post(path, data=words)
    assert answer.status_code == 200
    return answer.text


def by_script(client: httpx.Client, path: str, **words: str) -> str:
    return client.post(path, data=words, headers={"hx-request": "true"}).text


def test_the_three_ways_stand_beside_what_was_said(client: httpx.Client) -> None:
    page = client.get(f"/crossroads/{DISAGREES}").text
    for words in ("a template, is it not?", "Leave it", "Hit back", "Understand", "What it costs"):
        assert words in page
    assert "Nothing is drafted for this one." in page
    assert "Others are reading along:" in page


def test_hostile_words_stay_folded_until_they_are_asked_for(client: httpx.Client) -> None:
    last = HOSTILE_WORDS.split()[-1]
    assert last not in client.get(f"/crossroads/{HOSTILE}").text
    assert last in client.get(f"/crossroads/{HOSTILE}?unfold=true").text


def test_a_message_has_no_other_readers(client: httpx.Client) -> None:
    assert "Only the two of you read this." in client.get(f"/crossroads/{MESSAGE}").text


def test_a_check_without_scripts_is_a_page_that_keeps_the_words(client: httpx.Client) -> None:
    page = asked(client, f"/inbox/item/{DISAGREES}/check", text=SHARP)
    assert f">{SHARP}</textarea>" in page
    assert "Better not like this yet." in page
    assert "It attacks." in page
    assert "<mark>" in page


def test_what_is_offered_instead_is_put_in(client: httpx.Client) -> None:
    path = f"/inbox/item/{DISAGREES}/check"
    offered = re.search(r'data-instead="([^"]+)"', asked(client, path, text=SHARP))
    assert offered is not None
    words = re.search(r"<textarea[^>]*>([^<]*)</textarea>", asked(client, path, text=SHARP, put="1"))
    assert words is not None
    assert offered[1] in words[1]
    assert words[1] != SHARP


def test_a_script_gets_only_what_is_said_of_the_words(client: httpx.Client) -> None:
    part = by_script(client, f"/inbox/item/{DISAGREES}/check", text=SHARP)
    assert part.lstrip().startswith('<div class="check hold"')
    assert by_script(client, f"/inbox/item/{DISAGREES}/check", text=" \n ").strip() == ""
    assert 'class="check' in by_script(client, "/person/1/check", text="Thank you for the kind word.")


def test_words_are_text_wherever_they_are_shown_again(client: httpx.Client) -> None:
    cruel = 'You idiot. "><img src=x onerror=alert(1)>'
    for part in (
        by_script(client, f"/inbox/item/{DISAGREES}/check", text=cruel),
        asked(client, f"/inbox/item/{DISAGREES}/check", text=cruel),
        asked(client, f"/crossroads/{DISAGREES}/begin", text=cruel, draft=cruel, moves="thank nothing"),
        asked(client, f"/crossroads/{DISAGREES}/drafts", fact=cruel, want="learn"),
    ):
        assert "<img" not in part


def test_places_are_counted_alike_whatever_ends_the_lines(client: httpx.Client) -> None:
    path, lines = f"/inbox/item/{DISAGREES}/check", "Thank you.\r\n\r\n" + SHARP
    spans = [
        re.findall(r'data-start="(\d+)" data-end="(\d+)"', by_script(client, path, text=text))
        for text in (lines, lines.replace("\r\n", "\n"))
    ]
    assert spans[0]
    assert spans[0] == spans[1]


def test_a_draft_begins_the_answer(client: httpx.Client) -> None:
    page = client.get(f"/crossroads/{DISAGREES}").text
    draft = re.search(r'name="draft" value="([^"]+)"', page[page.index('id="drafted"') :])
    assert draft is not None
    begun = asked(
        client, f"/crossroads/{DISAGREES}/begin", text="Begun so.", draft="Begun so.", moves="thank"
    )
    assert ">Begun so.</textarea>" in begun


def test_leaving_it_is_done_and_can_be_undone(client: httpx.Client, site: Site) -> None:
    answer = client.post(f"/crossroads/{DISAGREES}/leave")
    assert answer.status_code == 303
    assert whole(site.workspace, DISAGREES).item.state == "done"
    assert "Undo" in client.get(answer.headers["location"]).text


def test_words_that_were_put_aside_come_back_with_what_they_were_made_of(
    client: httpx.Client, site: Site
) -> None:
    words = {
        "text": "I see why.",
        "draft": "I see why.",
        "moves": "restate ask",
        "want": "calm",
        "hold": "twenty",
    }
    onward = client.post(f"/crossroads/{DISAGREES}/aside", data={**words, "pressed": "1"})
    assert onward.status_code == 303
    waits = whole(site.workspace, DISAGREES).item
    assert (waits.state, waits.wake is not None) == ("snoozed", True)
    until = until_when(waits.wake or 0, site.workspace.now())
    assert f"<span>Put off until {until}.</span>" in client.get(onward.headers["location"]).text
    for path in (f"/crossroads/{DISAGREES}", f"/inbox?lane=disagreement&item={DISAGREES}"):
        assert ">I see why.</textarea>" in client.get(path).text
    page = client.get(f"/crossroads/{DISAGREES}").text
    assert 'name="moves" value="restate ask"' in page[page.index('id="composer"') :]
    assert (
        client.post(f"/inbox/item/{DISAGREES}/check", data={"text": "I see.", "want": ""}).status_code == 200
    )


@pytest.mark.parametrize(
    ("press", "told", "said"),
    [
        ("snooze", {"until": "week"}, "Put off until "),
        ("done", {}, "Done."),
        ("lane", {"to": "feedback"}, "Moved to Feedback."),
    ],
)
def test_without_scripts_the_inbox_says_what_was_done(
    client: httpx.Client, press: str, told: dict[str, str], said: str
) -> None:
    onward = client.post(f"/inbox/item/{DISAGREES}/{press}", data=told).headers["location"]
    page = client.get(onward).text
    assert f"<span>{said}" in page
    assert "Noted." not in page


def test_what_was_copied_is_noted_with_what_it_was_made_of(client: httpx.Client, site: Site) -> None:
    draft = "I see why it reads like a template."
    words = {
        "text": draft + " It is not one.",
        "draft": draft,
        "moves": "restate own",
        "want": "calm",
        "pressed": "1",
    }
    for _ in range(2):
        assert client.post(f"/crossroads/{DISAGREES}/copied", data=words).status_code == 204
    with site.workspace.store.reading() as conn:
        (made,) = answers.about(conn, items.key_of(conn, DISAGREES))
    assert (made.how, made.made_of.draft, made.made_of.want) == (How.COPIED, draft, "calm")
    assert made.made_of.moves == ("restate", "own")
    assert made.verdict


def test_what_came_of_an_answer_stands_at_it_and_in_the_sums(client: httpx.Client, site: Site) -> None:
    text = "I see why it reads like a template. What gave it away?"
    copied = {"text": text, "draft": text, "moves": "restate ask", "pressed": "1"}
    assert client.post(f"/crossroads/{DISAGREES}/copied", data=copied).status_code == 204
    with site.workspace.store.writing() as conn:
        root = items.key_of(conn, DISAGREES)
        said = [
            Interaction(
                f"linkedin:comment:{way}", Network.LINKEDIN, Kind.COMMENT, way, When.exactly(at), who, POST,
                words, thread=root, has_id=True,
            )
            for way, at, who, words in (
                (Direction.OUT, NOW + HOUR, None, text),
                (Direction.IN, NOW + 2 * HOUR, person("Priya Sato"), "The first line did."),
            )
        ]  # fmt: skip
        list(Intake().write(conn, [Record(one.key, (one,)) for one in said]))
    read_backlog(site.workspace)
    page = client.get(f"/crossroads/{DISAGREES}").text
    assert "What came of it" in page
    assert "they answered in the same tone." in page
    assert "The first line did." in page
    assert "Of 1 answer with understanding, 0 calmed it, 0 made it worse, 1 went on in the same tone." in page


@pytest.mark.parametrize("path", ["/crossroads/99999", "/crossroads/0"])
def test_what_is_not_there_is_said(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_what_came_in_a_table_can_be_answered_too(client: httpx.Client, site: Site) -> None:
    row = Interaction(
        "other:comment:row-1", Network.OTHER, Kind.COMMENT, Direction.IN, When.exactly(NOW),
        text="This is a pitch slap.",
    )  # fmt: skip
    with site.workspace.store.writing() as conn:
        list(Intake().write(conn, [Record(row.key, (row,))]))
        made = feedback.ids_of(conn, [row.key])[row.key]
    read_backlog(site.workspace)
    page = client.get(f"/crossroads/{made}").text
    assert "Paste your words where it was said." in page
    assert re.search(r'<a [^>]*data-copies="[^"]+"[^>]*>Copy</a>', page)
    assert "It defends." in asked(client, f"/inbox/item/{made}/check", text=SORRY)


def test_what_was_copied_stands_there_and_can_be_called_answered(client: httpx.Client, site: Site) -> None:
    copied = {"text": "That is fair.", "pressed": "1"}
    assert client.post(f"/crossroads/{DISAGREES}/copied", data=copied).status_code == 204
    page = client.get(f"/crossroads/{DISAGREES}").text
    assert "“That is fair.”" in page
    assert "It is answered" in page
    assert client.post(f"/crossroads/{DISAGREES}/leave").status_code == 303
    assert whole(site.workspace, DISAGREES).item.state == "done"
