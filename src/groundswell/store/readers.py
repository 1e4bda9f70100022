"""Who else is there where something was said."""

from sqlalchemy import Connection, select

from groundswell.domain.words import Direction, Kind
from groundswell.store import persons, schema
from groundswell.store.persons import PersonRow

MOST = 2_000


def commenters(conn: Connection, post_id: int) -> list[PersonRow]:
    """Those who have commented on a post, who did so last first; of very many the last `MOST` comments'."""
    one = schema.interaction.c
    query = (
        select(one.person_id)
        .where(one.post_id == post_id, one.kind == Kind.COMMENT.value)
        .where(one.direction == Direction.IN.value, one.person_id.is_not(None))
        .order_by(one.at.desc())
        .limit(MOST)
    )
    return persons.people(conn, list(dict.fromkeys(conn.execute(query).scalars())))
