"""The page Calm, what is chosen of it, and how Today changes with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from groundswell.domain.calm import Alarm, Urgent
from groundswell.domain.when import HOUR, MINUTE
from groundswell.services import doctor
from groundswell.services.calm.recognising import kept
from groundswell.services.calm.wishes import wish, wishes
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.store import digests, keeping
from groundswell.store.intake import Intake
from tests.web.conftest import Site
from tests.web.world import HOSTILE_WORDS, NOW, comment

CHOSEN = {
    "on": "true", "budget": "5", "begin": "00:00", "till": "23:59", "hours": "08:30, 18:00",
    "evening_from": "20:00", "evening_till": "08:00", "keeps_looks": "true",
}  # fmt: skip
ALL_DAY = {"on": True, "begin": 0, "till": 24 * 60 - 1, "keeps_looks": True}


@pytest.fixture
def client(site: Site, no_keyring: None) -> Iterator[httpx.Client]:
    cookie = site.door.enter(site.door.new_code())
    assert cookie is not None
    with httpx.Client(
        base_url=site.address, cookies={"groundswell_session": cookie}, headers={"origin": site.address},
        follow_redirects=True, timeout=60,
    ) as signed_in:  # fmt: skip
        yield signed_in


def forget_last_look(workspace: Workspace) -> None:
    """As if the pages had been closed for an hour."""
    with workspace.store.writing() as conn:
        today = keeping.setting(conn, "calm_today")
        assert isinstance(today, dict)
        keeping.set_setting(conn, "calm_today", {**today, "last": today["last"] - HOUR})


def test_choosing_a_budget_and_looking_within_and_beyond_it(site: Site, client: httpx.Client) -> None:
    page = client.post("/calm/wishes", data={**CHOSEN, "budget": "1"})
    assert page.status_code == 200
    assert 'value="08:30, 18:00"' in page.text
    assert "budget of looks" in page.text
    first = client.get("/")
    assert "Look again " in first.text
    assert "you meant to take today" not in first.text
    client.get("/inbox")
    assert "That was the last look you meant to take today." in client.get("/calm").text
    forget_last_look(site.workspace)
    assert "This is look 2 of the 1 you meant to take today." in client.get("/").text
    assert "and that is all right" in client.get("/calm").text


def test_how_a_look_felt_is_kept_and_all_of_it_forgotten(site: Site, client: httpx.Client) -> None:
    wish(site.workspace, ALL_DAY)
    look = re.search(r'name="look" value="(\d+)"', client.get("/").text)
    assert look is not None
    page = client.post("/calm/felt", data={"look": look[1], "feel": "heavy"})
    assert "it felt heavy" in page.text
    assert "1 look in the last 14 days" in page.text
    assert "it felt heavy" not in client.post("/calm/forget").text


def test_nothing_is_kept_unasked(site: Site, client: httpx.Client) -> None:
    client.get("/")
    with site.workspace.store.reading() as conn:
        assert keeping.setting(conn, "calm_today") is None
    assert "Nothing is kept of when you look" in client.get("/calm").text


def test_the_preview_is_what_needs_her_and_quotes_nothing_hostile(client: httpx.Client) -> None:
    page = client.get("/calm").text
    assert "What needs you" in page
    assert "Tomasz Kowal" in page
    assert HOSTILE_WORDS not in page


def test_whoever_is_in_a_hard_place_is_never_the_kind_thing(site: Site, client: httpx.Client) -> None:
    sits = "Good for her, I thought, and then I just sat there."
    fine = "You made me call my mother, and we laughed for an hour."
    with site.workspace.store.writing() as conn:
        for who, words in (("Tomasz Kowal", sits), ("Ida Blom", fine)):
            Intake().write(conn, [comment(who, words, NOW - MINUTE)])
    read_backlog(site.workspace)
    for path in ("/calm", "/"):
        page = client.get(path).text
        assert "Tomasz Kowal" in page
        assert sits not in page
    assert fine in client.get("/calm").text


def test_the_gravest_stands_first_and_many_are_folded(site: Site, client: httpx.Client) -> None:
    with site.workspace.store.writing() as conn:
        all_keys = conn.exec_driver_sql("SELECT key FROM interaction WHERE text LIKE 'Lovely letter%'")
        alarms = [Alarm.PRESS] * 6 + [Alarm.DANGER]
        for key, alarm in zip(all_keys.scalars(), alarms, strict=False):
            digests.make(conn, kept(str(key), Urgent(alarm, 0.9, ("Made",)), site.workspace.now()), ())
    page = client.get("/").text
    assert page.index("Speaks of ending their life") < page.index("Wants your words in public")
    shown, folded = page.split("2 more cannot wait")
    assert [shown.count("in public soon"), folded.count("in public soon")] == [4, 2]


def test_a_quiet_evening_shows_neither_counts_nor_anything_hostile(site: Site, client: httpx.Client) -> None:
    wish(site.workspace, {**ALL_DAY, "evening": True, "evening_from": 0, "evening_till": 24 * 60 - 1})
    page = client.get("/").text
    body = page[page.index('id="today"') :]
    assert "A quiet evening." in body
    assert "Tomasz Kowal" not in body
    assert "kind words" not in body
    assert "What needs you" in client.get("/?all=true").text
    assert 'lane=hostile"' not in client.get("/inbox").text


def test_muted_reactions_leave_lists_and_numbers(site: Site, client: httpx.Client) -> None:
    assert "15,900" in client.get("/").text
    assert "metric=reactions" in client.get("/wave").text
    wish(site.workspace, {"reactions": False})
    assert "15,900" not in client.get("/").text
    wave = client.get("/wave").text
    assert "metric=reactions" not in wave
    assert "metric=comments" in wave


def test_a_password_is_kept_apart_and_never_shown(site: Site, client: httpx.Client) -> None:
    ways = {
        "mail": "true", "mail_to": "mara@example.org", "host": "smtp.example.org", "port": "465",
        "security": "tls", "user": "mara", "password": "open sesame, please", "desktop": "off",
    }  # fmt: skip
    page = client.post("/calm/ways", data=ways).text
    assert "one is kept" in page
    assert "open sesame" not in page
    with site.workspace.store.reading() as conn:
        assert "sesame" not in str(keeping.setting(conn, "calm"))
    # A password belongs to the server for which it was typed, whatever a store that was put back says.
    with site.workspace.store.writing() as conn:
        held = keeping.setting(conn, "calm")
        assert isinstance(held, dict)
        keeping.set_setting(conn, "calm", {**held, "host": "smtp.example.com"})
    assert "one is kept" not in client.get("/settings").text
    with site.workspace.store.writing() as conn:
        keeping.set_setting(conn, "calm", held)
    assert "one is kept" in client.get("/settings").text
    elsewhere = {**ways, "host": "smtp.example.net", "password": ""}
    assert "one is kept" not in client.post("/calm/ways", data=elsewhere).text


def test_settings_open_where_the_secrets_cannot_be_opened(
    site: Site, client: httpx.Client, no_keyring: None, tmp_path: Path
) -> None:
    Secrets(site.workspace.home).keep("calm:test", {"password": "open sesame"})
    (tmp_path / "key").unlink()
    page = client.get("/settings")
    assert page.status_code == 200
    (told,) = [one for one in doctor.examine(asks=False) if one.what == "secrets"]
    assert told.state == "wrong"
    assert str(site.workspace.home / "secrets.age") in told.mend


@pytest.mark.parametrize(
    "wrong",
    [
        {"mail_to": "mara@example.org\r\nBcc: all@example.org"},
        {"mail_to": "not an address"},
        {"host": "smtp.example.org:25/x"},
        {"security": "none"},
        {"user": "mara\r\nQUIT"},
        {"port": "0"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    site: Site, client: httpx.Client, wrong: dict[str, str]
) -> None:
    ways = {"mail": "true", "mail_to": "mara@example.org", "host": "smtp.example.org", "user": "mara"}
    assert client.post("/calm/ways", data={**ways, **wrong}).status_code == 400
    assert not wishes(site.workspace).mail


def test_hours_that_are_none_are_refused(site: Site, client: httpx.Client) -> None:
    assert client.post("/calm/wishes", data={**CHOSEN, "hours": "half past"}).status_code == 400
    assert client.post("/calm/wishes", data={**CHOSEN, "begin": "22:00", "till": "08:00"}).status_code == 400
    assert not wishes(site.workspace).on
