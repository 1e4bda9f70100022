"""The same person on two networks: suggested with its reason, merged, seen as one, and undone."""

import re

import pytest
from playwright.sync_api import expect

from groundswell.domain.activity import Interaction, Person
from groundswell.domain.records import Record
from groundswell.domain.when import HOUR, When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.services.people.same import compare_people
from groundswell.services.reading.triaging import read_backlog
from groundswell.store.intake import Intake
from tests.web.conftest import Site, Visitor
from tests.web.forms import in_both_forms
from tests.web.keys import press
from tests.web.looking import accessible
from tests.web.world import NOW

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PRIYA = Person(
    Network.BLUESKY, "bluesky:did:plc:priya", "priyawrites", "https://bsky.app/profile/priyawrites.example",
    "Letters. linkedin.com/in/priya-sato <b>x",
)  # fmt: skip


def _mention(who: Person, text: str) -> Record:
    when = When.exactly(NOW - HOUR)
    done = Interaction(f"{who.key}:1", who.network, Kind.MENTION, Direction.IN, when, who, text=text)
    return Record(text, (done,))


@pytest.fixture
def two_networks(site: Site) -> int:
    """Somebody who is on LinkedIn is on Bluesky, too, and says so; gives the LinkedIn person's id."""
    workspace = site.workspace
    with workspace.store.writing() as conn:
        (priya,) = conn.exec_driver_sql("SELECT id FROM person WHERE name = 'Priya Sato'").fetchall()
        conn.exec_driver_sql(
            "UPDATE person SET url = 'https://www.linkedin.com/in/priya-sato' WHERE id = ?", (priya[0],)
        )
        Intake().write(conn, [_mention(PRIYA, "The same thought from over here. #question")])
    read_backlog(workspace)
    compare_people(workspace, always=True)
    return int(priya[0])


@in_both_forms
def test_suggested_merged_seen_as_one_and_undone(
    visitor: Visitor, two_networks: int, width: int, dark: bool
) -> None:
    page = visitor.page("/search", width=width, dark=dark)
    page.get_by_role("link", name="The same people on several networks").click()
    card = page.locator("li.same")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("The Bluesky profile links to linkedin.com/in/priya-sato.")
    expect(card).to_contain_text("<b>x")
    accessible(page)
    page.get_by_role("button", name=re.compile("The same person ?: Priya Sato on LinkedIn")).click()
    expect(page.locator("#next")).to_contain_text("Nobody is left to ask about")
    expect(page.locator("#toast")).to_contain_text("One person from now on.")
    accessible(page)
    page.get_by_role("list", name="You said: the same").get_by_role("link", name="priyawrites").click()
    expect(page.locator("h1")).to_have_text("Priya Sato")
    expect(page.get_by_role("heading", name="One person on LinkedIn and Bluesky")).to_be_visible()
    expect(page.locator("#passed li")).to_have_count(2)
    expect(page.locator("#passed")).to_contain_text("mention on Bluesky")
    accessible(page)
    page.get_by_text("You said so").click()
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("#passed li")).to_have_count(1)
    expect(page.get_by_role("heading", name="Perhaps the same as")).to_be_visible()
    accessible(page)


def test_decided_and_undone_with_the_keyboard_alone(visitor: Visitor, two_networks: int) -> None:
    page = visitor.page(f"/person/{two_networks}")
    page.get_by_role("button", name="The same person").focus()
    press(page, "Tab")
    press(page, "Enter")
    expect(page.locator("#toast")).to_contain_text("Two people.")
    expect(page.get_by_role("heading", name="Perhaps the same as")).to_have_count(0)
    press(page, "u")
    button = page.get_by_role("button", name="The same person")
    expect(button).to_be_visible()
    # What comes next has the focus: one step leads on from there.
    expect(page.locator("#next")).to_be_focused()
    press(page, "Tab")
    expect(page.locator("#next a").first).to_be_focused()
    button.focus()
    press(page, "Enter")
    expect(page.get_by_role("heading", name="One person on LinkedIn and Bluesky")).to_be_visible()
    page.goto("/inbox?lane=question")
    expect(page.locator("#rows")).to_contain_text("Priya Sato")
    page.goto("/search?q=priyawrites")
    expect(page.locator("#results .who")).to_have_text(["Priya Sato"])


def test_without_scripts(visitor: Visitor, two_networks: int) -> None:
    page = visitor.page("/people", scripts=False)
    page.get_by_role("button", name="Later").click()
    expect(page.locator("#toast")).to_contain_text("Put off for a month.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("li.same")).to_have_count(1)
