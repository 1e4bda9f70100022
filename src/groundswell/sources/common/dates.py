"""The dates that networks write into their exports, to epoch milliseconds. What has no zone is UTC."""

import re
from datetime import UTC, datetime

from groundswell.domain.when import DAY, SECOND, When

_EPOCH = datetime(1970, 1, 1)
_EPOCH_UTC = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_AHEAD = 2 * DAY
_FIRST_YEAR = 1000
_LONGEST = 60
_MONTHS = {
    name: number
    for number, name in enumerate(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), start=1)
}
_TIME = (
    r"(?:,?\s+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?)?(?:\s*(?:UTC|GMT))?"
)
_FORMS = tuple(
    re.compile(form + _TIME, re.ASCII)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d\d)",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d\d)",
        r"(?P<day>\d{1,2})\.?[ -](?P<month>[A-Za-z]{3,9})\.?[ ,-]\s*(?P<year>\d{4})",
        r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})",
    )
)
_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " "})


class BadDate(ValueError):
    """A text that is no date, an impossible one, or one that cannot be meant; its message says which."""


class Dates:
    """Reads dates as of one instant.

    Args:
        now: Epoch milliseconds; a date more than two days later (a zone and a wrong clock) is refused.
    """

    def __init__(self, now: int) -> None:
        self._latest = now + _MOST_AHEAD

    def instant(self, text: str) -> int:
        """Epoch milliseconds; a date without a time is the beginning of its day.

        Raises:
            BadDate: Blank, in no known form, not in the calendar, in the future or before the year 1000.
        """
        try:
            moment = datetime.fromisoformat(text[:-4] if text.endswith(" UTC") else text)
        except ValueError:
            moment = _other_form(text)
        since = moment - (_EPOCH if moment.tzinfo is None else _EPOCH_UTC)
        instant = since.days * DAY + since.seconds * SECOND + since.microseconds // 1000
        if instant > self._latest:
            raise BadDate(f"the date lies in the future: {text.strip()[:40]}")
        if moment.year < _FIRST_YEAR:
            raise BadDate(f"the date is too long ago: {text.strip()[:40]}")
        return instant

    def when(self, text: str) -> When:
        """The instant, or the whole day of a date without a time. Raises BadDate as `instant` does."""
        instant = self.instant(text)
        return When(instant, instant if ":" in text else instant + DAY - 1)


def _other_form(text: str) -> datetime:
    plain = text.translate(_SPACES).strip()
    if not plain:
        raise BadDate("there is no date")
    if len(plain) > _LONGEST:
        raise BadDate(f"not a date: {plain[:40]}")
    found = next((match for form in _FORMS if (match := form.fullmatch(plain))), None)
    if found is None:
        raise BadDate(f"not a date in a known form: {plain[:40]}")
    year, month, day = found["year"], found["month"], int(found["day"])
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3].lower(), 0)
    if number > 12 >= day and "/" in plain:
        number, day = day, number
    try:
        return datetime(
            int(year) + (2000 if len(year) == 2 else 0),
            number,
            day,
            _hour(found["hour"], found["half"]),
            int(found["minute"] or 0),
            int(found["second"] or 0),
        )
    except ValueError as error:
        raise BadDate(f"there is no such date: {plain[:40]}") from error


def _hour(hour: str | None, half: str | None) -> int:
    if half is None:
        return int(hour or 0)
    return int(hour or 0) % 12 + (12 if half in "Pp" else 0)
