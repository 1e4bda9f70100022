"""What addresses may hold: ids, cursors, and links to elsewhere."""

import re
from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field

ANALYZE = "/v1alpha1/comments:analyze"
"""Where Perspective's request is answered."""

HOST = "127.0.0.1"
"""This machine, and nobody else's way to the pages."""

BACK_PATH = "/back"
"""Where networks send the browser back to."""

HANDED_PATH = "/handed"
"""Where exchanges behind links stand; the step that follows is unguessable."""

_MOST = 2**63 - 1
_WEB = re.compile(r"https?://[^\s<>\"'\\\x00-\x20\x7f]+", re.IGNORECASE)

Id = Annotated[int, Field(ge=0, le=_MOST)]
"""An id as the store may hold it; anything else is not looked up."""


def cursor(text: str) -> tuple[int, int] | None:
    """`(sort, id)` out of `sort_id`; none where it is no cursor."""
    found = re.fullmatch(r"(-?[0-9]{1,18})_([0-9]{1,18})", text)
    return (int(found[1]), int(found[2])) if found else None


_MOST_IDS = 20_000
"""More than any press decides at once, and less than a statement of the store can hold."""


def ids(text: str) -> list[int]:
    """Ids out of `1,2,3`; what is none is left out, and so is what stands beyond the first 20,000."""
    return [int(one) for one in text.split(",", _MOST_IDS)[:_MOST_IDS] if re.fullmatch(r"[0-9]{1,18}", one)]


def clean_ids(text: str) -> str:
    """The same list with nothing but ids in it."""
    return ",".join(map(str, ids(text)))


def undo_query(press: int | None, did: str | None) -> str:
    """What follows an address so that its page says what was done and can take it back; nothing for none."""
    return f"?{urlencode({'undo': press, 'did': did})}" if press is not None and did else ""


def web_link(url: str) -> str:
    """The address if it leads to a page on the web, else nothing: no scripts, data or files."""
    return url if _WEB.fullmatch(url) else ""
