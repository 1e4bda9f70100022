"""A tie in words: what passed, how long answers take, and who gives more; no figure stands alone."""

from collections.abc import Mapping

from groundswell.domain.tie import Gift, Standing
from groundswell.domain.words import Direction, Kind

LATELY_DAYS = 180
_WORDS = (Kind.COMMENT, Kind.MESSAGE, Kind.MENTION, Kind.QUOTE)
_WITHIN = (
    (1.5, "within the hour"),
    (12.0, "within hours"),
    (30.0, "within a day"),
    (80.0, "within three days"),
    (200.0, "within a week"),
)
_TOGETHER = {Gift.CALL: "You called", Gift.MEETING: "You met"}
_GIVEN = {
    (Gift.INTRODUCTION, Direction.IN): "They introduced you to somebody",
    (Gift.INTRODUCTION, Direction.OUT): "You introduced them to somebody",
    (Gift.HELP, Direction.IN): "They helped you",
    (Gift.HELP, Direction.OUT): "You helped them",
}
_EVEN = (0.38, 0.62)


def in_words(
    counts: Mapping[tuple[Kind, Direction], int],
    hand: Mapping[tuple[Gift, Direction], int],
    standing: Standing,
    within: str,
    hand_within: str,
) -> tuple[str, ...]:
    """Sentences about a tie, the most telling first.

    Args:
        counts: How many interactions passed each way in some time.
        hand: How often what is kept by hand happened in some time, by who gave it.
        within, hand_within: How these times are called, such as "since June".
    """
    said = [_wrote(counts, within)]
    said += [f"{did} {_times(n)} {hand_within}." for did, n in _by_hand(hand).items()]
    said.append(_waits(standing))
    if standing.strength > 0:
        said.append(_balance(standing.giving))
    return tuple(one for one in said if one)


def _by_hand(hand: Mapping[tuple[Gift, Direction], int]) -> dict[str, int]:
    """What was kept by hand in words, with how often; who called or met whom makes no difference."""
    found: dict[str, int] = {}
    for (gift, way), n in hand.items():
        did = _TOGETHER.get(gift) or _GIVEN[gift, way]
        found[did] = found.get(did, 0) + n
    return found


def _wrote(counts: Mapping[tuple[Kind, Direction], int], within: str) -> str:
    theirs = sum(counts.get((kind, Direction.IN), 0) for kind in _WORDS)
    ours = sum(counts.get((kind, Direction.OUT), 0) for kind in _WORDS)
    if theirs and ours:
        return f"You wrote to each other {_times(theirs + ours)} {within}."
    if theirs:
        return f"They wrote to you {_times(theirs)} {within}; nothing of yours is known here."
    if ours:
        return f"You wrote to them {_times(ours)} {within}; nothing of theirs is known here."
    other = sum(counts.values())
    if other:
        return f"No words passed {within}, but other signs did, {_times(other)}."
    return f"Nothing passed {within}, as far as it is known here."


def _waits(standing: Standing) -> str:
    theirs, ours = _within(standing.their_wait_h), _within(standing.our_wait_h)
    if theirs and ours:
        both = "so do you" if theirs == ours else f"you {ours}"
        return f"They usually answer {theirs}, {both}."
    if theirs:
        return f"They usually answer {theirs}."
    return f"You usually answer {ours}." if ours else ""


def _within(hours: float | None) -> str:
    if hours is None:
        return ""
    return next((words for most, words in _WITHIN if hours <= most), "after more than a week")


def _balance(giving: float) -> str:
    least, most = _EVEN
    if giving < least:
        return "They give more than they get from you."
    return "You give more than you get." if giving > most else "You give each other about as much."


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n:,} times")
