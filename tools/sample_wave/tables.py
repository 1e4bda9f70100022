"""How the archive writes tables and times."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

Row = Sequence[str]


def table(header: Row, rows: Iterable[Row], *, escaped: bool = False) -> str:
    """A CSV file; if `escaped`, a quotation mark in a cell is written with a backslash instead of twice."""
    text = io.StringIO()
    writer = csv.writer(
        text, lineterminator="\n", doublequote=not escaped, escapechar="\\" if escaped else None
    )
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def stamp(at: datetime) -> str:
    """`2026-11-10 09:02:11`, in UTC without saying so."""
    return f"{at:%Y-%m-%d %H:%M:%S}"


def clock(at: datetime) -> str:
    """`11/10/26, 9:02 AM`."""
    return f"{at.month}/{at.day}/{at:%y}, {at.hour % 12 or 12}:{at:%M %p}"
