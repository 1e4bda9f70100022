"""What is known of posts and their waves: totals, daily rows, hours of activity, demographics."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from groundswell.domain.errors import NotFound
from groundswell.domain.words import Kind, Metric, Network
from groundswell.store import schema


@dataclass(frozen=True, slots=True)
class PostRow:
    """A stored post of the account."""

    id: int
    network: Network
    key: str
    at: int | None
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One stored count; `start` is none for a running total."""

    metric: Metric
    value: float
    start: int | None
    end: int
    flavour: str


@dataclass(frozen=True, slots=True)
class Trait:
    """One stored demographic."""

    dimension: str
    label: str
    share: float
    below: bool
    at: int


def post(conn: Connection, post_id: int) -> PostRow:
    """One post. Raises NotFound if there is none."""
    table = schema.post
    row = conn.execute(select(table).where(table.c.id == post_id)).mappings().first()
    if row is None:
        raise NotFound(f"there is no post {post_id}", mend="Look at the list of posts.")
    return PostRow(row["id"], Network(row["network"]), row["key"], row["at"], row["text"], row["url"])


def own_posts(conn: Connection, limit: int = 500) -> list[PostRow]:
    """The account's posts, the newest first."""
    table = schema.post
    query = select(table).where(table.c.mine).order_by(table.c.at.desc()).limit(limit)
    return [
        PostRow(row["id"], Network(row["network"]), row["key"], row["at"], row["text"], row["url"])
        for row in conn.execute(query).mappings()
    ]


def busiest_posts(conn: Connection, since: int, limit: int = 20) -> list[tuple[int, int]]:
    """Posts with `(id, interactions since)`, the busiest first."""
    table = schema.pulse
    heard = func.sum(table.c.n)
    query = (
        select(table.c.post_id, heard)
        .join(schema.post, and_(schema.post.c.id == table.c.post_id, schema.post.c.mine))
        .where(table.c.hour >= since // 3_600_000)
        .group_by(table.c.post_id)
        .order_by(heard.desc())
        .limit(limit)
    )
    return [(row[0], int(row[1])) for row in conn.execute(query)]


def counted_posts(conn: Connection, since: int, limit: int = 20) -> list[int]:
    """Own posts published since an instant that were counted as a whole, the newest first."""
    post, counted = schema.post.c, schema.total.c
    query = (
        select(post.id)
        .where(post.mine, post.at >= since)
        .where(select(counted.id).where(counted.post_id == post.id, counted.start.is_(None)).exists())
        .order_by(post.at.desc())
        .limit(limit)
    )
    return [row[0] for row in conn.execute(query)]


def newest_look(conn: Connection) -> int:
    """When a post was last counted as a whole, in epoch milliseconds; 0 if never."""
    table = schema.total
    query = select(func.max(table.c.end)).where(table.c.post_id.is_not(None), table.c.start.is_(None))
    return int(conn.execute(query).scalar() or 0)


def samples(conn: Connection, post_id: int | None, metrics: Sequence[Metric] = ()) -> list[Sample]:
    """The counts of a post (none: of the account), in order of time."""
    table = schema.total
    whose = table.c.post_id.is_(None) if post_id is None else table.c.post_id == post_id
    query = select(table).where(whose).order_by(table.c.end, table.c.id)
    if metrics:
        query = query.where(table.c.metric.in_([one.value for one in metrics]))
    return [
        Sample(Metric(row["metric"]), row["value"], row["start"], row["end"], row["flavour"])
        for row in conn.execute(query).mappings()
    ]


def latest_totals(conn: Connection, metric: Metric) -> dict[int, float]:
    """The largest known total of a metric for each post."""
    table = schema.total
    query = (
        select(table.c.post_id, func.max(table.c.value))
        .where(table.c.metric == metric.value, table.c.post_id.is_not(None), table.c.flavour == "")
        .group_by(table.c.post_id)
    )
    return {row[0]: row[1] for row in conn.execute(query)}


def hours(conn: Connection, post_id: int, kinds: Sequence[Kind]) -> list[tuple[int, int]]:
    """`(start of the hour in epoch milliseconds, interactions in it)`, in order of time."""
    table = schema.pulse
    query = (
        select(table.c.hour, func.sum(table.c.n))
        .where(table.c.post_id == post_id, table.c.kind.in_([one.value for one in kinds]))
        .group_by(table.c.hour)
        .order_by(table.c.hour)
    )
    return [(row[0] * 3_600_000, int(row[1])) for row in conn.execute(query)]


def times(conn: Connection, post_id: int, kind: Kind) -> list[int]:
    """The middle of each interaction's time interval, in order."""
    one = schema.interaction.c
    middle = (one.at + one.at_until) / 2
    query = select(middle).where(one.post_id == post_id, one.kind == kind.value, one.direction == "in")
    return sorted(int(row[0]) for row in conn.execute(query))


def traits(conn: Connection, post_id: int | None) -> list[Trait]:
    """The newest demographics of a post (none: of the account), largest share first."""
    table = schema.demographic
    whose = table.c.post_id.is_(None) if post_id is None else table.c.post_id == post_id
    newest = select(func.max(table.c.at)).where(whose).scalar_subquery()
    query = select(table).where(whose, table.c.at == newest)
    query = query.order_by(table.c.dimension, table.c.share.desc(), table.c.below, table.c.id)
    return [
        Trait(row["dimension"], row["label"], row["share"], row["below"], row["at"])
        for row in conn.execute(query).mappings()
    ]


def tones(conn: Connection, post_id: int) -> dict[str, int]:
    """How many texts under a post were read in each tone."""
    table = schema.tally
    query = select(table.c.tone, func.sum(table.c.n)).where(table.c.post_id == post_id)
    return {row[0]: int(row[1]) for row in conn.execute(query.group_by(table.c.tone))}


def newest_hour(conn: Connection) -> int:
    """The last hour in which anything happened under a post, in epoch milliseconds."""
    return int(conn.execute(select(func.max(schema.pulse.c.hour))).scalar() or 0) * 3_600_000
