"""When to look next, so that a few looks a day cost as little waiting as they can.

Texts that need her come at a rate that the forecast tells. What waits between two looks that lie `d` apart
waits `d`/2 on the average, so that with a given number of looks all waiting together is least where looks are
spread by the square root of the rate (the classic of inspections at unequal rates; Brown et al. 1996). A look
that is likely to find nothing is put off all the same.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from groundswell.calm.looking import QUIET_CHANCE, Look, next_look
from groundswell.domain.calm import Advice
from groundswell.domain.when import MINUTE

STEP = 5 * MINUTE
"""Instants are named to five minutes: more exact ones would only look exact."""

Coming = Sequence[tuple[int, float]]
"""`(instant, texts expected between now and then)`, ascending in both."""


def advise(
    now: int,
    day: tuple[int, int, int],
    left: int,
    budget: int,
    coming: Coming,
    needing: int,
    read: int,
    enough: int = 1,
) -> Advice:
    """When to look next, if nothing urgent comes.

    Args:
        now: Epoch milliseconds.
        day: When her day of looking begins and ends, of the day that `now` is in, and when the next begins.
        left: How many looks are left of today's budget of `budget`.
        needing: How many of the texts read so far need her.
        read: How many were read so far.
        enough: From how many texts that need her on looking is worth it, at least 1.
    """
    begin, end, following = day
    look = next_look(now, coming, needing, read, enough)
    if now < begin or now >= end or left <= 0:
        at = begin if now < begin else following
        why = _USED_UP if begin <= now < end else _RESTING
        return _advice(at, why, budget if now < begin else max(0, left), look)
    spread = spread_out(now, end, left, coming)
    if look.at < spread:
        return _advice(_rounded(spread), _GATHERED, left, look)
    # What is quiet until after her day is over need not be looked at in its last minutes either.
    at = look.at if look.at < end else following
    return _advice(_rounded(at), _LITTLE, left, look)


_USED_UP = "Your looks of today are used up"
_RESTING = "That is when your day of looking begins"
_GATHERED = "By then enough will have gathered to be worth a look"
_LITTLE = "Little that needs you is likely to come before"


def _advice(at: int, why: str, left: int, look: Look) -> Advice:
    """What is said of the time before is only sure as far as the forecast of quiet reaches."""
    return Advice(at, why, left, look.quiet_chance if at <= look.at + STEP else 0.0, look.expected)


def spread_out(now: int, end: int, left: int, coming: Coming) -> int:
    """When the next of so many looks is due if all are spread until the end of the day, the last at its end.

    Without a forecast they are spread evenly.
    """
    grid, weights = _rates(now, end, coming)
    total = sum(weights)
    if left <= 0 or not total:
        return now + (end - now) // max(1, left)
    wanted, gone = total / left, 0.0
    for (start, stop), weight in zip(pairwise(grid), weights, strict=True):
        if gone + weight >= wanted:
            return round(start + (stop - start) * (wanted - gone) / weight) if weight else stop
        gone += weight
    return end


def _rates(now: int, end: int, coming: Coming) -> tuple[list[int], list[float]]:
    """Instants from now to the end; for each stretch between two its length times the root of its rate."""
    known = [(now, 0.0), *((at, texts) for at, texts in coming if at > now)]
    grid = [now, *(at for at, _ in known[1:] if at < end), end]
    expected = [_at(known, at) for at in grid]
    weights = [
        sqrt(max(0.0, after - before) / (stop - start)) * (stop - start) if stop > start else 0.0
        for (start, stop), (before, after) in zip(pairwise(grid), pairwise(expected), strict=True)
    ]
    return grid, weights


def _at(known: Coming, at: int) -> float:
    place = bisect_left(known, at, key=lambda one: one[0])
    if place >= len(known):
        # What comes later than is known of comes as what came last.
        (before, low), (after, high) = (known[-2], known[-1]) if len(known) > 1 else (known[0], known[0])
        return high + (high - low) * (at - after) / max(1, after - before)
    after, high = known[place]
    if after == at or place == 0:
        return high
    before, low = known[place - 1]
    return low + (high - low) * (at - before) / (after - before)


def _rounded(at: int) -> int:
    return (at + STEP - 1) // STEP * STEP


def likely_quiet(advice: Advice) -> bool:
    """Whether it can be said that nothing needs her until then."""
    return advice.quiet_chance >= QUIET_CHANCE
