"""The cells in which wave forecasts are measured, and how one way to forecast did in a cell."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt
from tools.wave.baselines import Case
from tools.wave.cascades import COUNT_SETS, EVENT_SETS, HOUR, MEASURED_ONLY, Cascade
from tools.wave.examples import second_wind

from groundswell.domain.forecast import Forecast
from groundswell.wave import adapted
from groundswell.wave.adapting import Known
from groundswell.wave.forecasting import forecast_events, forecast_totals
from groundswell.wave.model import Model
from groundswell.wave.observing import Floats, observe_events, observe_totals

SETS = {collection.name: collection for collection in (*EVENT_SETS, *COUNT_SETS, *MEASURED_ONLY)}
FOLDS = 5
FEWEST = 5
WEEK = 168 * HOUR
DRAWS = 1_000
EVENT_CELLS = {
    "seismic738": ("10 min", "1 h", "6 h"),
    "twitter15_16": ("10 min", "1 h", "6 h"),
    "weibo_ced": ("10 min", "1 h", "6 h", "50 events", "100 events"),
    "reddit_askscience": ("6 h", "50 events", "100 events"),
}
CLOCK = {"10 min": 600.0, "1 h": HOUR, "6 h": 6 * HOUR}
CRPS_LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
CLAIMS = {0.5: (0.25, 0.75), 0.8: (0.1, 0.9), 0.95: (0.025, 0.975)}


@dataclass(frozen=True, slots=True)
class Scored:
    """How one way to forecast did on the cases of a cell; arrays of a row each.

    Attributes:
        errors: Absolute percentage errors of the final size.
        inside: For each of `CLAIMS` whether the final size lay in that interval, shape (cases, 3).
        crps: In log2, twice the mean pinball loss.
        widths: Doublings between the ends of the 80% interval.
        half_life: Whether the half-life was right within a factor of two.
        winds: Probability of a second wind, and whether there was one, shape (cases, 2).
        observed: The totals so far, by which the cases are put into thirds.
    """

    errors: Floats
    inside: Floats
    crps: Floats
    widths: Floats
    half_life: Floats
    winds: Floats
    observed: Floats


def fold_of_key(key: str) -> int:
    """Which of the five parts a cascade is in, by its key alone: several sets follow the same news."""
    return crc32(key.encode()) // 7 % FOLDS


def fold(cascade: Cascade) -> int:
    """`fold_of_key` of the cascade."""
    return fold_of_key(cascade.key)


def end_of(cascade: Cascade) -> float:
    """The age that counts as the end."""
    return min(cascade.collection.window, WEEK)


def age_in(cascade: Cascade, label: str) -> float:
    """The age at which a cell cuts a cascade; 0 if it never gets there."""
    if label in CLOCK:
        return CLOCK[label]
    nth = int(label.split()[0])
    return max(float(cascade.times[nth - 1]), 1.0) if len(cascade.times) >= nth else 0.0


def case_in(cascade: Cascade, label: str) -> Case | None:
    """The cascade as the cell cuts it; none if there is too little of it then."""
    at, end = age_in(cascade, label), end_of(cascade)
    if not 0 < at < end or len(cascade.times) == 0 or cascade.times[0] > at:
        return None
    case = Case(cascade, at, float(cascade.total_at(at)), float(cascade.total_at(end)))
    return case if case.observed >= FEWEST else None


def said_of(case: Case, model: Model) -> Forecast:
    """What a model says of a case."""
    cascade = case.cascade
    if cascade.totals is not None:
        counts = observe_totals(cascade.times, cascade.totals, case.at)
        return forecast_totals(counts, model, (end_of(cascade),), cascade.key)
    seen = observe_events(cascade.times, case.at, cascade.followers, cascade.author)
    return forecast_events(seen, model, (end_of(cascade),), cascade.key)


def after_own_waves(told: Sequence[Forecast], cases: Sequence[Case], waves: int) -> list[Forecast]:
    """The forecasts for an account with so many earlier waves of this set, drawn by chance."""
    rng = np.random.default_rng(7)
    levels = (0.1, 0.5, 0.9)
    known = [
        Known(case.at, {level: one.horizons[end_of(case.cascade)][level] for level in levels}, case.final)
        for one, case in zip(told, cases, strict=True)
    ]
    moved = []
    for place, one in enumerate(told):
        earlier = [other for other in rng.permutation(len(told))[: waves + 1] if other != place][:waves]
        moved.append(adapted(one, [known[other] for other in earlier]))
    return moved


def judged(told: Sequence[Forecast], cases: Sequence[Case]) -> Scored:
    """How right the forecasts were."""
    ends = [one.horizons[end_of(case.cascade)] for one, case in zip(told, cases, strict=True)]
    finals = np.array([case.final for case in cases])

    def at_levels(levels: Sequence[float]) -> Floats:
        return np.array([[quantiles[level] for level in levels] for quantiles in ends])

    levels = np.array(CRPS_LEVELS)
    off = np.log2(finals[:, None] + 1) - np.log2(at_levels(CRPS_LEVELS) + 1)
    inside = [
        (finals >= low - 1e-6) & (finals <= high + 1e-6)
        for low, high in (at_levels(claim).T for claim in CLAIMS.values())
    ]
    low, high = np.log2(at_levels((0.1, 0.9)) + 1).T
    return Scored(
        errors=errors(at_levels((0.5,))[:, 0], finals),
        inside=np.stack(inside, axis=1).astype(np.float64),
        crps=2 * np.maximum(levels * off, (levels - 1) * off).mean(axis=1),
        widths=high - low,
        half_life=within_two(np.array([one.half_life_s for one in told]), cases),
        winds=np.array(
            [
                (one.second_wind, second_wind(case.cascade, case.at, end_of(case.cascade)))
                for one, case in zip(told, cases, strict=True)
            ],
            dtype=np.float64,
        ),
        observed=np.array([case.observed for case in cases]),
    )


def joined(parts: Sequence[tuple[Sequence[int], Scored | Floats]]) -> Scored | Floats:
    """How one way did on all cases of a cell, from what is known of parts of them, each with its places."""
    first = parts[0][1]
    if isinstance(first, Scored):
        fields = [field.name for field in dataclasses.fields(Scored)]
        return Scored(*(_placed([(places, getattr(did, name)) for places, did in parts]) for name in fields))
    return _placed([(places, did) for places, did in parts if not isinstance(did, Scored)])


def _placed(parts: Sequence[tuple[Sequence[int], Floats]]) -> Floats:
    whole = np.full((sum(len(places) for places, _ in parts), *parts[0][1].shape[1:]), np.nan)
    for places, values in parts:
        whole[list(places)] = values
    return whole


def errors(said: Floats, finals: Floats) -> Floats:
    """Absolute percentage errors."""
    return np.asarray(100 * np.abs(said - finals) / finals)


def errors_of_growth(growth: Floats, cases: Sequence[Case]) -> Floats:
    """Absolute percentage errors of a way that tells log growth."""
    totals = np.array([case.observed + 1 for case in cases]) * np.exp(growth) - 1
    return errors(totals, np.array([case.final for case in cases]))


def half_life(case: Case) -> float:
    """The age at which half of the final total was there."""
    return max(case.cascade.age_of(case.final / 2), 1.0)


def within_two(said: Floats, cases: Sequence[Case]) -> Floats:
    """Whether ages are right within a factor of two as half-lives."""
    came = np.array([half_life(case) for case in cases])
    return ((said <= 2 * came) & (came <= 2 * said)).astype(np.float64)


def median(values: Floats) -> str:
    """A median with its 95% bootstrap interval over cascades."""
    low, high = np.quantile(_drawn(values), (0.025, 0.975))
    return f"{np.median(values):.1f} ({low:.1f}–{high:.1f})"


def chance_worse(ours: Floats, theirs: Floats) -> float:
    """The share of paired bootstrap draws in which our median error is above theirs."""
    return float(np.mean(_drawn(ours) > _drawn(theirs)))


def _drawn(values: Floats) -> Floats:
    places = np.random.default_rng(1).integers(len(values), size=(DRAWS, len(values)))
    return np.asarray(np.median(values[places], axis=1))


def terciles(values: Floats) -> npt.NDArray[np.int64]:
    """For each value which third of all it is in."""
    return np.digitize(values, np.quantile(values, (1 / 3, 2 / 3)))
