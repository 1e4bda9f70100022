"""Where the marks of a chart's axes stand, and what they say."""

from math import floor, log10

from groundswell.domain.when import DAY


def ticks(top: float) -> tuple[float, ...]:
    """Three to six round values from 0 up to `top`."""
    unit = 10.0 ** floor(log10(max(top, 1.0)))
    step = next(unit * part for part in (2.0, 1.0, 0.5, 0.2, 0.1) if top >= unit * part * 2)
    return tuple(step * n for n in range(int(top / step) + 1))


def at_a_glance(value: float) -> str:
    """A round number as it stands beside an axis: 7.5 M, 200 k, 40."""
    if value >= 1_000_000:
        return f"{value / 1_000_000:g} M"
    return f"{value / 1000:g} k" if value >= 1_000 else f"{value:g}"


def day_steps(begin: int, last: int) -> range:
    """Days after the beginning that are marked, at most ten."""
    days = (last - begin) // DAY
    return range(0, days + 1, max(1, days // 9))
