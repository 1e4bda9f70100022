"""What is said of a wave's future."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from groundswell.domain.words import Phase

Quantiles = Mapping[float, float]
"""Probability → value, ascending in both."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Quantiles of a wave's future total of one metric.

    Attributes:
        at: Seconds since the post up to which the wave was observed.
        observed: The total observed by then.
        final: Quantiles of the total in the end.
        horizons: Quantiles of the total at further ages of the post, by seconds since the post.
        over_at: Quantiles of the age in seconds at which 95% of the final total will be there.
        half_life_s: Seconds since the post by which half of the final total is there (median forecast).
        second_wind: Probability, 0–1, that it rises once more after it has begun to ebb.
        repairs: What was mended in the input, in words.
    """

    cascade_id: str
    at: float
    observed: float
    phase: Phase
    final: Quantiles
    half_life_s: float
    model: str
    horizons: Mapping[float, Quantiles] = field(default_factory=dict)
    over_at: Quantiles = field(default_factory=dict)
    second_wind: float = 0.0
    repairs: tuple[str, ...] = ()
