"""The engines on their own, on streams of lines: needs no store."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from groundswell.domain.errors import InputError
from groundswell.domain.reading import Utterance
from groundswell.domain.records import SetAside
from groundswell.services.settings import load_settings
from groundswell.triage import as_json, read, reader_named, utterance_from_json

Answer = dict[str, object] | InputError
"""What is printed, or what was wrong with a line; the lines around it are read all the same."""

_CHUNK = 65_536
_LONGEST_LINE = 16 * 1024**2


class ByteStream(Protocol):
    """A stream that gives what has arrived instead of waiting for more."""

    def read1(self, size: int, /) -> bytes:
        """At least one byte and at most `size`; none at the end."""
        ...


def triage_lines(stream: ByteStream, name: str) -> Iterator[Answer]:
    """Readings of JSON Lines, in order; what has arrived is answered before more is waited for.

    A line that is no text yields an error in its place. Raises InputError for a line over 16 MB.
    """
    reader = reader_named(load_settings().reader)
    number = 0
    for lines in _arriving(stream, name):
        asked: list[Utterance | InputError] = []
        for line in lines:
            number += 1
            if line.strip():
                asked.append(_utterance(line, f"{name}, line {number}"))
        readings = read((one for one in asked if isinstance(one, Utterance)), reader=reader)
        for one in asked:
            yield one if isinstance(one, InputError) else as_json(next(readings))


def forecast_lines(stream: BinaryIO, name: str, *, at: str, horizon: str) -> Iterator[Answer]:
    """Forecasts of each cascade of a table; rows that cannot be used yield errors, the others are used.

    Args:
        at: The age of the posts up to which they were observed, such as `1h`.
        horizon: Further ages, such as `final,24h,168h`.

    Raises:
        InputError: The table cannot be used.
        UsageError: `at` or `horizon` is no age.
    """
    # Tables bring a library along that takes longer to load than a text to read.
    from groundswell.wave.ages import parse_age, parse_horizons
    from groundswell.wave.shape import as_json as forecast_as_json
    from groundswell.wave.table import forecast_table

    for one in forecast_table(stream, at=parse_age(at), horizons=parse_horizons(horizon), name=name):
        if isinstance(one, SetAside):
            yield InputError(one.why, where=f"{name}, {one.where}", mend=one.mend)
        else:
            yield forecast_as_json(one)


def _arriving(stream: ByteStream, name: str) -> Iterator[list[bytes]]:
    rest = b""
    while chunk := stream.read1(_CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        if len(rest) > _LONGEST_LINE:
            raise InputError("a line is longer than 16 MB", where=name, mend="Give one JSON object a line.")
        if lines:
            yield lines
    if rest:
        yield [rest]


def _utterance(line: bytes, where: str) -> Utterance | InputError:
    try:
        return utterance_from_json(line.decode("utf-8", "replace"), where=where)
    except InputError as error:
        return error
