"""Streams the objects of a JSON file: an array, an object that wraps arrays, or one object a line."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from groundswell.domain.errors import DamagedFile, UnsafeFile
from groundswell.domain.records import SetAside
from groundswell.sources.common.tables import EXCERPT

_BLANK = re.compile(r"\s*+")
_NEXT_LINE = re.compile(r"\n(?=\{)")
_DECODER = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str)
"""Control characters inside texts are let in, and numbers stay as they are written."""

_DEEPEST = 16
_MOST_CONTEXT = 200
_AGAIN = "Export it again and import the new file; what was read before stays."
_RAISE = "If you trust the file, raise the limit `field_chars` in the settings."


@dataclass(frozen=True, slots=True)
class Item:
    """One object.

    Attributes:
        where: Where it stands, such as `item 3`.
        path: Of the array that it stands in; empty for the top of the file.
        content: The object.
        context: Single values around its array that were read before it, by their paths.
    """

    where: str
    path: str
    content: dict[str, object]
    context: dict[str, str] = field(default_factory=dict)


def items(head: str, rest: Iterator[str], longest: int) -> Iterator[Item | SetAside]:
    """The objects of a JSON text.

    Args:
        head: The beginning of the text.
        rest: The rest of it, in pieces.
        longest: Characters that one object may have.

    Raises:
        DamagedFile: The JSON is cut off or broken; what was yielded before is good.
        UnsafeFile: An object is longer than allowed, or nested too deep.
    """
    if is_lines(head):
        return _lines(chain([head], rest), longest)
    return _Reader(chain([head], rest), longest).document()


def is_lines(head: str) -> bool:
    """Whether a text is JSON Lines: several lines begin with an object."""
    return head.lstrip().startswith("{") and len(re.findall(r"^\{", head.lstrip(), re.MULTILINE)) > 1


def _lines(pieces: Iterator[str], longest: int) -> Iterator[Item | SetAside]:
    number = 0
    for text in _objects_apart(pieces, longest):
        if not text.strip():
            continue
        number += 1
        where = f"item {number}"
        if len(text) > longest:
            yield SetAside(where, f"longer than {longest:,} characters", _RAISE, text[:EXCERPT])
            continue
        text = text.strip()
        try:
            content, end = _DECODER.raw_decode(text)
        except (ValueError, RecursionError):
            content, end = None, 0
        if isinstance(content, dict):
            yield Item(where, "", content)
        else:
            end = 0
        if left := text[end:].strip(", \r\n\t"):
            yield SetAside(where, "not a JSON object", "Mend the line and import it again.", left[:EXCERPT])


def _objects_apart(pieces: Iterator[str], longest: int) -> Iterator[str]:
    """Stretches of text, each from a line that begins with `{` to the next; of long ones the beginning."""
    kept: list[str] = []
    size = 0
    for piece in pieces:
        before = "\n" if kept and kept[-1].endswith("\n") else ""
        parts = _NEXT_LINE.split(before + piece)
        if before:
            parts[0] = parts[0].removeprefix("\n")
        for place, part in enumerate(parts):
            if place:
                yield "".join(kept)
                kept, size = [], 0
            if size <= longest:
                kept.append(part)
            size += len(part)
    yield "".join(kept)


class _Reader:
    """Walks down to arrays of objects and decodes their items one at a time."""

    def __init__(self, pieces: Iterator[str], longest: int) -> None:
        self._pieces, self._longest = pieces, longest
        self._text, self._at, self._ended = "", 0, False
        self._number = 0
        self._context: dict[str, str] = {}

    def document(self) -> Iterator[Item | SetAside]:
        """All objects, and at last the outermost one itself, with the single values that it holds."""
        while self._peek():
            if self._peek() == "[":
                yield from self._array("")
            elif self._peek() == "{":
                yield from self._wrapper("", 0)
                if self._context:
                    content: dict[str, object] = dict(self._context)
                    yield Item("the object", "", content)
            else:
                raise self._broken()

    def _wrapper(self, path: str, depth: int) -> Iterator[Item | SetAside]:
        if depth > _DEEPEST:
            raise UnsafeFile("the JSON is nested too deep", where=self._where(), mend=_AGAIN)
        for _ in self._separated("{", "}"):
            name = self._value()
            if not isinstance(name, str) or not self._take(":"):
                raise self._broken()
            inner = f"{path}.{name}" if path else name
            if self._peek() == "{":
                yield from self._wrapper(inner, depth + 1)
            elif self._peek() == "[":
                yield from self._array(inner)
            else:
                value = self._value()
                if value is not None and len(self._context) < _MOST_CONTEXT:
                    self._context[inner] = single(value)

    def _array(self, path: str) -> Iterator[Item | SetAside]:
        self._number = 0
        for _ in self._separated("[", "]"):
            self._number += 1
            where = self._where()
            value = self._value()
            if isinstance(value, dict):
                yield Item(where, path, value, self._context)
            elif not path:
                yield SetAside(where, "not an object", excerpt=str(value)[:EXCERPT])

    def _separated(self, begin: str, end: str) -> Iterator[None]:
        """Stops before each member of an object or array."""
        self._take(begin)
        while not self._take(end):
            yield
            if not self._take(",") and self._peek() != end:
                raise self._broken()

    def _where(self) -> str:
        return f"item {self._number}" if self._number else "the beginning"

    def _peek(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            found = _BLANK.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._more()

    def _take(self, mark: str) -> bool:
        there = self._peek() == mark
        self._at += there
        return there

    def _value(self) -> object:
        self._peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise UnsafeFile("the JSON is nested too deep", where=self._where(), mend=_AGAIN) from error
            except ValueError as error:
                if self._ended:
                    raise self._broken() from error
            else:
                # A number at the very end of what was read may go on.
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            if len(self._text) - self._at > self._longest:
                raise UnsafeFile(
                    f"one value is broken or longer than {self._longest:,} characters",
                    where=self._where(),
                    mend=_RAISE,
                )
            self._more()

    def _more(self) -> None:
        """Reads on, at least as much as is still undecoded, so that long values stay linear."""
        pieces = [self._text[self._at :]]
        wanted = max(len(pieces[0]), 1)
        while wanted > 0 and not self._ended:
            piece = next(self._pieces, None)
            self._ended = piece is None
            pieces.append(piece or "")
            wanted -= len(piece or "")
        self._text, self._at = "".join(pieces), 0

    def _broken(self) -> DamagedFile:
        return DamagedFile("the JSON is cut off or broken here", where=self._where(), mend=_AGAIN)


def single(value: object) -> str:
    """A single value as the text of a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ""
