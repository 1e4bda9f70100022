"""What a report counts that no page counts: forecasts as they were made, deeds, replies, what came after."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from groundswell.domain.words import Abuse, Direction, Kind, Lane, Metric, Tone
from groundswell.store import schema
from groundswell.store.bulk import chunks
from groundswell.store.forecasts import ForecastBody, levels

_SURE = 0.5
_MET = ("done", "answered")


@dataclass(frozen=True, slots=True)
class Made:
    """That a forecast was made: it knew the wave `until` then."""

    id: int
    until: int
    replayed: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What one forecast said, and of each instant that it spoke of what came (none: not yet)."""

    made: Made
    body: ForecastBody
    promised: Sequence[tuple[int, Mapping[float, float], float | None]]


@dataclass(frozen=True, slots=True)
class Replied:
    """A comment of somebody's with the first reply of the user's; both times as intervals."""

    at: int
    at_until: int
    replied: int
    replied_until: int


def forecasts_made(conn: Connection, post_id: int, metric: Metric, parts: str) -> list[Made]:
    """Every forecast of a wave's metric, without its body, by how much it knew."""
    one = schema.forecast.c
    query = (
        select(one.id, one.until, one.replayed)
        .where(one.post_id == post_id, one.metric == metric.value, one.parts == parts)
        .order_by(one.until, one.id)
    )
    return [Made(row.id, row.until, bool(row.replayed)) for row in conn.execute(query)]


def forecast(conn: Connection, made: Made) -> Said:
    """One forecast, whole."""
    told, body = schema.outcome.c, schema.forecast.c.body
    found: ForecastBody = conn.execute(select(body).where(schema.forecast.c.id == made.id)).scalar_one()
    query = select(told.due, told.quantiles, told.came).where(told.forecast_id == made.id).order_by(told.due)
    promised = [(row.due, levels(row.quantiles), row.came) for row in conn.execute(query)]
    return Said(made, found, promised)


def deeds(conn: Connection, post_ids: Sequence[int]) -> dict[Kind, int]:
    """What was done under these posts, as far as each deed is known."""
    one = schema.pulse.c
    query = select(one.kind, func.sum(one.n)).where(one.post_id.in_(post_ids)).group_by(one.kind)
    return {Kind(kind): int(n) for kind, n in conn.execute(query)}


def people(conn: Connection, post_ids: Sequence[int]) -> int:
    """How many different people did something under these posts; whoever is the same counts once."""
    one, group = schema.interaction.c, schema.person_group.c
    whom = func.coalesce(group.shown_id, one.person_id)
    query = (
        select(func.count(whom.distinct()))
        .select_from(schema.interaction)
        .outerjoin(schema.person_group, group.person_id == one.person_id)
        .where(one.post_id.in_(post_ids), one.direction == Direction.IN.value)
    )
    return int(conn.execute(query).scalar_one())


def languages(conn: Connection, post_ids: Sequence[int]) -> list[tuple[str, int]]:
    """The languages of what was said, by code, the most first."""
    box = schema.inbox.c
    query = select(box.language, func.count()).where(box.post_id.in_(post_ids)).group_by(box.language)
    return sorted(((row[0], int(row[1])) for row in conn.execute(query)), key=lambda one: (-one[1], one[0]))


def lanes(conn: Connection, post_ids: Sequence[int]) -> dict[Lane, tuple[int, int]]:
    """For each lane how many texts it holds, whatever became of them, and how many of these were met."""
    one = schema.tally.c
    query = (
        select(one.lane, one.state, func.sum(one.n))
        .where(one.post_id.in_(post_ids))
        .group_by(one.lane, one.state)
    )
    found: dict[Lane, tuple[int, int]] = {}
    for lane, state, n in conn.execute(query):
        held, met = found.get(Lane(lane), (0, 0))
        found[Lane(lane)] = (held + int(n), met + (int(n) if state in _MET else 0))
    return found


def abuse(conn: Connection, post_ids: Sequence[int]) -> dict[Abuse, int]:
    """How many of the hostile texts hold each kind of abuse, more likely than not."""
    box, said = schema.inbox.c, schema.reading.c
    query = (
        select(said.detail)
        .join_from(schema.inbox, schema.reading, said.interaction_id == box.interaction_id)
        .where(box.post_id.in_(post_ids))
        .where((box.lane == Lane.HOSTILE.value) | (box.tone == Tone.HOSTILE.value))
    )
    counts: Counter[Abuse] = Counter()
    for (detail,) in conn.execute(query):
        told: dict[str, float] = json.loads(detail)["abuse"]
        counts.update(Abuse(name) for name, chance in told.items() if chance >= _SURE)
    return dict(counts)


def copies(conn: Connection, post_ids: Sequence[int]) -> int:
    """How many texts under these posts say again what an earlier one says."""
    box, twin = schema.inbox.c, schema.alike.c
    query = (
        select(func.count())
        .select_from(schema.alike)
        .join(schema.inbox, box.interaction_id == twin.interaction_id)
        .where(box.post_id.in_(post_ids))
    )
    return int(conn.execute(query).scalar_one())


def own_comments(conn: Connection, post_ids: Sequence[int]) -> int:
    """How many comments of the user's own stand under these posts."""
    one = schema.interaction.c
    query = select(func.count()).where(
        one.post_id.in_(post_ids), one.kind == Kind.COMMENT.value, one.direction == Direction.OUT.value
    )
    return int(conn.execute(query).scalar_one())


def replied(conn: Connection, post_ids: Sequence[int]) -> list[Replied]:
    """The comments of others that have a reply of the user's, each with the first."""
    own = schema.interaction.alias("own").c
    one = schema.interaction.c
    query = (
        select(one.at, one.at_until, func.min(own.at), func.min(own.at_until))
        .where(own.post_id.in_(post_ids), own.kind == Kind.COMMENT.value, own.thread != "")
        .where(own.direction == Direction.OUT.value, one.key == own.thread)
        .where(one.direction == Direction.IN.value)
        .group_by(one.id, one.at, one.at_until)
    )
    return [Replied(*row) for row in conn.execute(query)]


def offers(conn: Connection, post_ids: Sequence[int], since: int, until: int) -> int:
    """Texts that read as an offer: under these posts, and mailed between two instants."""
    one, box = schema.interaction.c, schema.inbox.c
    offered = (
        select(func.count())
        .select_from(schema.interaction)
        .join(schema.inbox, box.interaction_id == one.id)
        .where(box.lane == Lane.OPPORTUNITY.value, box.state != "alike")
    )
    written = one.kind.in_([Kind.MESSAGE.value, Kind.INVITATION.value])
    mailed = offered.where(one.post_id.is_(None), written, one.at.between(since, until))
    under = offered.where(box.post_id.in_(post_ids))
    return sum(int(conn.execute(query).scalar_one()) for query in (mailed, under))


def keys_of(conn: Connection, ids: Sequence[int]) -> dict[int, str]:
    """The natural keys of interactions by their ids."""
    one = schema.interaction.c
    found: dict[int, str] = {}
    for chunk in chunks(ids):
        query = select(one.id, one.key).where(one.id.in_(chunk))
        found.update((row.id, row.key) for row in conn.execute(query))
    return found


def under(conn: Connection, keys: Sequence[str], post_ids: Sequence[int]) -> set[str]:
    """Which of these interactions, by their keys, stand under these posts."""
    one = schema.interaction.c
    found: set[str] = set()
    for chunk in chunks(keys):
        query = select(one.key).where(one.key.in_(chunk), one.post_id.in_(post_ids))
        found.update(conn.execute(query).scalars())
    return found


def posts_by(conn: Connection, since: int | None, until: int | None, limit: int) -> list[int]:
    """Ids of the account's posts published in a period, the newest first; waves of several by the first."""
    post, part = schema.post.c, schema.wave_part.c
    later = select(part.post_id).where(part.post_id != part.head_id)
    query = select(post.id).where(post.mine, post.at.is_not(None), post.id.not_in(later))
    if since is not None:
        query = query.where(post.at >= since)
    if until is not None:
        query = query.where(post.at < until)
    return list(conn.execute(query.order_by(post.at.desc()).limit(limit)).scalars())


def post_named(conn: Connection, named: str) -> int | None:
    """The id of the account's post of that key or address; none if there is no such post."""
    post, alias = schema.post.c, schema.post_alias.c
    by_key = select(post.id).join_from(schema.post_alias, schema.post, post.id == alias.post_id)
    for query in (by_key.where(alias.key == named), select(post.id).where(post.url == named)):
        found = conn.execute(query.where(post.mine).limit(1)).scalar()
        if found is not None:
            return int(found)
    return None
