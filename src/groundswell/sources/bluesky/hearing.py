"""What of all that is written concerns one account, and the facts in it."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from atproto_client import models
from atproto_core.exceptions import AtProtocolError

from groundswell.domain.activity import Account
from groundswell.domain.errors import NetworkError, SignInAgain
from groundswell.domain.records import Record, SetAside
from groundswell.domain.words import Kind
from groundswell.sources.bluesky.facts import (
    Shown,
    Unknown,
    did_of,
    exactly,
    followed,
    now_ms,
    post_of,
    pressed,
    said,
)
from groundswell.sources.bluesky.frames import Written, written
from groundswell.sources.bluesky.own import Own
from groundswell.sources.bluesky.places import Mine, place_of, settled
from groundswell.sources.common.reading import read
from groundswell.sources.live import Facts

_POST = "app.bsky.feed.post"
_PRESSED = {"app.bsky.feed.like": Kind.REACTION, "app.bsky.feed.repost": Kind.REPOST}
_FOLLOW, _BLOCKS = "app.bsky.graph.follow", {"app.bsky.graph.block", "app.bsky.graph.listblock"}
_REPLIES, _QUOTES = "app.bsky.feed.threadgate", "app.bsky.feed.postgate"
_AT_ONCE = 25
"""How many people can be asked for in one call."""

_MOST_KNOWN = 10_000


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that concerns the account, before its author is known.

    Attributes:
        gate: The rule, by its URI, that may have shut it out; empty for none.
        about: The text of the account, by its URI, that has to be known first; empty for none.
        fact: What it is, once somebody says who the author is.
    """

    did: str
    gate: str
    about: str
    fact: Callable[[Any], Record]


@dataclass(frozen=True, slots=True)
class _Seen:
    """As views of the AppView are shaped."""

    uri: str
    author: Any
    record: Any


class Ear:
    """Hears for one account.

    Args:
        profiles: Asks for up to 25 people by their DIDs.
        rule: Asks for a rule of the account by its URI; none if there is no such rule.
        own: Knows the texts of the account.
    """

    def __init__(
        self,
        account: Account,
        profiles: Callable[[Sequence[str]], Sequence[Any]],
        rule: Callable[[str], dict[str, Any] | None],
        own: Own,
    ) -> None:
        self._account, self._profiles, self._rule, self._own = account, profiles, rule, own
        self._did = did_of(account.key)
        self._mark = self._did.encode()
        self._people: OrderedDict[str, Shown] = OrderedDict()
        self._shut: dict[str, bool] = {}
        self.refused = False
        """Whether the server no longer took the sign-in when somebody was asked for."""

    def heard(self, frame: bytes) -> list[Heard]:
        """What of a frame concerns the account.

        Whatever does names its DID, in the record or as the writer; nearly all frames do not, and are not
        even read.
        """
        if self._mark not in frame:
            return []
        try:
            return [heard for one in written(frame) for heard in self._concerning(one)]
        except (AtProtocolError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            # What a stranger wrote in a wrong way is nothing to stop for.
            return []

    def facts(self, heard: Sequence[Heard]) -> Facts:
        """The facts, with their authors as far as they can be had.

        Nothing of those whom the account blocks or who block it, and nothing where a rule of the account may
        have shut it out: that is the AppView's to say.
        """
        self._meet([one.did for one in heard])
        try:
            self._own.meet(one.about for one in heard)
        except NetworkError as error:
            self.refused = self.refused or isinstance(error, SignInAgain)
        told: list[Record | SetAside] = []
        for one in heard:
            author = self._people.get(one.did) or Unknown(one.did)
            # What is done to a text that nobody knows (any more) the notifications tell, if anybody.
            is_unknown = one.about and self._own.of(one.about) is None
            if not is_unknown and not _is_blocked(author) and not (one.gate and self._is_shut(one.gate)):
                told.append(read(author, one.fact))
        return tuple(told)

    def _concerning(self, one: Written) -> list[Heard]:
        if one.did == self._did:
            self._forget(one)
        if one.record is None:
            return []
        # In the shape that views have; what is not as the network's rules say stays a plain mapping.
        record: Any = models.get_or_create(dict(one.record), strict=False)
        if one.collection == _POST:
            return self._said(one, record)
        if one.did == self._did:
            return []
        if one.collection in _PRESSED and self._own.is_text(uri := str(record.subject.uri)):
            kind = _PRESSED[one.collection]
            return [
                Heard(one.did, "", uri, lambda who: pressed(kind, self._known(uri), who, exactly(record)))
            ]
        if one.collection == _FOLLOW and record.subject == self._did:
            return [Heard(one.did, "", "", lambda who: followed(who, self._account, exactly(record)))]
        return []

    def _known(self, uri: str) -> Mine:
        known = self._own.of(uri)
        if known is None:
            raise ValueError("what it is about is not there")
        return known

    def _said(self, one: Written, record: Any) -> list[Heard]:
        is_own = one.did == self._did
        if is_own:
            self._own.note(one.uri, record)
        heard = []
        if is_own and not getattr(record, "reply", None):
            heard.append(Heard(one.did, "", "", lambda who: post_of(_Seen(one.uri, who, record))))
        place = place_of(record, self._did)
        if place is not None and (not is_own or place.post):
            gate = "" if is_own else _gate(place.kind, place.post)
            about = place.post if place.kind is Kind.QUOTE else ""

            def fact(who: Any) -> Record:
                there = settled(place, self._own.of(about))
                return said(there, _Seen(one.uri, who, record), record, self._account)

            heard.append(Heard(one.did, gate, about, fact))
        return heard

    def _forget(self, one: Written) -> None:
        """The account changed a rule, or blocks somebody or no longer does."""
        if one.collection in {_REPLIES, _QUOTES}:
            self._shut.pop(one.uri, None)
        if one.collection in _BLOCKS:
            self._people.clear()

    def _is_shut(self, gate: str) -> bool:
        if gate not in self._shut:
            try:
                rule = self._rule(gate) or {}
            except NetworkError:
                return True
            self._shut[gate] = rule.get("allow") is not None or bool(rule.get("embeddingRules"))
        return self._shut[gate]

    def _meet(self, dids: Sequence[str]) -> None:
        strangers = sorted({did for did in dids if did != self._did and did not in self._people})
        for start in range(0, len(strangers), _AT_ONCE):
            asked = now_ms()
            try:
                found = self._profiles(strangers[start : start + _AT_ONCE])
            except NetworkError as error:
                # They are known by their DIDs until they are met again.
                self.refused = self.refused or isinstance(error, SignInAgain)
                return
            self._people.update((str(one.did), Shown(one, asked)) for one in found)
        while len(self._people) > _MOST_KNOWN + len(dids):
            self._people.popitem(last=False)


def _gate(kind: Kind, post: str) -> str:
    """The rule that says whether something may belong to a post."""
    if not post or kind is Kind.MENTION:
        return ""
    return post.replace(f"/{_POST}/", f"/{_REPLIES if kind is Kind.COMMENT else _QUOTES}/")


def _is_blocked(author: Shown | Unknown) -> bool:
    viewer = getattr(author.view, "viewer", None) if isinstance(author, Shown) else None
    return bool(viewer and (viewer.blocking or viewer.blocked_by or viewer.blocking_by_list))
