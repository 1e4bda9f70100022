"""A forecast as JSON, in the shape that the `forecast` command prints."""

from groundswell.domain.forecast import Forecast, Quantiles
from groundswell.wave.ages import age_label


def as_json(forecast: Forecast) -> dict[str, object]:
    """Plain dictionaries, strings and numbers. Probabilities are keys like "0.05", horizons like "24h"; `at`,
    `over_at` and `half_life_s` are seconds since the post."""
    told: dict[str, object] = {
        "cascade_id": forecast.cascade_id,
        "at": forecast.at,
        "observed": forecast.observed,
        "phase": forecast.phase.value,
        "final": _quantiles(forecast.final),
        "horizons": {age_label(age): _quantiles(told) for age, told in forecast.horizons.items()},
        "over_at": _quantiles(forecast.over_at),
        "half_life_s": round(forecast.half_life_s, 1),
        "second_wind": round(forecast.second_wind, 3),
        "model": forecast.model,
    }
    return told | ({"repairs": list(forecast.repairs)} if forecast.repairs else {})


def _quantiles(told: Quantiles) -> dict[str, float]:
    return {f"{level:g}": round(value, 1) for level, value in told.items()}
