"""The account's own lists of people.

Who is on a moderation list is kept away once the account (or anybody else) mutes or blocks the list.
"""

from typing import Any

from atproto import Client

from groundswell.domain.errors import NotFound
from groundswell.domain.keys import folded
from groundswell.sources.bluesky.records import Records, name_from

_LIST, _ITEM = "app.bsky.graph.list", "app.bsky.graph.listitem"
_MODERATION = "app.bsky.graph.defs#modlist"
_USUAL = "Kept at a distance"
_MOST_BYTES = 64


class Lists:
    """Puts people on the lists of one account and takes them off."""

    def __init__(self, client: Client, records: Records, where: str) -> None:
        self._client, self._records, self._where = client, records, where

    def put(self, did: str, name: str) -> str:
        """Puts somebody on the moderation list of that name, which is made if it is not there; says its URI.

        Raises:
            NotFound: The name is too long.
        """
        name = name.strip() or _USUAL
        if len(name.encode()) > _MOST_BYTES:
            raise NotFound(f"a list's name holds {_MOST_BYTES} bytes at most", where=self._where)
        found = self._named(name) or self._records.once(
            _LIST, name_from(_LIST, folded(name)), {"purpose": _MODERATION, "name": name}
        )
        there = self._item(did, found)
        if there is None or not self._records.is_there(there):
            item = {"subject": did, "list": found}
            self._records.once(_ITEM, name_from(_ITEM, found, did), item)
        return found

    def take(self, did: str, name: str) -> None:
        """Takes somebody off the list of that name, however they came there."""
        found = self._named(name.strip() or _USUAL)
        if not found:
            return
        self._records.delete(self._records.uri(_ITEM, name_from(_ITEM, found, did)))
        if item := self._item(did, found):
            self._records.delete(item)

    def _named(self, name: str) -> str:
        for uri, value in self._records.every(_LIST):
            if value.get("purpose") == _MODERATION and folded(str(value.get("name"))) == folded(name):
                return uri
        return ""

    def _item(self, did: str, wanted: str) -> str | None:
        """The record that puts somebody on a list, as far as the AppView has heard of it."""
        cursor: str | None = None
        while True:
            asked: Any = {"actor": did, "purposes": ["modlist"]}
            if cursor:
                asked["cursor"] = cursor
            page = self._client.app.bsky.graph.get_lists_with_membership(asked)
            for one in page.lists_with_membership:
                if one.list.uri == wanted:
                    return str(one.list_item.uri) if one.list_item else None
            cursor = page.cursor
            if not cursor:
                return None
