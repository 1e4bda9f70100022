"""Kind words that may be shown by themselves or thanked in passing, and those that may not."""

from collections.abc import Sequence

from groundswell.domain.words import Lane
from groundswell.services.reading.explaining import heavy
from groundswell.store import Connection, inbox
from groundswell.store.inbox import Wanted
from groundswell.store.items import Item
from groundswell.text.danger import in_danger

_LOOKED_AT = 40


def lifting(conn: Connection) -> list[Item]:
    """The first of the kind words that wait, without those of anybody in a hard place: shown as the kind
    thing of the day, they would be passed over, and the reader would be weighed down instead."""
    found = inbox.page(conn, Wanted((Lane.KIND_WORDS,)), None, _LOOKED_AT)
    low = burdened(conn, found)
    return [one for one in found if one.id not in low]


def burdened(conn: Connection, some: Sequence[Item]) -> set[int]:
    """The ids of those whose writers may be in a hard place, by these words or by others of theirs.

    Such words may be read as kind ("good for her, and then I just sat there").
    """
    low = inbox.in_need(conn, {one.person_id for one in some if one.person_id is not None})
    return {one.id for one in some if one.person_id in low or heavy(one) or in_danger(one.words)}
