"""How a wave went, and the forecasts that were made of it, as blocks."""

from collections.abc import Iterator, Sequence

from groundswell.domain.report import WaveReport
from groundswell.domain.report_parts import Course, Foretold
from groundswell.domain.when import DAY, HOUR
from groundswell.domain.words import Metric
from groundswell.services.report.blocks import Block, Head, Picture, Pictures, Say, Table
from groundswell.services.report.called import METRICS, PHASES
from groundswell.services.report.charts import course_chart, forecast_chart
from groundswell.services.saying import moment, number, rough

_DRAWN = (Metric.REACTIONS, Metric.COMMENTS, Metric.IMPRESSIONS)
_WHEN = "%-d\u00a0%b,\u00a0%H:%M"
"""Not broken at its spaces: in a narrow table it would stand on three lines."""
_MOST_DAYS = 60


def course_blocks(one: WaveReport) -> Iterator[Block]:
    """The curves, and the forecasts that were made of them."""
    if not one.courses:
        return
    yield Head(3, "The course")
    if one.phase is not None:
        yield Say(f"When it was last looked at, {moment(one.until)}, the wave was {PHASES[one.phase]}.")
    drawn_first = [course for course in one.courses if course.metric in _DRAWN]
    for course in drawn_first or one.courses[:1]:
        drawn = Picture(course_chart(course), METRICS[course.metric], course_sentence(course))
        yield Pictures((drawn,))
    yield _by_day(drawn_first or one.courses[:1])
    for course in one.courses:
        if course.foretold:
            yield from _forecasts(course)


def course_sentence(course: Course) -> str:
    """What a chart says."""
    named = METRICS[course.metric].lower()
    told = f"{number(course.points[-1][1])} {named} until {moment(course.at, _WHEN)}."
    half = _half(course)
    if half is not None:
        told += f" Half of them came within {span(half)}."
    if course.ahead:
        low, middle, high = (number(max(course.points[-1][1], rough(value))) for value in course.ahead)
        told += f" Then {low} to {high} were expected in the end, most likely about {middle}."
    return told


def span(ms: int) -> str:
    """A span of time as one says it: 51 minutes, 24 hours, 2.6 days."""
    if ms < 2 * HOUR:
        return f"{max(1, round(ms / 60_000))} minutes"
    return f"{round(ms / HOUR)} hours" if ms < 2 * DAY else f"{ms / DAY:.1f} days".replace(".0 ", " ")


def _by_day(courses: Sequence[Course]) -> Table:
    """What there was after each day, for those who cannot see the curves."""
    begin, at = courses[0].points[0][0], max(course.at for course in courses)
    days = min((at - begin - 1) // DAY + 1, _MOST_DAYS)
    instants = [min(begin + day * DAY, at) for day in range(1, days + 1)]
    rows = tuple(
        (moment(instant, _WHEN), *(number(_known(course, instant)) for course in courses))
        for instant in instants
    )
    head = ("Until", *(METRICS[course.metric] for course in courses))
    return Table("The curves in numbers, day by day", head, rows, tuple(range(1, len(head))), folded=True)


def _known(course: Course, instant: int) -> float:
    return max((value for at, value in course.points if at <= instant), default=0.0)


def _forecasts(course: Course) -> Iterator[Block]:
    named = METRICS[course.metric].lower()
    yield Head(3, f"The forecasts that were made of {named}")
    drawn: dict[int, Foretold] = {}
    for one in course.foretold:
        drawn.setdefault(one.known_until, one)
    pictures = tuple(
        Picture(forecast_chart(course, one), f"After {span(at - course.points[0][0])}", _promise(one))
        for at, one in drawn.items()
    )
    rows = tuple(
        (
            moment(one.known_until, _WHEN) + (" *" if one.afterwards else ""),
            moment(one.of, _WHEN),
            f"{number(one.low)} to {number(one.high)}",
            number(one.middle),
            "not yet" if one.came is None else number(one.came),
            {True: "yes", False: "no", None: "–"}[one.held],
        )
        for one in course.foretold
    )
    head = ("Known until", "Of", "8 in 10", "Most likely", "Came", "Held")
    yield Pictures(pictures)
    yield Table(f"Forecasts of {named}, and what came", head, rows, (2, 3, 4))
    held = [one.held for one in course.foretold if one.held is not None]
    told = f"{sum(held)} of {len(held)} spans held what came; eight in ten should. " if held else ""
    if any(one.afterwards for one in course.foretold):
        told += "Marked * is what would have been said then: worked out afterwards from what was known."
    if told:
        yield Say(told.strip(), "meta")


def _promise(one: Foretold) -> str:
    came = "; not yet known what came" if one.came is None else f"; {number(one.came)} came"
    return f"{number(one.low)} to {number(one.high)} expected by {moment(one.of, '%-d %b')}{came}."


def _half(course: Course) -> int | None:
    total = course.points[-1][1]
    begin = course.points[0][0]
    if course.basis == "totals":
        return None
    return next((instant - begin for instant, value in course.points if value >= total / 2), None)
