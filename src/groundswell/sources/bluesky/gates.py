"""Who may reply to the account's posts and quote them.

The rules lie beside a post in the account's own records, under the post's name. They are read there and not
at the AppView, which follows at a distance: of two changes at once the second would undo the first.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.domain.actions import Act
from groundswell.domain.errors import NotFound
from groundswell.sources.bluesky.records import Records

_POST, _REPLIES, _QUOTES = "app.bsky.feed.post", "app.bsky.feed.threadgate", "app.bsky.feed.postgate"
ALLOWED: Mapping[Act, Sequence[Mapping[str, str]] | None] = {
    Act.CLOSE: [],
    Act.LIMIT: [{"$type": f"{_REPLIES}#followingRule"}, {"$type": f"{_REPLIES}#mentionRule"}],
    Act.OPEN: None,
}
"""Who may reply after an act: nobody, those whom the account follows or names in the post, everybody."""

_MOST_HIDDEN = 300
"""How many replies to one post the network lets be hidden."""

_NO_QUOTES = f"{_QUOTES}#disableRule"


class Gates:
    """Keeps the rules of one account's posts."""

    def __init__(self, records: Records, where: str) -> None:
        self._records, self._where = records, where

    def allow(self, post: str, act: Act) -> None:
        """Says who may reply from now on. Raises NotFound if that is no post of the account."""
        name = self._own(post)
        found = self._records.own(_POST, name)
        if found and found[0].get("reply"):
            raise NotFound("replies are opened and closed at the first post of a thread", where=self._where)
        gate, version = self._records.own(_REPLIES, name) or ({}, "")
        hidden = gate.get("hiddenReplies", [])
        self._keep_replies(post, name, ALLOWED[act], hidden, version)

    def hide(self, reply: Any, *, hidden: bool) -> None:
        """Hides a reply from everybody, or shows it again.

        Args:
            reply: As the AppView shows it.

        Raises:
            NotFound: It is not below a post of the account, or too many are hidden there.
        """
        link = getattr(reply.record, "reply", None)
        if link is None or not str(link.root.uri).startswith(f"at://{self._records.did}/"):
            raise NotFound("only replies under your own posts can be hidden", where=self._where)
        root = str(link.root.uri)
        name = root.rpartition("/")[2]
        gate, version = self._records.own(_REPLIES, name) or ({}, "")
        others = [one for one in gate.get("hiddenReplies", []) if one != reply.uri]
        if hidden and len(others) >= _MOST_HIDDEN:
            raise NotFound(f"only {_MOST_HIDDEN} replies to one post can be hidden", where=self._where)
        self._keep_replies(
            root, name, gate.get("allow"), [*others, str(reply.uri)] if hidden else others, version
        )

    def quotes(self, post: str, *, allowed: bool) -> None:
        """Says whether anybody may quote from now on; quotes that were detached stay so."""
        name = self._own(post)
        gate, version = self._records.own(_QUOTES, name) or ({}, "")
        others = [one for one in gate.get("embeddingRules") or [] if one.get("$type") != _NO_QUOTES]
        record = {
            "post": post,
            "detachedEmbeddingUris": gate.get("detachedEmbeddingUris") or [],
            "embeddingRules": others if allowed else [*others, {"$type": _NO_QUOTES}],
        }
        self._records.put(_QUOTES, name, record, version)

    def _own(self, post: str) -> str:
        """The name of a post of the account. Raises NotFound."""
        if not post.startswith(f"at://{self._records.did}/{_POST}/"):
            raise NotFound("that is no post of yours", where=self._where)
        return post.rpartition("/")[2]

    def _keep_replies(
        self,
        post: str,
        name: str,
        allow: Sequence[Mapping[str, Any]] | None,
        hidden: Sequence[str],
        version: str,
    ) -> None:
        record: dict[str, Any] = {"post": post, "hiddenReplies": hidden}
        if allow is not None:
            record["allow"] = allow
        self._records.put(_REPLIES, name, record, version)
