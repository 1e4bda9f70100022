"""What strangers write on Bluesky as facts, from the library's own shapes of what the AppView answers."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from atproto import models
from atproto_client.models import get_or_create
from libipld import encode_cid, encode_dag_cbor

from groundswell.domain.activity import Account, Interaction, Post
from groundswell.domain.records import Record, SetAside
from groundswell.domain.words import Kind, Network
from groundswell.sources.bluesky.facts import (
    Shown,
    Unknown,
    exactly,
    instant,
    person_of,
    post_of,
    said,
    since_then,
)
from groundswell.sources.bluesky.hearing import Ear
from groundswell.sources.bluesky.own import Own
from groundswell.sources.bluesky.places import Place
from groundswell.sources.common.reading import read

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


ANSWER = f"at://{ME}/app.bsky.feed.post/3laaaaaaaaa2c"
AT_HOME: dict[str, dict[str, Any]] = {
    POST: {"$type": "app.bsky.feed.post", "text": "Hello.", "createdAt": SEEN},
    ANSWER: {
        "$type": "app.bsky.feed.post",
        "text": "Yes.",
        "createdAt": SEEN,
        "reply": {name: {"uri": POST, "cid": CID} for name in ("root", "parent")},
    },
}
"""The account's records on its own server."""


def heard(record: dict[str, Any]) -> list[Interaction]:
    """What is told when somebody writes a record of which the AppView knows nothing."""
    ear = Ear(ACCOUNT, lambda _: [], AT_HOME.get, Own(ME, lambda _: [], AT_HOME.get))
    told = ear.facts(ear.heard(frame(record["$type"], record)))
    records = [one for one in told if isinstance(one, Record)]
    assert len(records) == len(told), told
    return [fact for one in records for fact in one.facts if isinstance(fact, Interaction)]


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
    follow = {"$type": "app.bsky.graph.follow", "subject": ME, "createdAt": in_days(9)}
    (fact,) = heard(follow)
    assert fact.when.latest < instant(in_days(1))


@pytest.mark.parametrize("kind", ["like", "repost"])
def test_only_what_stands_by_itself_is_a_post_of_the_account(kind: str) -> None:
    def on(uri: str) -> list[tuple[str, str]]:
        subject = {"uri": uri, "cid": CID}
        told = heard({"$type": f"app.bsky.feed.{kind}", "subject": subject, "createdAt": in_days(0)})
        return [(one.post, one.thread) for one in told]

    assert on(POST) == [(f"bluesky:{POST}", "")]
    assert on(ANSWER) == [("", f"bluesky:{ANSWER}")]
    assert on(f"at://{ME}/app.bsky.feed.generator/cats") == []
    assert on(f"at://{ME}/app.bsky.feed.post/3laaaaaaaaa2d") == []  # it was deleted


def test_a_quote_of_an_answer_makes_no_post_of_it() -> None:
    embed = {"$type": "app.bsky.embed.record", "record": {"uri": ANSWER, "cid": CID}}
    record = {"$type": "app.bsky.feed.post", "text": "So true.", "createdAt": in_days(0), "embed": embed}
    assert [(one.kind, one.post, one.thread) for one in heard(record)] == [
        (Kind.QUOTE, "", f"bluesky:{ANSWER}")
    ]


def test_nobody_likes_a_post_before_it_was_there() -> None:
    created = "0001-01-01T00:00:00Z"
    (fact,) = heard(
        {"$type": "app.bsky.feed.like", "subject": {"uri": POST, "cid": CID}, "createdAt": created}
    )
    assert fact.when.earliest == instant(SEEN)


def test_names_and_texts_of_strangers_are_cleaned_and_bounded() -> None:
    link = f"at://{THEM}/app.bsky.feed.post/3laaaaaaaaa2e"

    def told(text: str, name: str) -> Record | SetAside:
        one = view(SEEN, link, THEM, text, displayName=name)
        return read(one, lambda shown: said(Place(Kind.COMMENT, POST), shown, shown.record, ACCOUNT))

    record = told("One\r\ntwo\x00\x1b[31m\u2028three", "Ada\n\x07 Lovelace")
    assert isinstance(record, Record)
    (fact,) = record.facts
    assert isinstance(fact, Interaction)
    assert fact.text == "One\ntwo[31m\nthree"
    assert fact.person is not None
    assert fact.person.name == "Ada Lovelace"
    assert isinstance(told("x" * 100_001, "Ada"), SetAside)


def test_a_frame_that_is_built_as_a_trap_is_passed_over() -> None:
    ear = Ear(ACCOUNT, lambda _: [], AT_HOME.get, Own(ME, lambda _: [], AT_HOME.get))
    assert ear.heard(b"\x81" * 100_000 + ME.encode()) == []
    assert ear.heard(ME.encode()) == []


def test_who_was_asked_for_a_while_ago_is_told_as_of_then() -> None:
    shown = Shown(view(SEEN, did=THEM, displayName="Bea").author, 1_000)
    bea = person_of(shown)
    assert (bea.name, bea.told) == ("Bea", 1_000)
    assert (person_of(shown.view).told or 0) > 1_000
    assert person_of(Unknown(THEM)).told is None
