"""The rows of the archive's comments, whose quoting changed over the years.

Text with line breaks stands in quotation marks (inner ones written `\\"` or `""`) or, in some years, without
any. What can be relied on is how a row begins: with a date and a link. So rows are cut where the next one
begins, unless a quoted text closes properly further on.
"""

import re
from collections.abc import Iterator

from groundswell.domain.records import SetAside
from groundswell.sources.common.tables import Row, Table

_DATE = r"(?:\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?(?: UTC)?)?"
_BEGIN = re.compile(
    rf'^(?:"?{_DATE}"?,"?https?://|[^,"\n]{{0,40}},"?https?://(?:www\.)?linkedin\.com/)', re.MULTILINE
)
_FIRST_CELLS = re.compile(r'(?:"([^"\n]*)"|([^",\n]*)),(?:"([^"\n]*)"|([^",\n]*)),')
_QUOTED = re.compile(r'"(?:[^"\\]++|\\.|"")*+"[ \t\r]*\n', re.DOTALL)
_ESCAPED = re.compile(r'\\(["\\])')
_ESCAPING = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
_LONGEST_BEGIN = 400


class CommentRows(Table):
    """The table of comments; its rows are date, link and text."""

    def __iter__(self) -> Iterator[Row | SetAside]:
        while True:
            position = 0
            while (end := self._row_end(position)) is not None:
                row = self._text[position:end].strip()
                self._number += 1
                if row:
                    cells = self._cells(row, last=self._all_read and end == len(self._text))
                    yield self._aside(cells, row) if isinstance(cells, str) else (self._number, cells)
                position = end
            self._text = self._text[position:]
            if self._all_read:
                return
            self._read_on()

    def _row_end(self, start: int) -> int | None:
        """Where the row ends; none if that takes more text, or there is no row."""
        text = self._text
        if start >= len(text):
            return None
        first = _FIRST_CELLS.match(text, start)
        quoted = _QUOTED.match(text, first.end()) if first else None
        if quoted:
            end = quoted.end()
            if not self._all_read and len(text) - end < _LONGEST_BEGIN:
                return None
            if end == len(text) or _BEGIN.match(text, end) or not _BEGIN.search(text, quoted.start(), end):
                return end
        line_end = text.find("\n", start) + 1
        following = _BEGIN.search(text, line_end) if line_end else None
        if following:
            return following.start()
        return len(text) if self._all_read or len(text) - start > self._patience else None

    def _cells(self, row: str, *, last: bool) -> list[str] | str:
        """The row's cells, or what is wrong with it."""
        first = _FIRST_CELLS.match(row)
        if first is None:
            return "not a date, a link and a text"
        message = row[first.end() :]
        if len(message) > self._longest:
            return f"a cell longer than {self._longest:,} characters"
        if last and _ESCAPING.search(message[-1000:]):
            return "the file breaks off in the middle of this row"
        if last and message.startswith('"') and message.count('"') == 1:
            return "a quotation mark opens here and never closes"
        return [first[1] or first[2] or "", first[3] or first[4] or "", _unescaped(message)]


def _unescaped(message: str) -> str:
    if len(message) > 1 and message[0] == message[-1] == '"':
        message = message[1:-1]
        if '\\"' not in message:
            message = message.replace('""', '"')
    # Some years escaped the escapes once more.
    return _ESCAPED.sub(r"\1", message).replace('\\"', '"')
