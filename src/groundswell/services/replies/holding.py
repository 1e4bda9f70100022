"""Answers that wait: how long one can be held before it goes, and how that is said."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from groundswell.domain.when import HOUR, MINUTE, from_ms, to_ms
from groundswell.services.networks.sending import GRACE_MS

_MORNING = 8
"""The hour at which a morning begins for words that waited overnight."""


class Hold(StrEnum):
    """For how long an answer is held."""

    MOMENT = "moment"
    FIVE = "five"
    TWENTY = "twenty"
    HOUR = "hour"
    MORNING = "morning"


@dataclass(frozen=True, slots=True)
class Choice:
    """One length, and how a button calls it."""

    hold: Hold
    name: str


CHOICES = (
    Choice(Hold.FIVE, "5 minutes"),
    Choice(Hold.TWENTY, "20 minutes"),
    Choice(Hold.HOUR, "an hour"),
    Choice(Hold.MORNING, "until 8 in the morning"),
)
"""What is offered beside the usual moment."""

_LENGTHS = {Hold.MOMENT: GRACE_MS, Hold.FIVE: 5 * MINUTE, Hold.TWENTY: 20 * MINUTE, Hold.HOUR: HOUR}


def length(hold: Hold, now: int, zone: tzinfo | None = None) -> int:
    """How long an answer is held from now on, in milliseconds.

    Args:
        zone: In which a morning is told; none for the machine's own.
    """
    return _until_morning(now, zone) if hold is Hold.MORNING else _LENGTHS[hold]


def _until_morning(now: int, zone: tzinfo | None) -> int:
    local: datetime = from_ms(now).astimezone(zone)
    morning = local.replace(hour=_MORNING, minute=0, second=0, microsecond=0)
    # Who writes at two at night means the morning after they have slept.
    while morning - local < timedelta(hours=2):
        morning += timedelta(days=1)
    return to_ms(morning) - now
