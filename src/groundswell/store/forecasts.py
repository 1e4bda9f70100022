"""Forecasts that were shown, and what came of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict, cast

from sqlalchemy import Connection, and_, bindparam, func, select

from groundswell.domain.words import Metric
from groundswell.store import schema


class TakeoffBody(TypedDict):
    """What is held of a post after a look, see `wave.Takeoff`; durations in seconds since the post."""

    chance: float
    highest: float
    first: float | None
    said: bool
    ebbing: bool
    against: float | None
    edge: float


class ForecastBody(TypedDict):
    """A forecast as it is kept, ready to be drawn; instants in epoch milliseconds, durations in seconds.

    `parts` holds, for a wave of several posts, the points of each by its id.
    """

    basis: str
    at: int
    points: list[tuple[int, float]]
    observed: float
    phase: str
    final: dict[str, float]
    band: list[list[float]]
    half_life_s: float
    over_at: dict[str, float]
    usual: tuple[float, float, float] | None
    times_usual: float | None
    model: str
    second_wind: float
    takeoff: TakeoffBody | None
    parts: NotRequired[dict[str, list[tuple[int, float]]]]


@dataclass(frozen=True, slots=True)
class Promise:
    """What a forecast says of one instant.

    Attributes:
        shown: Quantiles by level, as they are shown.
        plain: The same before the account's earlier waves moved them.
    """

    shown: Mapping[float, float]
    plain: Mapping[float, float]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was said of an earlier wave before it was moved, and what came.

    Attributes:
        age: Milliseconds since the post when it was said.
    """

    age: int
    plain: Mapping[float, float]
    came: float


@dataclass(frozen=True, slots=True)
class Due:
    """What a forecast said of an instant that has come.

    Attributes:
        forecast_id: Which forecast.
        metric: Of which metric.
        due: The instant, epoch milliseconds.
    """

    forecast_id: int
    metric: Metric
    due: int


def keep_forecast(
    conn: Connection,
    post_id: int,
    metric: Metric,
    *,
    made: int,
    until: int,
    body: ForecastBody,
    ahead: Mapping[int, Promise],
    replayed: bool = False,
    parts: str = "",
) -> None:
    """Keeps a forecast that is shown; the one from the same data by the same model is replaced.

    Args:
        parts: Of which posts together, see `store.waves.PostRow.parts_key`; so everywhere here.
        ahead: What it says of the instants at which it is to be measured.
    """
    table = schema.forecast
    same = and_(
        table.c.post_id == post_id,
        table.c.metric == metric.value,
        table.c.until == until,
        table.c.model == body["model"],
    )
    conn.execute(table.delete().where(same))
    values = {"metric": metric.value, "made": made, "until": until, "model": body["model"], "body": body}
    added = conn.execute(table.insert().values(post_id=post_id, replayed=replayed, parts=parts, **values))
    (forecast_id,) = added.inserted_primary_key or (None,)
    rows = [
        {"forecast_id": forecast_id, "due": then, "quantiles": _named(one.shown), "plain": _named(one.plain)}
        for then, one in ahead.items()
    ]
    if rows:
        conn.execute(schema.outcome.insert(), rows)


def latest_forecasts(conn: Connection, post_id: int, parts: str = "") -> dict[Metric, ForecastBody]:
    """The newest forecast of each metric of a post."""
    table = schema.forecast
    query = select(table.c.metric, table.c.body).where(
        table.c.post_id == post_id, table.c.parts == parts, ~table.c.replayed
    )
    return {Metric(row[0]): row[1] for row in conn.execute(query.order_by(table.c.until, table.c.made))}


def takeoff_before(
    conn: Connection, post_id: int, metric: Metric, until: int, parts: str = ""
) -> TakeoffBody | None:
    """What was held of a post after the newest look before an instant."""
    table = schema.forecast
    query = (
        select(table.c.body["takeoff"])
        .where(table.c.post_id == post_id, table.c.metric == metric.value, table.c.until < until)
        .where(table.c.parts == parts)
        .order_by(table.c.until.desc(), table.c.made.desc())
        .limit(1)
    )
    return cast(TakeoffBody | None, conn.execute(query).scalar())


def highest_chances(conn: Connection, metric: Metric) -> dict[int, float]:
    """For each post the highest probability of taking off that any look at it found."""
    table = schema.forecast
    highest = func.max(table.c.body["takeoff"]["highest"].as_float())
    query = select(table.c.post_id, highest).where(table.c.metric == metric.value).group_by(table.c.post_id)
    return {row[0]: row[1] for row in conn.execute(query) if row[1] is not None}


def replayed_until(conn: Connection, post_id: int, metric: Metric, parts: str = "") -> set[int]:
    """Up to when the forecasts of a post that were made afterwards knew it."""
    table = schema.forecast
    query = select(table.c.until).where(
        table.c.post_id == post_id,
        table.c.metric == metric.value,
        table.c.parts == parts,
        table.c.replayed,
    )
    return {int(row[0]) for row in conn.execute(query)}


def due(conn: Connection, post_id: int, metric: Metric, until: int, parts: str = "") -> list[Due]:
    """What was said of instants up to `until` and has not been compared with the truth yet."""
    told, made = schema.outcome, schema.forecast
    query = (
        select(told.c.forecast_id, told.c.due)
        .join(made, made.c.id == told.c.forecast_id)
        .where(
            made.c.post_id == post_id,
            made.c.metric == metric.value,
            made.c.parts == parts,
            told.c.came.is_(None),
            told.c.due <= until,
        )
    )
    return [Due(row[0], metric, row[1]) for row in conn.execute(query)]


def settle(conn: Connection, came: Mapping[Due, float]) -> None:
    """Writes the truth beside what was said."""
    table = schema.outcome
    if came:
        statement = (
            table.update()
            .where(table.c.forecast_id == bindparam("of"), table.c.due == bindparam("then"))
            .values(came=bindparam("truth"))
        )
        conn.execute(
            statement,
            [{"of": one.forecast_id, "then": one.due, "truth": value} for one, value in came.items()],
        )


def earlier(
    conn: Connection, but: Sequence[int], metric: Metric, before: int, limit: int = 60
) -> list[Earlier]:
    """What came of forecasts of the account's posts `but` these that had come true by an instant, newest
    first."""
    told, made, post = schema.outcome.c, schema.forecast.c, schema.post.c
    query = (
        select(made.until - post.at, told.plain, told.came)
        .select_from(schema.outcome)
        .join(schema.forecast, made.id == told.forecast_id)
        .join(schema.post, post.id == made.post_id)
        .where(made.post_id.not_in(but), made.metric == metric.value)
        .where(told.came.is_not(None), told.due <= before, made.until > post.at)
        .order_by(told.due.desc(), made.id.desc())
        .limit(limit)
    )
    return [Earlier(int(age), levels(plain), came) for age, plain, came in conn.execute(query)]


def _named(quantiles: Mapping[float, float]) -> dict[str, float]:
    return {str(level): value for level, value in quantiles.items()}


def levels(named: Mapping[str, float]) -> dict[float, float]:
    """Quantiles by level, as they are kept with the levels as text."""
    return {float(level): value for level, value in named.items()}
