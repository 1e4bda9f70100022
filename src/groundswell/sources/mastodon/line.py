"""An open line to a server: what the account's posts brought so far, and what is new."""

from collections.abc import Callable, Container, Iterator, Sequence
from functools import partial
from typing import Any

from mastodon import Mastodon

from groundswell.domain.actions import Action
from groundswell.domain.activity import Account, TheirPost
from groundswell.domain.records import Record, SetAside
from groundswell.domain.when import When
from groundswell.domain.words import Kind
from groundswell.sources.common.reading import read
from groundswell.sources.live import Batch, Facts
from groundswell.sources.mastodon.acting import Hands
from groundswell.sources.mastodon.asking import Asker
from groundswell.sources.mastodon.calls import close
from groundswell.sources.mastodon.facts import (
    host_of,
    instant,
    is_direct,
    message,
    post_of,
    pressed,
    said,
    same,
)
from groundswell.sources.mastodon.hearing import Ear
from groundswell.sources.mastodon.place import Place, counts_of, now_ms
from groundswell.sources.mastodon.streaming import Stream
from groundswell.sources.mastodon.threads import Threads
from groundswell.sources.mastodon.visiting import lately_by

_POSTS = 20
# How far down a known post is looked for: all that were known may be gone.
_MOST_PAGES = 10
_PAGE = 40
_HEARD, _OWN, _TALKS, _DONE = "heard", "own", "talks", "done"


class MastodonLine:
    """Reads through one signed-in client; one call at a time, save `close`.

    Args:
        me: Id of the account on its server.
    """

    def __init__(self, client: Mastodon, account: Account, me: str, hands: Hands) -> None:
        self._client, self._account, self._me, self._hands = client, account, me, hands
        self._host = host_of(account)
        self._stream = Stream(client, account.name)
        self._ask = Asker(client, account.name)
        self._threads = Threads(self._ask.context, me)
        self._ear = Ear(self._ask.notifications, self._threads, account)

    def backfill(self, cursor: str) -> Iterator[Batch]:
        """First all notifications, which know times; then post by post with all that each brought; then what
        was written directly."""
        stage, _, place = (cursor or _HEARD).partition(":")
        if stage == _HEARD:
            for page, oldest in self._ear.before(place):
                yield Batch(self._ear.facts(page), f"{_HEARD}:{oldest}")
            stage, place = _OWN, ""
        if stage == _OWN:
            yield from self._own_and_brought(place)
            yield Batch((), _TALKS)
            stage = _TALKS
        if stage == _TALKS:
            for facts in self._talks():
                yield Batch(facts, _TALKS)
            yield Batch((), _DONE)

    def news(self, cursor: str) -> Iterator[Batch]:
        """What the notifications tell, and from time to time what the counts of the newest posts tell that
        these do not.

        The first time both are only noted: what was before is the backfill's.
        """
        place = Place.of(cursor)
        if not cursor:
            place.heard = self._ear.latest()
            place.count({str(post.id): counts_of(post) for post in self._posts_below("")[0]})
        for page, reached in self._ear.since(place.heard) if cursor else ():
            place.heard = reached
            yield Batch(self._ear.facts(page), place.cursor())
        if place.counts_are_old():
            posts = self._newest_posts(place.counts)
            for post in posts:
                if str(post.id) not in place.counts:
                    yield Batch((read(post, lambda one: post_of(one, self._host)),), place.cursor())
                before = place.counts.get(str(post.id), [0, 0, 0, 0])
                gained = [now - then for now, then in zip(counts_of(post), before, strict=True)]
                for facts in self._brought(post, gained):
                    yield Batch(facts, place.cursor())
            place.count({str(post.id): counts_of(post) for post in posts[:_POSTS]} or place.counts)
        yield Batch((), place.cursor())

    def stream(self, tell: Callable[[Facts], None]) -> None:
        """Tells what the account is notified of; returns at once where the server does not stream."""
        for page in self._stream.listen():
            if facts := self._ear.facts(page):
                tell(facts)

    def act(self, action: Action) -> str:
        """Does it, at most once."""
        return self._hands.act(action)

    def lately_by(self, person: str) -> Sequence[TheirPost | SetAside]:
        """Asks the account's own server, which need not know everything that they published."""
        return lately_by(self._ask, self._client, self._host, person)

    def close(self) -> None:
        """Ends what is listened to, and closes the client's connections."""
        self._stream.close()
        close(self._client)

    def _own_and_brought(self, below: str) -> Iterator[Batch]:
        met: set[str] = set()
        while True:
            asked = {"max_id": below} if below else {}
            page = self._ask.needed(self._client.account_statuses, id=self._me, limit=_PAGE, **asked)
            # Some servers answer every page with the first.
            fresh = [one for one in map(same, page) if str(one.id) not in met]
            if not fresh:
                return
            met |= {str(one.id) for one in fresh}
            for one in fresh:
                if str(one.account.id) == self._me and is_direct(one):
                    yield Batch((read(one, lambda sent: message(sent, self._account)),), f"{_OWN}:{below}")
                elif self._threads.is_own_post(one):
                    yield Batch((read(one, lambda post: post_of(post, self._host)),), f"{_OWN}:{below}")
                    for facts in self._brought(one, counts_of(one)):
                        yield Batch(facts, f"{_OWN}:{below}")
            below = str(page[-1].id)
            yield Batch((), f"{_OWN}:{below}")

    def _newest_posts(self, known: Container[str]) -> list[Any]:
        """The account's newest posts, also where since those that are known more came than a page holds."""
        found, below = dict[str, Any](), ""
        for _ in range(_MOST_PAGES):
            posts, below = self._posts_below(below)
            fresh = {str(one.id): one for one in posts if str(one.id) not in found}
            found |= fresh
            # Some servers answer every page with the first.
            if not fresh or any(one in known for one in fresh):
                break
        return list(found.values())

    def _posts_below(self, below: str) -> tuple[list[Any], str]:
        """A page of the account's posts, the newest first, and where the next page begins."""
        asked = {"max_id": below} if below else {}
        page = self._ask.needed(
            self._client.account_statuses,
            id=self._me,
            limit=_POSTS,
            exclude_replies=True,
            exclude_reblogs=True,
            **asked,
        )
        posts = {str(one.id): one for one in map(same, page) if self._threads.is_own_post(one)}
        return list(posts.values())[:_POSTS], str(page[-1].id) if page else ""

    def _brought(self, post: Any, gained: Sequence[int]) -> Iterator[Facts]:
        """What a post brought lately.

        Args:
            gained: How many favourites, boosts, quotes and replies came of which nothing was told.
        """
        favourites, boosts, quotes, replies = gained
        # When somebody did it is not told here, only by whom: after the post and before now.
        made = instant(post.created_at)
        when = When(made, max(made, now_ms()))
        lists = (
            (Kind.REACTION, self._client.status_favourited_by, favourites),
            (Kind.REPOST, self._client.status_reblogged_by, boosts),
        )
        for kind, call, n in lists:
            for page in self._ask.newest(call, post.id, n):
                yield tuple(read(by, partial(self._pressed, kind, post, when)) for by in page)
        for page in self._ask.newest(self._client.status_quotes, post.id, quotes):
            yield tuple(read(one, partial(self._ear.told, quoted=str(post.id))) for one in page)
        if replies > 0:
            for portion in self._threads.below(post):
                yield tuple(read(one, partial(self._said_below, str(post.id))) for one in portion)

    def _pressed(self, kind: Kind, post: Any, when: When, by: Any) -> Record:
        return pressed(kind, post, by, when, self._host)

    def _said_below(self, post: str, status: Any) -> Record:
        if is_direct(status):
            return message(status, self._account)
        return said(status, Kind.COMMENT, self._account, post)

    def _talks(self) -> Iterator[Facts]:
        """The direct messages of every conversation, where the server tells of conversations."""
        for page in self._ask.pages(self._client.conversations):
            for talk in page:
                if talk.last_status is None:
                    continue
                above, below = self._ask.context(str(talk.last_status.id))
                direct = [one for one in (*above, talk.last_status, *below) if is_direct(one)]
                yield tuple(read(one, lambda sent: message(sent, self._account)) for one in direct)
