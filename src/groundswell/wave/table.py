"""Forecasts for a whole table of cascades, as the `forecast` command reads it.

Rows of one cascade need not stand together. What is kept while reading is 20 bytes for each row up to the age
asked for; later rows are passed over. Cascades come out in the order in which they first appear.
"""

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from groundswell.domain.errors import InputError
from groundswell.domain.forecast import Forecast
from groundswell.domain.records import SetAside
from groundswell.wave.forecasting import forecast, forecast_counts
from groundswell.wave.observing import LATEST_S, Floats, Numbers, checked_age
from groundswell.wave.rows import Chunk, Columns, aside, read


def forecast_table(
    source: BinaryIO, *, at: float, horizons: Numbers = (), name: str = "the table"
) -> Iterator[Forecast | SetAside]:
    """Reads a table to its end, then forecasts each of its cascades.

    Args:
        source: CSV or Parquet with the columns `cascade_id`, `t_seconds` and either `count` (running totals),
            or `followers` or neither (events). Of events, the first row at 0 is the post itself: it is not
            counted, and its followers are the author's. Followers that are no number count as unknown.
        at: Seconds since the post up to which each cascade was observed.
        horizons: As for `forecast`.
        name: What to call the table in errors.

    Yields:
        Rows and cascades that cannot be used, as they are met, and a forecast for each of the others.

    Raises:
        InputError: The table is empty or has other columns.
        DamagedFile: It cannot be read on.
        UsageError: `at` or a horizon is not a positive number.
    """
    at = checked_age(at)
    columns, chunks = read(source, name)
    gathered = _Gathered(at, counts=columns.value == "count")
    for chunk in chunks:
        if isinstance(chunk, SetAside):
            yield chunk
        else:
            yield from gathered.take(chunk)
    for key, times, values in gathered.cascades():
        try:
            yield _one(key, times, values, columns, at, horizons)
        except InputError as error:
            yield SetAside(where=f"cascade {key}", why=error.what, mend=error.mend)


def _one(
    key: str, times: Floats, values: Floats | None, columns: Columns, at: float, horizons: Numbers
) -> Forecast:
    if columns.value == "count" and values is not None:
        return forecast_counts(times, values, at=at, horizons=horizons, cascade_id=key)
    author = None
    post = np.flatnonzero(times == 0)[:1]
    if values is not None and len(post) and np.isfinite(values[post[0]]):
        author = float(values[post[0]])
    events = np.delete(times, post)
    followers = None if values is None else np.delete(values, post)
    return forecast(
        events, at=at, followers=followers, author_followers=author, horizons=horizons, cascade_id=key
    )


class _Gathered:
    """The rows up to `at`, compactly, until all of them are there."""

    def __init__(self, at: float, *, counts: bool) -> None:
        self._at, self._counts = at, counts
        self._places: dict[str, int] = {}
        self._place: list[npt.NDArray[np.int32]] = []
        self._times: list[Floats] = []
        self._values: list[Floats] = []

    def take(self, chunk: Chunk) -> Iterator[SetAside]:
        """Keeps the good rows and tells of the others."""
        times, values = chunk.times, chunk.values
        told = chunk.keys.dictionary_encode()
        names = [*(name or "" for name in told.dictionary.to_pylist()), ""]
        index = told.indices.fill_null(len(names) - 1).to_numpy(zero_copy_only=False)
        wrongs = {
            "it has no cascade_id": ~np.array([bool(name.strip()) for name in names])[index],
            "t_seconds is not a number from 0 on": ~(np.isfinite(times) & (times >= 0)),
            "t_seconds is over ten years after the post; an instant, or not in seconds": times > LATEST_S,
        }
        if self._counts and values is not None:
            wrongs["count is not a number from 0 on"] = ~(np.isfinite(values) & (values >= 0))
        bad = np.logical_or.reduce(list(wrongs.values()))
        for row in np.flatnonzero(bad):
            why = next(reason for reason, wrong in wrongs.items() if wrong[row])
            value = "" if values is None else f",{values[row]:g}"
            yield aside(int(chunk.rows[row]), why, f"{names[index[row]]},{times[row]:g}{value}")
        places = np.full(len(names), -1, dtype=np.int32)
        for number in np.unique(index[~bad]):
            places[number] = self._places.setdefault(names[number], len(self._places))
        kept = ~bad & (times <= self._at)
        self._place.append(places[index[kept]])
        self._times.append(times[kept])
        if values is not None:
            usable = np.where(values[kept] >= 0, values[kept], np.nan)
            self._values.append(np.where(np.isfinite(usable), usable, np.nan))

    def cascades(self) -> Iterator[tuple[str, Floats, Floats | None]]:
        """Key, times and values of each cascade, rows in the order of the table."""
        if not self._places:
            return
        place = np.concatenate(self._place)
        order = np.argsort(place, kind="stable")
        times = np.concatenate(self._times)[order]
        values = np.concatenate(self._values)[order] if self._values else None
        ends = np.cumsum(np.bincount(place, minlength=len(self._places)))
        start = 0
        for key, end in zip(self._places, ends.tolist(), strict=True):
            yield key, times[start:end], None if values is None else values[start:end]
            start = end
