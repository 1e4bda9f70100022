"""The workbooks of a company page: daily numbers, posts, followers. Row 1 describes, row 2 is the header."""

from collections.abc import Iterator
from enum import StrEnum

from groundswell.domain.activity import Count, Demographic
from groundswell.domain.errors import InputError
from groundswell.domain.records import Part, Record, SetAside, Yielded
from groundswell.domain.when import DAY
from groundswell.domain.words import Metric, Network
from groundswell.sources.common.text import one_line
from groundswell.sources.common.workbooks import Row, Sheet, Workbook, open_workbook, peek, xls
from groundswell.sources.linkedin_analytics import sheets
from groundswell.sources.linkedin_analytics.labels import flavour_of, metric_of
from groundswell.sources.linkedin_analytics.values import Calendar, calendar_of, count_of, plain
from groundswell.sources.protocol import Asked, Given

_UNREADABLE = 0.4
_RATES = frozenset({Metric.ENGAGEMENT_RATE, Metric.CLICK_THROUGH_RATE})
_FOLLOWER_COLUMNS = 8
"""A daily sheet with at most this many columns counts followers; the one of the page's posts has 19."""

_METRICS_WIDTHS = (19, 20)
"""Columns of the daily sheet, without and with the unique impressions."""

_FLAVOURS = ("organic", "sponsored", "")
_SIX = (
    Metric.IMPRESSIONS,
    Metric.CLICKS,
    Metric.REACTIONS,
    Metric.COMMENTS,
    Metric.REPOSTS,
    Metric.ENGAGEMENT_RATE,
)
_POST_COLUMNS = {
    9: Metric.IMPRESSIONS,
    10: Metric.VIEWS,
    12: Metric.CLICKS,
    13: Metric.CLICK_THROUGH_RATE,
    14: Metric.REACTIONS,
    15: Metric.COMMENTS,
    16: Metric.REPOSTS,
    17: Metric.FOLLOWERS_GAINED,
    18: Metric.ENGAGEMENT_RATE,
}
"""Where the numbers of a post stand, for languages whose labels are not known."""


class _Role(StrEnum):
    METRICS = "metrics"
    POSTS = "posts"
    FOLLOWERS = "followers"
    AUDIENCE = "audience"


class CompanyWorkbook:
    """The `.xls` that a page's analytics give, or an `.xlsx` of the same shape."""

    kind = "company-workbook"
    title = "LinkedIn page analytics (.xls)"

    def recognise(self, given: Given) -> float:
        """By a first sheet of daily numbers or of posts below one line of description."""
        try:
            book = peek(given)
        except InputError:
            return _UNREADABLE if given.head.startswith(xls.MAGIC) else 0.0
        if book is None or not book.sheets or not book.sheets[0].rows:
            return 0.0
        first = book.sheets[0]
        header, described = _header(first), _blanks_but_one(first.rows[0])
        if header is None or _role(first) is None:
            return 0.0
        known = sum(metric_of(header.text(column)) is not None for column in range(1, len(header.cells)))
        if described and (known or len(header.cells) in _METRICS_WIDTHS):
            return 0.9
        return 0.5 if known > 1 else 0.0

    def read(self, given: Given, asked: Asked) -> Iterator[Yielded]:
        """Yields a part for each sheet, and a record for each day, post and share.

        Raises:
            DamagedFile: It cannot be read.
            UnsafeFile: It passes the limits or declares XML entities.
        """
        book = open_workbook(given, asked.limits)
        calendar = _calendar(book)
        days = [day for row in _dated(book) if (day := calendar.day(row.cell(0))) is not None]
        window = (min(days), max(days) + DAY) if days else None
        at = book.made(window[1] - DAY if window else 0, asked.now)
        at = min(window[1], at) if window else at
        for sheet in book.sheets:
            role = _role(sheet)
            yield Part(sheet.name, f"{self.kind} {role}" if role else "not needed")
            if role is _Role.POSTS:
                yield from _posts(sheet, calendar, window, at)
            elif role is _Role.AUDIENCE:
                yield from _audience(sheet, at)
            elif role is not None:
                yield from _daily(sheet, role, calendar, asked.now)


def _blanks_but_one(row: Row) -> bool:
    return sum(cell != "" for cell in row.cells) == 1


def _header(sheet: Sheet) -> Row | None:
    """The row of labels: the first that has several, if they are all text."""
    row = next((row for row in sheet.rows[:4] if not _blanks_but_one(row)), None)
    return row if row is not None and all(isinstance(cell, str) for cell in row.cells) else None


def _body(sheet: Sheet) -> list[Row]:
    header = _header(sheet)
    return [row for row in sheet.rows if header is not None and row.number > header.number]


def _role(sheet: Sheet) -> _Role | None:
    header, body = _header(sheet), _body(sheet)
    if header is None:
        return None
    if any(_link(row) is not None for row in body[:20]):
        return _Role.POSTS
    if any(map(sheets.is_dated, body[:20])):
        return _Role.FOLLOWERS if len(header.cells) <= _FOLLOWER_COLUMNS else _Role.METRICS
    counted = [row for row in body if plain(row.cell(0)) and count_of(row.cell(1)) is not None]
    return _Role.AUDIENCE if counted and len(header.cells) == 2 else None


def _link(row: Row) -> int | None:
    return next((column for column, cell in enumerate(row.cells[:12]) if sheets.post_key(cell)), None)


def _dated(book: Workbook) -> list[Row]:
    daily = (sheet for sheet in book.sheets if _role(sheet) in {_Role.METRICS, _Role.FOLLOWERS})
    return [row for sheet in daily for row in _body(sheet) if sheets.looks_dated(row.cell(0))]


def _calendar(book: Workbook) -> Calendar:
    run = [row.cell(0) for row in _dated(book)]
    posts = (sheet for sheet in book.sheets if _role(sheet) is _Role.POSTS)
    dates = [
        cell for sheet in posts for row in _body(sheet) for cell in row.cells if sheets.looks_dated(cell)
    ]
    return calendar_of([*run, *dates], run, book.day_zero, day_first=False)


def _daily(sheet: Sheet, role: _Role, calendar: Calendar, now: int) -> Iterator[Record | SetAside]:
    header = _header(sheet) or Row(0, [])
    named: dict[int, tuple[Metric, str]] = {}
    for column in range(1, len(header.cells)):
        metric, flavour = metric_of(header.text(column)), flavour_of(header.text(column))
        if metric is not None and flavour is not None and (metric, flavour) not in named.values():
            named[column] = (metric, flavour)
    if len(named) < 3:
        named = _usual(role, len(header.cells))
    return sheets.daily(_body(sheet), named, calendar, now, _RATES)


def _usual(role: _Role, width: int) -> dict[int, tuple[Metric, str]]:
    """What the columns hold in a language whose labels are not known."""
    if role is _Role.FOLLOWERS:
        flavours = (
            ("sponsored", "organic", "auto-invited", "") if width == 5 else ("sponsored", "organic", "")
        )
        return {column: (Metric.FOLLOWERS_GAINED, flavour) for column, flavour in enumerate(flavours, 1)}
    columns = [(metric, flavour) for metric in _SIX for flavour in _FLAVOURS]
    if width == max(_METRICS_WIDTHS):
        columns.insert(len(_FLAVOURS), (Metric.MEMBERS_REACHED, "organic"))
    return dict(enumerate(columns, 1)) if width in _METRICS_WIDTHS else {}


def _post_columns(header: Row) -> dict[int, Metric]:
    named: dict[int, Metric] = {}
    for column in range(1, len(header.cells)):
        metric = metric_of(header.text(column))
        if metric is not None and metric not in named.values():
            named[column] = metric
    return named if len(named) > 3 else _POST_COLUMNS


def _posts(
    sheet: Sheet, calendar: Calendar, window: tuple[int, int] | None, at: int
) -> Iterator[Record | SetAside]:
    columns = _post_columns(_header(sheet) or Row(0, []))
    for row in _body(sheet):
        place = _link(row)
        if place is None:
            yield sheets.set_aside(row, "there is no link to a post")
            continue
        days = (day for cell in row.cells[place + 1 :] if (day := calendar.day(cell)) is not None)
        title = row.text(0) if place > 0 else ""
        post = sheets.post_of(row.cell(place), next(days, None), text=title)
        earlier = window is not None and (post.at is None or post.at < window[0])
        start, end = window if window is not None and earlier else (None, at)
        counts = [
            Count(Network.LINKEDIN, metric, value, end, start=start, post=post.key)
            for column, metric in columns.items()
            if (value := sheets.amount(row.cell(column), metric, _RATES)) is not None
        ]
        yield Record(f"row {row.number}", (post, *counts))


def _audience(sheet: Sheet, at: int) -> Iterator[Record | SetAside]:
    header, rows = _header(sheet) or Row(0, []), _body(sheet)
    whole = sum(max(count_of(row.cell(1)) or 0.0, 0.0) for row in rows)
    for row in rows:
        number = count_of(row.cell(1))
        if number is None or number < 0 or not whole:
            yield sheets.set_aside(row, "there is no number")
            continue
        dimension, label = one_line(header.text(0) or sheet.name)[:200], one_line(row.text(0))[:500]
        yield Record(
            f"row {row.number}", (Demographic(Network.LINKEDIN, dimension, label, number / whole, at),)
        )
