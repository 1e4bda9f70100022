"""The account's own records, and what the AppView shows the account of others'."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from atproto import Client, exceptions
from atproto_client.models import get_model_as_dict

from groundswell.domain.errors import NotFound
from groundswell.domain.keys import digest
from groundswell.sources.bluesky.calls import named

_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_PAGE = 100


class Records:
    """Reads and writes for one signed-in account.

    Attributes:
        did: Of the account.
    """

    def __init__(self, client: Client, did: str) -> None:
        self._client, self.did = client, did

    def post(self, uri: str) -> Any:
        """Something said, as the account sees it. Raises NotFound."""
        found = self._client.app.bsky.feed.get_posts({"uris": [uri]}).posts
        if not found:
            raise NotFound("it is no longer on the network", where=uri)
        return found[0]

    def person(self, did: str) -> Any:
        """Somebody, as the account sees them. Raises NotFound."""
        try:
            return self._client.app.bsky.actor.get_profile({"actor": did})
        except exceptions.BadRequestError as error:
            raise NotFound("the person is no longer on the network", where=did) from error

    def own(self, collection: str, name: str) -> tuple[dict[str, Any], str] | None:
        """One of the account's records and its version; none if there is no such record."""
        asked: Any = {"repo": self.did, "collection": collection, "rkey": name}
        try:
            found = self._client.com.atproto.repo.get_record(asked)
        except exceptions.BadRequestError as error:
            if named(error) == "RecordNotFound":
                return None
            raise
        return dict(get_model_as_dict(found.value)), str(found.cid)

    def is_there(self, uri: str) -> bool:
        """Whether a record of the account exists; the AppView names what was taken back for a while yet."""
        _, _, repo, collection, name = uri.split("/", 4)
        return repo == self.did and self.own(collection, name) is not None

    def every(self, collection: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """URI and value of all of the account's records of a kind."""
        cursor: str | None = None
        while True:
            asked: Any = {"repo": self.did, "collection": collection, "limit": _PAGE}
            if cursor:
                asked["cursor"] = cursor
            page = self._client.com.atproto.repo.list_records(asked)
            yield from ((str(one.uri), dict(get_model_as_dict(one.value))) for one in page.records)
            cursor = page.cursor
            if not cursor:
                return

    def once(self, collection: str, name: str, record: Mapping[str, Any]) -> str:
        """The URI of the record of that name, which is written if it is not there."""
        if self.own(collection, name) is None:
            self.put(collection, name, record)
        return self.uri(collection, name)

    def put(self, collection: str, name: str, record: Mapping[str, Any], version: str = "") -> None:
        """Writes a record.

        Args:
            version: Of what it replaces; if that has changed meanwhile, the server refuses.
        """
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        data: Any = {
            "repo": self.did,
            "collection": collection,
            "rkey": name,
            "record": {"$type": collection, "createdAt": now, **record},
        }
        if version:
            data["swapRecord"] = version
        self._client.com.atproto.repo.put_record(data)

    def delete(self, uri: str) -> None:
        """Takes a record of the account back; one that is not there is none to take back."""
        _, _, repo, collection, name = uri.split("/", 4)
        if repo == self.did:
            data: Any = {"repo": repo, "collection": collection, "rkey": name}
            self._client.com.atproto.repo.delete_record(data)

    def uri(self, collection: str, name: str) -> str:
        """Of a record of the account."""
        return f"at://{self.did}/{collection}/{name}"


def name_from(*parts: str) -> str:
    """A record's name in the shape that the network asks for (13 signs, the first of 16), from some words."""
    number = int(digest("bluesky", *parts), 16) % (1 << 63)
    signs = []
    for _ in range(13):
        signs.append(_ALPHABET[number & 31])
        number >>= 5
    return "".join(reversed(signs))


def strong(view: Any) -> dict[str, str]:
    """A reference to what is said exactly so."""
    return {"uri": str(view.uri), "cid": str(view.cid)}
