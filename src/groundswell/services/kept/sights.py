"""What many people are after, told once each and remembered for as long as the program runs."""

import threading
from collections.abc import Sequence

from groundswell.services.reading.incoming import KINDS, Approached, approached_all
from groundswell.store.items import Item

_MOST = 5_000
QUICKLY = 25
"""So many are looked at before a page is shown; with more it says that it is at work."""

_Mark = tuple[int, str, str]
_told: dict[_Mark, Approached | None] = {}
_turn = threading.Lock()


def sights(found: Sequence[Item]) -> dict[int, Approached | None]:
    """What each of these items is after, by their ids, as `services.reading.incoming.approached` says it.

    Some 20 ms for each that is seen for the first time. Raises DamagedFile.
    """
    new = [one for one in found if one.kind in KINDS and _mark(one) not in _told]
    approaches = approached_all(new)
    with _turn:
        if len(_told) + len(new) > _MOST:
            _told.clear()
        _told.update(zip(map(_mark, new), approaches, strict=True))
        return {one.id: _told.get(_mark(one)) for one in found}


def unseen(found: Sequence[Item]) -> int:
    """How many of them have not been looked at yet."""
    return sum(one.kind in KINDS and _mark(one) not in _told for one in found)


def _mark(one: Item) -> _Mark:
    return one.id, one.words, one.reading.model
