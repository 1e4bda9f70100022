"""A text as the network takes it: not too long, with its links and whom it names."""

from typing import Any

from atproto import Client, client_utils, exceptions
from atproto_client.models import get_model_as_dict

from groundswell.domain.errors import NotFound
from groundswell.sources.common.room import Room

POST = Room(signs=300, size=3_000)
REASON = Room(signs=2_000, size=20_000)
"""What a post and the reason of a report hold at most."""


def fits(text: str, room: Room) -> str:
    """The text, if it is not too long. Raises NotFound, which says how much is to be cut."""
    over = room.over(text)
    if over:
        raise NotFound(f"the text is too long by {over}", mend=f"It may have {room.held}.")
    return text


def facets(client: Client, text: str) -> list[dict[str, Any]]:
    """Where in the text the links, tags and mentions are; who is not found is not mentioned."""
    found = [
        (one.index.byte_start, one.index.byte_end, dict(get_model_as_dict(feature)))
        for one in client_utils.detect_facets(text)
        for feature in one.features
    ]
    for one in client_utils.detect_mentions(text):
        did = _did(client, one.handle)
        if did:
            feature = {"$type": "app.bsky.richtext.facet#mention", "did": did}
            found.append((one.byte_start, one.byte_end, feature))
    return [
        {"index": {"byteStart": start, "byteEnd": end}, "features": [feature]}
        for start, end, feature in sorted(found, key=lambda one: one[0])
    ]


def _did(client: Client, handle: str) -> str:
    try:
        return str(client.com.atproto.identity.resolve_handle({"handle": handle}).did)
    except exceptions.BadRequestError:
        return ""
