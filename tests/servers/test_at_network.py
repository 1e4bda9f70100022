"""The AT Protocol network really carries a conversation between two accounts."""

import pytest
from atproto import models

from tests.servers.at_network import AtNetwork
from tests.servers.waiting import until

pytestmark = pytest.mark.slow

WITHIN_S = 30


def test_a_reply_and_a_like_reach_the_author_through_the_appview(at_network: AtNetwork) -> None:
    author, friend = at_network.create_accounts(2)
    post = author.client.send_post("Here is what I learned this year.")
    at_network.settle()
    ref = models.create_strong_ref(post)
    friend.client.send_post(
        "Thank you for writing it down.",
        reply_to=models.AppBskyFeedPost.ReplyRef(parent=ref, root=ref),
    )
    friend.client.like(post.uri, post.cid)

    def heard() -> set[str]:
        told = author.client.app.bsky.notification.list_notifications().notifications
        return {one.reason for one in told if one.author.did == friend.did}

    until(lambda: heard() == {"reply", "like"}, "both notifications", within=WITHIN_S)

    # Anybody may ask the AppView itself.
    thread = at_network.client().get_post_thread(post.uri).thread
    assert isinstance(thread, models.AppBskyFeedDefs.ThreadViewPost)
    (reply,) = thread.replies or []
    assert isinstance(reply, models.AppBskyFeedDefs.ThreadViewPost)
    assert (reply.post.author.handle, thread.post.like_count) == (friend.handle, 1)


def test_settling_waits_for_the_appview(at_network: AtNetwork) -> None:
    author = at_network.create_account()
    posts = [author.client.send_post(f"Thought number {number}").uri for number in range(25)]
    at_network.settle()
    found = at_network.client().get_posts(posts).posts
    assert len(found) == len(posts)
