"""A text as the network takes it: not too long, with its links and whom it names."""

from typing import Any

import regex
from atproto import Client, client_utils, exceptions
from atproto_client.models import get_model_as_dict

from groundswell.domain.errors import NotFound

MOST_SIGNS, MOST_BYTES = 300, 3_000
"""What a post holds at most. A sign is what a reader takes for one: an emoji of several parts is one."""


def fits(text: str) -> str:
    """The text, if it is not too long. Raises NotFound, which says how much is to be cut."""
    signs, size = len(regex.findall(r"\X", text)), len(text.encode())
    if signs > MOST_SIGNS:
        more, unit = signs - MOST_SIGNS, "characters"
    elif size > MOST_BYTES:
        more, unit = size - MOST_BYTES, "bytes"
    else:
        return text
    most = f"{MOST_SIGNS} characters" if unit == "characters" else f"{MOST_BYTES:,} bytes"
    raise NotFound(f"the text is too long by {more:,} {unit}", mend=f"A post holds {most}.")


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
