"""The engines on their own, on streams of lines: needs no store."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol, TypeVar

from groundswell.domain.checking import Check
from groundswell.domain.errors import InputError, UsageError
from groundswell.domain.records import SetAside
from groundswell.services.settings import load_settings
from groundswell.sources.common.decoding import decode, encoding_of
from groundswell.triage import as_json, read, reader_named, utterance_from_json

Shaped = dict[str, object]
Answer = Shaped | InputError
"""What is printed, or what was wrong with a line; the lines around it are read all the same."""

Asked = TypeVar("Asked")
Parsed = TypeVar("Parsed", covariant=True)
__all__ = ["as_check_json", "check_lines", "check_text", "forecast_lines", "text_in", "triage_lines"]

_CHUNK = 65_536
_LONGEST_LINE = 16 * 1024**2
_LONGEST_TEXT = 1024**2


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
    return _answers(stream, name, utterance_from_json, lambda some: map(as_json, read(some, reader=reader)))


def check_lines(stream: ByteStream, name: str) -> Iterator[Answer]:
    """Checks of JSON Lines, in order; as `triage_lines` does it."""
    # It brings the runtime of networks along, which no other command here shall wait for.
    from groundswell.reply import outgoing_from_json
    from groundswell.reply.checks.checking import built_in

    checker = built_in()
    return _answers(
        stream, name, outgoing_from_json, lambda some: map(as_check_json, checker.check_batch(some))
    )


def as_check_json(checked: Check) -> Shaped:
    """A check in the shape that the command prints."""
    from groundswell.reply import as_json

    return as_json(checked)


def text_in(stream: BinaryIO, name: str) -> str:
    """A text from a file, whatever its encoding. Raises InputError if it holds no words, or is no text."""
    data = stream.read(_LONGEST_TEXT + 1)
    if len(data) > _LONGEST_TEXT:
        what = f"is longer than {_LONGEST_TEXT // 1024**2} MB, and no message is"
        raise InputError(what, where=name, mend="Give only the words that go out.")
    encoding, skip = encoding_of(data)
    if encoding == "utf-8" and b"\x00" in data:
        raise InputError("this is no text", where=name, mend="A document can be saved as plain text.")
    text = decode(data[skip:]) if encoding == "utf-8" else data[skip:].decode(encoding, "replace")
    if not text.strip():
        raise InputError("there are no words in it", where=name, mend="Write them into it.")
    return text.strip()


def check_text(text: str, to: str, number: int) -> Check:
    """The check of one text. Raises UsageError if its place in the conversation is none."""
    from groundswell.reply import check

    if number < 1:
        raise UsageError("the first message of a conversation is round 1", mend="Give --round 1 or more.")
    return check(text, to=to, round=number)


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


class _Parse(Protocol[Parsed]):
    def __call__(self, line: str, /, *, where: str) -> Parsed:
        """Raises InputError."""
        ...


def _answers(
    stream: ByteStream, name: str, parse: _Parse[Asked], work: Callable[[list[Asked]], Iterator[Shaped]]
) -> Iterator[Answer]:
    number = 0
    for lines in _arriving(stream, name):
        asked: list[Asked | InputError] = []
        for line in lines:
            number += 1
            if line.strip():
                asked.append(_parsed(line, parse, f"{name}, line {number}"))
        answers = work([one for one in asked if not isinstance(one, InputError)])
        for one in asked:
            yield one if isinstance(one, InputError) else next(answers)


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


def _parsed(line: bytes, parse: _Parse[Asked], where: str) -> Asked | InputError:
    try:
        return parse(line.decode("utf-8", "replace"), where=where)
    except InputError as error:
        return error
