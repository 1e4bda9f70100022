"""Numbers, shares and days as workbooks in any language write them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import isfinite

from groundswell.domain.when import DAY, to_ms
from groundswell.sources.common.workbooks import Cell

_MARKS = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], None)
_GROUPED = re.compile(r"(\d{1,3})(?:([.,'’ ٬])\d{3})(?:\2\d{3})*")
_NUMBER = re.compile(r"[+-]?(\d[\d.,'’ ٬٫]*)")
_LONGEST = 60

_DATE = re.compile(
    r"(?<!\d)(\d{4}|\d{1,2})\s?(?:[./\-]|年|년)\s?(\d{1,2})\s?(?:[./\-]|月|월)\s?(\d{4}|\d{1,2})(?!\d)"
)
_ALONE = re.compile(rf"\W*{_DATE.pattern}(?:(?![^\W\d_]{{3}}).)*")
_FIRST_SERIAL, _LAST_SERIAL = 37_000, 73_000  # 2001 to 2099 as date numbers


def plain(cell: Cell) -> str:
    """A text cell in compatibility form without direction marks; empty for a number."""
    if isinstance(cell, float):
        return ""
    return unicodedata.normalize("NFKC", cell.translate(_MARKS)).replace("−", "-").strip()


def count_of(cell: Cell) -> float | None:
    """A total such as `1,234`, `1.234`, `1 234` or `-5`; none if the cell holds no number."""
    if isinstance(cell, float):
        return cell if isfinite(cell) else None
    text = plain(cell)
    found = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    digits = found[1]
    if _GROUPED.fullmatch(digits):
        digits = re.sub(r"\D", "", digits)
    value = _decimal(digits)
    return -value if value is not None and text.startswith("-") else value


def _decimal(digits: str) -> float | None:
    """A number whose last separator is the decimal one; the others only group."""
    whole, separator, rest = digits.replace(",", ".").replace("٫", ".").rpartition(".")
    whole, rest = re.sub(r"\D", "", whole), rest.strip()
    try:
        return float(f"{whole}.{rest}" if separator else re.sub(r"[^\d]", "", rest))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the whole, 0–1; `below` where the file says "less than"."""

    value: float
    below: bool


def share_of(cell: Cell, hundredths: bool = False) -> Share | None:
    """A share such as `0.029`, `2,9 %` or `< 1%`; none if the cell holds nothing of the kind.

    Args:
        hundredths: Whether bare numbers count hundredths.
    """
    if isinstance(cell, float):
        value: float | None = cell / 100 if hundredths else cell
        below = False
    else:
        text = plain(cell)
        found = re.search(r"\d[\d.,٫]*", text) if len(text) <= _LONGEST else None
        if found is None or (found[0] != text and not any(sign in text for sign in "%٪<‹")):
            return None
        number = _decimal(found[0])
        percent = "%" in text or "٪" in text
        value = None if number is None else number / (100 if percent or hundredths else 1)
        below = re.fullmatch(r"[\d.,٫\s%٪]+", text) is None
    return Share(value, below) if value is not None and 0 <= value <= 1 else None


Numbers = tuple[int, int, int]
"""Three numbers of a date, the year first; which of the others is the month may be open."""


def dates_in(cell: Cell) -> list[tuple[Numbers, bool]]:
    """The dates that a text cell holds, each with whether its order is year, month, day."""
    text = plain(cell)
    if len(text) > 200:
        return []
    found = []
    for first, middle, last in _DATE.findall(text):
        if len(first) == 4:
            found.append(((int(first), int(middle), int(last)), True))
        else:
            year = int(last) + (2000 if len(last) <= 2 else 0)
            found.append(((year, int(first), int(middle)), False))
    return found


@dataclass(frozen=True, slots=True)
class Calendar:
    """How one workbook writes its days.

    Attributes:
        day_first: Whether the day stands before the month.
        day_zero: The instant of the date number 0, in epoch milliseconds.
    """

    day_first: bool
    day_zero: int

    def day(self, cell: Cell) -> int | None:
        """The begin of a day in epoch milliseconds UTC; none if the cell is anything but one date."""
        if isinstance(cell, float):
            return self.day_zero + int(cell) * DAY if _FIRST_SERIAL <= cell <= _LAST_SERIAL else None
        if not _ALONE.fullmatch(plain(cell)[:_LONGEST]):
            return None
        days = self.days(cell)
        return days[0] if len(days) == 1 else None

    def days(self, cell: Cell) -> list[int]:
        """The begins of all days that a text holds."""
        found = (_instant(numbers, self.day_first and not ordered) for numbers, ordered in dates_in(cell))
        return [one for one in found if one is not None]


def calendar_of(cells: Iterable[Cell], run: Sequence[Cell], day_zero: int, *, day_first: bool) -> Calendar:
    """Tells day and month apart.

    Args:
        cells: All that may hold dates: a number over twelve is a day.
        run: Cells of consecutive days, which only the right order keeps consecutive.
        day_zero: The instant of the date number 0.
        day_first: What to take where nothing tells.
    """
    firsts = seconds = dots = 0
    for cell in cells:
        for (_, first, second), ordered in dates_in(cell):
            if not ordered:
                firsts += first > 12
                seconds += second > 12
                dots += "." in plain(cell)
    if firsts != seconds:
        return Calendar(firsts > seconds, day_zero)
    either = [Calendar(order, day_zero) for order in (True, False)]
    steps = [_steps([one.day(cell) for cell in run]) for one in either]
    if steps[0] != steps[1]:
        return either[0] if steps[0] > steps[1] else either[1]
    return Calendar(day_first or dots > 0, day_zero)


def _steps(days: Sequence[int | None]) -> int:
    return sum(
        abs(after - before) == DAY
        for before, after in pairwise(days)
        if before is not None and after is not None
    )


def _instant(numbers: Numbers, swapped: bool) -> int | None:
    year, month, day = numbers
    if swapped:
        month, day = day, month
    try:
        return to_ms(datetime(year, month, day))
    except ValueError:
        return None
