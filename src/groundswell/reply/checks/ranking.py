"""How good the check finds a draft."""

from enum import IntEnum

from groundswell.domain.checking import Verdict
from groundswell.domain.drafting import Draft

_SPECIFIC = 0.5
"""Score of the check below which a draft could stand under other comments as well."""


class Rank(IntEnum):
    """How good the check finds a draft."""

    HELD = 0
    LOOKED_AT = 1
    VAGUE = 2
    PASSES = 3


def rank(draft: Draft, short: bool) -> Rank:
    """How good a draft is; without a check each is good.

    Args:
        short: Whether it may be plain: a long answer to three words sounds odd.
    """
    if draft.check is None:
        return Rank.PASSES
    if draft.check.verdict is Verdict.HOLD:
        return Rank.HELD
    if draft.check.verdict is Verdict.LOOK_AGAIN:
        return Rank.LOOKED_AT
    if short:
        return Rank.PASSES
    return Rank.PASSES if draft.check.scores.get("specificity", 1.0) >= _SPECIFIC else Rank.VAGUE


def fit(draft: Draft) -> float:
    """0–1, how fit the check finds it to go out."""
    return draft.check.scores["fit"] if draft.check else 1.0
