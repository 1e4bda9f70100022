"""A report's facts in words, tables and charts: pure, and the only place that words them."""

from collections.abc import Iterator, Sequence

from groundswell.domain.report import Report, Section, WaveReport
from groundswell.domain.report_parts import HitRate
from groundswell.domain.words import Metric, Tone
from groundswell.services.report.blocks import (
    Block,
    Document,
    Head,
    Items,
    Picture,
    Pictures,
    PostBlock,
    Say,
    Table,
    Tile,
    Tiles,
)
from groundswell.services.report.called import METRICS
from groundswell.services.report.charts import bars
from groundswell.services.report.cleaning import cleaned, link
from groundswell.services.report.course_blocks import course_blocks
from groundswell.services.report.wave_blocks import (
    answered_blocks,
    came_blocks,
    earlier_blocks,
    hard_blocks,
    reach_blocks,
    said_blocks,
    said_times,
    times_usual,
)
from groundswell.services.saying import cut, listed, moment, number, percent, short
from groundswell.services.waves.showing import FEWEST_POSTS

_DAY = "%-d %B %Y"
_TILES = (
    Metric.IMPRESSIONS, Metric.MEMBERS_REACHED, Metric.REACTIONS, Metric.COMMENTS, Metric.REPOSTS,
    Metric.FOLLOWERS_GAINED,
)  # fmt: skip
_PARTS = {
    Section.COURSE: course_blocks,
    Section.REACH: reach_blocks,
    Section.SAID: said_blocks,
    Section.HARD: hard_blocks,
    Section.ANSWERED: answered_blocks,
    Section.CAME: came_blocks,
    Section.EARLIER: earlier_blocks,
}
_COMPARED = (Metric.IMPRESSIONS, Metric.REACTIONS, Metric.COMMENTS, Metric.REPOSTS)
_TITLE_CHARS = 60


def document(report: Report) -> Document:
    """The report as blocks."""
    several = len(report.waves) > 1
    blocks: list[Block] = []
    if several:
        blocks += _summary(report)
        blocks += _mood(report)
    for n, one in enumerate(report.waves, 1):
        heading = cut(one.text, _TITLE_CHARS) or "A post without its text"
        blocks.append(Head(2, f"{n}. {heading}" if several else "The post"))
        told = _wave(one, report.sections)
        # Of several posts each is told in short: what holds for the account alone, and days, are left to one.
        blocks += (block for block in told if not (several and isinstance(block, Table) and block.folded))
    if Section.COURSE in report.sections and report.hits_of_account.of:
        blocks += [Head(2, "How right the forecasts are"), Say(_hits(report))]
    lines, accent, logo = tuple(_lines(report)), report.accent, report.logo
    return cleaned(Document(report.title, lines, accent, logo, tuple(blocks), report.notes, report.made))


def _lines(report: Report) -> Iterator[str]:
    if report.client:
        yield f"For {report.client}"
    if report.accounts:
        yield " · ".join(report.accounts)
    known = [one.at for one in report.waves if one.at is not None]
    until = max(one.until for one in report.waves)
    began = (
        f"{moment(min(known), _DAY)} to {moment(until, _DAY)}" if known else f"Until {moment(until, _DAY)}"
    )
    yield f"{began} · made on {moment(report.made, _DAY)}"


def _wave(one: WaveReport, sections: frozenset[Section]) -> Iterator[Block]:
    where = " and ".join(network.called for network in one.networks)
    said = [where, moment(one.at, "%a %-d %B %Y, %H:%M") if one.at is not None else "", one.account]
    yield PostBlock(one.text, " · ".join(filter(None, said)), link(one.url))
    figures = {figure.metric: figure for figure in one.figures}
    tiles = [
        Tile(short(figures[metric].value), METRICS[metric].lower(), times_usual(figures[metric]))
        for metric in _TILES
        if metric in figures
    ]
    yield Say(_in_short(one), "lede")
    if tiles:
        yield Tiles(tuple(tiles))
    for section in Section:
        if section in sections:
            yield from _PARTS[section](one)
    if one.unknown:
        yield Head(3, "What is not known")
        yield Items(one.unknown)


def _in_short(one: WaveReport) -> str:
    """The wave in two or three sentences, for whoever reads no further."""
    figures = {figure.metric: figure for figure in one.figures}
    named = [
        f"{number(figures[metric].value)} {METRICS[metric].lower()}"
        for metric in (Metric.IMPRESSIONS, Metric.REACTIONS, Metric.COMMENTS)
        if metric in figures
    ]
    told = [f"{listed(named)}."] if named else []
    leading = next((figures[one] for one in (Metric.REACTIONS, Metric.COMMENTS) if one in figures), None)
    if leading is not None and leading.usual is not None and leading.usual.posts >= FEWEST_POSTS:
        told.append(
            f"In {METRICS[leading.metric].lower()} that is {said_times(leading)} the median of the "
            f"{number(leading.usual.posts)} earlier posts."
        )
    if one.hard.read:
        kind, cruel = (
            one.hard.tones.get(tone, 0) / one.hard.read for tone in (Tone.SUPPORTIVE, Tone.HOSTILE)
        )
        told.append(f"Of what was said, {percent(kind)} was kind and {percent(cruel)} hostile.")
    return " ".join(told) or "Little is known of this post yet."


def _summary(report: Report) -> list[Block]:
    """What several posts make together, and each beside the others."""
    tiles = tuple(
        Tile(short(report.totals[metric]), METRICS[metric].lower(), "of all posts together")
        for metric in _TILES
        if metric in report.totals
    )
    blocks: list[Block] = [Head(2, "All posts together"), Tiles(tiles)] if tiles else []
    compared = [metric for metric in _COMPARED if any(_value(one, metric) for one in report.waves)]
    rows = tuple(_row(n, one, compared) for n, one in enumerate(report.waves, 1))
    numbers = tuple(range(2, 2 + len(compared)))
    head = ("Post", "Published", *(METRICS[metric] for metric in compared))
    table = Table("Each post beside the others", head, rows, numbers)
    leading = next((metric for metric in (Metric.REACTIONS, Metric.COMMENTS) if metric in compared), None)
    if leading is None:
        return [*blocks, table]
    drawn = [(f"{n}. {cut(one.text, 24)}", _value(one, leading), _median(one, leading))
             for n, one in enumerate(report.waves, 1)]  # fmt: skip
    best = max(report.waves, key=lambda one: _value(one, leading))
    sentence = (
        f"{METRICS[leading]} of each post; the mark is what was usual before it. Most had the post of "
        f"{moment(best.at, _DAY) if best.at is not None else 'unknown date'}: "
        f"{number(_value(best, leading))}."
    )
    return [*blocks, Pictures((Picture(bars(drawn), METRICS[leading], sentence),)), table]


def _mood(report: Report) -> list[Block]:
    """The tone of all that was said, in one sentence."""
    read = sum(one.hard.read for one in report.waves)
    if not read or Section.HARD not in report.sections:
        return []
    shares = {tone: sum(one.hard.tones.get(tone, 0) for one in report.waves) / read for tone in Tone}
    return [
        Say(
            f"Of {number(read)} texts under all of them {percent(shares[Tone.SUPPORTIVE])} were kind, "
            f"{percent(shares[Tone.CRITICAL])} critical and {percent(shares[Tone.HOSTILE])} hostile."
        )
    ]


def _row(n: int, one: WaveReport, compared: Sequence[Metric]) -> tuple[str, ...]:
    values = (number(_value(one, metric)) if _value(one, metric) else "–" for metric in compared)
    # A date is not broken at its spaces.
    when = moment(one.at, "%-d\u00a0%b\u00a0%Y") if one.at is not None else "–"
    return (f"{n}. {cut(one.text, _TITLE_CHARS) or 'A post without its text'}", when, *values)


def _value(one: WaveReport, metric: Metric) -> float:
    return next((figure.value for figure in one.figures if figure.metric is metric), 0.0)


def _median(one: WaveReport, metric: Metric) -> float | None:
    return next((f.usual.median for f in one.figures if f.metric is metric and f.usual), None)


def _hits(report: Report) -> str:
    account = report.hits_of_account
    waves = HitRate(sum(one.hits.held for one in report.waves), sum(one.hits.of for one in report.waves))
    told = (
        f"Each forecast gives a span that should hold eight times in ten. {_held(waves)} in this report held"
    )
    if account.of > waves.of:
        told += f"; of all posts so far, {_held(account).lower()}"
    return f"{told}. Where few have come due, this says little yet."


def _held(rate: HitRate) -> str:
    return f"{number(rate.held)} of {number(rate.of)}" if rate.of else "None of none"
