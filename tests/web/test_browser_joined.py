"""One text on LinkedIn and Bluesky: one wave with its parts told apart, shown apart and together again."""

import re

import pytest
from playwright.sync_api import expect

from groundswell.domain.activity import Interaction, Person, Post
from groundswell.domain.records import Record
from groundswell.domain.when import HOUR, MINUTE, When
from groundswell.domain.words import Direction, Kind, Network
from groundswell.services.reading import backlog
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.waves.forecasting import refresh_forecasts
from groundswell.store.intake import Intake
from tests.web.conftest import Site, Visitor
from tests.web.forms import in_both_forms
from tests.web.keys import press
from tests.web.looking import accessible
from tests.web.world import POSTED

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BLUESKY = "bluesky:at://did:plc:mara/app.bsky.feed.post/1"


def _answer(n: int) -> Record:
    who = Person(
        Network.BLUESKY, f"bluesky:did:plc:p{n}", f"Bird {n}", f"https://bsky.app/profile/p{n}.example"
    )
    when = When.exactly(POSTED + 2 * HOUR + n * n * MINUTE)
    said = Interaction(
        f"bluesky:answer:{n}",
        Network.BLUESKY,
        Kind.COMMENT,
        Direction.IN,
        when,
        who,
        BLUESKY,
        f"Kept it {n}.",
    )
    return Record(str(n), (said,))


@pytest.fixture
def crossposted(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The text of the small wave stands on Bluesky, too, with another hashtag and 30 answers."""
    monkeypatch.setattr(backlog, "refresh_forecasts", refresh_forecasts)
    words = "A kindly worded rejection letter made my week. #jobs"
    post = Post(
        Network.BLUESKY, BLUESKY, POSTED + HOUR, words, "https://bsky.app/profile/did:plc:mara/post/1"
    )
    with site.workspace.store.writing() as conn:
        # What the small wave's own forecasts foretell is not told in the same intervals as real ones.
        conn.exec_driver_sql("DELETE FROM forecast")
        Intake().write(conn, [Record("post", (post,)), *map(_answer, range(30))])
    read_backlog(site.workspace)
    refresh_forecasts(site.workspace)
    return site


@in_both_forms
def test_one_wave_with_its_parts_told_apart(
    visitor: Visitor, crossposted: Site, width: int, dark: bool
) -> None:
    page = visitor.page("/", width=width, dark=dark)
    expect(page.locator("main")).to_contain_text("On LinkedIn and Bluesky.")
    page.goto("/wave/1?metric=comments")
    expect(page.locator(".lede").first).to_contain_text("On LinkedIn and Bluesky")
    expect(page.locator(".plot canvas")).to_be_visible()
    expect(page.locator(".keys-below")).to_have_text(re.compile(r"Together\s*LinkedIn 51\s*Bluesky 30"))
    expect(page.locator("figcaption")).to_contain_text("81 comments so far.")
    rows = page.get_by_role("region", name="The posts of this wave").locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("Bluesky")
    drawn = page.evaluate("fetch('/wave/1/curve.json?metric=comments').then((answer) => answer.json())")
    ends = [[value for value in part if value is not None][-1] for part in drawn["parts"]]
    assert ends == [51, 30]
    assert len(drawn["parts"][0]) == len(drawn["times"])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    accessible(page, unfolded=True)


def test_shown_apart_and_together_again_with_the_keyboard(visitor: Visitor, crossposted: Site) -> None:
    page = visitor.page("/wave/1?metric=comments")
    expect(page.locator(".rows.card li")).to_have_count(0)
    page.get_by_role("button", name=re.compile("Show apart.*Bluesky")).focus()
    press(page, "Enter")
    expect(page.locator("#toast")).to_contain_text("Shown apart from now on.")
    expect(page.locator(".lede").first).not_to_contain_text("Bluesky")
    expect(page.locator("#parts")).to_contain_text("Shown apart, as you said: the post on Bluesky")
    # The course of the post by itself is worked out meanwhile and comes in by itself.
    expect(page.locator("figcaption")).to_contain_text("so far.")
    expect(page.locator(".plot canvas")).to_be_visible()
    expect(page.locator(".rows.card li")).to_have_count(2)
    accessible(page, unfolded=True)
    press(page, "u")
    expect(page.get_by_role("heading", name="One text on LinkedIn and Bluesky")).to_be_visible()
    page.goto("/inbox?lane=kind_words&post=1")
    expect(page.locator("select[name=post]")).to_have_value("1")
    expect(page.locator(".lanes a:has(.kind_words) .n")).to_have_text("70")


def test_without_scripts(visitor: Visitor, crossposted: Site) -> None:
    page = visitor.page("/wave/1", scripts=False)
    page.get_by_role("button", name=re.compile("Show apart.*LinkedIn")).click()
    page.get_by_role("button", name=re.compile("Show together")).first.click()
    expect(page.get_by_role("heading", name="One text on LinkedIn and Bluesky")).to_be_visible()
