"""What a live network hands out, as records: what cannot be read is a value too."""

from collections.abc import Callable
from typing import Any

from groundswell.domain.records import Record, SetAside


def read(view: Any, as_record: Callable[[Any], Record]) -> Record | SetAside:
    """The record, or why there is none: what strangers' servers hand out need not be what it should be."""
    try:
        return as_record(view)
    except (AttributeError, KeyError, ValueError, TypeError) as error:
        where = str(getattr(view, "uri", None) or "a notification")
        return SetAside(where, f"cannot be read: {error}", "Nothing to mend here: look at it on the network.")
