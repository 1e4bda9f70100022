"""Waiting for something that happens in another process: look again and again, but not for ever."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")

EVERY_S = 0.05
"""Often enough that nobody notices, seldom enough that the one waited for gets the processor."""


class Late(AssertionError):
    """What was waited for did not come in time."""


def until(look: Callable[[], Found], what: str, *, within: float, every: float = EVERY_S) -> Found:
    """Looks until there is something to see, and gives it back; says what was awaited if nothing came."""
    deadline = time.monotonic() + within
    while not (found := look()):
        if time.monotonic() > deadline:
            raise Late(f"waited {within:g} s for {what}; last seen: {found!r}")
        time.sleep(every)
    return found
