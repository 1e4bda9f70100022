"""Forecasts beside what came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from groundswell.domain.words import Metric
from groundswell.store import schema
from groundswell.store.forecasts import levels


@dataclass(frozen=True, slots=True)
class Outcome:
    """A forecast beside what came.

    Attributes:
        until: Epoch milliseconds up to which it knew the wave.
        due: The instant that it spoke of.
        quantiles: What it said, by level.
        replayed: Whether it was made afterwards, from what was known until then.
        parts: Of which posts together, see `store.waves.PostRow.parts_key`.
    """

    post_id: int
    metric: Metric
    until: int
    due: int
    quantiles: Mapping[float, float]
    came: float
    replayed: bool
    parts: str


def outcomes(conn: Connection, limit: int = 2_000) -> Iterator[Outcome]:
    """Forecasts whose time has come, the newest first."""
    told, made = schema.outcome, schema.forecast
    query = (
        select(
            made.c.post_id,
            made.c.metric,
            made.c.until,
            told.c.due,
            told.c.quantiles,
            told.c.came,
            made.c.replayed,
            made.c.parts,
        )
        .join(made, made.c.id == told.c.forecast_id)
        .where(told.c.came.is_not(None))
        .order_by(told.c.due.desc(), made.c.id.desc())
        .limit(limit)
    )
    for row in conn.execute(query):
        said = levels(row.quantiles)
        yield Outcome(
            row.post_id, Metric(row.metric), row.until, row.due, said, row.came, bool(row.replayed), row.parts
        )
