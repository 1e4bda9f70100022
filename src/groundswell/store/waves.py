"""What is known of posts and their waves: totals, daily rows, hours of activity, demographics."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, RowMapping, and_, func, select

from groundswell.domain.errors import NotFound
from groundswell.domain.words import Kind, Metric, Network
from groundswell.store import schema, wave_parts


@dataclass(frozen=True, slots=True)
class PostRow:
    """A stored post of the account; of the first of several in one wave, `parts` are the ids of all."""

    id: int
    network: Network
    key: str
    at: int | None
    text: str
    url: str
    parts: tuple[int, ...] = ()
    networks: tuple[Network, ...] = ()

    @property
    def ids(self) -> tuple[int, ...]:
        """The posts of the wave: all parts, or the post by itself."""
        return self.parts or (self.id,)

    @property
    def parts_key(self) -> str:
        """What names a wave of several posts, such as "3,9"; empty for a post by itself."""
        return ",".join(map(str, sorted(self.parts)))

    @property
    def where(self) -> str:
        """The networks that it stands on, such as "LinkedIn and Bluesky"."""
        names = [network.called for network in self.networks or (self.network,)]
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


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
    """One post by itself. Raises NotFound if there is none."""
    found = posts(conn, [post_id])
    if not found:
        raise NotFound(f"there is no post {post_id}", mend="Look at the list of posts.")
    return found[0]


def posts(conn: Connection, ids: Sequence[int]) -> list[PostRow]:
    """These posts, each by itself, in the order in which they were published."""
    table = schema.post
    rows = conn.execute(select(table).where(table.c.id.in_(ids)).order_by(table.c.at, table.c.id)).mappings()
    return [_post(row) for row in rows]


def by_key(conn: Connection, keys: Sequence[str]) -> list[PostRow]:
    """These posts by their natural keys, each by itself, in the order in which they were published."""
    table = schema.post
    rows = conn.execute(
        select(table).where(table.c.key.in_(keys)).order_by(table.c.at, table.c.id)
    ).mappings()
    return [_post(row) for row in rows]


def published(conn: Connection, since: int, until: int) -> list[PostRow]:
    """The account's posts between two instants, each by itself, the newest first."""
    table = schema.post
    query = select(table).where(table.c.mine, table.c.at.between(since, until))
    return [_post(row) for row in conn.execute(query.order_by(table.c.at.desc())).mappings()]


def wave_post(conn: Connection, post_id: int) -> PostRow:
    """The first of the posts that make one wave with this one, with all parts. Raises NotFound."""
    found = posts(conn, wave_parts.together(conn, post_id)) or [post(conn, post_id)]
    return _whole(found)


def own_posts(conn: Connection, limit: int = 500) -> list[PostRow]:
    """The account's posts, the newest first; posts that make one wave are one, as the first of them."""
    table, part = schema.post, schema.wave_part.c
    later = select(part.post_id).where(part.post_id != part.head_id)
    query = select(table).where(table.c.mine, table.c.id.not_in(later))
    rows = list(conn.execute(query.order_by(table.c.at.desc()).limit(limit)).mappings())
    joined = wave_parts.by_head(conn, [row["id"] for row in rows])
    return [_whole(posts(conn, joined[row["id"]])) if row["id"] in joined else _post(row) for row in rows]


def _whole(found: Sequence[PostRow]) -> PostRow:
    if len(found) == 1:
        return found[0]
    networks = tuple(dict.fromkeys(one.network for one in found))
    return replace(found[0], parts=tuple(one.id for one in found), networks=networks)


def _post(row: RowMapping) -> PostRow:
    return PostRow(row["id"], Network(row["network"]), row["key"], row["at"], row["text"], row["url"])


def busiest_posts(conn: Connection, since: int, limit: int = 20) -> list[tuple[int, int]]:
    """Waves as `(id of the first post, interactions since)`, the busiest first."""
    table = schema.pulse
    heard, head = func.sum(table.c.n), wave_parts.head_of(table.c.post_id)
    query = (
        select(head, heard)
        .join_from(table, schema.post, and_(schema.post.c.id == table.c.post_id, schema.post.c.mine))
        .outerjoin(schema.wave_part, schema.wave_part.c.post_id == table.c.post_id)
        .where(table.c.hour >= since // 3_600_000)
        .group_by(head)
        .order_by(heard.desc())
        .limit(limit)
    )
    return [(row[0], int(row[1])) for row in conn.execute(query)]


def counted_posts(conn: Connection, since: int, limit: int = 20) -> list[int]:
    """Waves whose posts were published since an instant and counted as a whole, the newest first; by the id
    of the first post."""
    post, counted = schema.post.c, schema.total.c
    head = wave_parts.head_of(post.id)
    query = (
        select(head)
        .join_from(schema.post, schema.wave_part, schema.wave_part.c.post_id == post.id, isouter=True)
        .where(post.mine, post.at >= since)
        .where(select(counted.id).where(counted.post_id == post.id, counted.start.is_(None)).exists())
        .group_by(head)
        .order_by(func.max(post.at).desc())
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
    """The largest known total of a metric for each wave, by the id of its first post; parts are added up."""
    table = schema.total
    query = (
        select(table.c.post_id, func.max(table.c.value))
        .where(table.c.metric == metric.value, table.c.post_id.is_not(None), table.c.flavour == "")
        .group_by(table.c.post_id)
    )
    found = {row[0]: row[1] for row in conn.execute(query)}
    heads = wave_parts.heads(conn)
    totals: dict[int, float] = {}
    for post_id, value in found.items():
        head = heads.get(post_id, post_id)
        totals[head] = totals.get(head, 0.0) + value
    return totals


def hours(conn: Connection, post_ids: Sequence[int], kinds: Sequence[Kind]) -> list[tuple[int, int]]:
    """`(start of the hour in epoch milliseconds, interactions in it)`, in order of time."""
    table = schema.pulse
    query = (
        select(table.c.hour, func.sum(table.c.n))
        .where(table.c.post_id.in_(post_ids), table.c.kind.in_([one.value for one in kinds]))
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


def tones(conn: Connection, post_ids: Sequence[int]) -> dict[str, int]:
    """How many texts under these posts were read in each tone."""
    table = schema.tally
    query = select(table.c.tone, func.sum(table.c.n)).where(table.c.post_id.in_(post_ids))
    return {row[0]: int(row[1]) for row in conn.execute(query.group_by(table.c.tone))}


def newest_hour(conn: Connection) -> int:
    """The last hour in which anything happened under a post, in epoch milliseconds."""
    return int(conn.execute(select(func.max(schema.pulse.c.hour))).scalar() or 0) * 3_600_000
