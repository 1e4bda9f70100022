"""Delimited text (CSV, TSV) as rows, whatever its encoding, delimiter, preamble and quoting:

    head, rest = text_of(file)
    for row in Table(find_header(head), head, rest, field_chars): ...

Well-formed stretches are cut in blocks. A stretch that is not is read cell by cell: a row that cannot be read
is set aside, and reading goes on at the next line that holds a whole row, so that one broken quotation mark
costs no more than its own surroundings.
"""

from collections.abc import Iterator
from dataclasses import replace

from groundswell.domain.records import SetAside
from groundswell.sources.common.decoding import Readable, decoded
from groundswell.sources.common.dialects import Broken, Form, Quoting, Whole
from groundswell.sources.common.headers import Header

Row = tuple[int, list[str]]
"""The row's number as a spreadsheet shows it, and its cells, as many as the table has columns."""

EXCERPT = 120
"""Characters shown of a row that was set aside."""

_LONGEST_ROW = 8
"""A quotation mark that is still open after this many of the longest cells counts as never closed."""

MEND = "Mend the row in the file and import it again; the other rows are in."


class Table:
    """A table whose header was found. Iterate it once, for its rows and the rows set aside.

    Args:
        header: As `find_header` found it in `head`.
        head: The beginning of the text.
        rest: The rest of the text in pieces, see `text_of`.
        field_chars: Characters that one cell may have; a row with a longer one is set aside.

    Attributes:
        columns: The header's cells, stripped.
        delimiter: What stands between cells.
    """

    def __init__(self, header: Header, head: str, rest: Iterator[str], field_chars: int) -> None:
        self.columns, self.delimiter = header.columns, header.delimiter
        self._text, self._rest, self._all_read = head[header.end :], rest, False
        self._form = Form(header.delimiter, _quoting(self._text, header))
        self._number = header.number
        self._longest, self._patience = field_chars, _LONGEST_ROW * field_chars
        self._lost: SetAside | None = None
        self._passed_over = 0

    def __iter__(self) -> Iterator[Row | SetAside]:
        while True:
            cut = self._whole_rows()
            rows = self._well_formed(self._text[:cut]) if cut else None
            if rows is None:
                yield from self._cell_by_cell()
            else:
                self._text = self._text[cut:]
                first, self._number = self._number + 1, self._number + len(rows)
                yield from (one for one in enumerate(rows, first) if one[1] != [""])
            if self._all_read:
                break
            self._read_on()
        if self._lost:
            yield self._found_again(self._lost)

    def _read_on(self) -> None:
        """Takes more text, the more the longer the row that is still open."""
        pieces, wanted = [self._text], max(len(self._text), 1)
        while wanted > 0 and not self._all_read:
            piece = next(self._rest, None)
            self._all_read = piece is None
            pieces.append(piece or "")
            wanted -= len(piece or "")
        self._text = "".join(pieces)
        if self._all_read and self._text and self._text[-1] not in "\r\n":
            self._text += "\n"

    def _whole_rows(self) -> int:
        """How much of the text is surely whole rows: up to a newline outside quotation marks."""
        text = self._text
        if self._lost or len(text) > self._longest:
            return 0
        if self._all_read:
            return len(text)
        cut = text.rfind("\n") + 1
        odd = text.count('"', 0, cut) % 2
        while cut and odd:
            before = text.rfind("\n", 0, text.rfind('"', 0, cut)) + 1
            odd = (odd + text.count('"', before, cut)) % 2
            cut = before
        return cut

    def _well_formed(self, text: str) -> list[list[str]] | None:
        """All rows of a stretch, filled up to the table's width; none if any of them needs a closer look."""
        rows, width = self._form.rows(text), len(self.columns)
        if rows is None:
            return None
        widths = set(map(len, rows))
        if max(widths, default=0) > width:
            return None
        if widths != {width}:
            for row in rows:
                if len(row) < width and row != [""]:
                    row += [""] * (width - len(row))
        return rows

    def _cell_by_cell(self) -> Iterator[Row | SetAside]:
        text, position, width = self._text, 0, len(self.columns)
        while position < len(text):
            row = self._form.row(text, position, width, self._longest)
            if row is None:
                if not self._all_read and len(text) - position < self._patience:
                    break
                row = Broken(
                    "a quotation mark opens here and never closes"
                    if self._all_read
                    else f"a row of more than {self._patience:,} characters"
                )
            if self._lost and (isinstance(row, Broken) or len(row.cells) < width):
                self._passed_over += 1
                position = _next_line(text, position)
                continue
            if self._lost:
                yield self._found_again(self._lost)
            self._number += 1
            if isinstance(row, Broken):
                aside = self._aside(row.why, text[position : position + EXCERPT])
                if row.end is None:
                    self._lost = aside
                else:
                    yield aside
                position = row.end or _next_line(text, position)
            else:
                if row.cells != [""]:
                    yield self._number, row.cells + [""] * (width - len(row.cells))
                position = row.end
        self._text = text[position:]

    def _found_again(self, lost: SetAside) -> SetAside:
        """The row behind which reading lost its way, with how far it led."""
        lines, self._lost, self._passed_over = self._passed_over, None, 0
        return replace(lost, why=f"{lost.why}; {lines:,} more lines were passed over") if lines else lost

    def _aside(self, why: str, row: str) -> SetAside:
        return SetAside(f"row {self._number}", why, MEND, row[:EXCERPT])


def _next_line(text: str, position: int) -> int:
    found = text.find("\n", position)
    return len(text) if found < 0 else found + 1


def text_of(file: Readable) -> tuple[str, Iterator[str]]:
    """The decoded beginning of a file (some 64 KB) and an iterator over the rest, lines ending in newlines.

    Lines that end in a carriage return alone, as on old Macs, are told by the beginning.
    """
    pieces = decoded(file)
    head = next(pieces, "")
    if "\r" in head and "\n" not in head:
        return head.replace("\r", "\n"), (piece.replace("\r", "\n") for piece in pieces)
    return head, pieces


def _quoting(body: str, header: Header) -> Quoting:
    """Doubled quotation marks, unless the first rows read further with backslashes."""
    if '\\"' not in body:
        return Quoting.DOUBLED

    def whole_rows(quoting: Quoting) -> int:
        form, width, position, count = Form(header.delimiter, quoting), len(header.columns), 0, 0
        while True:
            row = form.row(body, position, width, len(body))
            if not isinstance(row, Whole) or row.loose or len(row.cells) < width:
                return count
            position, count = row.end, count + 1

    return max((Quoting.DOUBLED, Quoting.BACKSLASH), key=whole_rows)
