"""What strangers write on Bluesky as facts, from the library's own shapes of what the AppView answers."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from atproto import models
from atproto_client.models import get_or_create
from libipld import encode_cid, encode_dag_cbor

from groundswell.domain.activity import Account, Interaction, Post
from groundswell.domain.records import Record
from groundswell.domain.words import Network
from groundswell.sources.bluesky.facts import exactly, instant, post_of, since_then
from groundswell.sources.bluesky.hearing import Ear

ME, THEM = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"
ACCOUNT = Account(Network.BLUESKY, f"bluesky:{ME}", "me")
POST = f"at://{ME}/app.bsky.feed.post/3laaaaaaaaa2a"
CID = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"
SEEN = "2026-11-01T12:00:00.000Z"


def view(created: str, uri: str = POST, did: str = ME, text: str = "Hello.", **more: Any) -> Any:
    """Something said, as the AppView shows it."""
    return get_or_create(
        {
            "$type": "app.bsky.feed.defs#postView",
            "uri": uri,
            "cid": CID,
            "author": {"did": did, "handle": "someone.test", **more},
            "record": {"$type": "app.bsky.feed.post", "text": text, "createdAt": created},
            "indexedAt": SEEN,
        },
        models.AppBskyFeedDefs.PostView,
    )


def frame(collection: str, record: dict[str, Any], did: str = THEM) -> bytes:
    """What the network streams when somebody writes a record."""
    block = encode_dag_cbor(record)
    cid = b"\x01\x71\x12\x20" + sha256(block).digest()
    parts = (b"\xa2\x65roots\x81\xd8\x2a\x58\x25\x00" + cid + b"\x67version\x01", cid + block)
    car = b"".join(_length(len(part)) + part for part in parts)
    op = {"action": "create", "path": f"{collection}/3laaaaaaaaa2b", "cid": encode_cid(cid)}
    head = encode_dag_cbor({"op": 1, "t": "#commit"})
    return head + encode_dag_cbor({"repo": did, "blocks": car, "ops": [op]})


def _length(number: int) -> bytes:
    low, rest = number & 127, number >> 7
    return bytes([low | 128]) + _length(rest) if rest else bytes([low])


def in_days(days: float) -> str:
    """A time so far from now, as the protocol writes it."""
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()


@pytest.mark.parametrize("created", ["2027-01-01T00:00:00Z", "2026-11-30T00:00:60Z", "soon"])
def test_no_time_is_believed_that_lies_after_what_the_network_saw(created: str) -> None:
    one = view(created)
    assert exactly(one.record, one).latest == instant(SEEN)
    (post,) = post_of(one).facts
    assert isinstance(post, Post)
    assert post.at == instant(SEEN)
    when = since_then(one)
    assert (when.earliest, when.latest >= when.earliest) == (instant(SEEN), True)


def test_a_time_before_the_network_saw_it_is_what_its_writer_says() -> None:
    one = view("2026-10-31T12:00:00Z")
    assert exactly(one.record, one).latest == instant("2026-10-31T12:00:00Z")


def test_what_is_heard_as_it_happens_is_not_later_than_now() -> None:
    ear = Ear(ACCOUNT, lambda _: [], lambda _: None)
    follow = {"$type": "app.bsky.graph.follow", "subject": ME, "createdAt": in_days(9)}
    (record,) = ear.facts(ear.heard(frame("app.bsky.graph.follow", follow)))
    assert isinstance(record, Record)
    (fact,) = record.facts
    assert isinstance(fact, Interaction)
    assert fact.when.latest < instant(in_days(1))
