"""How far a forecast reaches."""

WEEK_S = 168 * 3_600.0


def final_age(at: float) -> float:
    """The age in seconds that counts as the end: a week after the post, or twice its present age if later."""
    return max(WEEK_S, 2 * at)
