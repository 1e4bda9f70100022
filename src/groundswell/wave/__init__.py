"""Where a wave is going: from event times or sampled totals to calibrated quantiles of what is to come.

Works from a notebook, without a database. Whole tables of cascades: `groundswell.wave.table`.
"""

from groundswell.wave.ages import age_label, parse_age, parse_horizons
from groundswell.wave.forecasting import forecast, forecast_counts
from groundswell.wave.phases import phase
from groundswell.wave.shape import as_json
from groundswell.wave.shares import Share, share_of
from groundswell.wave.usual import Usual, usual_for

__all__ = [
    "Share",
    "Usual",
    "age_label",
    "as_json",
    "forecast",
    "forecast_counts",
    "parse_age",
    "parse_horizons",
    "phase",
    "share_of",
    "usual_for",
]
