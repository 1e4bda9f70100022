"""Charts as SVG. Colours are classes, given by whoever puts a chart into a page or a PDF."""

from collections.abc import Callable, Sequence

from markupsafe import escape

from groundswell.domain.report_parts import Course, Foretold
from groundswell.domain.when import DAY
from groundswell.services.report.axes import at_a_glance, day_steps, ticks
from groundswell.services.saying import moment, number, rough

WIDE, HIGH = 720.0, 230.0
SMALL_WIDE, SMALL_HIGH = 228.0, 150.0
_ROOM = 1.08

_Scale = Callable[[float], float]


def course_chart(course: Course) -> str:
    """What was, with what is usual behind it and, where it is not over, what may be."""
    begin, last = course.points[0][0], course.at
    top = max(course.points[-1][1], course.ahead[2] if course.ahead else 0.0, 1.0) * _ROOM
    right = WIDE - (84.0 if course.ahead else 16.0)
    x, y = _across(begin, last, 48.0, right), _up(top, 14.0, HIGH - 28.0)
    parts = [_axes(x, y, begin, last, top, right)]
    if course.usual and y(course.usual.low) - y(course.usual.high) >= 1.5:
        high, low = y(course.usual.high), y(course.usual.low)
        parts.append(
            f'<rect class="usual" x="48" y="{high}" width="{right - 48}" height="{low - high:.1f}"/>'
        )
    parts.append(f'<path class="line" d="{_path(course.points, x, y)}"/>')
    if course.ahead:
        low, middle, high = (y(value) for value in course.ahead)
        at = right + 14
        parts.append(
            f'<path class="whisker" d="M{at} {low}V{high}M{at - 5} {low}h10M{at - 5} {high}h10"/>'
            f'<circle class="dot" cx="{at}" cy="{middle}" r="3.5"/>'
            f'<text class="label" x="{at + 8}" y="{middle + 4}">~{at_a_glance(rough(course.ahead[1]))}</text>'
        )
    return _svg(WIDE, HIGH, "".join(parts))


def forecast_chart(course: Course, said: Foretold) -> str:
    """One forecast as it was made, and the line of what came."""
    begin, last = course.points[0][0], min(course.at, max((row[0] for row in said.band), default=course.at))
    shown = [row for row in said.band if row[0] <= last]
    values = [value for instant, value in course.points if instant <= last]
    top = max([*values, *(row[5] for row in shown), 1.0])
    # A forecast that was far too high must not flatten what came.
    top = min(top, 3.0 * max([*values, 1.0])) * _ROOM
    right = SMALL_WIDE - 6.0
    x, y = _across(begin, last, 36.0, right), _up(top, 8.0, SMALL_HIGH - 24.0)
    now = (said.known_until, said.observed)

    def area(low: int, high: int) -> str:
        above = [now, *((row[0], row[high]) for row in shown)]
        below = [(row[0], row[low]) for row in reversed(shown)]
        return _path([*above, *below], x, y) + "Z"

    middle = _path([now, *((row[0], row[3]) for row in shown)], x, y)
    seen = [point for point in course.points if point[0] <= said.known_until]
    came = [now, *(point for point in course.points if said.known_until < point[0] <= last)]
    at = x(said.known_until)
    body = (
        _axes(x, y, begin, last, top, right, small=True)
        + f'<path class="wide" d="{area(1, 5)}"/><path class="band" d="{area(2, 4)}"/>'
        + f'<path class="middle" d="{middle}"/>'
        + f'<path class="came" d="{_path(came, x, y)}"/><path class="line" d="{_path([*seen, now], x, y)}"/>'
        + f'<path class="now" d="M{at} 8V{SMALL_HIGH - 24}"/>'
    )
    return _svg(SMALL_WIDE, SMALL_HIGH, body)


def bars(rows: Sequence[tuple[str, float, float | None]]) -> str:
    """One bar for each `(name, value, what is usual)`, the usual as a mark on it."""
    top = max([value for _, value, _ in rows] + [1.0])
    high = 24.0 * len(rows)
    parts = []
    for n, (name, value, usual) in enumerate(rows):
        at = 24.0 * n
        long = round(430.0 * value / top, 1)
        parts.append(
            f'<text class="label" x="0" y="{at + 16}">{escape(name)}</text>'
            f'<rect class="bar" x="210" y="{at + 4}" width="{max(long, 1.0)}" height="15" rx="3"/>'
            f'<text class="label" x="{210 + max(long, 1.0) + 6}" y="{at + 16}">{number(value)}</text>'
        )
        if usual is not None:
            mark = 210 + round(430.0 * min(usual, top) / top, 1)
            parts.append(f'<path class="mark" d="M{mark} {at + 2}v19"/>')
    return _svg(WIDE, high, "".join(parts))


def _axes(
    x: _Scale, y: _Scale, begin: int, last: int, top: float, right: float, *, small: bool = False
) -> str:
    left = x(begin)
    marks = ticks(top)
    marks = marks[:: max(1, len(marks) // 3)] if small else marks
    parts = [
        f'<path class="rule" d="M{left} {y(tick)}H{right}"/>'
        f'<text class="tick end" x="{left - 6}" y="{y(tick) + 4}">{at_a_glance(tick)}</text>'
        for tick in marks
    ]
    days = list(day_steps(begin, last))
    days = days[:: max(1, -(-len(days) // 4))] if small else days
    bottom = y(0.0) + 17
    if len(days) > 1:
        said = "%-d %b" if days[-1] >= 7 else "%a"
        for place, n in enumerate(days):
            at = x(begin + n * DAY)
            if at + 20 <= right + 8:
                # Every other one is left out where a chart is narrow.
                name = "tick odd" if place % 2 and not small else "tick"
                parts.append(
                    f'<text class="{name}" x="{at}" y="{bottom}">{moment(begin + n * DAY, said)}</text>'
                )
    else:
        ends = ((begin, "tick", left), (last, "tick end", right))
        parts += [
            f'<text class="{name}" x="{at}" y="{bottom}">{moment(instant, "%H:%M")}</text>'
            for instant, name, at in ends
        ]
    return "".join(parts)


def _across(begin: int, last: int, left: float, right: float) -> _Scale:
    return lambda instant: round(left + (instant - begin) / max(1, last - begin) * (right - left), 1)


def _up(top: float, above: float, below: float) -> _Scale:
    return lambda value: round(below - min(value, top) / top * (below - above), 1)


def _path(points: Sequence[tuple[float, float]], x: _Scale, y: _Scale) -> str:
    return "M" + "L".join(f"{x(at)} {y(value)}" for at, value in points)


def _svg(wide: float, high: float, body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}">{body}</svg>'
