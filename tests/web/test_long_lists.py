"""Lists of ids of any length, as only her own browser can send them: none is an error of the store."""

import sqlite3
from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import event

from groundswell.web.security import COOKIE
from tests.web.conftest import Site

MANY = ",".join(map(str, range(1_000, 61_000)))
"""More than a statement of the store can hold."""


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    """Somebody with a session over the small wave, where SQLite is built as it comes."""
    event.listen(site.workspace.store.engine, "connect", _as_it_comes)
    site.workspace.store.engine.dispose()
    cookie = site.door.enter(site.door.new_code())
    headers = {"origin": site.address}
    with httpx.Client(
        base_url=site.address, cookies={COOKIE: cookie or ""}, headers=headers, timeout=60
    ) as opened:
        yield opened


def _as_it_comes(connection: sqlite3.Connection, _: object) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 32_766)


@pytest.mark.parametrize(
    ("path", "field", "more"),
    [
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
    ],
)
def test_a_list_of_any_length_is_taken_or_refused(
    client: httpx.Client, path: str, field: str, more: dict[str, str]
) -> None:
    answer = client.post(path, data={field: MANY, **more})
    # An error of the store is 422; what is longer than any list of that page can be is refused with 400.
    assert answer.status_code in (200, 303, 400, 404), answer.text
    if "location" in answer.headers:
        assert client.get(answer.headers["location"]).status_code == 200
