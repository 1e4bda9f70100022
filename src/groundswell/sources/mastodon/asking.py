"""Asking a server for lists and threads, with what it lacks or has lost left out."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from mastodon import Mastodon
from mastodon.return_types import Notification
from mastodon.types_base import PaginatableList

from groundswell.domain.errors import NotFound, NotReady
from groundswell.sources.mastodon.calls import calling
from groundswell.sources.mastodon.facts import same

_PAGE = 40
"""How many people a page of those who liked or boosted holds."""

_ALL = {"include_filtered": "true"}

# Some that come while it is asked, some that were taken back.
_SPARE = 10


class Asker:
    """Asks for one account.

    Args:
        name: Whom errors name.
    """

    def __init__(self, client: Mastodon, name: str) -> None:
        self._client, self._name = client, name

    def needed(self, call: Callable[..., Any], **asked: Any) -> list[Any]:
        """A list without which nothing goes on; a server that has it not is not ready."""
        try:
            with calling(self._client, self._name):
                return list(call(**asked))
        except NotFound as error:
            raise NotReady(error.what, where=self._name) from error

    def notifications(self, **asked: Any) -> list[Any]:
        """A page of notifications, also of those that the account has the server filter away.

        Servers before Mastodon 4.3 filter none and do not know that wish, and neither does the library, which
        passes it on all the same where it is told as how to go on.
        """
        told = {"_pagination_method": "GET", "_pagination_endpoint": "/api/v1/notifications"}
        kind = {"_mastopy_type": PaginatableList[Notification]}
        return self.needed(self._client.fetch_next, previous_page={**told, **kind, **asked, **_ALL})

    def context(self, status_id: str) -> tuple[list[Any], list[Any]]:
        """What stands above and below a status; nothing where there is no such status."""
        around = self.if_there(self._client.status_context, status_id)
        return ([], []) if around is None else (_statuses(around.ancestors), _statuses(around.descendants))

    def newest(self, call: Callable[..., Any], status_id: Any, n: int) -> Iterator[Any]:
        """As many pages of what a post brought as hold the newest `n`, and a few more."""
        if n > 0:
            yield from islice(self.pages(call, status_id), (n + _SPARE) // _PAGE + 1)

    def pages(self, call: Callable[..., Any], *asked: Any) -> Iterator[Any]:
        """Page after page; none where the server has no such list."""
        page = self.if_there(call, *asked)
        while page:
            yield page
            follows = getattr(page, "_pagination_next", None)
            page = self.if_there(self._client.fetch_next, page) if follows else None

    def if_there(self, call: Callable[..., Any], *asked: Any) -> Any:
        """What a call answers; none where there is no such thing, or the server has no such call."""
        try:
            with calling(self._client, self._name):
                return call(*asked)
        except NotFound:
            return None


def _statuses(told: Any) -> list[Any]:
    return [same(one) for one in told]
