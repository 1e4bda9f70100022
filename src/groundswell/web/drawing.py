"""Curves as pictures, columns, tables and sentences."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.domain.when import DAY
from groundswell.domain.words import Phase, Tone
from groundswell.services.report.axes import at_a_glance, day_steps, ticks
from groundswell.services.waves.showing import Curve
from groundswell.web.rendering import moment, number, rough

WIDTH, HEIGHT = 560.0, 230.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 48.0, 14.0, 14.0, 202.0
_TONES = {
    Tone.SUPPORTIVE: ("kind", "kind"),
    Tone.NEUTRAL: ("neutral", "neither"),
    Tone.CRITICAL: ("feedback", "critical"),
    Tone.HOSTILE: ("hostile", "hostile"),
}
_HOW_KNOWN = {"daily": "counted, spread by daily numbers", "both": "counted, placed by known times"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A small still chart as SVG paths; coordinates in a box of `WIDTH` × `HEIGHT`."""

    line: str
    middle: str
    inner: str
    outer: str
    usual: tuple[float, float] | None
    about: tuple[float, str] | None
    now_x: float
    now_says: str
    days: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    sentence: str
    outlook: str


def sentence(curve: Curve) -> str:
    """What the chart says, for eyes and for screen readers."""
    return f"{number(curve.observed)} {curve.metric.replace('_', ' ')} so far. {outlook(curve)}"


def outlook(curve: Curve) -> str:
    """Where the curve is going, in words."""
    low, middle, high = (max(curve.observed, rough(curve.final[share])) for share in (0.1, 0.5, 0.9))
    if curve.phase is Phase.OVER or high - curve.observed < max(1.0, 0.01 * curve.observed):
        return "Hardly more are to come."
    return f"{number(low)} to {number(high)} expected in the end, most likely about {number(middle)}."


def picture(curve: Curve, now: int) -> Picture:
    """The curve and its forecast drawn small."""
    begin, last = curve.points[0][0], _end(curve)
    shown = [row for row in curve.band if row[0] <= last]
    top = max([curve.points[-1][1], *(row[5] for row in shown), 1.0]) * 1.08

    def x(instant: float) -> float:
        return round(_LEFT + (instant - begin) / max(1, last - begin) * (WIDTH - _LEFT - _RIGHT), 1)

    def y(value: float) -> float:
        return round(_BOTTOM - min(value, top) / top * (_BOTTOM - _TOP), 1)

    def path(points: Sequence[tuple[float, float]]) -> str:
        return "M" + " L".join(f"{x(at)} {y(value)}" for at, value in points)

    def area(low: int, high: int) -> str:
        now = (float(curve.at), curve.observed)
        above = [now, *((row[0], row[high]) for row in shown)]
        below = [(row[0], row[low]) for row in reversed(shown)]
        return path([*above, *below]) + "Z" if shown else ""

    known = [*curve.points, (curve.at, curve.observed)]
    middle = [(curve.at, curve.observed), *((row[0], row[3]) for row in shown)]
    return Picture(
        line=path(known),
        middle=path(middle) if shown else "",
        inner=area(2, 4),
        outer=area(1, 5),
        usual=curve.usual and (y(curve.usual[2]), y(curve.usual[0])),
        about=(y(shown[-1][3]), _about(curve)) if shown else None,
        now_x=x(curve.at),
        now_says=known_until(curve, now),
        days=tuple((x(begin + n * DAY), moment(begin + n * DAY, "%a")) for n in day_steps(begin, last)),
        ticks=tuple((y(tick), at_a_glance(tick)) for tick in ticks(top)),
        sentence=sentence(curve),
        outlook=outlook(curve),
    )


def known_until(curve: Curve, now: int) -> str:
    """What stands at the line where the known ends: "now", or the day where that is past."""
    return "now" if now - curve.at < DAY else f"known until {moment(curve.at, '%-d %b')}"


def columns(curve: Curve, now: int) -> dict[str, object]:
    """The curve as aligned columns for the chart: seconds, what was, and the five quantiles ahead."""
    last = _end(curve)
    known = [(instant, value) for instant, value in curve.points if instant <= curve.at]
    if not known or known[-1][0] < curve.at:
        known.append((curve.at, curve.observed))
    shown = [row for row in curve.band if curve.at < row[0] <= last]
    times = [instant / 1000 for instant, _ in known] + [row[0] / 1000 for row in shown]
    was: list[float | None] = [value for _, value in known] + [None] * len(shown)
    ahead: list[list[float | None]] = []
    for place in range(1, 6):
        future: list[float | None] = [None] * (len(known) - 1)
        ahead.append([*future, curve.observed, *(row[place] for row in shown)])
    return {
        "times": times,
        "was": was,
        "bands": ahead,
        "now": curve.at / 1000,
        "says": known_until(curve, now),
        "usual": curve.usual,
        "about": _about(curve) if shown else "",
        "parts": apart(curve, times) if len(curve.parts) > 1 else [],
    }


def apart(curve: Curve, times: Sequence[float]) -> list[list[float | None]]:
    """For each part of a wave its running total at the curve's times (seconds); none before it began and
    after what is known."""
    columns: list[list[float | None]] = []
    for points in curve.parts.values():
        begin = points[0][0]
        instants = [round(time * 1000) for time in times]
        columns.append([_at(points, one) if begin <= one <= curve.at else None for one in instants])
    return columns


def _at(points: Sequence[tuple[int, float]], instant: int) -> float:
    place = bisect_right(points, instant, key=lambda point: point[0])
    (before, low), (after, high) = points[place - 1], points[min(place, len(points) - 1)]
    return low if after == before else low + (high - low) * (instant - before) / (after - before)


def table(curve: Curve) -> tuple[tuple[str, str, str], ...]:
    """The table behind the chart: day by day what was, then what may be."""
    rows: list[tuple[str, str, str]] = []
    begin = curve.points[0][0]
    known = _HOW_KNOWN.get(curve.basis, "counted")
    for day in range(1, (curve.at - begin) // DAY + 2):
        until = min(begin + day * DAY, curve.at)
        value = max((value for instant, value in curve.points if instant <= until), default=0.0)
        rows.append((moment(until), number(value), known))
    last_day = 0
    for row in curve.band:
        day = (row[0] - curve.at) // DAY
        if day > last_day and row[0] <= _end(curve):
            rows.append((moment(row[0]), f"{number(row[1])} to {number(row[5])}", "expected, 9 times in 10"))
            last_day = day
    return tuple(rows)


def tone_bar(tones: Mapping[Tone, int]) -> tuple[tuple[str, str, float, float], ...]:
    """`(class, word, begin, width)` of each tone on a bar of width 100."""
    total = sum(tones.values())
    parts, at = [], 0.0
    for tone, (name, word) in _TONES.items():
        width = 100 * tones.get(tone, 0) / total if total else 0.0
        parts.append((name, word, at, width))
        at += width
    return tuple(parts) if total else ()


def _about(curve: Curve) -> str:
    return f"about {number(max(curve.observed, rough(curve.final[0.5])))}"


def _end(curve: Curve) -> int:
    """How far ahead a chart goes: until it is likely over, at least a day, at most as long as the past."""
    past = curve.at - curve.points[0][0]
    over = curve.over_at or curve.at
    return min(max(over, curve.at + max(DAY, past // 4)), curve.at + max(7 * DAY, past))
