"""What a comment tells that an answer can take up without quoting it: it was kept, it made somebody cry."""

from collections.abc import Mapping, Sequence

from groundswell.domain.drafting import Does
from groundswell.reply.spoken import Speech

_TOUCHES: Mapping[Does, Sequence[str]] = {
    Does.PRAISE: (
        "regret", "will_do", "passes_on", "needed", "cried", "third", "moved", "agrees", "same", "kept",
        "practice",
    ),
    Does.GRATITUDE: ("will_do", "passes_on", "needed", "cried", "moved"),
    Does.SHARED_EXPERIENCE: (
        "loss", "kept", "turned", "will_do", "passes_on", "searching", "same", "practice", "long_ago",
    ),
    Does.WISH: ("third", "regret", "care", "prays", "hugs", "congrats", "luck", "roots"),
    Does.REMARK: (
        "regret", "will_do", "passes_on", "needed", "cried", "third", "moved", "agrees", "same", "practice",
    ),
}  # fmt: skip
"""Which of them fit what a comment does, the most telling first."""
_GRAVE = "loss"
SAD = frozenset({_GRAVE, "regret"})
"""Beside which nothing light is said."""


_LIGHT = "light"
"""No sign of its own: a remark that is meant well or neither way, which nothing else is to be said to."""


def touches(does: Does, text: str, spoken: Speech | None, *, mild: bool) -> tuple[str, ...]:
    """What a text shows, by the names of its signs; beside a death nothing else is taken up.

    Args:
        mild: Whether it is hardly meant as criticism.
    """
    if spoken is None:
        return ()
    if spoken.shows(_GRAVE, text):
        return (_GRAVE,) if _GRAVE in _TOUCHES.get(does, ()) else ()
    found = tuple(one for one in _TOUCHES.get(does, ()) if spoken.shows(one, text))
    return (_LIGHT,) if does is Does.REMARK and mild and not found else found
