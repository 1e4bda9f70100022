"""Notifications as facts.

Each is asked for by itself, although newer servers also tell them in groups: a group names eight people of
thousands and one time for all, the list names everybody with the time.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from groundswell.domain.activity import Account
from groundswell.domain.records import Record
from groundswell.domain.words import Kind
from groundswell.sources.common.reading import read
from groundswell.sources.live import Facts
from groundswell.sources.mastodon.facts import (
    followed,
    host_of,
    is_direct,
    message,
    pressed,
    said,
    same,
    when_of,
)
from groundswell.sources.mastodon.threads import Threads

_PAGE = 80
"""As many as Mastodon gives at once; others give what they will."""

_SMALL_PAGE = 15
"""No server is known whose full pages hold fewer; a smaller one is the last."""

_OVERLAP = 10
"""So many of the last are asked for again: a server writes many at once, and one with a lower id may come to
be seen after one with a higher. A small page holds more, so that those alone are known to be the end."""

_PRESSED = {"favourite": Kind.REACTION, "reblog": Kind.REPOST}
_SAID = {"mention", "quote"}
_FOLLOWS = {"follow", "follow_request"}


class Ear:
    """Hears what the account is notified of.

    Args:
        ask: Asks for a page of notifications.
    """

    def __init__(self, ask: Callable[..., list[Any]], threads: Threads, account: Account) -> None:
        self._ask, self._threads, self._account = ask, threads, account

    def latest(self) -> str:
        """Ids of the newest notifications, as `since` takes them; empty if there are none."""
        return " ".join(str(one.id) for one in self._ask(limit=_OVERLAP)[:_OVERLAP])

    def since(self, heard: str) -> Iterator[tuple[list[Any], str]]:
        """Pages of what was not told, with what is heard once a page and all before it are stored.

        `min_id` means that which follows at once, so that pages rise; where a server takes it for a lower
        bound only and begins with the newest, the rest of it is asked for before anything counts as heard.

        Args:
            heard: Ids of the last few that were told, the newest first, between spaces.
        """
        while True:
            known = heard.split()
            page = self._after(known, "")
            fresh = [one for one in page if str(one.id) not in known]
            if not fresh:
                return
            met, lowest = {*known, *(str(one.id) for one in page)}, page
            yield fresh, heard
            while len(lowest) >= _SMALL_PAGE:
                below = self._after(known, str(lowest[-1].id))
                lowest = [one for one in below if str(one.id) not in met]
                met |= {str(one.id) for one in lowest}
                yield lowest, heard
            told = dict.fromkeys([*(str(one.id) for one in page), *known])
            heard = " ".join(list(told)[:_OVERLAP])
            yield [], heard
            if len(page) < _SMALL_PAGE:
                return

    def before(self, oldest: str) -> Iterator[tuple[list[Any], str]]:
        """Pages of what is older, the newest first, with the id from which to go on."""
        met: set[str] = set()
        while True:
            page = self._ask(limit=_PAGE, **({"max_id": oldest} if oldest else {}))
            if met.issuperset(str(one.id) for one in page):
                return
            met |= {str(one.id) for one in page}
            oldest = str(page[-1].id)
            yield page, oldest

    def facts(self, page: list[Any]) -> Facts:
        """What a page tells; kinds of notifications that tell nothing of others' doings are passed over."""
        told = [one for one in page if one.type in _PRESSED or one.type in _SAID or one.type in _FOLLOWS]
        return tuple(read(one, self._fact) for one in told)

    def _after(self, known: Sequence[str], below: str) -> list[Any]:
        """A page of what is newer than the oldest that is known; some of those may be among it."""
        asked = {"min_id": known[-1] if known else "0", **({"max_id": below} if below else {})}
        page = self._ask(limit=_PAGE, **asked)
        # A server that knows no `min_id` tells what was heard already.
        ends = [number for number, one in enumerate(page) if known and str(one.id) == known[-1]]
        return page[: ends[0]] if ends else page

    def _fact(self, one: Any) -> Record:
        when = when_of(one)
        if one.type in _FOLLOWS:
            return followed(one.account, when, self._account, asks=one.type == "follow_request")
        status = same(one.status)
        if one.type in _PRESSED:
            return pressed(_PRESSED[one.type], status, one.account, when, host_of(self._account))
        if is_direct(status):
            return message(status, self._account)
        return self.told(status, quoted=_quoted(status) if one.type == "quote" else "")

    def told(self, status: Any, quoted: str = "") -> Record:
        """Something that was said to the account, for everybody to see.

        Args:
            quoted: Id of the account's post that it quotes, if it does.
        """
        top = self._threads.top(status)
        if top and top != str(status.id):
            return said(status, Kind.COMMENT, self._account, top)
        if quoted:
            return said(status, Kind.QUOTE, self._account, quoted)
        answers = str(status.in_reply_to_account_id or "") == self._threads.me
        return said(status, Kind.COMMENT if answers else Kind.MENTION, self._account, "")


def _quoted(status: Any) -> str:
    quoted = getattr(status.quote, "quoted_status", None)
    return str(quoted.id) if quoted is not None else ""
