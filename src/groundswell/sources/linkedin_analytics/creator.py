"""The workbook of all of a creator's posts: totals, daily numbers, top posts, followers, demographics."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.activity import Count
from groundswell.domain.errors import DamagedFile, InputError
from groundswell.domain.keys import folded
from groundswell.domain.records import Part, Record, SetAside, Yielded
from groundswell.domain.when import DAY
from groundswell.domain.words import Metric, Network
from groundswell.sources.common.workbooks import Cell, Row, Sheet, Workbook, open_workbook, peek, xlsx
from groundswell.sources.linkedin_analytics import sheets
from groundswell.sources.linkedin_analytics.values import Calendar, calendar_of, count_of, dates_in, plain
from groundswell.sources.protocol import Asked, Given

_UNREADABLE = 0.4
"""Enough that a damaged workbook is taken up, and its reader says what is wrong with it."""

_ENGLISH = {"unique views", "members reached", "new followers", "post url", "top demographics"}
_BEYOND = 1 << 30


class _Role(StrEnum):
    DISCOVERY = "discovery"
    ENGAGEMENT = "engagement"
    TOP_POSTS = "top-posts"
    FOLLOWERS = "followers"
    DEMOGRAPHICS = "demographics"


@dataclass(frozen=True, slots=True)
class _Context:
    """The days that the totals cover, and the instant at which the last of them was counted."""

    start: int
    end: int
    at: int
    calendar: Calendar
    now: int


class CreatorWorkbook:
    """`Content_*.xlsx` and, since 2026, `AggregateAnalytics_*.xlsx`."""

    kind = "creator-workbook"
    title = "LinkedIn creator analytics (.xlsx)"

    def recognise(self, given: Given) -> float:
        """By the shapes of its sheets; the first shows the window that the numbers cover."""
        try:
            book = peek(given)
        except InputError:
            return _UNREADABLE if given.head.startswith(xlsx.MAGIC) else 0.0
        if book is None:
            return 0.0
        roles = {role for sheet in book.sheets if (role := _role(sheet)) is not None}
        if _Role.DISCOVERY in roles and len(roles) > 1:
            return 0.95
        return 0.6 if len(roles) > 2 else 0.0

    def read(self, given: Given, asked: Asked) -> Iterator[Yielded]:
        """Yields a part for each sheet, and a record for each day, post and share.

        Raises:
            DamagedFile: It cannot be read, or nothing in it says which days it covers.
            UnsafeFile: It passes the limits or declares XML entities.
        """
        book = open_workbook(given, asked.limits)
        roles = [(sheet, _role(sheet)) for sheet in book.sheets]
        context = _context(book, roles, asked.now)
        for sheet, role in roles:
            yield Part(sheet.name, f"{self.kind} {role}" if role else "not needed")
            if role is _Role.DISCOVERY:
                yield from _discovery(sheet, context)
            elif role is _Role.ENGAGEMENT:
                yield from _engagement(sheet, context)
            elif role is _Role.TOP_POSTS:
                yield from _top_posts(sheet, context)
            elif role is _Role.FOLLOWERS:
                yield from _followers(sheet, context)
            elif role is _Role.DEMOGRAPHICS:
                yield from sheets.traits(_traits(sheet), context.at)


def _role(sheet: Sheet) -> _Role | None:
    if _window(sheet) is not None:
        return _Role.DISCOVERY
    if any(_links(row) for row in sheet.rows):
        return _Role.TOP_POSTS
    dated = list(filter(sheets.is_dated, sheet.rows))
    if any(count_of(row.cell(2)) is not None for row in dated):
        return _Role.ENGAGEMENT
    if dated or any(map(_is_total, sheet.rows[:3])):
        return _Role.FOLLOWERS
    return _Role.DEMOGRAPHICS if any(map(sheets.is_trait, sheet.rows)) else None


def _window(sheet: Sheet) -> Cell | None:
    cells = (cell for row in sheet.rows[:3] for cell in row.cells[:4])
    return next((cell for cell in cells if len(dates_in(cell)) == 2), None)


def _links(row: Row) -> list[int]:
    """The columns of a row that link to posts."""
    return [column for column, cell in enumerate(row.cells[:12]) if sheets.post_key(cell)]


def _is_total(row: Row) -> bool:
    """Whether a row is like `Total followers on 11/22/2024: | 1234`."""
    label = row.cell(0)
    return len(dates_in(label)) == 1 and not sheets.looks_dated(label) and count_of(row.cell(1)) is not None


def _context(book: Workbook, roles: Sequence[tuple[Sheet, _Role | None]], now: int) -> _Context:
    rows = [row for sheet, _ in roles for row in sheet.rows]
    run = [
        row.cell(0)
        for sheet, role in roles
        if role in {_Role.ENGAGEMENT, _Role.FOLLOWERS}
        for row in filter(sheets.is_dated, sheet.rows)
    ]
    english = any(folded(row.text(column)) in _ENGLISH for row in rows for column in range(3))
    written = (cell for row in rows for cell in row.cells[:7] if isinstance(cell, str) and len(cell) < 80)
    calendar = calendar_of(written, run, book.day_zero, day_first=not english)
    windows = (_window(sheet) for sheet, _ in roles)
    told = next((days for cell in windows if cell is not None and (days := calendar.days(cell))), None)
    days = told or [day for cell in run if (day := calendar.day(cell)) is not None]
    if not days:
        raise DamagedFile(
            "nothing in the workbook says which days it covers",
            mend="Download it again from the analytics page.",
        )
    start, last = min(days), max(days)
    counted = book.made(last, now)
    return _Context(start, last + DAY, min(last + DAY, counted), calendar, now)


def _discovery(sheet: Sheet, context: _Context) -> Iterator[Record | SetAside]:
    rows = [row for row in sheet.rows if len(dates_in(row.cell(1))) < 2 and plain(row.cell(0))]
    labels = Row(0, [row.cell(0) for row in rows])
    metrics = sheets.columns_of(labels, {0: Metric.IMPRESSIONS, 1: Metric.MEMBERS_REACHED})
    for place, row in enumerate(rows):
        value, metric = count_of(row.cell(1)), metrics.get(place)
        if metric is None:
            yield sheets.set_aside(row, "a total that is not known here")
        elif value is None:
            yield sheets.set_aside(row, "there is no number")
        else:
            total = Count(Network.LINKEDIN, metric, value, context.end, start=context.start)
            yield Record(f"row {row.number}", (total,))


def _engagement(sheet: Sheet, context: _Context) -> Iterator[Record | SetAside]:
    first, rows = _data(sheet, sheets.is_dated)
    columns = sheets.columns_of(
        sheets.header_above(sheet, first), {1: Metric.IMPRESSIONS, 2: Metric.ENGAGEMENTS}
    )
    named = {column: (metric, "") for column, metric in columns.items()}
    return sheets.daily(rows, named, context.calendar, context.now)


def _top_posts(sheet: Sheet, context: _Context) -> Iterator[Record | SetAside]:
    first, rows = _data(sheet, lambda row: bool(_links(row)))
    places = _links(first)
    usual = dict(zip((place + 2 for place in places), (Metric.ENGAGEMENTS, Metric.IMPRESSIONS), strict=False))
    metrics = sheets.columns_of(sheets.header_above(sheet, first), usual)
    for row in rows:
        links = [place for place in _links(row) if place + 2 in metrics]
        if not links:
            yield sheets.set_aside(row, "there is no link to a post")
        for place in links:
            value = count_of(row.cell(place + 2))
            if value is None:
                yield sheets.set_aside(row, "there is no number")
                continue
            post = sheets.post_of(row.cell(place), context.calendar.day(row.cell(place + 1)))
            # Who was published within the window has no history before it: that is a running total.
            whole = post.at is not None and post.at >= context.start
            start, end = (None, context.at) if whole else (context.start, context.end)
            metric = metrics[place + 2]
            count = Count(Network.LINKEDIN, metric, value, end, start=start, post=post.key)
            yield Record(f"row {row.number}", (post, count))


def _followers(sheet: Sheet, context: _Context) -> Iterator[Record | SetAside]:
    dated = [row for row in sheet.rows if sheets.looks_dated(row.cell(0))]
    first_day = dated[0].number if dated else _BEYOND
    for row in sheet.rows:
        if row.number < first_day and (total := count_of(row.cell(1))) is not None:
            days = context.calendar.days(row.cell(0))
            end = days[0] + DAY if days else context.end
            count = Count(Network.LINKEDIN, Metric.FOLLOWERS, total, min(end, context.at))
            yield Record(f"row {row.number}", (count,))
    columns = {1: (Metric.FOLLOWERS_GAINED, "")}
    rows = [row for row in sheet.rows if row.number >= first_day]
    yield from sheets.daily(rows, columns, context.calendar, context.now)


def _traits(sheet: Sheet) -> list[Row]:
    return _data(sheet, sheets.is_trait)[1]


def _data(sheet: Sheet, is_data: Callable[[Row], bool]) -> tuple[Row, list[Row]]:
    """The first row that holds data, and all from it on."""
    begin = next(place for place, row in enumerate(sheet.rows) if is_data(row))
    return sheet.rows[begin], sheet.rows[begin:]
