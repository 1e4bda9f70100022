"""Recognises tables of comments, and reads those whose columns are understood."""

from collections.abc import Iterator
from io import BytesIO

from groundswell.domain.errors import DamagedFile, InputError, MappingNeeded
from groundswell.domain.records import Part, Yielded
from groundswell.sources.comment_table.comments import Comments, records
from groundswell.sources.comment_table.matching import Match, is_own_data, match, needed, places_told
from groundswell.sources.comment_table.rows import Rows, looks_like_header, speaks_of_people, tables
from groundswell.sources.comment_table.words import Field
from groundswell.sources.common.linkedin import written_at
from groundswell.sources.protocol import Asked, Given

_SURE, _LIKELY, _IN_DOUBT, _HARDLY = 0.6, 0.5, 0.3, 0.05
_TELLING = {Field.NAME, Field.FIRST, Field.URL, Field.LINK, Field.ID, Field.PARENT}
_OTHER_KINDS = (b"<", b"PK", b"%PDF", b"From ", b"\xd0\xcf", b"\x89", b"{\\rtf")
_NEEDED_ROWS = 2
_SCORED_CHARS = 100_000


class CommentTable:
    """A table with a row for each comment, whoever made it."""

    kind = "comment-table"
    title = "Table of comments (CSV, TSV, JSON, JSON Lines)"

    def recognise(self, given: Given) -> float:
        """By a column of texts beside columns of people, links or ids; never sure, as others may be."""
        head = given.head
        if not head.strip() or given.path.is_dir() or head.startswith(_OTHER_KINDS):
            return 0.0
        best = 0.0
        try:
            for table in tables(BytesIO(head), _SCORED_CHARS, given.name):
                best = max(best, _score(table))
                for _ in table.lines:
                    continue
        except InputError:
            # The beginning of a long file breaks off; what could be read of it speaks for it.
            return best
        return best

    def read(self, given: Given, asked: Asked) -> Iterator[Yielded]:
        """Yields a record for each comment.

        Raises:
            MappingNeeded: It cannot be told which column holds the text.
            DamagedFile: There is no table, or the file breaks off.
            UnsafeFile: Something in it passes the limits.
        """
        shown = written_at(given, asked)
        refused: MappingNeeded | None = None
        understood = False
        try:
            file = given.open()
        except OSError as error:
            raise DamagedFile(
                f"cannot be read ({error.strerror})",
                where=given.name,
                mend="Check that it is there and yours.",
            ) from error
        with file:
            for table in tables(file, asked.limits.field_chars, given.name):
                try:
                    found = _matched(table, asked, given.name)
                except MappingNeeded as error:
                    refused = max(refused or error, error, key=lambda one: len(one.columns))
                    for _ in table.lines:
                        continue
                    continue
                if not understood:
                    yield Part("", self.kind)
                understood = True
                yield from records(table.lines, Comments(found, table.sample, asked, shown))
        if not understood:
            raise refused or DamagedFile(
                "there are no comments in it",
                where=given.name,
                mend="Export them again and import the new file.",
            )


def _matched(table: Rows, asked: Asked, name: str) -> Match:
    told = places_told(table.columns, asked.mapping, name)
    found = match(table.columns, [one.cells for one in table.sample], told)
    if found is None or (is_own_data(table.columns) and Field.TEXT not in told):
        raise needed(table.columns, (Field.TEXT.value,), name)
    return found


def _score(table: Rows) -> float:
    if is_own_data(table.columns):
        return _HARDLY
    found = match(table.columns, [one.cells for one in table.sample], {})
    if found is not None and table.sample and _TELLING & found.places.keys():
        return _SURE if found.named else _LIKELY
    rows = [one for one in table.sample if sum(map(bool, one.cells)) > 1]
    if not looks_like_header(table.columns) or len(rows) < _NEEDED_ROWS:
        return 0.0
    return _IN_DOUBT if found is not None or speaks_of_people(table.columns) else _HARDLY
