"""Ages of a post as people write them: `90s`, `10m`, `1h`, `1h30m`, `2.5d`, `1w`, or plain seconds."""

import math
import re

from groundswell.domain.errors import UsageError

_UNITS = {"s": 1.0, "m": 60.0, "min": 60.0, "h": 3_600.0, "d": 86_400.0, "w": 604_800.0}
_PART = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(min|[smhdw])", re.ASCII)
_SECONDS = re.compile(r"\d{1,15}(?:\.\d{1,9})?", re.ASCII)
_FINAL = "final"


def parse_age(text: str) -> float:
    """Seconds, above 0. Raises UsageError if the text is no age."""
    folded = "".join(text.lower().split())
    if _SECONDS.fullmatch(folded):
        age = float(folded)
    else:
        parts = _PART.findall(folded)
        whole = "".join(number + unit for number, unit in parts) == folded
        age = sum(float(number) * _UNITS[unit] for number, unit in parts) if whole else math.nan
    if not age > 0:
        raise UsageError(
            f"{text[:40]!r} is not an age", mend="Write it like 90s, 10m, 1h, 1h30m, 2.5d or 1w."
        )
    return age


def parse_horizons(text: str) -> tuple[float, ...]:
    """Ages in seconds, ascending, each once, from a list like `final,24h,168h`; the final total always comes
    anyway, so `final` adds none. Raises UsageError."""
    named = [part.strip() for part in text.split(",") if part.strip()]
    return tuple(sorted({parse_age(part) for part in named if part.lower() != _FINAL}))


def age_label(seconds: float) -> str:
    """`24h`, `168h`; in minutes or seconds where it is not a whole number of hours: `10m`, `90s`."""
    for unit in ("h", "m"):
        if seconds % _UNITS[unit] == 0:
            return f"{seconds / _UNITS[unit]:.0f}{unit}"
    return f"{seconds:.12g}s"
