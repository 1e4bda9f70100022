"""Answers of which the library refuses something."""

from typing import Any

import httpx
import pytest
from atproto import Client, Request

from groundswell.domain.activity import Account, Interaction
from groundswell.domain.errors import NotReady
from groundswell.domain.records import Record, SetAside
from groundswell.domain.words import Network
from groundswell.sources.bluesky.line import BlueskyLine

ME, THEM = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"
SEEN = "2026-11-01T12:00:00.000Z"


def follow(number: int, **changed: Any) -> dict[str, Any]:
    """A notification of a follow."""
    usual = {
        "uri": f"at://{THEM}/app.bsky.graph.follow/{number}",
        "cid": "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
        "author": {"did": f"{THEM}{number}", "handle": f"person-{number}.test"},
        "reason": "follow",
        "record": {"$type": "app.bsky.graph.follow", "subject": ME, "createdAt": SEEN},
        "isRead": False,
        "indexedAt": SEEN,
    }
    return {**usual, **changed}


def line(notifications: object) -> BlueskyLine:
    """A line to a server that answers with these."""
    answers = {
        "listNotifications": {"notifications": notifications},
        "getAuthorFeed": {"feed": []},
    }

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=answers[request.url.path.rpartition(".")[2]])

    client = Client(base_url="https://a.test/xrpc", request=Request(transport=httpx.MockTransport(answer)))
    return BlueskyLine(client, Account(Network.BLUESKY, f"bluesky:{ME}", "me"), "wss://a.test")


def told(notifications: object) -> tuple[list[str], int]:
    """The names of those who followed, and how much could not be read."""
    facts = [one for batch in line(notifications).backfill("") for one in batch.facts]
    done = [fact for one in facts if isinstance(one, Record) for fact in one.facts]
    people = [fact.person for fact in done if isinstance(fact, Interaction)]
    return [one.name for one in people if one], sum(isinstance(one, SetAside) for one in facts)


def test_one_thing_that_cannot_be_read_does_not_hide_the_others() -> None:
    odd: list[Any] = [
        follow(2, author={"did": 7}),
        follow(3, author=None),
        follow(4, reason=["follow"]),
        follow(5, reason="reply", record={"reply": "x"}),
        "nothing",
        follow(6, author={"did": f"{THEM}6", "handle": "six.test", "displayName": "Six " + "x" * 700}),
    ]
    names, aside = told([follow(1), *odd, follow(9)])
    assert [name[:8] for name in names] == ["person-1", "Six xxxx", "person-9"]
    assert aside == 3


@pytest.mark.parametrize("answer", [None, "none", {"a": 1}])
def test_what_is_no_answer_is_tried_again(answer: object) -> None:
    with pytest.raises(NotReady):
        told(answer)
