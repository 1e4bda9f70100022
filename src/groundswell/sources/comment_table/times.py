"""The times of comments as exporters write them: dates, epoch numbers, ages."""

import re
from collections.abc import Iterable

from groundswell.domain.when import DAY, SECOND, When
from groundswell.sources.common.dates import BadDate, Dates
from groundswell.sources.common.relative_time import relative_time

_SECONDS, _MILLISECONDS = re.compile(r"1\d{9}(?:\.0)?"), re.compile(r"1\d{12}(?:\.0)?")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_PARTS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(.*)", re.DOTALL)
_LONGEST = 60
_MOST_AGES = 1_000
_SOME_DAY = 4_000_000_000_000  # in the year 2096: every date that can be meant lies before it


class Times:
    """Reads the times of one table.

    Args:
        cells: Some of its times; a number over twelve tells days from months.
        shown: The instant from which ages count back, in epoch milliseconds.
        now: No comment is later than this, but for zones and wrong clocks.
    """

    def __init__(self, cells: Iterable[str], shown: int, now: int) -> None:
        self._shown, self._dates, self._latest = shown, Dates(now), now + 2 * DAY
        found = [match for cell in cells if (match := _PARTS.fullmatch(cell.strip()[:_LONGEST]))]
        days = sum(int(match[1]) > 12 for match in found)
        self._day_first = days > sum(int(match[3]) > 12 for match in found)
        self._ages: dict[str, When] = {}

    def when(self, cell: str) -> When | None:
        """The time; none if the cell holds nothing that reads as one.

        Raises:
            BadDate: It holds a date that cannot be: not in the calendar, or in the future.
        """
        cell = cell.strip()
        if not cell or len(cell) > _LONGEST:
            return None
        if (instant := _epoch(cell)) is not None:
            if instant > self._latest:
                raise BadDate(f"the date lies in the future: {cell}")
            return When.exactly(instant)
        if cell in self._ages:
            return self._ages[cell]
        if (age := relative_time(cell, self._shown)) is not None:
            if len(self._ages) < _MOST_AGES:
                self._ages[cell] = age
            return age
        try:
            return self._dates.when(self._ordered(cell))
        except BadDate:
            if _YEAR.search(cell):
                raise
            return None

    def _ordered(self, cell: str) -> str:
        found = _PARTS.fullmatch(cell) if self._day_first else None
        return f"{found[4]}-{int(found[3]):02}-{int(found[1]):02}{found[5]}" if found else cell


def reads_as_time(cell: str) -> bool:
    """Whether a cell holds a date, an epoch number or an age."""
    if len(cell) > _LONGEST:
        return False
    if _epoch(cell) is not None or relative_time(cell, _SOME_DAY) is not None:
        return True
    try:
        _DATES.instant(cell)
    except BadDate:
        return False
    return True


_DATES = Dates(_SOME_DAY)


def _epoch(cell: str) -> int | None:
    if _SECONDS.fullmatch(cell):
        return int(cell.partition(".")[0]) * SECOND
    return int(cell.partition(".")[0]) if _MILLISECONDS.fullmatch(cell) else None
