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

from groundswell.calm.looking import QUIET_CHANCE, next_look
from groundswell.domain.calm import Advice
from groundswell.domain.when import DAY, HOUR, MINUTE

STEP = 5 * MINUTE
"""Instants are named to five minutes: more exact ones would only look exact."""

Coming = Sequence[tuple[int, float]]
"""`(instant, texts expected between now and then)`, ascending in both."""


def advise(
    now: int,
    hours: tuple[int, int],
    left: int,
    coming: Coming,
    needing: int,
    read: int,
    enough: int = 1,
) -> Advice:
    """When to look next, if nothing urgent comes.

    Args:
        now: Epoch milliseconds.
        hours: When her day begins and ends next: the day that she is in, else the one to come.
        left: How many looks are left of this day's budget; of a day to come all of them.
        needing: How many of the texts read so far need her.
        read: How many were read so far.
        enough: From how many texts that need her on looking is worth it, at least 1.
    """
    begin, end = hours
    look = next_look(now, coming, needing, read, enough)
    if now < begin:
        return Advice(begin, "That is when your day begins", left, _chance(look.at, begin, look.quiet_chance), 0.0)
    if left <= 0 or now >= end:
        at = begin + DAY
        why = "Your looks of today are used up" if left <= 0 else "Your day of looking is over"
        return Advice(at, why, max(0, left), look.quiet_chance if look.at >= at else 0.0, look.expected)
    spread = spread_out(now, end, left, coming)
    if look.at >= spread:
        why = "Little that needs you is likely to come before"
        at = look.at
        if at > end:
            at = begin + DAY if look.at >= begin + DAY else end
    else:
        at, why = spread, "By then enough will have gathered to be worth a look"
    return Advice(_rounded(at), why, left, look.quiet_chance if at <= look.at else 0.0, look.expected)


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
    """Instants from now to the end, and for each stretch between two its length times the root of its rate."""
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


def _chance(quiet_until: int, at: int, chance: float) -> float:
    return chance if at <= quiet_until else 0.0


def _rounded(at: int) -> int:
    return (at + STEP - 1) // STEP * STEP


def likely_quiet(advice: Advice) -> bool:
    """Whether it can be said that nothing needs her until then."""
    return advice.quiet_chance >= QUIET_CHANCE


__all__ = ["HOUR", "Advice", "advise", "likely_quiet", "spread_out"]
