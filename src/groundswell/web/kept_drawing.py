"""What came of a wave as bands that part, and as the rows beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from groundswell.services.kept.came import Came

WIDTH, ROW = 110.0, 60.0
_THINNEST, _THICKEST = 3.0, 24.0


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that came of it; `more` says more of the number, `link` leads to what it counts."""

    name: str
    n: int
    more: str
    link: str


@dataclass(frozen=True, slots=True)
class Flow:
    """The rows, and for each a band from the wave as an SVG path; empty for a row of none.

    Coordinates in a box of `WIDTH` × `ROW` times the rows.
    """

    rows: Sequence[Row]
    bands: Sequence[str]
    height: float
    sentence: str


def flow(came: Came) -> Flow:
    """What came of it, drawn: a band is the thicker the more there are, by their root."""
    rows = _rows(came)
    most = max((row.n for row in rows), default=0)
    thick = [_THINNEST + (_THICKEST - _THINNEST) * sqrt(row.n / most) if row.n else 0.0 for row in rows]
    bands, top = [], 0.0
    for at, width in enumerate(thick):
        bands.append(_band(top, ROW * (at + 0.5) - width / 2, width) if width else "")
        top += width
    return Flow(rows, bands, ROW * len(rows), sentence(came))


def sentence(came: Came) -> str:
    """What came of it, in one sentence."""
    parts = [
        _some(len(came.connections), "new connection"),
        _some(came.conversations, "conversation"),
        _some(len(came.leads), "lead"),
        _some(len(came.jobs), "job found", "jobs found"),
    ]
    told = [part for part in parts if part]
    if not told:
        return "Nothing has come of it yet that is known here."
    *some, last = told
    return f"{', '.join(some)} and {last} so far." if some else f"{last} so far."


def _rows(came: Came) -> list[Row]:
    new, took, won = len(came.connections), len(came.from_the_wave), len(came.won)
    leads, done, jobs = len(came.leads), len(came.acted_on), len(came.jobs)
    pieces = "piece of feedback acted on" if done == 1 else "pieces of feedback acted on"
    part = f"{took:,} of them took part" if took else ""
    kept = f"of {len(came.feedback):,} kept" if came.feedback else ""
    both = "messages went both ways" if came.conversations else ""
    return [
        Row(_named(new, "new connection"), new, part, "/kept/requests"),
        Row(_named(came.conversations, "conversation"), came.conversations, both, ""),
        Row(_named(leads, "lead"), leads, f"{won:,} went well" if won else "", "#pipeline"),
        Row(pieces, done, kept, "/feedback"),
        Row("job found" if jobs == 1 else "jobs found", jobs, "", ""),
    ]


def _named(n: int, one: str) -> str:
    return one if n == 1 else f"{one}s"


def _some(n: int, one: str, many: str = "") -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}" if n else ""


def _band(begin: float, end: float, width: float) -> str:
    """A band of that width from the left edge to the right one, bent like a river."""
    half = WIDTH / 2
    begin, end, width = round(begin, 1), round(end, 1), round(width, 1)
    there = f"M0 {begin} C{half} {begin} {half} {end} {WIDTH} {end}"
    back = f"L{WIDTH} {end + width:.1f} C{half} {end + width:.1f} {half} {begin + width:.1f}"
    return f"{there} {back} 0 {begin + width:.1f} Z"
