"""What can be done on Bluesky from here, as others see it on the real network."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from atproto import models
from sqlalchemy import select

from groundswell.domain.actions import Act
from groundswell.domain.errors import UsageError
from groundswell.domain.words import SendState
from groundswell.services.networks.sending import send, send_due
from groundswell.services.workspace import Workspace
from groundswell.sources.bluesky.facts import key_of
from groundswell.store import schema
from tests.networks.test_bluesky import Ref, reply, sign_in, thread_of
from tests.servers.at_network import Account, AtNetwork

pytestmark = pytest.mark.slow


class Scene:
    """An author who is signed in, with a post, and a friend who replied to it."""

    def __init__(self, workspace: Workspace, network: AtNetwork) -> None:
        self.workspace, self.network = workspace, network
        self.author, self.friend, self.other = network.create_accounts(3)
        self.post = models.create_strong_ref(self.author.client.send_post("What would you ask a recruiter?"))
        network.settle()
        self.reply = reply(self.friend, "When do they answer?", self.post, self.post)
        network.settle()
        sign_in(workspace, network, self.author)
        self._pressed = 0

    def does(self, act: Act, target: str, text: str = "", twice: bool = True) -> tuple[SendState, str]:
        """Has something done, once more as after a kill, and seen by everybody; what became of it."""
        self._pressed += 1
        pressed = str(self._pressed)
        key = send(self.workspace, "bluesky", act, key_of(target), text, pressed=pressed, grace_ms=0)
        send_due(self.workspace)
        box = schema.outbox
        if twice:
            with self.workspace.store.writing() as conn:
                conn.execute(box.update().where(box.c.key == key).values(state=SendState.SENDING.value))
            send_due(self.workspace)
        self.network.settle()
        with self.workspace.store.reading() as conn:
            row = conn.execute(select(box.c.state, box.c.problem).where(box.c.key == key)).one()
        return SendState(row.state), str(row.problem)

    def seen(self, uri: str, by: Account) -> Any:
        """Something said, as somebody sees it."""
        (post,) = by.client.get_posts([uri]).posts
        return post


@pytest.fixture
def scene(workspace: Workspace, at_network: AtNetwork) -> Scene:
    return Scene(workspace, at_network)


SENT = (SendState.SENT, "")


def test_a_like_is_one_and_can_be_taken_back(scene: Scene) -> None:
    assert scene.does(Act.LIKE, scene.reply.uri) == SENT
    assert scene.does(Act.LIKE, scene.reply.uri) == SENT
    assert scene.seen(scene.reply.uri, scene.friend).like_count == 1
    assert scene.does(Act.UNLIKE, scene.reply.uri) == SENT
    assert scene.seen(scene.reply.uri, scene.friend).like_count == 0


def test_what_was_liked_elsewhere_is_not_liked_again_and_taken_back_from_here(scene: Scene) -> None:
    scene.author.client.like(scene.reply.uri, scene.reply.cid)
    scene.network.settle()
    assert scene.does(Act.LIKE, scene.reply.uri) == SENT
    assert scene.seen(scene.reply.uri, scene.friend).like_count == 1
    assert scene.does(Act.UNLIKE, scene.reply.uri) == SENT
    assert scene.seen(scene.reply.uri, scene.friend).like_count == 0


def test_a_like_is_taken_back_before_anybody_has_heard_of_it(scene: Scene) -> None:
    for act in (Act.LIKE, Act.UNLIKE):
        send(scene.workspace, "bluesky", act, key_of(scene.reply.uri), pressed=act, grace_ms=0)
    assert len(send_due(scene.workspace)) == 2
    scene.network.settle()
    assert scene.seen(scene.reply.uri, scene.friend).like_count == 0


@pytest.mark.parametrize(("act", "undo"), [(Act.LIKE, Act.UNLIKE), (Act.FOLLOW, Act.UNFOLLOW)])
def test_what_was_taken_back_a_moment_ago_can_be_done_again(scene: Scene, act: Act, undo: Act) -> None:
    target = scene.reply.uri if act is Act.LIKE else scene.friend.did
    assert scene.does(act, target) == SENT
    for one in (undo, act):
        send(scene.workspace, "bluesky", one, key_of(target), pressed=f"again-{one}", grace_ms=0)
    assert len(send_due(scene.workspace)) == 2
    scene.network.settle()
    if act is Act.LIKE:
        assert scene.seen(target, scene.friend).like_count == 1
    else:
        seen: Any = scene.author.client.get_profile(target).viewer
        assert seen.following


def test_a_repost_is_one(scene: Scene) -> None:
    assert scene.does(Act.REPOST, scene.reply.uri) == SENT
    assert scene.seen(scene.reply.uri, scene.friend).repost_count == 1


@pytest.mark.parametrize(
    ("act", "undo", "shows"),
    [
        (Act.FOLLOW, Act.UNFOLLOW, "following"),
        (Act.BLOCK, Act.UNBLOCK, "blocking"),
        (Act.MUTE, Act.UNMUTE, "muted"),
    ],
)
def test_what_is_done_to_a_person_can_be_undone(scene: Scene, act: Act, undo: Act, shows: str) -> None:
    def stands() -> bool:
        seen = scene.author.client.get_profile(scene.friend.did).viewer
        return bool(getattr(seen, shows))

    assert scene.does(act, scene.friend.did) == SENT
    assert stands()
    assert scene.does(undo, scene.friend.did) == SENT
    assert not stands()


def test_a_thread_is_muted_by_anything_said_in_it(scene: Scene) -> None:
    def muted() -> bool:
        return bool(scene.seen(scene.post.uri, scene.author).viewer.thread_muted)

    assert scene.does(Act.MUTE_THREAD, scene.reply.uri) == SENT
    assert muted()
    assert scene.does(Act.UNMUTE_THREAD, scene.reply.uri) == SENT
    assert not muted()


def test_replies_are_limited_to_whom_the_author_follows(scene: Scene) -> None:
    assert scene.does(Act.FOLLOW, scene.friend.did) == SENT
    assert scene.does(Act.LIMIT, scene.post.uri) == SENT
    reply(scene.friend, "I may.", scene.post, scene.post)
    reply(scene.other, "And I?", scene.post, scene.post)
    scene.network.settle()
    assert thread_of(scene.network, scene.post.uri) == ["I may.", "When do they answer?"]
    assert scene.does(Act.OPEN, scene.post.uri) == SENT
    reply(scene.other, "Now me.", scene.post, scene.post)
    scene.network.settle()
    assert "Now me." in thread_of(scene.network, scene.post.uri)


def test_replies_hidden_one_right_after_the_other_stay_hidden_until_they_are_shown_again(
    scene: Scene,
) -> None:
    second = reply(scene.other, "Never.", scene.post, scene.post)
    scene.network.settle()
    for number, target in enumerate((scene.reply, second)):
        send(scene.workspace, "bluesky", Act.HIDE, key_of(target.uri), pressed=f"h{number}", grace_ms=0)
    assert len(send_due(scene.workspace)) == 2
    scene.network.settle()

    def hidden() -> list[str]:
        gate = scene.seen(scene.post.uri, scene.other).threadgate
        return sorted(gate.record.hidden_replies or [])

    assert hidden() == sorted([scene.reply.uri, second.uri])
    assert scene.does(Act.CLOSE, scene.post.uri) == SENT
    assert scene.does(Act.UNHIDE, scene.reply.uri) == SENT
    assert hidden() == [second.uri]
    assert scene.seen(scene.post.uri, scene.other).viewer.reply_disabled


def test_quotes_are_closed_and_opened_again(scene: Scene) -> None:
    def quotable() -> bool:
        return not scene.seen(scene.post.uri, scene.other).viewer.embedding_disabled

    assert quotable()
    assert scene.does(Act.CLOSE_QUOTES, scene.post.uri) == SENT
    assert not quotable()
    quote = scene.other.client.send_post("Look.", embed=models.AppBskyEmbedRecord.Main(record=scene.post))
    scene.network.settle()
    shown = scene.seen(quote.uri, scene.friend).embed.record
    assert isinstance(shown, models.AppBskyEmbedRecord.ViewDetached), shown
    assert scene.does(Act.OPEN_QUOTES, scene.post.uri) == SENT
    assert quotable()


def test_a_quote_that_was_detached_stays_so(scene: Scene) -> None:
    quote = scene.other.client.send_post("Look.", embed=models.AppBskyEmbedRecord.Main(record=scene.post))
    name = scene.post.uri.rpartition("/")[2]
    scene.author.client.app.bsky.feed.postgate.create(
        scene.author.did,
        models.AppBskyFeedPostgate.Record(
            created_at=scene.author.client.get_current_time_iso(),
            post=scene.post.uri,
            detached_embedding_uris=[quote.uri],
        ),
        rkey=name,
    )
    for act in (Act.CLOSE_QUOTES, Act.OPEN_QUOTES):
        assert scene.does(act, scene.post.uri) == SENT
        kept = scene.author.client.app.bsky.feed.postgate.get(scene.author.did, name).value
        assert kept.detached_embedding_uris == [quote.uri]
        assert bool(kept.embedding_rules) == (act is Act.CLOSE_QUOTES)


def test_somebody_is_put_on_a_list_that_is_made_for_it_and_taken_off(scene: Scene) -> None:
    def listed() -> dict[str, list[str]]:
        graph = scene.author.client.app.bsky.graph
        lists = graph.get_lists({"actor": scene.author.did}).lists
        return {
            one.name: [item.subject.did for item in graph.get_list({"list": one.uri}).items] for one in lists
        }

    assert scene.does(Act.LIST, scene.friend.did, "Selling something") == SENT
    assert scene.does(Act.LIST, scene.other.did, "selling  something ") == SENT
    assert scene.does(Act.LIST, scene.other.did) == SENT
    assert {name: sorted(dids) for name, dids in listed().items()} == {
        "Selling something": sorted([scene.friend.did, scene.other.did]),
        "Kept at a distance": [scene.other.did],
    }
    assert scene.does(Act.UNLIST, scene.friend.did, "Selling something") == SENT
    assert listed()["Selling something"] == [scene.other.did]
    assert scene.does(Act.UNLIST, scene.friend.did, "No such list") == SENT


def test_a_report_reaches_the_moderators_with_its_reason(scene: Scene) -> None:
    assert scene.does(Act.REPORT, scene.friend.did, "Writes to everybody.", twice=False) == SENT
    assert scene.does(Act.REPORT, scene.reply.uri, "The same words everywhere.") == SENT
    asked = httpx.get(
        f"{scene.network.ozone_url}/xrpc/tools.ozone.moderation.queryEvents",
        params={"createdBy": scene.author.did},
        auth=("admin", scene.network.admin_password),
    )
    asked.raise_for_status()
    told = [
        (one["subject"].get("uri") or one["subject"]["did"], one["event"]["comment"])
        for one in asked.json()["events"]
    ]
    # A report that is told once more, since its answer was lost, is a second note to the same case.
    assert sorted(set(told)) == sorted(
        [(scene.friend.did, "Writes to everybody."), (scene.reply.uri, "The same words everywhere.")]
    )
    cases = httpx.get(
        f"{scene.network.ozone_url}/xrpc/tools.ozone.moderation.queryStatuses",
        params={"subject": scene.reply.uri},
        auth=("admin", scene.network.admin_password),
    )
    assert len(cases.json()["subjectStatuses"]) == 1


def test_a_reply_that_is_too_long_is_not_sent_and_says_by_how_much(scene: Scene) -> None:
    # A family is one sign of seven parts.
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
    long = family * 2 + "a" * 310
    with pytest.raises(UsageError, match="too long by 12 characters"):
        scene.does(Act.REPLY, scene.reply.uri, long)
    with pytest.raises(UsageError, match="too long by 250 bytes"):
        scene.does(Act.REPLY, scene.reply.uri, family * 130)
    assert thread_of(scene.network, scene.reply.uri) == []
    assert scene.does(Act.REPLY, scene.reply.uri, family * 2 + "a" * 298) == SENT
    assert len(thread_of(scene.network, scene.reply.uri)) == 1


def test_links_and_names_in_a_reply_can_be_followed(scene: Scene) -> None:
    text = f"Ünï: https://example.com/a, @{scene.friend.handle} and @nobody-at-all.test know #more."
    assert scene.does(Act.REPLY, scene.reply.uri, text) == SENT
    seen: Any = scene.network.client().get_post_thread(scene.reply.uri).thread
    (answer,) = seen.replies
    record = answer.post.record
    said = record.text.encode()
    marked = {
        said[one.index.byte_start : one.index.byte_end].decode(): one.features[0] for one in record.facets
    }
    assert sorted(marked) == sorted(["https://example.com/a", f"@{scene.friend.handle}", "#more"])
    assert marked["https://example.com/a"].uri == "https://example.com/a"
    assert marked[f"@{scene.friend.handle}"].did == scene.friend.did


@pytest.mark.parametrize(
    ("act", "target"),
    [
        (Act.CLOSE, lambda scene: scene.reply.uri),
        (Act.CLOSE_QUOTES, lambda scene: scene.reply.uri),
        (Act.HIDE, lambda scene: elsewhere(scene).uri),
        (Act.LIKE, lambda scene: f"{scene.post.uri}x"),
        (Act.FOLLOW, lambda _: "did:plc:nobody"),
    ],
    ids=["close", "close_quotes", "hide", "like", "follow"],
)
def test_what_cannot_be_done_fails_with_a_reason(
    scene: Scene, act: Act, target: Callable[[Scene], str]
) -> None:
    state, problem = scene.does(act, target(scene), twice=False)
    assert state is SendState.FAILED
    assert problem


def elsewhere(scene: Scene) -> Ref:
    """A reply below somebody else's post."""
    post = models.create_strong_ref(scene.friend.client.send_post("My own."))
    scene.network.settle()
    answer = reply(scene.other, "Theirs.", post, post)
    scene.network.settle()
    return answer
