"""What the workbooks have in common: links to posts, daily numbers, shares of an audience."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from groundswell.domain.activity import Count, Demographic, Post
from groundswell.domain.keys import linkedin_created, linkedin_post_key
from groundswell.domain.records import Record, SetAside
from groundswell.domain.when import DAY
from groundswell.domain.words import Metric, Network
from groundswell.sources.common.text import one_line
from groundswell.sources.common.workbooks import Cell, Row, Sheet
from groundswell.sources.linkedin_analytics.labels import metric_of
from groundswell.sources.linkedin_analytics.values import Calendar, count_of, plain, share_of

_MEND = "Compare the row with the analytics page; the other rows are in."
_MOST_AHEAD = 2 * DAY
_URL_LENGTH = 2_000


def post_key(cell: Cell) -> str:
    """The key of the post that a cell links to; empty if it links to none."""
    text = plain(cell)
    return linkedin_post_key(text) if "linkedin.com/" in text[:60] or text.startswith("urn:li:") else ""


def post_of(cell: Cell, published: int | None, *, text: str = "") -> Post:
    """The post a cell links to; its URN tells the time to the second, the workbook only the day."""
    key = post_key(cell)
    url = plain(cell)
    created = linkedin_created(key)
    return Post(
        Network.LINKEDIN,
        key,
        at=created if created is not None else published,
        text=one_line(text),
        url=url if url.startswith("https://") and len(url) < _URL_LENGTH else "",
    )


def set_aside(row: Row, why: str) -> SetAside:
    """A row that could not be read."""
    excerpt = " | ".join(filter(None, (one_line(row.text(column))[:60] for column in range(6))))
    return SetAside(f"row {row.number}", why, _MEND, excerpt[:120])


def is_dated(row: Row) -> bool:
    """Whether a row begins with something like a date and goes on with a number."""
    return looks_dated(row.cell(0)) and any(count_of(cell) is not None for cell in row.cells[1:])


def looks_dated(cell: Cell) -> bool:
    """Whether a cell may hold one date, whichever way it is written."""
    return any(Calendar(order, 0).day(cell) is not None for order in (True, False))


def columns_of(header: Row, usual: Mapping[int, Metric]) -> dict[int, Metric]:
    """What each column counts: by its label where all labels are understood, else by its usual place."""
    named = {column: metric_of(header.text(column)) for column in range(len(header.cells))}
    known = {column: metric for column, metric in named.items() if metric is not None}
    understood = usual.keys() <= known.keys() and len(set(known.values())) == len(known)
    return known if understood else dict(usual)


def header_above(sheet: Sheet, first: Row) -> Row:
    """The row that stands above the first row of data; an empty one if there is none."""
    above = [row for row in sheet.rows if row.number < first.number]
    return above[-1] if above else Row(0, [])


def is_trait(row: Row) -> bool:
    """Whether a row holds a dimension, a label and a share."""
    return bool(plain(row.cell(0)) and plain(row.cell(1))) and share_of(row.cell(2), True) is not None


def daily(
    rows: Iterable[Row],
    columns: Mapping[int, tuple[Metric, str]],
    calendar: Calendar,
    now: int,
    shares: frozenset[Metric] = frozenset(),
) -> Iterator[Record | SetAside]:
    """One record for each day, with a count for each column.

    Args:
        columns: Metric and flavour of each column.
        shares: Metrics that are shares rather than totals.
    """
    seen: set[int] = set()
    for row in rows:
        day = calendar.day(row.cell(0))
        if day is None:
            yield set_aside(row, f"not a date: {one_line(row.text(0))[:40]}")
        elif day > now + _MOST_AHEAD:
            yield set_aside(row, "the date lies in the future")
        elif day in seen:
            yield set_aside(row, "the same day stands here twice")
        else:
            counts = tuple(
                Count(Network.LINKEDIN, metric, value, day + DAY, start=day, flavour=flavour)
                for column, (metric, flavour) in columns.items()
                if (value := amount(row.cell(column), metric, shares)) is not None
            )
            if counts:
                seen.add(day)
                yield Record(f"row {row.number}", counts)
            else:
                yield set_aside(row, "there is no number on this day")


def amount(cell: Cell, metric: Metric, shares: frozenset[Metric]) -> float | None:
    """A total, or for some metrics a share."""
    if metric not in shares:
        return count_of(cell)
    share = share_of(cell)
    return None if share is None else share.value


def traits(rows: Sequence[Row], at: int, post: str = "") -> Iterator[Record | SetAside]:
    """One record for each share of the audience."""
    numbers = [cell for row in rows if isinstance(cell := row.cell(2), float)]
    hundredths = any(number > 1 for number in numbers)
    for row in rows:
        share = share_of(row.cell(2), hundredths)
        if share is None:
            yield set_aside(row, "there is no share")
            continue
        dimension, label = one_line(row.text(0))[:200], one_line(row.text(1))[:500]
        fact = Demographic(Network.LINKEDIN, dimension, label, share.value, at, share.below, post)
        yield Record(f"row {row.number}", (fact,))
