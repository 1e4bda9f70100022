"""Doing things on Bluesky, each at most once.

A reply is put under a name that follows from the action's key; done again after a kill or a lost answer, it
is the same record in the same place, and nothing is said twice. What there can be only one of (a like, a
follow) is put under a name that follows from what it is about, so that it can be taken back by it as well.
"""

from collections.abc import Callable, Mapping
from typing import Any

from atproto import Client

from groundswell.domain.actions import ON_PEOPLE, Act, Action
from groundswell.domain.errors import NotFound
from groundswell.sources.bluesky.calls import Refused, calling
from groundswell.sources.bluesky.facts import did_of, key_of
from groundswell.sources.bluesky.gates import Gates
from groundswell.sources.bluesky.lists import Lists
from groundswell.sources.bluesky.records import Records, name_from, strong
from groundswell.sources.bluesky.saying import POST, REASON, facets, fits

_POST, _LIKE, _REPOST = "app.bsky.feed.post", "app.bsky.feed.like", "app.bsky.feed.repost"
_FOLLOW, _BLOCK = "app.bsky.graph.follow", "app.bsky.graph.block"

_MADE = {
    Act.LIKE: (_LIKE, "like"),
    Act.REPOST: (_REPOST, "repost"),
    Act.FOLLOW: (_FOLLOW, "following"),
    Act.BLOCK: (_BLOCK, "blocking"),
}
"""What there can be one of: the kind of record, and where the AppView says that there is one already."""

_UNDOES = {Act.UNLIKE: Act.LIKE, Act.UNFOLLOW: Act.FOLLOW, Act.UNBLOCK: Act.BLOCK}

ACTS = frozenset(Act) - {Act.MESSAGE}
"""Everything but direct messages, which lie on a service of their own."""


class Hands:
    """Acts for one signed-in account."""

    def __init__(self, client: Client, did: str, name: str) -> None:
        self._client, self._name = client, name
        self._records = Records(client, did)
        gates = Gates(self._records, name)
        lists = Lists(client, self._records, name)
        graph = client.app.bsky.graph
        self._by_act: Mapping[Act, Callable[[Action, str], object]] = {
            Act.REPLY: self._reply,
            **dict.fromkeys(_MADE, self._make),
            **dict.fromkeys(_UNDOES, self._undo),
            Act.MUTE: lambda _, did: graph.mute_actor({"actor": did}),
            Act.UNMUTE: lambda _, did: graph.unmute_actor({"actor": did}),
            Act.MUTE_THREAD: lambda _, said: graph.mute_thread({"root": self._root(said)}),
            Act.UNMUTE_THREAD: lambda _, said: graph.unmute_thread({"root": self._root(said)}),
            Act.LIST: lambda action, did: lists.put(did, action.text),
            Act.UNLIST: lambda action, did: lists.take(did, action.text),
            Act.REPORT: self._report,
            Act.HIDE: lambda _, said: gates.hide(self._records.post(said), hidden=True),
            Act.UNHIDE: lambda _, said: gates.hide(self._records.post(said), hidden=False),
            **dict.fromkeys((Act.CLOSE, Act.LIMIT, Act.OPEN), lambda one, post: gates.allow(post, one.act)),
            Act.CLOSE_QUOTES: lambda _, post: gates.quotes(post, allowed=False),
            Act.OPEN_QUOTES: lambda _, post: gates.quotes(post, allowed=True),
        }

    def act(self, action: Action) -> str:
        """Does it; says the natural key of what came of it, empty where nothing did.

        Raises:
            NotFound: What it is to be done to is not there (any more), or the network refuses this.
            NetworkError: As every call.
        """
        does = self._by_act.get(action.act)
        if does is None:
            raise NotFound(f"there is no way to {action.act} here", where=self._name)
        try:
            with calling(self._name):
                became = does(action, did_of(action.target))
        except Refused as error:
            raise NotFound(error.what, where=self._name) from error
        return key_of(became) if isinstance(became, str) else ""

    def _reply(self, action: Action, target: str) -> str:
        text = fits(action.text, POST)
        parent = self._records.post(target)
        if parent.viewer and parent.viewer.reply_disabled:
            raise NotFound("not everybody may reply there", where=self._name)
        reply = getattr(parent.record, "reply", None)
        root = reply.root if reply else parent
        record: dict[str, Any] = {"text": text, "reply": {"parent": strong(parent), "root": strong(root)}}
        if found := facets(self._client, text):
            record["facets"] = found
        return self._records.once(_POST, name_from(action.key), record)

    def _make(self, action: Action, target: str) -> str:
        collection, there = _MADE[action.act]
        view = self._seen(action.act, target)
        made = getattr(view.viewer, there, None)
        if made and self._records.is_there(str(made)):
            return str(made)
        subject = target if action.act in ON_PEOPLE else strong(view)
        return self._records.once(collection, name_from(collection, target), {"subject": subject})

    def _undo(self, action: Action, target: str) -> None:
        """Takes back what was made from here, which the AppView may not have heard of yet, and elsewhere."""
        act = _UNDOES[action.act]
        collection, there = _MADE[act]
        self._records.delete(self._records.uri(collection, name_from(collection, target)))
        made = getattr(self._seen(act, target).viewer, there, None)
        if made:
            self._records.delete(str(made))

    def _seen(self, act: Act, target: str) -> Any:
        return self._records.person(target) if act in ON_PEOPLE else self._records.post(target)

    def _root(self, said: str) -> str:
        """The first post of the thread in which something was said."""
        reply = getattr(self._records.post(said).record, "reply", None)
        return str(reply.root.uri) if reply else said

    def _report(self, action: Action, target: str) -> None:
        """Tells the moderators whom the account's server has chosen."""
        is_person = target.startswith("did:")
        subject = (
            {"$type": "com.atproto.admin.defs#repoRef", "did": target}
            if is_person
            else {"$type": "com.atproto.repo.strongRef", **strong(self._records.post(target))}
        )
        told: Any = {
            "reasonType": "com.atproto.moderation.defs#reasonOther",
            "reason": fits(action.text, REASON),
            "subject": subject,
        }
        self._client.com.atproto.moderation.create_report(told)
