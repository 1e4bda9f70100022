"""The workbook of one post: labels with their totals, then the shares of its audience."""

from collections.abc import Iterator, Sequence

from groundswell.domain.activity import Count, Post
from groundswell.domain.errors import DamagedFile, InputError
from groundswell.domain.records import Part, Record, SetAside, Yielded
from groundswell.domain.words import Metric, Network
from groundswell.sources.common.workbooks import Row, Sheet, Workbook, open_workbook, peek
from groundswell.sources.linkedin_analytics import sheets
from groundswell.sources.linkedin_analytics.labels import metric_of
from groundswell.sources.linkedin_analytics.values import calendar_of, count_of, dates_in, plain
from groundswell.sources.protocol import Asked, Given

_WITHIN = 12
_USUAL = (
    Metric.IMPRESSIONS,
    Metric.MEMBERS_REACHED,
    Metric.PROFILE_VIEWERS,
    Metric.FOLLOWERS_GAINED,
    Metric.ENGAGEMENTS,
    Metric.REACTIONS,
    Metric.COMMENTS,
    Metric.REPOSTS,
    Metric.SAVES,
    Metric.SENDS,
)
"""The order in which the totals stand, for languages whose labels are not known."""


class PostWorkbook:
    """`PostAnalytics_*.xlsx` (two sheets) and `SinglePostAnalytics_*.xlsx` (one)."""

    kind = "post-workbook"
    title = "LinkedIn analytics of one post (.xlsx)"

    def recognise(self, given: Given) -> float:
        """By one link to a post beside a label near the top, and totals beside labels below it."""
        try:
            book = peek(given)
        except InputError:
            return 0.0
        if book is None or not 1 <= len(book.sheets) <= 3:
            return 0.0
        link, rows = _link(book), _pairs(book.sheets[0])
        totals = sum(count_of(row.cell(1)) is not None for row in rows)
        return 0.95 if link is not None and totals >= 2 else 0.0

    def read(self, given: Given, asked: Asked) -> Iterator[Yielded]:
        """Yields a part for each sheet, and a record for the post, each total and each share.

        Raises:
            DamagedFile: It cannot be read, or links to no post.
            UnsafeFile: It passes the limits or declares XML entities.
        """
        book = open_workbook(given, asked.limits)
        link = _link(book)
        if link is None:
            raise DamagedFile(
                "the workbook does not link to its post", mend="Download it again from the post's analytics."
            )
        post = _post(book, link)
        at = book.made(post.at or 0, asked.now)
        for place, sheet in enumerate(book.sheets):
            audience = [row for row in sheet.rows if sheets.is_trait(row)]
            totals = _pairs(sheet) if place == 0 else []
            yield Part(sheet.name, self.kind if audience or totals else "not needed")
            if place == 0:
                yield Record(f"row {link.number}", (post,))
            yield from _totals(totals, post.key, at)
            yield from sheets.traits(audience, at, post.key)


def _link(book: Workbook) -> Row | None:
    """The row that links to the post; none if several posts are linked to."""
    first = book.sheets[0].rows if book.sheets else []
    rows = [row for row in first[:_WITHIN] if sheets.post_key(row.cell(1))]
    alone = len({sheets.post_key(row.cell(1)) for row in rows}) == 1
    return rows[0] if alone and plain(rows[0].cell(0)) and not sheets.post_key(rows[0].cell(0)) else None


def _pairs(sheet: Sheet) -> list[Row]:
    """Rows with a label, a value and nothing else."""
    return [row for row in sheet.rows if plain(row.cell(0)) and row.cell(1) != "" and row.cell(2) == ""]


def _post(book: Workbook, link: Row) -> Post:
    cells = [row.cell(1) for row in _pairs(book.sheets[0])[:_WITHIN]]
    calendar = calendar_of(cells, (), book.day_zero, day_first=False)
    published = next(
        (day for cell in cells if dates_in(cell) and (day := calendar.day(cell)) is not None), None
    )
    return sheets.post_of(link.cell(1), published)


def _totals(rows: Sequence[Row], post: str, at: int) -> Iterator[Record | SetAside]:
    counted = [row for row in rows if count_of(row.cell(1)) is not None]
    named = [metric_of(row.text(0)) for row in counted]
    if not any(named) and len(counted) == len(_USUAL):
        named = list(_USUAL)
    seen: set[Metric] = set()
    for row, metric in zip(counted, named, strict=True):
        value = count_of(row.cell(1))
        if metric is None or value is None:
            yield sheets.set_aside(row, "a total that is not known here")
        elif metric in seen:
            yield sheets.set_aside(row, f"{metric} were told already")
        else:
            seen.add(metric)
            yield Record(f"row {row.number}", (Count(Network.LINKEDIN, metric, value, at, post=post),))
