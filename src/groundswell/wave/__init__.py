"""Where a wave is going: from event times or sampled totals to calibrated quantiles of what is to come.

Works from a notebook, without a database. Whole tables of cascades: `groundswell.wave.table`.
"""

from groundswell.wave.adapting import Known, Lean, adapted, lean
from groundswell.wave.ages import age_label, parse_age, parse_horizons
from groundswell.wave.both import forecast_both, joint_totals
from groundswell.wave.ebbing import Ebb, ebb
from groundswell.wave.forecasting import forecast, forecast_counts
from groundswell.wave.horizons import final_age
from groundswell.wave.phases import phase
from groundswell.wave.rhythm import Rhythm, rhythm_of
from groundswell.wave.scoring import Record, Score, record, score
from groundswell.wave.shape import as_json
from groundswell.wave.shares import Share, share_of
from groundswell.wave.streaming import Stream
from groundswell.wave.takeoff import (
    Takeoff,
    chance_above,
    edge_of,
    highest_chance,
    taking_off,
    threshold_for,
)
from groundswell.wave.usual import Usual, usual_for

__all__ = [
    "Ebb",
    "Known",
    "Lean",
    "Record",
    "Rhythm",
    "Score",
    "Share",
    "Stream",
    "Takeoff",
    "Usual",
    "adapted",
    "age_label",
    "as_json",
    "chance_above",
    "ebb",
    "edge_of",
    "final_age",
    "forecast",
    "forecast_both",
    "forecast_counts",
    "highest_chance",
    "joint_totals",
    "lean",
    "parse_age",
    "parse_horizons",
    "phase",
    "record",
    "rhythm_of",
    "score",
    "share_of",
    "taking_off",
    "threshold_for",
    "usual_for",
]
