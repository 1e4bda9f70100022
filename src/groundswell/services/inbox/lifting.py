"""Kind words that may be shown by themselves, to lift whoever reads them."""

from groundswell.domain.words import Lane
from groundswell.services.reading.explaining import heavy
from groundswell.store import Connection, inbox
from groundswell.store.inbox import Wanted
from groundswell.store.items import Item
from groundswell.text.danger import in_danger

_LOOKED_AT = 40


def lifting(conn: Connection) -> list[Item]:
    """The first of the kind words that wait, without those of anybody in a hard place.

    Whoever is in one may be read as kind ("good for her, and then I just sat there"): shown as the kind thing
    of the day, they would be passed over, and the reader would be weighed down instead.
    """
    found = inbox.page(conn, Wanted((Lane.KIND_WORDS,)), None, _LOOKED_AT)
    low = inbox.in_need(conn, {one.person_id for one in found if one.person_id is not None})
    return [one for one in found if one.person_id not in low and not heavy(one) and not in_danger(one.words)]
