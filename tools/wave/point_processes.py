"""The point processes one would fit instead, cascade by cascade.

All say log growth, as the others in `tools.wave.baselines` do. Times are seconds since the post. What came at
the very instant of the post is taken to have come a second after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.special import gammaln, ndtr
from tools.wave.baselines import Case, Predicted
from tools.wave.cascades import HOUR

from groundswell.wave.observing import Floats

_SOONEST_S = 1.0

# As many reactions as there were before never end, so fits are held below. Of .9 to .995, .98 has the least
# median error on the cascades that are not held out, averaged over the 14 cells of bench/waves.py: 39%.
_NEAREST_TO_CRITICAL = 0.98
_CAPS = (0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995)
_DECAYS = 40

# The lognormal's median: from half a minute to a quarter of the time followed, as later ones let the growth
# go anywhere. Its spread: from a burst to a trickle.
_EARLIEST_S = 30.0
_LATEST_SHARE = 0.25
_SPREADS = (0.25, 4.5)
_GRID = (36, 14)
_CLOSER = 2
_KNOTS = 400
_INITIAL_ATTENTION = (10.0, 30.0, 100.0, 300.0)
_ROUNDS = 5


def hawkes(teaching: Sequence[Case]) -> Predicted:
    """A Hawkes process with an exponential kernel (Hawkes 1971), by maximum likelihood, nothing learned.

    The post is one event like the others, and there is no background: every event answers an earlier one, not
    one of its own instant. Given the time scale, the likeliest branching ratio has a closed form, so that the
    time scale alone is searched, from a second to the age of the post: the whole range first, then about the
    best, each at O(n) (Ozaki 1979). What is forecast is the expected total when the cascade is last followed.

    As all events descend from one, the likeliest ratio of a large cascade is close to 1 or above, and the cap
    of .98 decides. A weight of the post's own or a constant background would free it, but forecast worse.

    Args:
        teaching: Ignored.

    Returns:
        From cases to their log growth, shape (cases,).
    """
    return lambda cases: np.array([_hawkes(case, _NEAREST_TO_CRITICAL) for case in cases])


def capped_hawkes(teaching: Sequence[Case]) -> Predicted:
    """As `hawkes`, under the cap that has the least median error on the others.

    Args:
        teaching: Cases of one age, cut as those to be forecast.

    Returns:
        From cases to their log growth, shape (cases,).
    """
    best = min(_CAPS, key=lambda cap: _error(np.array([_hawkes(case, cap) for case in teaching]), teaching))
    return lambda cases: np.array([_hawkes(case, best) for case in cases])


def reinforced_poisson(teaching: Sequence[Case]) -> Predicted:
    """A reinforced Poisson process (Shen, Wang, Song, Barabási 2014): rate λ f(t; μ, σ) (m + events so far).

    f is lognormal. λ is integrated out over its gamma prior, whose two parameters are those that make the
    whole histories of the others likeliest; μ and σ maximise what is left. m is one of 10, 30, 100, 300,
    whichever has the least median error on the others. What is forecast is the posterior mean, at most the
    largest growth among the others, as the mean may be infinite.

    Exact up to 400 events; beyond, the sum of the lognormal's distribution function over them is taken over
    400 of their quantiles. All else takes but the sums of the logarithms and of their squares.

    Args:
        teaching: Cases of one age, cut as those to be forecast.

    Returns:
        From cases to their log growth, shape (cases,).
    """
    grid = _grid(_horizon(teaching[0]))
    now = _stacked([_look(case, grid) for case in teaching])
    whole = _stacked(
        [_look(replace(case, at=_horizon(case), observed=case.final), grid) for case in teaching]
    )
    most = max(case.growth for case in teaching)

    priors = [_prior(whole, attention) for attention in _INITIAL_ATTENTION]
    best = min(priors, key=lambda prior: _error(np.minimum(_growth(now, prior), most), teaching))
    return lambda cases: np.array([min(_reinforced(case, best), most) for case in cases])


def _hawkes(case: Case, cap: float) -> float:
    times, counts = np.unique(np.append(0.0, _seen(case)), return_counts=True)
    logs, came, at = np.log(counts), counts[1:], case.at
    events = float(came.sum())

    def fit(log_decay: float) -> tuple[float, float, float]:
        """Minus the log-likelihood; the branching ratio; how many events' reactions are still to come."""
        decay = np.exp(log_decay)
        steps = decay * times
        # logarithms of what earlier events still radiate when each comes; as sums they would overflow
        radiating = np.logaddexp.accumulate(steps + logs)[:-1] - steps[1:]
        left = float(counts @ np.exp(steps - decay * at))
        spent = events + 1 - left
        branching = min(events / spent, cap)
        likelihood = events * (np.log(branching) + log_decay) + came @ radiating - branching * spent
        return -float(likelihood), branching, left

    tried = -np.log(np.geomspace(max(at, 2 * _SOONEST_S), _SOONEST_S, _DECAYS))
    best = int(np.argmin([fit(one)[0] for one in tried]))
    between = (tried[max(best - 1, 0)], tried[min(best + 1, _DECAYS - 1)])
    best_decay = float(minimize_scalar(lambda one: fit(one)[0], bounds=between, method="bounded").x)
    _, branching, left = fit(best_decay)
    ebbing = np.exp(best_decay) * (1 - branching)
    more = branching * left / (1 - branching) * -np.expm1(-ebbing * (_horizon(case) - at))
    return float(np.log1p(more / (case.observed + 1)))


@dataclass(frozen=True, slots=True)
class _Prior:
    """λ ~ gamma(shape, rate), and the events' worth of attention that a post has before any."""

    shape: float
    rate: float
    attention: float


@dataclass(frozen=True, slots=True)
class _Look:
    """Cases under many lognormals: arrays of shape (cases, lognormals), `events` of shape (cases, 1).

    Attributes:
        passed: The share of the lognormal until now, and `ahead` from now to the end.
        ranks: The sum of its distribution function at the events.
        density: The sum of its log-density at the events.
    """

    events: Floats
    passed: Floats
    ahead: Floats
    ranks: Floats
    density: Floats

    def exposed(self, attention: float) -> Floats:
        """What λ is multiplied by in the expected number of events until now."""
        return (attention + self.events) * self.passed - self.ranks


def _grid(horizon: float) -> tuple[Floats, Floats]:
    middles = np.linspace(np.log(_EARLIEST_S), np.log(_LATEST_SHARE * horizon), _GRID[0])
    return middles, np.linspace(np.log(_SPREADS[0]), np.log(_SPREADS[1]), _GRID[1])


def _look(case: Case, grid: tuple[Floats, Floats]) -> _Look:
    logs = np.log(_seen(case))
    n = len(logs)
    middles, spreads = (axis.ravel() for axis in np.meshgrid(grid[0], np.exp(grid[1]), indexing="ij"))
    knots = logs if n <= _KNOTS else logs[(np.arange(_KNOTS) * n + n // 2) // _KNOTS]
    ranks = n / len(knots) * ndtr((knots - middles[:, None]) / spreads[:, None]).sum(axis=1)
    squares = logs @ logs - 2 * middles * logs.sum() + n * middles**2
    passed = ndtr((np.log(case.at) - middles) / spreads)
    ahead = ndtr((np.log(_horizon(case)) - middles) / spreads) - passed
    density = -squares / (2 * spreads**2) - n * np.log(spreads)
    return _Look(*(np.atleast_2d(row) for row in (float(n), passed, ahead, ranks, density)))


def _stacked(looks: Sequence[_Look]) -> _Look:
    return _Look(*(np.concatenate([getattr(look, name) for look in looks]) for name in _Look.__slots__))


def _likeliest(look: _Look, prior: _Prior) -> NDArray[np.intp]:
    rate = prior.rate + look.exposed(prior.attention)
    return np.asarray((look.density - (prior.shape + look.events) * np.log(rate)).argmax(axis=1)[:, None])


def _growth(look: _Look, prior: _Prior) -> Floats:
    at = _likeliest(look, prior)
    rate = prior.rate + np.take_along_axis(look.exposed(prior.attention), at, axis=1)
    left = np.maximum(1 - np.take_along_axis(look.ahead, at, axis=1) / rate, np.finfo(np.float64).tiny)
    # kept from overflowing; nothing grows by e^50
    power = np.minimum(-(prior.shape + look.events) * np.log(left), 50.0)
    grown = (prior.attention + look.events) * np.expm1(power)
    return np.asarray(np.log1p(grown / (look.events + 1))[:, 0])


def _prior(whole: _Look, attention: float) -> _Prior:
    prior = _Prior(1.0, 1.0, attention)
    events = whole.events[:, 0]
    for _ in range(_ROUNDS):
        exposed = np.take_along_axis(whole.exposed(attention), _likeliest(whole, prior), axis=1)[:, 0]

        def unlikely(logs: Floats, exposed: Floats = exposed) -> float:
            shape, rate = np.exp(logs)
            each = gammaln(shape + events) - (shape + events) * np.log(rate + exposed)
            return float(gammaln(shape) - shape * np.log(rate) - each.mean())

        start = np.log([prior.shape, prior.rate])
        shape, rate = np.exp(minimize(unlikely, start, method="Nelder-Mead", bounds=[(-8, 8)] * 2).x)
        prior = _Prior(float(shape), float(rate), attention)
    return prior


def _reinforced(case: Case, prior: _Prior) -> float:
    grid = full = _grid(_horizon(case))
    for _ in range(_CLOSER):
        row, column = divmod(int(_likeliest(_look(case, grid), prior)[0, 0]), len(grid[1]))
        grid = (_closer(grid[0], row, full[0]), _closer(grid[1], column, full[1]))
    return float(_growth(_look(case, grid), prior)[0])


def _closer(axis: Floats, at: int, full: Floats) -> Floats:
    step = axis[1] - axis[0]
    return np.linspace(max(axis[at] - step, full[0]), min(axis[at] + step, full[-1]), 9)


def _error(growth: Floats, cases: Sequence[Case]) -> float:
    finals = np.array([case.final for case in cases])
    totals = np.array([case.observed + 1 for case in cases]) * np.exp(growth) - 1
    return float(np.median(np.abs(totals - finals) / finals))


def _seen(case: Case) -> Floats:
    return np.maximum(case.cascade.times[: int(case.observed)], min(_SOONEST_S, case.at))


def _horizon(case: Case) -> float:
    return min(case.cascade.collection.window, 168 * HOUR)
