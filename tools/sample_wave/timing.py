"""When things happened in the wave: a steep rise, a slow fall, and a day's rhythm."""

import random
from datetime import datetime, timedelta

from tools.sample_wave.story import DAILY_SHARES, EXPORTED, START

_RHYTHM = (2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 9, 8, 8, 8, 8, 8, 8, 9, 10, 10, 9, 7, 5, 3)
"""How busy each hour of a day (UTC) is beside the others."""


def moments(dice: random.Random, n: int) -> list[datetime]:
    """`n` instants of the wave, in order, shaped by its days and their hours."""
    hours = [START + timedelta(hours=hour) for hour in range(9 * 24)]
    weights = [DAILY_SHARES[place // 24] * _RHYTHM[hour.hour] for place, hour in enumerate(hours)]
    weights[0] *= 0.3
    picked = dice.choices(hours, weights, k=n)
    exact = [
        hour + timedelta(seconds=dice.uniform(1, 3599), milliseconds=dice.randrange(1000)) for hour in picked
    ]
    return sorted(min(moment, EXPORTED - timedelta(minutes=5)) for moment in exact)


def relative(moment: datetime, now: datetime) -> str:
    """How LinkedIn's page says an age: 5m, 3h, 2d, 1w."""
    seconds = (now - moment).total_seconds()
    for unit, name, most in ((60, "m", 60), (3600, "h", 24), (86400, "d", 7)):
        if seconds < unit * most:
            return f"{max(1, int(seconds // unit))}{name}"
    return f"{int(seconds // 604800)}w"
