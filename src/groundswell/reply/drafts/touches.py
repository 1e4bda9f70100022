"""What a comment tells that an answer can take up without quoting it: it was kept, it made somebody cry."""

from collections.abc import Mapping, Sequence

from groundswell.domain.drafting import Does
from groundswell.domain.reading import Reading
from groundswell.domain.words import Lane, Tone
from groundswell.reply.drafts.spoken import Speech

_TOUCHES: Mapping[Does, Sequence[str]] = {
    Does.PRAISE: (
        "regret", "will_do", "passes_on", "needed", "cried", "third", "moved", "agrees", "same", "kept",
        "practice",
    ),
    Does.GRATITUDE: ("will_do", "passes_on", "needed", "cried", "moved"),
    Does.SHARED_EXPERIENCE: (
        "loss", "kept", "turned", "will_do", "passes_on", "searching", "same", "practice", "long_ago",
    ),
    Does.DANGER: ("apology",),
    Does.DISTRESS: ("apology",),
    Does.OPPORTUNITY: ("written", "may_send"),
    Does.WISH: ("third", "regret", "care", "prays", "hugs", "congrats", "luck", "roots"),
    Does.REMARK: (
        "regret", "will_do", "passes_on", "needed", "cried", "third", "moved", "agrees", "same", "practice",
    ),
}  # fmt: skip
"""Which of them fit what a comment does, the most telling first."""
_GRAVE = "loss"
SAD = frozenset({_GRAVE, "regret"})
"""Beside which nothing light is said."""
WRITTEN, MAY_SEND = "written", "may_send"
"""Somebody has sent the particulars already; somebody asks whether they may."""
_DIFFER, _ADDED = "differ", "added"
"""No signs of their own: what a critic is told under a post that praises somebody."""
ASKS_NOTHING = frozenset({WRITTEN, MAY_SEND, _DIFFER})
"""Beside which a question is out of place."""
ALONE = SAD | {_DIFFER, _ADDED, WRITTEN, MAY_SEND}
"""Beside which no plain words of the same kind are right."""
_LIGHT = "light"
"""No sign of its own: a remark that is meant well or neither way, which nothing else is to be said to."""
_CRITICAL = 0.4
"""Share of a critical or hostile tone from which on a remark is not met lightly."""
_ILL = 0.5
"""Share of a hostile tone from which on a remark is not thanked for."""
_OF_SOMEBODY = 3
"""Times that a post says "she" or "him" from which on it is about somebody."""


def against(reading: Reading) -> float:
    """Share of a tone that is critical or hostile, 0–1."""
    return reading.tone.get(Tone.CRITICAL, 0) + reading.tone.get(Tone.HOSTILE, 0)


def mild(reading: Reading | None) -> bool:
    """Whether a comment is hardly meant as criticism."""
    return reading is None or (reading.lane is not Lane.DISAGREEMENT and against(reading) < _CRITICAL)


def maybe_meant_ill(reading: Reading | None) -> bool:
    """Whether thanks for a remark could go to somebody who mocks."""
    return reading is not None and reading.tone.get(Tone.HOSTILE, 0) >= _ILL


def of_somebody(post: str, spoken: Speech | None) -> bool:
    """Whether a post is about a third person, at whose cost nothing is granted."""
    return spoken is not None and spoken.often("somebody", post) >= _OF_SOMEBODY


def touches(
    does: Does, text: str, spoken: Speech | None, *, mild: bool, of_somebody: bool = False
) -> tuple[str, ...]:
    """What a text shows, by the names of its signs; beside a death nothing else is taken up.

    Args:
        mild: Whether it is hardly meant as criticism.
        of_somebody: Whether it stands under a post about a third person.
    """
    if spoken is None:
        return ()
    if of_somebody and does in (Does.DISAGREEMENT, Does.CALLS_IT_A_PITCH):
        return (_DIFFER,)
    if of_somebody and does is Does.FEEDBACK and spoken.shows("contra", text):
        return (_ADDED,)
    if spoken.shows(_GRAVE, text):
        return (_GRAVE,) if _GRAVE in _TOUCHES.get(does, ()) else ()
    found = tuple(one for one in _TOUCHES.get(does, ()) if spoken.shows(one, text))
    return (_LIGHT,) if does is Does.REMARK and mild and not found else found
