"""An open line to Bluesky: what the account's posts brought so far, and what is new."""

from collections.abc import Callable, Container, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from atproto import Client

from groundswell.domain.actions import Action
from groundswell.domain.activity import Account, TheirPost
from groundswell.domain.records import Record, SetAside
from groundswell.domain.words import Kind
from groundswell.sources.bluesky import notices
from groundswell.sources.bluesky.acting import Hands
from groundswell.sources.bluesky.asking import ask
from groundswell.sources.bluesky.calls import calling
from groundswell.sources.bluesky.facts import (
    did_of,
    exactly,
    followed,
    mine,
    post_of,
    pressed,
    replies_under,
    said,
    since_then,
    their_post,
)
from groundswell.sources.bluesky.hearing import Ear
from groundswell.sources.bluesky.own import Own, counts_of
from groundswell.sources.bluesky.places import Mine, Place, place_of, settled
from groundswell.sources.bluesky.records import Records
from groundswell.sources.bluesky.streaming import Stream
from groundswell.sources.common.reading import read
from groundswell.sources.live import Batch, Facts

_PAGE = 100
_POSTS_AT_ONCE = 20
_LATELY = 10
# How far down a known post is looked for: all that were known may be gone.
_MOST_PAGES = 10
# Some that come while it is asked, some that were taken back.
_SPARE = 20
_NOTICES, _POSTS, _DONE = "notices", "posts", "done"
_DEEP = 1_000
_TO_OWN_POST = {"like": Kind.REACTION, "repost": Kind.REPOST}
_SAID = {"reply": Kind.COMMENT, "quote": Kind.QUOTE, "mention": Kind.MENTION}


class BlueskyLine:
    """Reads through one signed-in client; one call at a time.

    Args:
        listens: Address of the relay or server where it is heard what happens.
    """

    def __init__(self, client: Client, account: Account, listens: str) -> None:
        self._client = client
        self._account = account
        self._did = did_of(account.key)
        self._hands = Hands(client, self._did, account.name)
        self._own = Own(self._did, self._posts, self._record)
        ear = Ear(account, self._profiles, self._record, self._own)
        self._stream, self._streams = Stream(listens, ear, account.name), False

    def backfill(self, cursor: str) -> Iterator[Batch]:
        """First all notifications, which alone tell of follows and mentions and know when somebody reposted;
        then post by post, the newest first, each with all that it brought."""
        stage, _, place = (cursor or _NOTICES).partition(" ")
        if stage not in {_NOTICES, _POSTS, _DONE}:  # As it was written when there were only posts.
            stage, place = _POSTS, cursor
        if stage == _NOTICES:
            for page, below in notices.before(self._notifications, place):
                yield Batch(self._told(page), f"{_NOTICES} {below}" if below else _POSTS)
            stage, place = _POSTS, ""
        while stage == _POSTS:
            cursor = f"{_POSTS} {place}"
            views, place = self._own_posts(place)
            for view in views:
                yield Batch((read(view, post_of),), cursor)
                for facts in self._brought(view, counts_of(view)):
                    yield Batch(facts, cursor)
            stage = _POSTS if place else _DONE
            yield Batch((), f"{stage} {place}".strip())

    def news(self, cursor: str) -> Iterator[Batch]:
        """What the notifications tell, and what the counts of the newest posts tell that these do not.

        A reply that the network heard of before the post that it answers is never notified, and neither is
        what is said below somebody else's reply.

        The first time both are only noted, and the newest posts told: what was before is the backfill's.
        """
        place = notices.Place.of(cursor)
        if not cursor:
            notices.begin(self._notifications, place)
            views, _ = self._own_posts("")
            place.counts = {view.uri: counts_of(view) for view in views}
            yield Batch(tuple(read(view, post_of) for view in views), place.cursor())
            return
        for page in notices.since(self._notifications, place):
            yield Batch(self._told(page), place.cursor())
        views = list(self._lately(place.counts))
        for view in views:
            known = place.counts.get(view.uri)
            if known is None:
                yield Batch((read(view, post_of),), place.cursor())
            now = counts_of(view)
            gained = [more - then for more, then in zip(now, known or (0, 0, 0, 0), strict=True)]
            for facts in self._brought(view, gained):
                yield Batch(facts, place.cursor())
        place.counts = {view.uri: counts_of(view) for view in views[:_POSTS_AT_ONCE]} or place.counts
        yield Batch((), place.cursor())

    def stream(self, tell: Callable[[Facts], None]) -> None:
        """Everything that is written on the network goes by; what concerns the account is told."""
        self._streams = True
        try:
            self._stream.run(tell)
        finally:
            self._client.request.close()

    def act(self, action: Action) -> str:
        """Does it, at most once."""
        return self._hands.act(action)

    def lately_by(self, person: str) -> Sequence[TheirPost | SetAside]:
        """Asks for the newest of their feed."""
        views, _ = self._posts_by(did_of(person), "", _LATELY)
        return [read(view, their_post) for view in views]

    def close(self) -> None:
        """Closes the client's connections, which a stream does by itself as it ends."""
        self._stream.close()
        if not self._streams:
            self._client.request.close()

    def _lately(self, known: Container[str]) -> Iterator[Any]:
        """The account's newest posts, also where since those that are known more came than a page holds."""
        cursor = ""
        for _ in range(_MOST_PAGES):
            views, cursor = self._own_posts(cursor)
            yield from views
            if not (views and cursor) or any(view.uri in known for view in views):
                return

    def _own_posts(self, cursor: str) -> tuple[list[Any], str]:
        """A page of the account's posts, the newest first, and where the next page begins."""
        return self._posts_by(self._did, cursor, _POSTS_AT_ONCE)

    def _posts_by(self, did: str, cursor: str, most: int) -> tuple[list[Any], str]:
        page = self._call(
            "app.bsky.feed.getAuthorFeed",
            actor=did,
            filter="posts_no_replies",
            cursor=cursor or None,
            limit=most,
        )
        shown = [one.post for one in page.feed if one.post and one.reason is None]
        return [one for one in shown if getattr(one.author, "did", None) == did], page.cursor or ""

    def _brought(self, view: Any, gained: Sequence[int]) -> Iterator[tuple[Record | SetAside, ...]]:
        """What a post brought lately.

        Args:
            gained: How many likes, reposts, quotes and replies came since it was last asked for.
        """
        likes, reposts, quotes, replies = gained
        on = mine(view.uri, view.record, view)
        for page in self._newest("app.bsky.feed.getLikes", view.uri, likes):
            yield tuple(
                read(one, lambda like: pressed(Kind.REACTION, on, like.actor, exactly(like, like)))
                for one in page.likes
            )
        # When somebody reposted is not told, only by whom.
        for page in self._newest("app.bsky.feed.getRepostedBy", view.uri, reposts):
            yield tuple(
                read(one, lambda who: pressed(Kind.REPOST, on, who, since_then(view)))
                for one in page.reposted_by
            )
        for page in self._newest("app.bsky.feed.getQuotes", view.uri, quotes):
            yield tuple(read(one, lambda quote: self._quote(quote, view.uri)) for one in page.posts)
        if replies > 0:
            thread = self._call(
                "app.bsky.feed.getPostThread", uri=view.uri, depth=_DEEP, parent_height=0
            ).thread
            yield tuple(replies_under(thread, self._account, view.uri))

    def _newest(self, call: str, uri: str, gained: int) -> Iterator[Any]:
        """As many pages as hold what was gained, and a few more."""
        if gained > 0:
            yield from islice(self._pages(call, uri=uri), (gained + _SPARE) // _PAGE + 1)

    def _profiles(self, dids: Sequence[str]) -> Sequence[Any]:
        return list(self._call("app.bsky.actor.getProfiles", actors=list(dids)).profiles)

    def _posts(self, uris: Sequence[str]) -> Sequence[Any]:
        return list(self._call("app.bsky.feed.getPosts", uris=list(uris)).posts)

    def _record(self, uri: str) -> dict[str, Any] | None:
        """One of the account's records, from its own server; none if it is not there."""
        _, _, _, collection, name = uri.split("/", 4)
        with calling(self._account.name):
            found = Records(self._client, self._did).own(collection, name)
        return found[0] if found else None

    def _quote(self, view: Any, post: str) -> Record:
        place = place_of(view.record, self._did) or Place(Kind.QUOTE, post)
        return said(place, view, view.record, self._account)

    def _notifications(self, cursor: str) -> Iterator[Any]:
        return self._pages("app.bsky.notification.listNotifications", cursor)

    def _told(self, page: Sequence[Any]) -> Facts:
        told = [(self._about(one), one) for one in page if _is_known(one)]
        self._own.meet(uri for uri, _ in told)
        return tuple(
            read(one, partial(self._noticed, self._own.of(uri)))
            for uri, one in told
            if not uri or self._own.of(uri)
        )

    def _about(self, one: Any) -> str:
        """The text of the account that has to be known to tell what a notification is; empty for none."""
        if one.reason in _TO_OWN_POST:
            return str(one.reason_subject)
        try:
            place = place_of(one.record, self._did)
        except (AttributeError, TypeError):
            return ""  # Whoever reads all of it says what is wrong with it.
        return place.post if place and place.kind is Kind.QUOTE else ""

    def _noticed(self, about: Mine | None, one: Any) -> Record:
        if about and one.reason in _TO_OWN_POST:
            return pressed(_TO_OWN_POST[one.reason], about, one.author, exactly(one.record, one))
        if one.reason == "follow":
            return followed(one.author, self._account, exactly(one.record, one))
        place = place_of(one.record, self._did)
        if place is None:  # It answers something that answers the account.
            reply = getattr(one.record, "reply", None)
            place = Place(_SAID[one.reason], "", str(reply.parent.uri) if reply else "")
        return said(settled(place, about), one, one.record, self._account)

    def _pages(self, call: str, cursor: str = "", **asked: Any) -> Iterator[Any]:
        while True:
            page = self._call(call, **asked, limit=_PAGE, cursor=cursor or None)
            yield page
            cursor = page.cursor or ""
            if not cursor:
                return

    def _call(self, call: str, **asked: Any) -> Any:
        with calling(self._account.name):
            return ask(self._client, call, {name: told for name, told in asked.items() if told is not None})


def _is_known(one: Any) -> bool:
    return str(one.reason) in {*_TO_OWN_POST, *_SAID, "follow"}
