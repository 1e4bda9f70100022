"""A mailbox file taken apart mail by mail, in memory bounded by one mail."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from groundswell.sources.common.mime import Headers

_LINE = 65_536
_HEAD_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail of a mailbox.

    Attributes:
        number: 1 for the first.
        body: What follows the headers; none if it was not wanted.
        too_long: Whether headers and body together pass the limit; then `body` is none.
    """

    number: int
    headers: Headers
    body: bytes | None
    too_long: bool = False


def mails(file: BinaryIO, most: int, wanted: Callable[[Headers], bool]) -> Iterator[Mail]:
    """The mails of a `.mbox` or `.eml` file in their order.

    Args:
        most: Bytes that one mail may have.
        wanted: Says by its headers whether a mail's body is needed; other bodies are passed over unread.
    """
    number, one = 0, _Unfinished(most, wanted)
    for line in _lines(file):
        if line.startswith(b"From ") and one.after_blank:
            if one.begun:
                number += 1
                yield one.finished(number)
            one = _Unfinished(most, wanted)
        else:
            one.add(line)
    if one.begun:
        yield one.finished(number + 1)


class _Unfinished:
    def __init__(self, most: int, wanted: Callable[[Headers], bool]) -> None:
        self._most, self._wanted = most, wanted
        self._head: list[bytes] = []
        self._body: list[bytes] | None = None
        self._headers: Headers | None = None
        self._size = 0
        self._too_long = False
        self.begun = False
        self.after_blank = True

    def add(self, line: bytes) -> None:
        """Takes the next line."""
        blank = line in {b"\n", b"\r\n"}
        self.after_blank = blank
        if self._headers is None:
            if self.begun and blank:
                self._end_head()
            elif not blank:
                self.begun = True
                if self._size < _HEAD_BYTES:
                    self._head.append(line)
                self._size += len(line)
        elif self._body is not None:
            self._size += len(line)
            self._body.append(
                line[1:] if line[:1] == b">" and line.lstrip(b">").startswith(b"From ") else line
            )
            if self._size > self._most:
                self._body, self._too_long = None, True

    def finished(self, number: int) -> Mail:
        """The mail, now that its end was seen."""
        headers = self._headers if self._headers is not None else self._end_head()
        body = b"".join(self._body) if self._body is not None else None
        return Mail(number, headers, body, self._too_long)

    def _end_head(self) -> Headers:
        self._headers = Headers(b"".join(self._head))
        if self._wanted(self._headers):
            self._body = []
        return self._headers


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines, the overlong ones in pieces, none of whose later ones can look like the start of a mail."""
    whole = True
    while line := file.readline(_LINE):
        yield line if whole or not line.startswith(b"From ") else b" " + line
        whole = line.endswith(b"\n")
