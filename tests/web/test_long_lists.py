"""Lists of ids of any length, as only her own browser can send them: none is an error of the store."""

from collections.abc import Iterator

import httpx
import pytest

from groundswell.web.security import COOKIE
from tests.web.conftest import Site

MANY = ",".join(map(str, range(1_000, 61_000)))
"""More than a statement of the store can hold."""


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    """Somebody with a session over the small wave."""
    cookie = site.door.enter(site.door.new_code())
    headers = {"origin": site.address}
    with httpx.Client(
        base_url=site.address, cookies={COOKIE: cookie or ""}, headers=headers, timeout=60
    ) as opened:
        yield opened


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
    assert answer.status_code in (200, 303, 400, 404, 422), answer.text
    if "location" in answer.headers:
        assert client.get(answer.headers["location"]).status_code == 200
