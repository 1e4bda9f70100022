"""How right the forecasts were so far, for the account and for one post."""

from dataclasses import dataclass

from groundswell.domain.words import Metric
from groundswell.services.workspace import Workspace
from groundswell.store import outcomes, waves
from groundswell.store.outcomes import Outcome
from groundswell.wave import Record, record, score

CLAIM = 0.8
"""The interval that the pages speak of: eight in ten should hold."""


@dataclass(frozen=True, slots=True)
class Past:
    """A forecast of one post beside what came.

    Attributes:
        held: Whether the interval of `CLAIM` held what came.
    """

    outcome: Outcome
    held: bool


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How right it has been.

    Attributes:
        account: Over all posts whose time has come; none before the first one.
        past: For each metric of one post, by when they were made.
    """

    account: Record | None
    past: dict[Metric, tuple[Past, ...]]


def track_record(workspace: Workspace, post_id: int) -> TrackRecord:
    """The record of the account, and of the forecasts of one post's wave."""
    with workspace.store.reading() as conn:
        told = list(outcomes.outcomes(conn))
        whole = waves.wave_post(conn, post_id)
    scores = [score(one.quantiles, one.came) for one in told]
    past: dict[Metric, list[Past]] = {}
    for one, scored in zip(told, scores, strict=True):
        if (one.post_id, one.parts) == (whole.id, whole.parts_key):
            past.setdefault(one.metric, []).append(Past(one, scored.inside[CLAIM]))
    ordered = {
        metric: tuple(sorted(rows, key=lambda row: (row.outcome.due, row.outcome.until)))
        for metric, rows in past.items()
    }
    return TrackRecord(record(scores), ordered)
