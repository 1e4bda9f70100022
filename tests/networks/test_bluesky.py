"""Everything that happens to a post on the real network comes into the store, once."""

from collections import Counter

import pytest
from atproto import models
from sqlalchemy import select

from groundswell.domain.errors import SignInAgain
from groundswell.domain.records import SetAside
from groundswell.domain.words import LineState
from groundswell.services.networks import connect
from groundswell.services.watching import Looked, look
from groundswell.services.workspace import Workspace
from groundswell.store import schema
from tests.servers.at_network import Account, AtNetwork
from tests.servers.waiting import until

pytestmark = pytest.mark.slow
Ref = models.ComAtprotoRepoStrongRef.Main


def sign_in(workspace: Workspace, network: AtNetwork, who: Account) -> None:
    connect(
        workspace,
        "bluesky",
        {"handle": who.handle, "password": who.password, "server": network.pds_url},
    )


def kinds(workspace: Workspace) -> Counter[tuple[str, str]]:
    one = schema.interaction.c
    with workspace.store.reading() as conn:
        return Counter((row.kind, row.direction) for row in conn.execute(select(one.kind, one.direction)))


def a_wave(network: AtNetwork, author: Account) -> str:
    """A post with two replies, an answer to the first, a like, a repost and a quote; and a follow."""
    first, second = network.create_account(), network.create_account()
    post = author.client.send_post("A kind letter of rejection is a small thing.")
    root = models.create_strong_ref(post)

    def reply(
        who: Account, text: str, to: models.ComAtprotoRepoStrongRef.Main
    ) -> models.ComAtprotoRepoStrongRef.Main:
        link = models.AppBskyFeedPost.ReplyRef(parent=to, root=root)
        return models.create_strong_ref(who.client.send_post(text, reply_to=link))

    asked = reply(first, "How did you answer it?", root)
    reply(second, "Thank you for this.", root)
    reply(author, "With two lines, the next day.", asked)
    first.client.like(post.uri, post.cid)
    second.client.repost(post.uri, post.cid)
    second.client.send_post("Read this.", embed=models.AppBskyEmbedRecord.Main(record=root))
    first.client.follow(author.did)
    network.settle()
    return str(post.uri)


EXPECTED = Counter(
    {
        ("comment", "in"): 2,
        ("comment", "out"): 1,
        ("reaction", "in"): 1,
        ("repost", "in"): 1,
        ("quote", "in"): 1,
        ("follow", "in"): 1,
    }
)


def test_what_was_before_the_sign_in_comes_in_once(workspace: Workspace, at_network: AtNetwork) -> None:
    author = at_network.create_account()
    uri = a_wave(at_network, author)
    sign_in(workspace, at_network, author)
    first = look(workspace)
    assert set(first.states.values()) == {LineState.OPEN}
    assert first.aside == ()
    assert kinds(workspace) == EXPECTED
    assert look(workspace).new == 0
    assert kinds(workspace) == EXPECTED
    one, post = schema.interaction.c, schema.post.c
    with workspace.store.reading() as conn:
        (mine,) = conn.execute(select(post.key, post.mine))
        answer = conn.execute(select(one.thread).where(one.direction == "out")).scalar_one()
        asked = conn.execute(select(one.key).where(one.text == "How did you answer it?")).scalar_one()
    assert mine == (f"bluesky:{uri}", True)
    assert answer == asked


def test_what_happens_later_comes_in_at_the_next_look(workspace: Workspace, at_network: AtNetwork) -> None:
    author = at_network.create_account()
    sign_in(workspace, at_network, author)
    assert look(workspace).new == 0
    a_wave(at_network, author)
    aside: list[SetAside] = []
    expected = {kind: n for kind, n in EXPECTED.items() if kind[1] == "in"}

    def heard() -> bool:
        aside.extend(look(workspace).aside)
        return {kind: n for kind, n in kinds(workspace).items() if kind[1] == "in"} == expected

    assert until(heard, "everything that others did", within=30)
    assert aside == []


def test_a_wrong_password_keeps_nothing(workspace: Workspace, at_network: AtNetwork) -> None:
    author = at_network.create_account()
    given = {"handle": author.handle, "password": "not it", "server": at_network.pds_url}
    with pytest.raises(SignInAgain):
        connect(workspace, "bluesky", given)
    assert look(workspace) == Looked(0, (), {}, 0.0)


def test_no_secret_is_in_the_store(workspace: Workspace, at_network: AtNetwork) -> None:
    author = at_network.create_account()
    sign_in(workspace, at_network, author)
    look(workspace)
    held = b"".join(path.read_bytes() for path in workspace.home.rglob("*") if path.is_file())
    assert author.password.encode() not in held
    assert b"eyJ" not in held  # how every token of the protocol begins
