"""What newer servers of Mastodon tell that the real ones here do not: direct messages, muting, limits.

Tried against a mock, and so only what the mock is trusted with; the contract is played on real servers.
"""

from collections.abc import Iterator, Mapping

import pytest
from sqlalchemy import select

from groundswell.domain.actions import Act
from groundswell.domain.words import LineState, SendState
from groundswell.services.networks import acts_of, begin, connect, followed
from groundswell.services.sending import send, send_due
from groundswell.services.watching import look
from groundswell.services.workspace import Workspace
from groundswell.sources.mastodon import place
from groundswell.sources.mastodon.facts import host_of, key_of
from groundswell.store import schema
from tests.networks.contract import kinds
from tests.servers.mastodon_mock import MastodonMock

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def signed_in(
    workspace: Workspace, mastodon_mock: MastodonMock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The author is signed in, and all that was before is there; counts are looked at each time."""
    monkeypatch.setattr(place, "_COUNT_EVERY_MS", 0)
    address = begin(workspace, "mastodon", {"server": mastodon_mock.url})
    code = mastodon_mock.allow("author", address)
    connect(workspace, "mastodon", {"server": mastodon_mock.url, "code": code})
    look(workspace)
    yield
    mastodon_mock.no_faults()


def test_what_is_written_directly_is_one_thread_of_messages(
    workspace: Workspace, mastodon_mock: MastodonMock
) -> None:
    author, friend = mastodon_mock.client("author"), mastodon_mock.client("friend")
    first = friend.status_post("@author may I ask you something?", visibility="direct")
    author.status_post("@friend of course.", in_reply_to_id=first.id, visibility="direct")
    friend.status_post("@author how did you begin?", in_reply_to_id=first.id, visibility="direct")
    look(workspace)
    told = messages(workspace)
    assert [(one["direction"], one["text"]) for one in told if one["direction"] == "in"] == [
        ("in", "may I ask you something?"),
        ("in", "how did you begin?"),
    ]
    # The own one comes with the conversation when everything is asked for from nothing.
    with workspace.store.writing() as conn:
        conn.execute(schema.line.update().values(backfilled=""))
    look(workspace)
    told = messages(workspace)
    assert [one["text"] for one in told if one["direction"] == "out"] == ["of course."]
    assert len({one["thread"] for one in told}) == 1


def test_a_server_that_can_mute_is_asked_to(workspace: Workspace, mastodon_mock: MastodonMock) -> None:
    friend = mastodon_mock.client("friend")
    (line,) = followed(workspace)
    assert Act.MUTE in acts_of(workspace, line.account)
    friend.status_post("@author hello.")
    look(workspace)
    with workspace.store.reading() as conn:
        (person,) = conn.execute(select(schema.person.c.key).where(schema.person.c.key.endswith("friend")))
    send(workspace, "mastodon", Act.MUTE, person.key, pressed="1", grace_ms=0)
    send_due(workspace)
    author = mastodon_mock.client("author")
    assert [one.username for one in author.mutes()] == ["friend"]
    author.account_unmute(author.mutes()[0].id)


def test_a_server_that_asks_to_wait_is_left_alone_so_long(
    workspace: Workspace, mastodon_mock: MastodonMock
) -> None:
    mastodon_mock.fault({"path": "/api/v1/notifications"}, {"type": "ratelimit"}, times=1)
    looked = look(workspace)
    assert set(looked.states.values()) == {LineState.NOT_READY}
    assert looked.wait_s > 0
    assert set(look(workspace).states.values()) == {LineState.OPEN}


@pytest.mark.parametrize(
    "effect", [{"type": "status", "status": 503}, {"type": "malformed"}], ids=["failing", "malformed"]
)
def test_what_goes_wrong_for_a_while_loses_nothing(
    workspace: Workspace, mastodon_mock: MastodonMock, effect: Mapping[str, object]
) -> None:
    author, friend = mastodon_mock.client("author"), mastodon_mock.client("friend")
    post = author.status_post("A post.")
    look(workspace)
    before = kinds(workspace)["comment", "in"]
    for number in range(3):
        friend.status_reply(post, f"Words {number}.")
    mastodon_mock.fault({"path": "/api/v1/notifications"}, effect, times=1)
    assert set(look(workspace).states.values()) == {LineState.NOT_READY}
    assert set(look(workspace).states.values()) == {LineState.OPEN}
    assert kinds(workspace)["comment", "in"] == before + 3


def test_a_refused_answer_fails_with_the_servers_words(
    workspace: Workspace, mastodon_mock: MastodonMock
) -> None:
    post = mastodon_mock.client("author").status_post("A post.")
    mastodon_mock.fault(
        {"path": "/api/v1/statuses", "method": "POST"}, {"type": "status", "status": 422}, times=1
    )
    (line,) = followed(workspace)
    target = key_of(host_of(line.account), post.id)
    send(workspace, "mastodon", Act.REPLY, target, "Too long.", pressed="1", grace_ms=0)
    send_due(workspace)
    with workspace.store.reading() as conn:
        (sent,) = conn.execute(select(schema.outbox.c.state, schema.outbox.c.problem))
    assert sent.state == SendState.FAILED
    assert "the server refuses it" in sent.problem


def messages(workspace: Workspace) -> list[Mapping[str, object]]:
    """What was written directly, in its order."""
    one = schema.interaction.c
    query = select(one.direction, one.text, one.thread).where(one.kind == "message").order_by(one.at, one.id)
    with workspace.store.reading() as conn:
        return [dict(row) for row in conn.execute(query).mappings()]
