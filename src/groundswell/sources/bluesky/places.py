"""What something on the network is to the account: what others said to it, and what of its own they mean."""

from dataclasses import dataclass
from typing import Any

from groundswell.domain.words import Kind


@dataclass(frozen=True, slots=True)
class Mine:
    """A text of the account to which others do something.

    Attributes:
        is_post: Whether it stands by itself; else it answers something.
        made: When, in epoch milliseconds; 0 if nothing tells.
    """

    uri: str
    is_post: bool
    made: int


@dataclass(frozen=True, slots=True)
class Place:
    """What something said is to the account.

    Attributes:
        post: URI of the account's post that it belongs to; empty for none.
        parent: URI of what it answers; empty for nothing.
    """

    kind: Kind
    post: str = ""
    parent: str = ""


def place_of(record: Any, did: str) -> Place | None:
    """What a text is to the account, from the text alone, so that it is the same whichever call told of it;
    none if it does not concern the account, as far as it says."""
    own = f"at://{did}/app.bsky.feed.post/"
    reply = getattr(record, "reply", None)
    root, parent = (str(reply.root.uri), str(reply.parent.uri)) if reply else ("", "")
    if root.startswith(own):
        return Place(Kind.COMMENT, root, parent)
    quoted = _quoted(record)
    if quoted.startswith(own):
        return Place(Kind.QUOTE, quoted)
    if parent.startswith(own):
        return Place(Kind.COMMENT, "", parent)
    features = [one for facet in getattr(record, "facets", None) or () for one in facet.features]
    if any(getattr(one, "did", None) == did for one in features):
        return Place(Kind.MENTION, "", parent)
    return None


def settled(place: Place, quoted: Mine | None) -> Place:
    """The place of a quote once it is known what it quotes: what answers something is no post."""
    if place.kind is not Kind.QUOTE or not place.post or (quoted and quoted.is_post):
        return place
    return Place(Kind.QUOTE, "", place.post)


def _quoted(record: Any) -> str:
    embedded = getattr(getattr(record, "embed", None), "record", None)
    # Beside pictures, the quote lies one step deeper.
    reference = getattr(embedded, "record", None) or embedded
    return str(getattr(reference, "uri", None) or "")
