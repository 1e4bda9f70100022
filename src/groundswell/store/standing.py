"""How things stand by their natural keys: for those who know what was said, and not under which number."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select

from groundswell.domain.words import Lane
from groundswell.store import schema
from groundswell.store.bulk import chunks


class Stands(NamedTuple):
    """One thing said: its number, the lane that it lies in, what became of it there, and when it was said
    (epoch milliseconds)."""

    id: int
    lane: Lane
    state: str
    at: int


def standing(conn: Connection, keys: Iterable[str]) -> dict[str, Stands]:
    """Where things stand, by key; what is not there or not read yet is left out."""
    one, box = schema.interaction.c, schema.inbox.c
    found = dict[str, Stands]()
    for some in chunks(keys):
        query = select(one.key, one.id, box.lane, box.state, one.at)
        query = query.join(schema.inbox, box.interaction_id == one.id).where(one.key.in_(some))
        for row in conn.execute(query):
            found[row[0]] = Stands(row[1], Lane(row[2]), row[3], row[4])
    return found
