"""What a live network hands out, as records: what cannot be read is a value too."""

from collections.abc import Callable
from typing import Any, TypeVar

from groundswell.domain.records import SetAside

T = TypeVar("T")


def read(view: Any, made: Callable[[Any], T]) -> T | SetAside:
    """The record, or why there is none: what strangers' servers hand out need not be what it should be."""
    try:
        return made(view)
    except (AttributeError, KeyError, ValueError, TypeError) as error:
        where = str(getattr(view, "uri", None) or "a notification")
        return SetAside(where, f"cannot be read: {error}", "Nothing to mend here: look at it on the network.")
