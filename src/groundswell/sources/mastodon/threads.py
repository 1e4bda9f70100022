"""Which of the account's posts stands at the top of a thread, and everything that was said below one."""

from collections.abc import Callable, Iterator
from typing import Any

from groundswell.sources.mastodon.facts import is_direct

Context = Callable[[str], tuple[list[Any], list[Any]]]
"""Asks for what stands above and below a status; gives nothing where there is no such status."""


_MOST = 20_000
"""Statuses that are remembered; of a line that is listened to for weeks the oldest are asked for again."""


class Threads:
    """Remembers, while a line is open, what it has seen of threads, so that each is asked for once.

    Args:
        me: Id of the account on its server.
    """

    def __init__(self, context: Context, me: str) -> None:
        self._context, self.me = context, me
        self._top: dict[str, str] = {}

    def top(self, status: Any) -> str:
        """Id of the account's post at the top of the thread; empty if somebody else began it."""
        own_id, parent = str(status.id), _parent(status)
        if not parent:
            self._remember({own_id: own_id if self.is_own_post(status) else ""})
        elif own_id not in self._top and parent in self._top:
            self._remember({parent: self._top[parent], own_id: self._top[parent]})
        elif own_id not in self._top:
            self._learn(status)
        return self._top[own_id]

    def below(self, post: Any) -> Iterator[list[Any]]:
        """Everything said below a post of the account, in portions.

        Some servers answer with the whole tree, others with direct replies only: those of what has replies of
        which none was told are asked for as well.
        """
        self._remember({str(post.id): str(post.id)})
        waiting, seen, parents = [str(post.id)], {str(post.id)}, set[str]()
        while waiting:
            _, told = self._context(waiting.pop())
            fresh = [one for one in told if str(one.id) not in seen]
            seen |= {str(one.id) for one in fresh}
            parents |= {_parent(one) for one in fresh}
            self._remember({str(one.id): str(post.id) for one in fresh})
            waiting += [
                str(one.id) for one in fresh if int(one.replies_count or 0) and str(one.id) not in parents
            ]
            if fresh:
                yield fresh

    def is_own_post(self, status: Any) -> bool:
        """Whether the account published it, rather than answering somebody or writing to somebody."""
        return str(status.account.id) == self.me and not _parent(status) and not is_direct(status)

    def _learn(self, status: Any) -> None:
        above, _ = self._context(str(status.id))
        top = str(above[0].id) if above and self.is_own_post(above[0]) else ""
        self._remember({str(one.id): top for one in [*above, status]})

    def _remember(self, tops: dict[str, str]) -> None:
        """Takes them as the latest that were seen."""
        for one in tops:
            self._top.pop(one, None)
        self._top |= tops
        while len(self._top) > _MOST:
            del self._top[next(iter(self._top))]


def _parent(status: Any) -> str:
    return str(status.in_reply_to_id or "")
