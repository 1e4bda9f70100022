"""Bluesky on the real network: the contract, and what only it can do."""

import base64
import hmac
import json
import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import httpx
import pytest
from atproto import models
from sqlalchemy import select

from groundswell.domain.actions import Act
from groundswell.domain.circle import Does
from groundswell.domain.when import HOUR
from groundswell.domain.words import LineState
from groundswell.services.circle import deciding
from groundswell.services.networks.lines import connect
from groundswell.services.networks.sending import send, send_due
from groundswell.services.networks.watching import look
from groundswell.services.secrets import Secrets
from groundswell.services.workspace import Workspace
from groundswell.sources.bluesky.facts import did_of, key_of
from groundswell.store import schema
from groundswell.store.persons import by_key
from groundswell.web.security import COOKIE
from tests.networks.contract import Contract, published, who_said
from tests.networks.stage import Kinds, Stage
from tests.servers.at_network import JWT_SECRET, Account, AtNetwork
from tests.servers.waiting import until
from tests.web.conftest import served

pytestmark = pytest.mark.slow
Ref = models.ComAtprotoRepoStrongRef.Main


class BlueskyStage(Stage):
    """An author and others on the development network."""

    network = "bluesky"
    brought: ClassVar[Kinds] = Counter(
        {
            ("comment", "in"): 2,
            ("comment", "out"): 1,
            ("reaction", "in"): 1,
            ("repost", "in"): 1,
            ("quote", "in"): 1,
            ("follow", "in"): 1,
        }
    )

    def __init__(self, at_network: AtNetwork) -> None:
        self.at, self.author = at_network, at_network.create_account()

    def given(self, address: str) -> Mapping[str, str]:
        return {"handle": self.author.handle, "password": self.author.password, "server": self.at.pds_url}

    def wrong(self, address: str) -> Mapping[str, str]:
        return {**self.given(address), "password": "not it"}

    def wave(self) -> str:
        """Also a like, a repost, a quote and a follow."""
        first, second = self.at.create_accounts(2)
        post = self.author.client.send_post("A kind letter of rejection is a small thing.")
        self.at.settle()
        root = models.create_strong_ref(post)
        asked = reply(first, "How did you answer it?", root, root)
        reply(second, "Thank you for this.", root, root)
        self.second = second
        self.at.settle()
        reply(self.author, "With two lines, the next day.", asked, root)
        first.client.like(post.uri, post.cid)
        second.client.repost(post.uri, post.cid)
        second.client.send_post("Read this.", embed=models.AppBskyEmbedRecord.Main(record=root))
        first.client.follow(self.author.did)
        self.at.settle()
        return key_of(post.uri)

    def asked(self) -> str:
        post = self.author.client.send_post("What would you ask a recruiter?")
        self.at.settle()
        root = models.create_strong_ref(post)
        asked = reply(self.at.create_account(), "When do they answer?", root, root)
        self.at.settle()
        return key_of(asked.uri)

    def answers(self, key: str) -> list[str]:
        self.at.settle()
        return thread_of(self.at, did_of(key))

    def likes(self, key: str) -> int:
        (seen,) = self.at.client().get_posts([did_of(key)]).posts
        return seen.like_count or 0

    def publishes(self, text: str) -> None:
        self.post = self.second.client.send_post(text)
        self.at.settle()

    def secrets(self, workspace: Workspace) -> list[str]:
        # The last is how every token of the protocol begins.
        return [self.author.password, "eyJ"]

    def revoke(self, workspace: Workspace) -> None:
        """Ends the session on the server, which hands out nothing more to it, and lets two hours pass: until
        then what it has handed out holds."""
        refresh = self.age(workspace)
        asked = httpx.post(
            f"{self.at.pds_url}/xrpc/com.atproto.server.deleteSession",
            headers={"Authorization": f"Bearer {refresh}"},
        )
        asked.raise_for_status()

    def age(self, workspace: Workspace) -> str:
        """Lets the two hours pass for which what was handed out holds; gives what renews it."""
        secrets, account = Secrets(workspace.home), key_of(self.author.did)
        kept = secrets.of(account) or {}
        handle, did, access, refresh, *rest = kept["session"].split(":::")
        head, body, _ = access.split(".")
        told = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        old = json.dumps({**told, "iat": told["iat"] - 8_000, "exp": told["exp"] - 8_000})
        signed = f"{head}.{_url64(old.encode())}"
        aged = f"{signed}.{_url64(hmac.digest(JWT_SECRET.encode(), signed.encode(), 'sha256'))}"
        secrets.keep(account, {**kept, "session": ":::".join((handle, did, aged, refresh, *rest))})
        return refresh


def _url64(some: bytes) -> str:
    return base64.urlsafe_b64encode(some).decode().rstrip("=")


def reply(who: Account, text: str, to: Ref, root: Ref) -> Ref:
    """Answers something in a thread."""
    link = models.AppBskyFeedPost.ReplyRef(parent=to, root=root)
    return models.create_strong_ref(who.client.send_post(text, reply_to=link))


@pytest.fixture
def stage(at_network: AtNetwork) -> BlueskyStage:
    return BlueskyStage(at_network)


class TestBluesky(Contract):
    """The contract."""


def test_tokens_are_renewed_when_the_server_says_so_whatever_the_clock_says(
    workspace: Workspace, stage: BlueskyStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(workspace, "bluesky", stage.given(""))
    secrets, account = Secrets(workspace.home), key_of(stage.author.did)
    stage.age(workspace)
    aged = secrets.of(account)
    yesterday = time.time() - 86_400
    monkeypatch.setattr(time, "time", lambda: yesterday)
    assert set(look(workspace).states.values()) == {LineState.OPEN}
    renewed = secrets.of(account)
    assert renewed != aged
    tomorrow = yesterday + 2 * 86_400
    monkeypatch.setattr(time, "time", lambda: tomorrow)
    assert set(look(workspace).states.values()) == {LineState.OPEN}
    assert secrets.of(account) == renewed


def sign_in(workspace: Workspace, network: AtNetwork, who: Account) -> None:
    """Signs somebody in."""
    given = {"handle": who.handle, "password": who.password, "server": network.pds_url}
    connect(workspace, "bluesky", given)


def thread_of(network: AtNetwork, uri: str) -> list[str]:
    """What anybody sees below a post."""
    seen: Any = network.client().get_post_thread(uri).thread
    return sorted(reply.post.record.text for reply in seen.replies or [] if hasattr(reply, "post"))


def test_nothing_is_missed_of_many_posts_or_of_who_has_a_clock_that_is_behind(
    workspace: Workspace, at_network: AtNetwork
) -> None:
    stage = BlueskyStage(at_network)
    author, (first, late) = stage.author, at_network.create_accounts(2)
    connect(workspace, "bluesky", stage.given(""))
    first.client.follow(author.did)
    at_network.settle()
    look(workspace)
    texts = {f"Post {number}." for number in range(25)}
    for text in texts:
        author.client.send_post(text)
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    follow = {"$type": "app.bsky.graph.follow", "subject": author.did, "createdAt": an_hour_ago.isoformat()}
    key = {"repo": late.did, "collection": "app.bsky.graph.follow", "record": follow}
    late.client.com.atproto.repo.create_record(models.ComAtprotoRepoCreateRecord.Data.model_validate(key))
    at_network.settle()
    look(workspace)
    with workspace.store.reading() as conn:
        assert texts <= set(conn.execute(select(schema.post.c.text)).scalars())
        assert by_key(conn, [key_of(late.did)])


def test_who_takes_another_name_is_called_by_it(workspace: Workspace, at_network: AtNetwork) -> None:
    stage = BlueskyStage(at_network)
    author, friend = stage.author, at_network.create_account()
    connect(workspace, "bluesky", stage.given(""))
    post = author.client.send_post("What did the letter say?")
    at_network.settle()
    look(workspace)
    for name, press in (("Bea", friend.client.like), ("Bea Lund", friend.client.repost)):
        profile = {"$type": "app.bsky.actor.profile", "displayName": name}
        key = {"repo": friend.did, "collection": "app.bsky.actor.profile", "rkey": "self"}
        friend.client.com.atproto.repo.put_record(
            models.ComAtprotoRepoPutRecord.Data.model_validate({**key, "record": profile})
        )
        press(post.uri, post.cid)
        at_network.settle()
        look(workspace)
        with workspace.store.reading() as conn:
            assert by_key(conn, [key_of(friend.did)])[key_of(friend.did)].name == name


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


def test_what_somebody_of_the_circle_takes_down_is_kept_no_longer(
    workspace: Workspace, at_network: AtNetwork
) -> None:
    stage = BlueskyStage(at_network)
    stage.wave()
    stage.publishes("I planned a night train.")
    sign_in(workspace, at_network, stage.author)
    look(workspace)
    deciding.say(workspace, who_said(workspace, "Thank you for this."), Does.IN)
    look(workspace)
    assert "I planned a night train." in published(workspace)
    stage.second.client.delete_post(stage.post.uri)
    at_network.settle()
    look(replace(workspace, now=lambda: workspace.now() + 5 * HOUR))
    assert published(workspace) == ["Read this."]
