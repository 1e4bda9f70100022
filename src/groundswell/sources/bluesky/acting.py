"""Doing things on Bluesky, each at most once.

A record is put under a name that follows from the action's key. Put again after a kill or a lost answer, it
is the same record in the same place: nothing is said twice.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from atproto import Client

from groundswell.domain.actions import Act, Action
from groundswell.domain.errors import NotFound
from groundswell.domain.keys import digest
from groundswell.sources.bluesky.calls import calling
from groundswell.sources.bluesky.facts import did_of, key_of

_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_POST, _LIKE, _FOLLOW = "app.bsky.feed.post", "app.bsky.feed.like", "app.bsky.graph.follow"
_BLOCK, _GATE = "app.bsky.graph.block", "app.bsky.feed.threadgate"


ACTS = frozenset({Act.REPLY, Act.LIKE, Act.FOLLOW, Act.BLOCK, Act.MUTE, Act.HIDE, Act.CLOSE, Act.OPEN})


class Hands:
    """Acts for one signed-in account."""

    def __init__(self, client: Client, did: str, name: str) -> None:
        self._client, self._did, self._name = client, did, name
        self._by_act: Mapping[Act, Callable[[Action], str]] = {
            Act.REPLY: self._reply,
            Act.LIKE: self._like,
            Act.FOLLOW: lambda action: self._about_person(_FOLLOW, action),
            Act.BLOCK: lambda action: self._about_person(_BLOCK, action),
            Act.MUTE: self._mute,
            Act.HIDE: self._hide,
            Act.CLOSE: self._close,
            Act.OPEN: self._open,
        }

    def act(self, action: Action) -> str:
        """Does it; says the natural key of what came of it, empty where nothing did.

        Raises:
            NotFound: What it is to be done to is not there (any more).
            NetworkError: As every call.
        """
        with calling(self._name):
            return self._by_act[action.act](action)

    def _reply(self, action: Action) -> str:
        parent = self._post(did_of(action.target))
        reply = getattr(parent.record, "reply", None)
        root = reply.root if reply else parent
        link = {"parent": _strong(parent), "root": _strong(root)}
        return self._put(_POST, action, {"text": action.text, "reply": link})

    def _like(self, action: Action) -> str:
        return self._put(_LIKE, action, {"subject": _strong(self._post(did_of(action.target)))})

    def _about_person(self, collection: str, action: Action) -> str:
        return self._put(collection, action, {"subject": did_of(action.target)})

    def _mute(self, action: Action) -> str:
        self._client.app.bsky.graph.mute_actor({"actor": did_of(action.target)})
        return ""

    def _hide(self, action: Action) -> str:
        """Hides a reply for everybody; the account may do that under its own posts."""
        hidden = did_of(action.target)
        view = self._post(hidden)
        reply = getattr(view.record, "reply", None)
        if reply is None or not reply.root.uri.startswith(f"at://{self._did}/"):
            raise NotFound("only replies under your own posts can be hidden", where=self._name)
        gate = self._gate(reply.root.uri)
        return self._keep_gate(reply.root.uri, gate.get("allow"), {*gate.get("hiddenReplies", ()), hidden})

    def _close(self, action: Action) -> str:
        post = did_of(action.target)
        return self._keep_gate(post, [], self._gate(post).get("hiddenReplies", ()))

    def _open(self, action: Action) -> str:
        post = did_of(action.target)
        return self._keep_gate(post, None, self._gate(post).get("hiddenReplies", ()))

    def _gate(self, post: str) -> dict[str, Any]:
        """The rules for replies to a post as they stand: the AppView tells them with the post."""
        gate = getattr(self._post(post), "threadgate", None)
        record = getattr(gate, "record", None)
        if record is None:
            return {}
        told: dict[str, Any] = {"hiddenReplies": list(record.hidden_replies or ())}
        if record.allow is not None:
            told["allow"] = [rule.model_dump(by_alias=True) for rule in record.allow]
        return told

    def _keep_gate(self, post: str, allow: list[Any] | None, hidden: Any) -> str:
        record: dict[str, Any] = {"post": post, "hiddenReplies": sorted(hidden)}
        if allow is not None:
            record["allow"] = allow
        return self._write(_GATE, post.rpartition("/")[2], record)

    def _post(self, uri: str) -> Any:
        found = self._client.app.bsky.feed.get_posts({"uris": [uri]}).posts
        if not found:
            raise NotFound("it is no longer on the network", where=uri)
        return found[0]

    def _put(self, collection: str, action: Action, record: Mapping[str, Any]) -> str:
        return self._write(collection, _name(action.key), record)

    def _write(self, collection: str, name: str, record: Mapping[str, Any]) -> str:
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        data: Any = {
            "repo": self._did,
            "collection": collection,
            "rkey": name,
            "record": {"$type": collection, "createdAt": now, **record},
        }
        return key_of(str(self._client.com.atproto.repo.put_record(data).uri))


def _strong(post: Any) -> dict[str, str]:
    return {"uri": str(post.uri), "cid": str(post.cid)}


def _name(key: str) -> str:
    """A record's name in the shape that the network asks for (13 signs, the first of 16), from a key."""
    number = int(digest("bluesky", key), 16) % (1 << 63)
    signs = []
    for _ in range(13):
        signs.append(_ALPHABET[number & 31])
        number >>= 5
    return "".join(reversed(signs))
