"""Everything that happens to a post on the real network comes into the store, once."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import httpx
import pytest
from atproto import models
from sqlalchemy import select

from groundswell.domain.actions import Act
from groundswell.domain.errors import SignInAgain
from groundswell.domain.records import SetAside
from groundswell.domain.words import LineState, SendState
from groundswell.services.networks import connect
from groundswell.services.sending import send, send_due, take_back
from groundswell.services.watching import Looked, look
from groundswell.services.workspace import Workspace
from groundswell.store import outbox, schema
from groundswell.web.security import COOKIE
from tests.servers.at_network import Account, AtNetwork
from tests.servers.waiting import until
from tests.web.conftest import served

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


def thread_of(network: AtNetwork, uri: str) -> list[str]:
    """What anybody sees below a post."""
    seen: Any = network.client().get_post_thread(uri).thread
    return sorted(reply.post.record.text for reply in seen.replies or [] if hasattr(reply, "post"))


def test_what_is_sent_arrives_once_even_if_it_is_sent_again(
    workspace: Workspace, at_network: AtNetwork
) -> None:
    author, friend = at_network.create_account(), at_network.create_account()
    post = author.client.send_post("What would you ask a recruiter?")
    at_network.settle()
    ref = models.create_strong_ref(post)
    asked = friend.client.send_post(
        "When do they answer?", reply_to=models.AppBskyFeedPost.ReplyRef(parent=ref, root=ref)
    )
    at_network.settle()
    sign_in(workspace, at_network, author)
    key = send(
        workspace, "bluesky", Act.REPLY, f"bluesky:{asked.uri}", "Within a week.", pressed="1", grace_ms=0
    )
    same = send(
        workspace, "bluesky", Act.REPLY, f"bluesky:{asked.uri}", "Within a week.", pressed="1", grace_ms=0
    )
    send(workspace, "bluesky", Act.LIKE, f"bluesky:{asked.uri}", pressed="2", grace_ms=0)
    assert key == same
    assert len(send_due(workspace)) == 2
    # As after a kill between the network's answer and our note of it.
    with workspace.store.writing() as conn:
        conn.execute(schema.outbox.update().values(state=SendState.SENDING.value))
    assert len(send_due(workspace)) == 2
    at_network.settle()
    assert thread_of(at_network, asked.uri) == ["Within a week."]
    (seen,) = at_network.client().get_posts([asked.uri]).posts
    assert seen.like_count == 1
    with workspace.store.reading() as conn:
        assert {one.state for one in outbox.sendings(conn)} == {SendState.SENT}


def test_what_is_taken_back_is_never_sent(workspace: Workspace, at_network: AtNetwork) -> None:
    author = at_network.create_account()
    post = author.client.send_post("A post.")
    at_network.settle()
    sign_in(workspace, at_network, author)
    key = send(workspace, "bluesky", Act.REPLY, f"bluesky:{post.uri}", "In anger.", pressed="1")
    assert send_due(workspace) == []  # its grace is not over
    assert take_back(workspace, key)
    assert not take_back(workspace, key)
    later = replace(workspace, now=lambda: workspace.now() + 60_000)
    assert send_due(later) == []
    at_network.settle()
    assert thread_of(at_network, post.uri) == []


def test_comments_can_be_closed_and_opened_again(workspace: Workspace, at_network: AtNetwork) -> None:
    author, friend = at_network.create_account(), at_network.create_account()
    post = author.client.send_post("Enough for today.")
    at_network.settle()
    ref = models.create_strong_ref(post)
    link = models.AppBskyFeedPost.ReplyRef(parent=ref, root=ref)
    sign_in(workspace, at_network, author)

    def does(act: Act, pressed: str) -> None:
        send(workspace, "bluesky", act, f"bluesky:{post.uri}", pressed=pressed, grace_ms=0)
        (done,) = send_due(workspace)
        assert done.action.act is act
        at_network.settle()

    does(Act.CLOSE, "1")
    friend.client.send_post("But I have more to say.", reply_to=link)
    at_network.settle()
    assert thread_of(at_network, post.uri) == []
    does(Act.OPEN, "2")
    friend.client.send_post("Good morning.", reply_to=link)
    at_network.settle()
    assert "Good morning." in thread_of(at_network, post.uri)


def test_a_reply_from_the_page_arrives_and_what_came_meanwhile_shows(
    workspace: Workspace, at_network: AtNetwork
) -> None:
    author, friend = at_network.create_account(), at_network.create_account()
    post = author.client.send_post("What would you ask a recruiter?")
    at_network.settle()
    ref = models.create_strong_ref(post)
    link = models.AppBskyFeedPost.ReplyRef(parent=ref, root=ref)
    asked = friend.client.send_post("Do they read the letter at all?", reply_to=link)
    at_network.settle()
    sign_in(workspace, at_network, author)
    with served(workspace) as site:
        cookie = site.door.enter(site.door.new_code())
        with httpx.Client(base_url=site.address, cookies={COOKIE: cookie or ""}) as client:
            page = until(lambda: shown(client, "Do they read the letter"), "the question", within=40)
            item = re.search(r'data-item="(\d+)"', page)
            assert item is not None
            pressed = re.search(r'name="pressed" value="(\w+)"', page)
            assert pressed is not None
            answered = client.post(
                f"/inbox/item/{item[1]}/answer",
                data={"act": "reply", "text": "They do.", "pressed": pressed[1]},
                headers={"hx-request": "true", "origin": site.address},
            )
            assert "Take back" in answered.text
            sent = until(lambda: state_of(client, item[1], "sent"), "that it was sent", within=40)
            assert "They do." in sent
    at_network.settle()
    assert thread_of(at_network, asked.uri) == ["They do."]


def shown(client: httpx.Client, words: str) -> str:
    """The inbox with the first item open, if it holds the words."""
    for lane in ("question", "unsure", "other", "needs_you", "feedback"):
        rows = client.get(f"/inbox?lane={lane}").text
        if words in rows and (found := re.search(r"item=(\d+)", rows)):
            return client.get(f"/inbox?lane={lane}&item={found[1]}").text
    return ""


def state_of(client: httpx.Client, item: str, state: str) -> str:
    """What the page says was sent about an item, if it has come so far."""
    page = client.get(f"/inbox/item/{item}/answers", headers={"hx-request": "true"}).text
    return page if f"sent {state}" in page else ""
