"""Two instances of snac really federate."""

import pytest
from mastodon import Mastodon

from tests.servers.snac import Snac
from tests.servers.waiting import until

pytestmark = pytest.mark.slow

DELIVERED_WITHIN_S = 60


def _reasons(client: Mastodon) -> set[str]:
    return {one.type for one in client.notifications()}


def test_a_reply_and_a_favourite_travel_between_instances(snac_pair: tuple[Snac, Snac]) -> None:
    here, there = snac_pair
    ann, ben = here.create_user("ann"), there.create_user("ben")
    author, friend = here.sign_in(ann), there.sign_in(ben)
    (found,) = friend.search(ann.acct, resolve=True).accounts
    friend.account_follow(found.id)
    until(lambda: "follow" in _reasons(author), "the follow", within=DELIVERED_WITHIN_S, every=0.3)

    author.status_post("Here is what I learned this year.")
    (post,) = until(friend.timeline_home, "the post", within=DELIVERED_WITHIN_S, every=0.3)
    friend.status_post(f"@{ann.acct} Thank you for writing it down.", in_reply_to_id=post.id)
    friend.status_favourite(post.id)

    until(
        lambda: _reasons(author) >= {"mention", "favourite"},
        "the reply and the favourite",
        within=DELIVERED_WITHIN_S,
        every=0.3,
    )
    (mention,) = [one for one in author.notifications() if one.type == "mention"]
    assert mention.status is not None
    assert "Thank you for writing it down." in mention.status.content
    (own,) = author.account_statuses(author.me().id)
    (reply,) = author.status_context(own.id).descendants
    assert reply.account.acct == ben.acct
