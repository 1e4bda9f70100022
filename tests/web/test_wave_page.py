"""What the page *Wave* says of each way in which a course can be known: over HTTP, without a browser."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from groundswell.domain.activity import Count, Post
from groundswell.domain.records import Record
from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Metric, Network
from groundswell.services.reading import backlog
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.waves.forecasting import refresh_forecasts
from groundswell.services.workspace import Workspace
from groundswell.store.intake import Intake
from groundswell.web.security import COOKIE
from tests.web.conftest import served
from tests.web.world import NOW, POST, POSTED, comment


def counted(metric: Metric, *looks: tuple[int, float]) -> Record:
    return Record(metric, tuple(Count(Network.LINKEDIN, metric, n, at, post=POST) for at, n in looks))


@pytest.fixture(autouse=True)
def real_forecasts(foretold: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other page tests foretell them."""
    monkeypatch.setattr(backlog, "refresh_forecasts", refresh_forecasts)


@contextmanager
def half_known(home: Workspace) -> Iterator[httpx.Client]:
    """Somebody who looks at a post with two looks at its totals, and the times of a third of its comments."""
    facts = [
        Record("post", (Post(Network.LINKEDIN, POST, POSTED, "A kind letter."),)),
        *(comment(f"Person {n}", f"Thank you. {n}", POSTED + n * HOUR) for n in range(1, 41)),
        counted(Metric.COMMENTS, (POSTED + DAY, 80.0), (NOW - HOUR, 120.0)),
        counted(Metric.FOLLOWERS_GAINED, (POSTED + DAY, 700.0), (NOW - HOUR, 1_086.0)),
    ]
    with home.store.writing() as conn:
        Intake().write(conn, facts)
    read_backlog(home)
    refresh_forecasts(home)
    with served(home) as site:
        cookie = site.door.enter(site.door.new_code())
        with httpx.Client(base_url=site.address, cookies={COOKIE: cookie or ""}) as client:
            yield client


def test_a_course_from_totals_and_times_says_so_and_is_drawn(home: Workspace) -> None:
    with half_known(home) as client:
        page = client.get("/wave/1?metric=comments").text
        curve = client.get("/wave/1/curve.json?metric=comments").json()
    assert "120 comments so far." in page
    assert "from the totals that you brought in and, between them, the times of those that are known" in page
    assert "counted, placed by known times" in page
    was = [value for value in curve["was"] if value is not None]
    assert was == sorted(was)
    assert len(was) > 20
    assert was[-1] == 120


def test_followers_gained_have_a_curve_of_their_own_after_the_others(home: Workspace) -> None:
    with half_known(home) as client:
        first = client.get("/wave/1").text
        page = client.get("/wave/1?metric=followers_gained").text
        curve = client.get("/wave/1/curve.json?metric=followers_gained").json()
    shown = first[first.index("<h1") :][:900]
    assert "120 comments so far." in shown
    assert (
        '<a class="chip" href="/wave/1?metric=followers_gained" aria-current="true">Followers gained</a>'
        in page
    )
    assert "1,086 followers gained so far." in page
    assert "from the totals that you brought in." in page
    assert '<th scope="col">Followers gained</th>' in page
    assert [value for value in curve["was"] if value is not None] == [0, 700, 1_086]
