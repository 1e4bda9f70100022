"""Who may be the same person, as it was worked out last; the table `likely_same` may be dropped."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, delete, func, or_, select

from groundswell.domain.profile import Known
from groundswell.domain.resemblance import Likeness
from groundswell.domain.words import Direction, Kind, Network
from groundswell.store import schema
from groundswell.store.bulk import chunks

_UNDER_WAVES = schema.wave_part.join(
    schema.interaction, schema.interaction.c.post_id == schema.wave_part.c.post_id
)
"""What was done under posts that make one wave with others."""

_ANSWERS = (
    schema.interaction.c.kind.in_((Kind.COMMENT.value, Kind.QUOTE.value)),
    schema.interaction.c.direction == Direction.IN.value,
)


def everybody(conn: Connection) -> Iterator[Known]:
    """Everybody who is known, with what bears on who they are."""
    one = schema.person.c
    query = select(one.id, one.network, one.key, one.name, one.url, one.headline, one.company)
    for person_id, network, *rest in conn.execution_options(yield_per=5_000).execute(query):
        yield Known(person_id, Network(network), *rest)


def several_networks(conn: Connection) -> bool:
    """Whether people of more than one network are known, or somebody by name only."""
    one = schema.person.c
    query = select(func.count()).select_from(select(one.network).distinct().subquery())
    by_name = select(one.id).where(one.url == "", one.key.like("%:name:%")).limit(1)
    return conn.execute(query).scalar_one() > 1 or conn.execute(by_name).first() is not None


def state(conn: Connection) -> list[int]:
    """How many people there are, how much is known of them, and how many answers stand under posts on several
    networks; it changes when a profile does."""
    one = schema.person.c
    length = (
        func.length(one.name) + func.length(one.headline) + func.length(one.company) + func.length(one.url)
    )
    answers = select(func.count()).select_from(_UNDER_WAVES).where(*_ANSWERS)
    query = select(func.count(), func.max(one.id), func.total(length), answers.scalar_subquery())
    return [int(value or 0) for value in conn.execute(query).one()]


def answered(conn: Connection) -> dict[int, dict[int, str]]:
    """For everybody who answered a post that stands on several networks: those waves, with their words."""
    part, one, post = schema.wave_part.c, schema.interaction.c, schema.post.c
    texts = select(post.id, post.text).where(post.id.in_(select(part.head_id)))
    words = {row[0]: row[1] for row in conn.execute(texts)}
    query = select(one.person_id, part.head_id).select_from(_UNDER_WAVES)
    query = query.where(*_ANSWERS, one.person_id.is_not(None)).distinct()
    found: dict[int, dict[int, str]] = {}
    for person_id, head_id in conn.execute(query):
        found.setdefault(person_id, {})[head_id] = words[head_id]
    return found


def keep(conn: Connection, pairs: Sequence[Likeness]) -> None:
    """Keeps who may be the same, in place of what was kept before."""
    table = schema.likely_same
    conn.execute(delete(table))
    for chunk in chunks(pairs):
        rows = [
            {"one_id": one.one, "other_id": one.other, "score": one.score, "reasons": one.reasons}
            for one in chunk
        ]
        conn.execute(table.insert(), rows)


def likely(conn: Connection, among: Sequence[int] | None = None, limit: int = 1_000) -> list[Likeness]:
    """Who may be the same, the likeliest first; only pairs with somebody `among` these, if given."""
    table = schema.likely_same.c
    query = select(table.one_id, table.other_id, table.score, table.reasons)
    if among is not None:
        query = query.where(or_(table.one_id.in_(among), table.other_id.in_(among)))
    query = query.order_by(table.score.desc(), table.one_id, table.other_id).limit(limit)
    return [Likeness(one, other, score, tuple(reasons)) for one, other, score, reasons in conn.execute(query)]
