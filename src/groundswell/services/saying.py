"""How times and numbers are said: in the pages, and in what is written for others to read."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from groundswell.domain.when import from_ms


def moment(instant: int, form: str = "%a %-d %b, %H:%M", zone: tzinfo | None = None) -> str:
    """An instant in the machine's own time zone."""
    local = _local(instant, zone)
    # `%-d` is not known everywhere.
    return local.strftime(form.replace("%-d", str(local.day)))


def until_when(instant: int, now: int, zone: tzinfo | None = None) -> str:
    """An instant ahead: "today at 17:40", "tomorrow at 08:00", "Monday 7 December at 09:15"."""
    at = _local(instant, zone)
    days = (at.date() - _local(now, zone).date()).days
    day = ("today", "tomorrow")[days] if 0 <= days <= 1 else moment(instant, "%A %-d %B", zone)
    return f"{day} at {at:%H:%M}"


def _local(instant: int, zone: tzinfo | None) -> datetime:
    try:
        return from_ms(instant).astimezone(zone)
    except (OverflowError, ValueError, OSError):
        # Files may tell of the year 0 or 9999; a page says the nearest that a calendar knows.
        return datetime(1, 1, 2, tzinfo=UTC) if instant < 0 else datetime(9999, 12, 30, tzinfo=UTC)


def number(value: float) -> str:
    """A whole number with thousands separators."""
    return f"{round(value):,}"


def counted(n: int, one: str) -> str:
    """A number of things: 1 text, 2 texts."""
    return f"{number(n)} {one}{'' if n == 1 else 's'}"


def short(value: float) -> str:
    """A number at a glance: 950, 15,900, 7.3 M."""
    if abs(value) >= 1_000_000:
        return f"{value / 1_000_000:.1f} M"
    if abs(value) >= 100_000:
        return f"{value / 1000:.0f} k"
    return number(value)


def rough(value: float) -> float:
    """A number as one says it of something uncertain: two figures, such as 23,000; small ones whole."""
    if abs(value) < 100:
        return float(round(value))
    step = 10.0 ** (len(str(round(abs(value)))) - 2)
    return round(value / step) * step


def cut(text: str, most: int) -> str:
    """The beginning of a text in one line, ended at a word and with "…" where something was left off."""
    line = " ".join(text.split(maxsplit=most))
    if len(line) <= most:
        return line
    begin, space, _ = line[:most].rpartition(" ")
    return (begin if space and len(begin) * 2 > most else line[: most - 1]) + "…"


def listed(words: Sequence[str]) -> str:
    """Words one after the other, such as "one, two and three"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def capitalised(text: str) -> str:
    """A sentence with a capital at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


def percent(share: float) -> str:
    """A share as per cent; a small one is not said to be none."""
    value = share * 100
    return "under 1%" if 0 < value < 1 else f"{value:.0f}%"


def tongue(language: str) -> str:
    """A language code as an attribute may hold it; empty where it is unknown."""
    known = language.isascii() and language.isalpha() and len(language) in {2, 3} and language != "und"
    return language if known else ""
