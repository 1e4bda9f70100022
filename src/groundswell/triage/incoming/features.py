"""A text as the numbers that its approach is told from."""

import math
from collections.abc import Mapping, Sequence

from groundswell.domain.incoming import Approach
from groundswell.domain.reading import Reading
from groundswell.domain.words import Intent
from groundswell.triage.incoming.cues import LINK, Found, cues

INTENTS = (
    Intent.PRAISE,
    Intent.GRATITUDE,
    Intent.QUESTION,
    Intent.OPPORTUNITY,
    Intent.SELF_PROMOTION,
    Intent.SPAM,
)
"""Of a reading, those that say something of what is wanted."""
_SHORT, _LONG = 15, 45
"""Words."""
STANDING = 384
"""How many numbers say where a whole text stands."""
_FAR = 5.0
"""By how much these weigh together, beside one cue; chosen on the pens for development."""


def names() -> list[str]:
    """What the numbers are called, in order."""
    return [
        *(cue.name for cue in cues()),
        LINK,
        "two_scam_cues",
        "three_scam_cues",
        "short",
        "long",
        "pitch_to_the_check",
        *(f"intent_{name}" for name in INTENTS),
        "unchecked",
        "unread",
        *(f"standing_{place}" for place in range(STANDING)),
    ]


def features(
    text: str,
    there: Mapping[str, Found],
    reading: Reading | None,
    pitch: float | None,
    standing: Sequence[float] | None,
) -> list[float]:
    """The numbers of one text; what is not known of it is 0, and says so.

    Args:
        pitch: 0–1, how likely the check of words that go out would call it a pitch.
        standing: Where the network of the check sees it, shape (STANDING,).
    """
    scams = sum(one.cue.says is Approach.SCAM for one in there.values())
    length = len(text.split())
    return [
        *(float(cue.name in there) for cue in cues()),
        float(LINK in there),
        float(scams >= 2),
        float(scams >= 3),
        float(length < _SHORT),
        float(length > _LONG),
        0.0 if pitch is None else _log_odds(pitch),
        *(_log_odds(reading.intents.get(name, 0.0)) if reading else 0.0 for name in INTENTS),
        float(pitch is None),
        float(reading is None),
        *_placed(standing),
    ]


def _placed(standing: Sequence[float] | None) -> list[float]:
    """A direction of the same length for all texts: how long they are is told elsewhere."""
    length = math.hypot(*standing) if standing is not None else 0.0
    if standing is None or not length:
        return [0.0] * STANDING
    return [float(one) / length * _FAR for one in standing]


def _log_odds(chance: float) -> float:
    """Log-odds over 3, so that they weigh as much as a cue."""
    held = min(max(chance, 0.01), 0.99)
    return math.log(held / (1 - held)) / 3
