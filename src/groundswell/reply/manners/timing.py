"""When it is time to write, and for what: from who wrote when.

All of it is our view of good manners, not a measured rule; the pages say so.
"""

from collections.abc import Sequence

from groundswell.domain.etiquette import EARNED_FROM, Moment, Size, Timing, Turn
from groundswell.domain.when import DAY

_FIRST_WAIT, _SECOND_WAIT = 7 * DAY, 21 * DAY
_MOST = 3
"""Messages without an answer after which one more is a burden."""
_SOON = 2 * DAY
_LATE = 14 * DAY
_LONG_AGO = 90 * DAY

_MAY_ASK = {
    Size.WORD: "If you ask, then for what one line answers.",
    Size.MINUTE: "If you ask for something, then for what takes them a minute, and for no more of their day.",
    Size.CALL: "By now a short call may be asked for, with what it is about and an easy way to say no.",
    Size.REFERRAL: "You have written a while: even a referral may be asked for, if they have seen your work.",
}


def timing(turns: Sequence[Turn], now: int) -> Timing:
    """What is fitting now.

    Args:
        turns: What was written so far, both ways, in any order.
        now: Epoch milliseconds.
    """
    passed = sorted(turns, key=lambda one: one.at)
    number = 1 + sum(one.mine for one in passed)
    largest = _largest(passed, number)
    if not passed:
        return Timing(Moment.FIRST, 1, largest, _FIRST)
    since = max(0, now - passed[-1].at)
    if since >= _LONG_AGO:
        say = (
            f"The last word between you is {_days(since)} old, so this begins anew.",
            "Say what made you think of them, and ask for nothing but how they are.",
        )
        return Timing(Moment.ANEW, number, Size.WORD, say)
    if not passed[-1].mine:
        return Timing(Moment.MY_TURN, number, largest, (_turn(since), _MAY_ASK[largest]))
    return _theirs(passed, number, since)


_FIRST = (
    "This is the first word between you.",
    "Say what of theirs made you write, and ask for nothing, or for what one line answers.",
    "Then let it rest: a week is a fair time to wait for strangers.",
)


def _theirs(passed: Sequence[Turn], number: int, since: int) -> Timing:
    """What is fitting where the last word is the user's own."""
    unanswered = _trailing(passed)
    if unanswered >= _MOST:
        say = (
            f"{unanswered} messages of yours have no answer. That is an answer.",
            "Leave it, and be glad if they come back; one more would weigh on both of you.",
        )
        return Timing(Moment.STOP, number, Size.WORD, say)
    wait = _FIRST_WAIT if unanswered == 1 else _SECOND_WAIT
    ago = f"You wrote last, {_ago(since)}."
    if since < wait:
        why = "Most silence is a full week, not a no."
        if unanswered > 1:
            why = "You have written twice; a third word too soon reads as pushing."
        return Timing(Moment.WAIT, number, Size.WORD, (ago, why), passed[-1].at + wait)
    last = (
        "One follow-up is fitting: short, with something new or useful to them, and a way to say no."
        if unanswered == 1
        else "A last word is fitting if you have something to give: close it kindly, and ask for nothing."
    )
    return Timing(Moment.FOLLOW_UP, number, Size.WORD, (ago, last))


def _largest(passed: Sequence[Turn], number: int) -> Size:
    """The biggest ask that both have earned: the fewer messages of the two count."""
    theirs = sum(not one.mine for one in passed)
    round_ = min(number, theirs + 1)
    fitting = [size for size in _MAY_ASK if EARNED_FROM[size] <= round_]
    return fitting[-1] if theirs else Size.WORD


def _trailing(passed: Sequence[Turn]) -> int:
    """How many of the last messages are the user's own."""
    count = 0
    for one in reversed(passed):
        if not one.mine:
            break
        count += 1
    return count


def _turn(since: int) -> str:
    if since < _SOON:
        return "They wrote last, and it is your turn. An answer today or tomorrow is early enough."
    if since < _LATE:
        return f"They wrote last, {_ago(since)}. A short answer now is better than a long one later."
    return f"They wrote last, {_ago(since)}. It is late, and still kind: half a line on that is enough."


def _ago(span: int) -> str:
    days = span // DAY
    return {0: "today", 1: "a day ago"}.get(days, f"{days} days ago")


def _days(span: int) -> str:
    days = span // DAY
    return f"{days} days" if days < 365 else f"{days // 30} months"
