"""Her looks over days, as a picture and as the table behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.calm import Feel
from groundswell.domain.when import DAY, from_ms
from groundswell.services.calm.looks import Looked
from groundswell.services.saying import counted
from groundswell.web.rendering import moment

WIDTH, LEFT, RIGHT, TOP, STEP = 360.0, 86.0, 12.0, 26.0, 24.0
FEELS = {Feel.LIGHT: "it felt light", Feel.FINE: "it felt fine", Feel.HEAVY: "it felt heavy"}


@dataclass(frozen=True, slots=True)
class Dot:
    """One look: where it stands, its class, and what it says."""

    x: float
    y: float
    look: str
    says: str


@dataclass(frozen=True, slots=True)
class Days:
    """The picture; coordinates in a box of `WIDTH` × `height`.

    Attributes:
        rows: `(y, name of the day, looks)`, the newest first.
        hours: `(x, name)` of the lines.
        sentence: What it says, for screen readers.
    """

    dots: Sequence[Dot]
    rows: Sequence[tuple[float, str, int]]
    hours: Sequence[tuple[float, str]]
    height: float
    sentence: str


def days(looks: Sequence[Looked], now: int, shown: int) -> Days:
    """Draws the looks of so many days, today first."""
    today = from_ms(now).astimezone().date()
    rows, dots = list[tuple[float, str, int]](), list[Dot]()
    by_day = [(today - from_ms(one.at).astimezone().date()).days for one in looks]
    for back in range(shown):
        y = TOP + STEP * (back + 0.5)
        rows.append((y, moment(now - back * DAY, "%a %-d %b"), by_day.count(back)))
    for one, back in zip(looks, by_day, strict=True):
        if 0 <= back < shown:
            dots.append(_dot(one, TOP + STEP * (back + 0.5)))
    held = [n for _, _, n in rows if n]
    average = sum(held) / len(held) if held else 0.0
    sentence = (
        f"{counted(len(dots), 'look')} in the last {shown} days, {average:.1f} on a day on which you looked."
        if dots
        else "No looks are kept yet."
    )
    return Days(
        dots, rows, [(_x(hour), f"{hour}:00") for hour in (0, 6, 12, 18)], TOP + STEP * shown + 6, sentence
    )


def _dot(one: Looked, y: float) -> Dot:
    local = from_ms(one.at).astimezone()
    says = moment(one.at, "%a %-d %b, %H:%M")
    if one.felt:
        says += f", {FEELS[one.felt]}"
    if one.beyond:
        says += ", beyond the budget"
    look = " ".join(filter(None, (one.felt.value if one.felt else "untold", "beyond" if one.beyond else "")))
    return Dot(_x(local.hour + local.minute / 60), y, look, says)


def _x(hour: float) -> float:
    return round(LEFT + hour / 24 * (WIDTH - LEFT - RIGHT), 1)
