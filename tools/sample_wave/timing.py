"""When things happened in the wave: a steep rise, a slow fall, and a day's rhythm."""

import random
from datetime import datetime, timedelta

from tools.sample_wave.story import DAILY_SHARES, EXPORTED, START

_RHYTHM = (2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 9, 8, 8, 8, 8, 8, 8, 9, 10, 10, 9, 7, 5, 3)
"""How busy each hour of a day (UTC) is beside the others."""


def hourly() -> list[tuple[datetime, float]]:
    """The wave's hours, each with its weight beside the others."""
    hours = [START + timedelta(hours=hour) for hour in range(9 * 24)]
    weights = [DAILY_SHARES[place // 24] * _RHYTHM[hour.hour] for place, hour in enumerate(hours)]
    weights[0] *= 0.3
    return list(zip(hours, weights, strict=True))


def moments(dice: random.Random, n: int) -> list[datetime]:
    """`n` instants of the wave, in order, shaped by its days and their hours."""
    hours, weights = zip(*hourly(), strict=True)
    picked = dice.choices(hours, weights, k=n)
    exact = [hour + timedelta(milliseconds=dice.randrange(1_000, 3_599_000)) for hour in picked]
    return sorted(min(moment, EXPORTED - timedelta(minutes=5)) for moment in exact)


def awake(at: datetime) -> datetime:
    """When she answers: the instant itself, or the morning after if it is night where she lives."""
    sleeps = at.hour < 5
    return at.replace(hour=6) if sleeps else at


def relative(moment: datetime, now: datetime) -> str:
    """How LinkedIn's page says an age: 5m, 3h, 2d, 1w."""
    seconds = (now - moment).total_seconds()
    for unit, name, most in ((60, "m", 60), (3600, "h", 24), (86400, "d", 7)):
        if seconds < unit * most:
            return f"{max(1, int(seconds // unit))}{name}"
    return f"{int(seconds // 604800)}w"
