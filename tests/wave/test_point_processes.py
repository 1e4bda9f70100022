"""The point processes that forecasts are measured against."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

pytest.importorskip("scipy", reason="the baselines need the extra `train`")
pytest.importorskip("sklearn", reason="the baselines need the extra `train`")

from scipy.special import ndtr, ndtri
from tools.wave.baselines import Case, Predicted
from tools.wave.cascades import HOUR, Cascade, Collection
from tools.wave.point_processes import capped_hawkes, hawkes, reinforced_poisson

from groundswell.wave.observing import Floats

Fit = Callable[[Sequence[Case]], Predicted]

FOLLOWED = Collection("simulated", 48 * HOUR)
AT = 2 * HOUR
SCALE = 600.0
MIDDLE, SPREAD, ATTENTION = np.log(HOUR), 1.0, 30.0


@pytest.mark.parametrize(("fit", "branching"), [(hawkes, 0.98), (capped_hawkes, 0.9)])
def test_hawkes_comes_to_what_is_expected(fit: Fit, branching: float) -> None:
    """On average within 15% of what one would say who knew the parameters."""
    rng = np.random.default_rng(4)
    drawn = (cut(hawkes_cascade(rng, branching)) for _ in range(4_000))
    cases = [case for case in drawn if case.observed >= 50][:120]
    assert len(cases) >= 60
    expected = np.array([hawkes_expected(case, branching) for case in cases[1::2]])
    assert totals(fit, cases[::2], cases[1::2]).mean() == pytest.approx(expected.mean(), rel=0.15)


def test_reinforced_poisson_comes_to_what_is_expected() -> None:
    """On average within 15% of what one would say who knew the parameters."""
    rng = np.random.default_rng(4)
    rates = rng.gamma(20, 0.1, 120)
    cases = [cut(reinforced_cascade(rng, rate)) for rate in rates]
    ahead = ndtr((np.log(FOLLOWED.window) - MIDDLE) / SPREAD) - ndtr((np.log(AT) - MIDDLE) / SPREAD)
    attended = np.array([case.observed + ATTENTION for case in cases[1::2]])
    expected = attended * np.exp(rates[1::2] * ahead) - ATTENTION
    said = totals(reinforced_poisson, cases[::2], cases[1::2])
    assert said.mean() == pytest.approx(expected.mean(), rel=0.15)


@pytest.mark.parametrize("fit", [hawkes, capped_hawkes, reinforced_poisson])
def test_hardly_anything_to_go_by_gives_finite_growth(fit: Fit) -> None:
    """One event; all at one instant, soon, late, or with the post itself; five events."""
    rng = np.random.default_rng(4)
    teaching = [cut(reinforced_cascade(rng, 2.0)) for _ in range(10)]
    bare = [[30.0], [AT], [0.0] * 40, [60.0] * 40, [AT] * 40, [1.0, 60.0, 60.0, 900.0, 3_600.0]]
    growth = fit(teaching)([cut(np.array(times)) for times in bare])
    assert growth.shape == (6,)
    assert np.isfinite(growth).all()
    assert (growth >= 0).all()


@pytest.mark.parametrize("fit", [hawkes, capped_hawkes, reinforced_poisson])
def test_growth_ends_where_the_cascade_is_no_longer_followed(fit: Fit) -> None:
    """Next to nothing is expected of the last second."""
    rng = np.random.default_rng(4)
    cases = [cut(reinforced_cascade(rng, 2.0), FOLLOWED.window - 1) for _ in range(10)]
    assert fit(cases)(cases).max() < 0.01


def cut(times: Floats, at: float = AT) -> Case:
    """The cascade of these times, cut at this age."""
    cascade = Cascade(FOLLOWED, "simulated", times[times <= FOLLOWED.window])
    return Case(cascade, at, float(cascade.total_at(at)), float(len(cascade.times)))


def totals(fit: Fit, teaching: Sequence[Case], cases: Sequence[Case]) -> Floats:
    """The final totals that are forecast."""
    return np.array([case.observed + 1 for case in cases]) * np.exp(fit(teaching)(cases)) - 1


def hawkes_cascade(rng: np.random.Generator, branching: float) -> Floats:
    """Reactions to a post, to these, and so on, until nobody answers or the time is over."""
    newest, found = np.zeros(1), [np.empty(0)]
    while len(newest):
        newest = np.repeat(newest, rng.poisson(branching, len(newest)))
        newest = newest + rng.exponential(SCALE, len(newest))
        newest = newest[newest <= FOLLOWED.window]
        found.append(newest)
    return np.sort(np.concatenate(found))


def hawkes_expected(case: Case, branching: float) -> float:
    """The expected final total, to one who knows the parameters."""
    starts = np.append(0.0, case.cascade.times[: int(case.observed)])
    left = branching * np.exp((starts - case.at) / SCALE).sum()
    ebbing = (1 - branching) / SCALE
    return case.observed + float(left / (1 - branching) * -np.expm1(-ebbing * (FOLLOWED.window - case.at)))


def reinforced_cascade(rng: np.random.Generator, rate: float) -> Floats:
    """On the clock of the lognormal's distribution function the gaps are exponential."""
    shares = np.cumsum(rng.exponential(1 / (rate * (ATTENTION + np.arange(5_000)))))
    return np.asarray(np.exp(MIDDLE + SPREAD * ndtri(shares[shares < 1])))
