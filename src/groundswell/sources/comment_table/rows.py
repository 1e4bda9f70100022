"""Tables as rows of cells, whether they came as delimited text or as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice
from typing import BinaryIO

from groundswell.domain.errors import DamagedFile
from groundswell.domain.keys import linkedin_post_key
from groundswell.domain.records import SetAside
from groundswell.sources.comment_table.evidence import judge
from groundswell.sources.comment_table.json_items import Item, items, single
from groundswell.sources.comment_table.words import PHRASES, Field, spoken
from groundswell.sources.common.headers import find_header
from groundswell.sources.common.tables import Table, text_of

SAMPLE = 100
"""Rows that are looked at before the first is read."""

_DEEPEST = 8
_MOST_CELLS = 400
_LONGEST_ITEM = 8
"""A JSON object may have as many characters as this many of the longest cells."""

_REPLIES = {
    "replies",
    "child comments",
    "children",
    "sub comments",
    "subcomments",
    "answers",
    "nested comments",
}
_COMMENTS = {"comments", "comment list", "all comments"}
_LONGEST_HEADER = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One row.

    Attributes:
        where: Where it stands, such as `row 17`.
        cells: As many as the table has columns.
        depth: 0 for a comment, 1 for an answer that stands inside of it, and so on.
        post: Key of the post that stands around it; empty if none does.
    """

    where: str
    cells: Sequence[str]
    depth: int = 0
    post: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table.

    Attributes:
        columns: Its headers; for JSON the paths inside of an object, such as `actor.name`.
        sample: Its first rows, which stand in `lines` as well.
        lines: All rows and those set aside, to be read once.
    """

    columns: tuple[str, ...]
    sample: tuple[Line, ...]
    lines: Iterator[Line | SetAside]


def tables(file: BinaryIO, field_chars: int, name: str) -> Iterator[Rows]:
    """The tables of a file: one of a delimited text, one for each array of a JSON text.

    Each has to be read, or given up, before the next is asked for.

    Raises:
        DamagedFile: There is none, or the file breaks off.
        UnsafeFile: Something in it passes the limits.
    """
    head, rest = text_of(file)
    if head.lstrip()[:1] in {"[", "{"}:
        yield from _json_tables(head, rest, field_chars)
    else:
        yield _delimited(head, rest, field_chars, name)


def _delimited(head: str, rest: Iterator[str], field_chars: int, name: str) -> Rows:
    if "\0" in head:
        raise DamagedFile("not a text", where=name, mend="Give a table as CSV, TSV or JSON.")
    table = Table(find_header(head, None, name=name), head, rest, field_chars)
    lines: Iterator[Line | SetAside] = (
        row if isinstance(row, SetAside) else Line(f"row {row[0]}", row[1]) for row in table
    )
    columns = table.columns
    if _is_data(columns):
        lines = chain([Line("row 1", columns)], lines)
        columns = tuple(str(number) for number in range(1, len(columns) + 1))
    return _sampled(columns, lines)


def _is_data(columns: Sequence[str]) -> bool:
    """Whether what stands in the header's place is the first row of a table without one."""
    known = any(spoken(column) in PHRASES for column in columns)
    shows = judge(columns).shows
    return not known and (any(shows.values()) or any(len(column) > _LONGEST_HEADER for column in columns))


def _sampled(columns: tuple[str, ...], lines: Iterator[Line | SetAside]) -> Rows:
    first = list(islice(lines, SAMPLE))
    return Rows(columns, tuple(one for one in first if isinstance(one, Line)), chain(first, lines))


def _json_tables(head: str, rest: Iterator[str], field_chars: int) -> Iterator[Rows]:
    found = items(head, rest, _LONGEST_ITEM * field_chars)
    for _, group in groupby(found, key=lambda one: one.path if isinstance(one, Item) else ""):
        flat = chain.from_iterable(_flat(one) for one in group)
        first = list(islice(flat, SAMPLE))
        columns = tuple(dict.fromkeys(name for one in first if isinstance(one, _Flat) for name in one.cells))
        yield _sampled(columns, _aligned(columns, chain(first, flat)))


@dataclass(frozen=True, slots=True)
class _Flat:
    where: str
    cells: dict[str, str]
    depth: int
    post: str


def _aligned(columns: Sequence[str], found: Iterator[_Flat | SetAside]) -> Iterator[Line | SetAside]:
    for one in found:
        if isinstance(one, SetAside):
            yield one
        else:
            yield Line(one.where, [one.cells.get(column, "") for column in columns], one.depth, one.post)


def _flat(one: Item | SetAside) -> Iterator[_Flat | SetAside]:
    if isinstance(one, SetAside):
        yield one
        return
    around = next((key for value in one.context.values() if (key := _post_in(value))), "")
    yield from _with_answers(one.where, one.content, 0, around)


def _with_answers(where: str, content: dict[str, object], depth: int, post: str) -> Iterator[_Flat]:
    """An object and the answers inside of it, or the comments inside of a post."""
    cells: dict[str, str] = {}
    _flatten(content, "", cells, 0)
    inside = _objects_under(content, _COMMENTS)
    if inside and depth == 0:
        post = next((key for value in cells.values() if (key := _post_in(value))), post)
    else:
        yield _Flat(where, cells, depth, post)
        inside = _objects_under(content, _REPLIES)
        depth += 1
    if depth < _DEEPEST:
        for number, one in enumerate(inside, start=1):
            yield from _with_answers(f"{where}.{number}", one, depth, post)


def _objects_under(content: dict[str, object], names: set[str]) -> list[dict[str, object]]:
    lists = (value for name, value in content.items() if isinstance(value, list) and spoken(name) in names)
    return [one for found in lists for one in found if isinstance(one, dict)]


def _flatten(content: dict[str, object], before: str, cells: dict[str, str], depth: int) -> None:
    for name, value in content.items():
        if len(cells) >= _MOST_CELLS:
            return
        path = f"{before}.{name}" if before else name
        if isinstance(value, dict) and depth < _DEEPEST:
            _flatten(value, path, cells, depth + 1)
        elif cell := single(value):
            cells[path] = cell


def _post_in(value: str) -> str:
    """The key of a post that a value links to."""
    named = "linkedin.com/" in value[:40] or value.startswith("urn:li:")
    return linkedin_post_key(value[:4_000]) if named else ""


def looks_like_header(columns: Sequence[str]) -> bool:
    """Whether these could be the headers of a table: short, told apart, most of them there."""
    there = [spoken(column) for column in columns if column]
    short = all(len(column) <= _LONGEST_HEADER for column in columns)
    return short and len(there) == len(set(there)) and 2 * len(there) > len(columns) > 1


def speaks_of_people(columns: Sequence[str]) -> bool:
    """Whether a header is known that has to do with people and what they said."""
    of_people = {Field.NAME, Field.URL, Field.LINK, Field.TEXT}
    return any(of_people & set(PHRASES.get(spoken(column), ())) for column in columns)
