"""Lists of ids of any length, as only her own browser can send them: none is an error of the store."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import event

from groundswell.web.security import COOKIE
from tests.web.conftest import Site, opened, served

MANY = ",".join(map(str, range(1_000, 61_000)))
"""More than a statement of the store can hold."""
FORMS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("/inbox/undo", "decisions", {}),
    ("/thanks/rest/undo", "decisions", {}),
    ("/people/undo", "decisions", {}),
    ("/wave/1/undo", "decisions", {}),
    ("/kept/undo", "presses", {}),
    ("/kept/item/1/undo", "presses", {}),
    ("/kept/requests/undo", "presses", {}),
    ("/kept/requests/decide", "people", {"did": "accept"}),
    ("/kept/requests/follow", "people", {"pressed": "one"}),
    ("/feedback/undo", "words", {}),
    ("/feedback/item/1/undo", "words", {}),
    ("/circle/undo", "words", {}),
    ("/circle/note/undo", "notes", {"person": "1"}),
    ("/circle/lean/undo", "words", {}),
    ("/circle/lean/people/undo", "words", {}),
)
"""Path and field of each list, and what else is sent."""


@pytest.fixture
def client(small_wave: Path, tmp_path: Path, foretold: None) -> Iterator[httpx.Client]:
    """Somebody with a session over the small wave, where SQLite is built as it comes."""
    shutil.copytree(small_wave, tmp_path / "home")
    with opened(tmp_path / "home") as workspace:
        workspace.store.engine.dispose()
        event.listen(workspace.store.engine, "connect", _as_it_comes)
        with served(workspace) as site, _entered(site) as entered:
            yield entered


@contextmanager
def _entered(site: Site) -> Iterator[httpx.Client]:
    cookie = site.door.enter(site.door.new_code())
    headers = {"origin": site.address}
    with httpx.Client(
        base_url=site.address, cookies={COOKIE: cookie or ""}, headers=headers, timeout=60
    ) as entered:
        yield entered


def _as_it_comes(connection: sqlite3.Connection, _: object) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 32_766)


def test_a_list_of_any_length_is_taken_or_refused(client: httpx.Client) -> None:
    for path, field, more in FORMS:
        answer = client.post(path, data={field: MANY, **more})
        # An error of the store is 422; what is longer than any list of that page can be is refused with 400.
        assert answer.status_code in (200, 303, 400, 404), (path, answer.text)
        if "location" in answer.headers:
            assert client.get(answer.headers["location"]).status_code == 200
