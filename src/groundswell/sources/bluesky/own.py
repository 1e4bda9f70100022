"""What the account itself has written, as far as what others do to it depends on it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from atproto_client import models

from groundswell.sources.bluesky.facts import mine
from groundswell.sources.bluesky.places import Mine

_AT_ONCE = 25
"""How many posts can be asked for in one call."""

_MOST_KNOWN = 10_000


class Own:
    """Remembers of each text of the account whether it is a post or answers something, and when it was made.

    Args:
        did: Of the account.
        posts: Asks the AppView for up to 25 texts by their URIs; those that it does not know are left out.
        record: Asks the account's own server for a record by its URI; none if there is no such record.
    """

    def __init__(
        self,
        did: str,
        posts: Callable[[Sequence[str]], Sequence[Any]],
        record: Callable[[str], dict[str, Any] | None],
    ) -> None:
        self._begin = f"at://{did}/app.bsky.feed.post/"
        self._posts, self._record = posts, record
        self._known: dict[str, Mine] = {}
        self._missing: set[str] = set()

    def is_text(self, uri: str) -> bool:
        """Whether it is a text of the account at all, rather than a feed or a list or somebody else's."""
        return uri.startswith(self._begin)

    def meet(self, uris: Iterable[str]) -> None:
        """Asks for those texts of the account that are not known yet. Raises NetworkError."""
        wanted = {uri for uri in uris if self.is_text(uri)}
        unknown = sorted(uri for uri in wanted if uri not in self._known and uri not in self._missing)
        if len(self._missing) > _MOST_KNOWN:
            self._missing.clear()
        for start in range(0, len(unknown), _AT_ONCE):
            asked = unknown[start : start + _AT_ONCE]
            for view in self._posts(asked):
                self.note(str(view.uri), view.record, view)
            for uri in asked:
                if uri not in self._known:
                    self._ask_at_home(uri)

    def _ask_at_home(self, uri: str) -> None:
        """What was written a moment ago the AppView need not have heard of."""
        record = self._record(uri)
        if record is None:
            self._missing.add(uri)
        else:
            self.note(uri, models.get_or_create(record, strict=False))

    def note(self, uri: str, record: Any, view: Any = None) -> None:
        """Takes up what a text is from the text itself."""
        while len(self._known) >= _MOST_KNOWN:
            del self._known[next(iter(self._known))]
        self._known[uri] = mine(uri, record, view)

    def of(self, uri: str) -> Mine | None:
        """What is known of a text; none where it was not met or is no longer there."""
        return self._known.get(uri)


def counts_of(view: Any) -> list[int]:
    """Likes, reposts, quotes and replies of a post, as the network counts them."""
    told = (view.like_count, view.repost_count, view.quote_count, view.reply_count)
    return [int(one or 0) for one in told]
