"""Ways to tell that a post is taking off: how strongly each look speaks for that, and how a way did."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.alarm_cases import LOOKS, POSTS_PER_MONTH, Judged
from groundswell.wave import threshold_for
from groundswell.wave.observing import Floats

DRAWS = 1_000
# The simple ways need at least five so far: on one or two the first minutes would be all false alarms.
_FEW = 5
_UNHEARD = -np.inf
# The spread of log counts at a look is shrunk towards this, as much as four posts say.
_SPREAD, _SPREAD_POSTS = 0.5, 4
_LEAST_SHIFT = 1.5

Way = Callable[[Judged], Floats]


@dataclass(frozen=True, slots=True)
class Did:
    """How a way did on all judged posts; arrays of a row each.

    Attributes:
        accounts: Number of the account.
        took_off: Whether it truly took off.
        alarmed: Whether there was an alarm.
        ages: Seconds since the post at the alarm; NaN without.
        shares: The share of its final total that was there at the alarm; NaN without.
    """

    accounts: npt.NDArray[np.int64]
    took_off: npt.NDArray[np.bool_]
    alarmed: npt.NDArray[np.bool_]
    ages: Floats
    shares: Floats


def _passes_edge(one: Judged) -> Floats:
    return (one.post.counts > one.edge).astype(np.float64)


def _times_usual(one: Judged) -> Floats:
    return _heard(one, (one.post.counts + 1) / (np.median(one.history, axis=0) + 1))


def _z_score(one: Judged) -> Floats:
    logs = np.log1p(one.history)
    squares = ((logs - logs.mean(axis=0)) ** 2).sum(axis=0) + _SPREAD_POSTS * _SPREAD**2
    spread = np.sqrt(squares / (len(logs) + _SPREAD_POSTS - 1))
    return _heard(one, (np.log1p(one.post.counts) - logs.mean(axis=0)) / spread)


def _cusum(one: Judged) -> Floats:
    """Page's sum of log likelihood ratios, Poisson, of a rate that ends at the edge against the usual one."""
    usual = np.diff(one.history, axis=1, prepend=0.0).mean(axis=0)
    shift = max(one.edge / max(one.usual, 1.0), _LEAST_SHIFT)
    came = np.diff(one.post.counts, prepend=0.0)
    sums, held = [], 0.0
    for gained in came * np.log(shift) - usual * (shift - 1):
        held = max(0.0, held + float(gained))
        sums.append(held)
    return _heard(one, np.array(sums))


def _heard(one: Judged, scores: Floats) -> Floats:
    return np.where(one.post.counts >= _FEW, scores, _UNHEARD)


def _ours(one: Judged) -> Floats:
    return one.chances


SIMPLE: Mapping[str, Way] = {
    "count is so many times the usual at that age": _times_usual,
    "z-score of log count at that age": _z_score,
    "CUSUM of the rate": _cusum,
}
BEST: Mapping[str, Way] = {**SIMPLE, "ours, one threshold for all": _ours}


def at_edge(cases: Sequence[Judged]) -> Did:
    """The alarm once the count itself is above the edge."""
    return _did(cases, [_passes_edge(one) for one in cases], np.ones(len(cases)))


def at_best(cases: Sequence[Judged], way: Way, budget: float) -> Did:
    """With the lowest threshold that keeps to the budget on these very posts, known only in hindsight."""
    scores = [way(one) for one in cases]
    highest = np.sort([mine.max() for mine, one in zip(scores, cases, strict=True) if not one.took_off])
    allowed = int(budget / POSTS_PER_MONTH * len(cases))
    threshold = np.nextafter(highest[-1 - allowed], np.inf)
    return _did(cases, scores, np.full(len(cases), threshold))


def at_own(cases: Sequence[Judged], budget: float, earlier: int | None = None) -> Did:
    """Ours, with the threshold by the account's own ordinary posts, the first so many or all."""
    thresholds = [
        threshold_for(one.ordinary[:earlier], posts_per_month=POSTS_PER_MONTH, false_alarms_per_month=budget)
        for one in cases
    ]
    return _did(cases, [one.chances for one in cases], np.array(thresholds))


def figures(did: Did) -> Mapping[str, tuple[float, float, float]]:
    """Each figure with the ends of its 95% bootstrap interval over accounts."""
    places = [np.flatnonzero(did.accounts == one) for one in np.unique(did.accounts)]
    rng = np.random.default_rng(1)
    drawn: dict[str, list[float]] = {}
    for _ in range(DRAWS):
        chosen = rng.integers(len(places), size=len(places))
        for name, value in _figures(did, np.concatenate([places[one] for one in chosen])).items():
            drawn.setdefault(name, []).append(value)
    whole = _figures(did, np.arange(len(did.accounts)))
    ends = {name: np.nanquantile(values, (0.025, 0.975)).tolist() for name, values in drawn.items()}
    return {name: (whole[name], ends[name][0], ends[name][1]) for name in whole}


def _figures(did: Did, rows: npt.NDArray[np.int64]) -> dict[str, float]:
    took_off, alarmed = did.took_off[rows], did.alarmed[rows]
    found = took_off & alarmed
    shares, ages = did.shares[rows][found], did.ages[rows][found]
    of = max(int(took_off.sum()), 1)
    return {
        "false": POSTS_PER_MONTH * float(np.mean(alarmed & ~took_off)),
        "found": float(found.sum()) / of,
        "early": float((shares < 0.5).sum()) / of,
        "age": float(np.median(ages)) if len(ages) else np.nan,
        "share": float(np.median(shares)) if len(shares) else np.nan,
    }


def _did(cases: Sequence[Judged], scores: Sequence[Floats], thresholds: Floats) -> Did:
    reached = np.stack(scores) >= thresholds[:, None]
    alarmed, first = np.asarray(reached.any(axis=1)), reached.argmax(axis=1)
    counts = np.array([one.post.counts[look] for one, look in zip(cases, first, strict=True)])
    finals = np.array([max(one.post.final, 1.0) for one in cases])
    return Did(
        accounts=np.array([one.account for one in cases]),
        took_off=np.array([one.took_off for one in cases]),
        alarmed=alarmed,
        ages=np.where(alarmed, LOOKS[first], np.nan),
        shares=np.where(alarmed, counts / finals, np.nan),
    )
