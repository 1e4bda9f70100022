"""Reads .xlsx: a ZIP of XML parts, streamed through expat.

A document type, and with it every entity, is refused at sight; bytes are counted as they unpack.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from groundswell.domain.errors import DamagedFile, UnsafeFile
from groundswell.sources.common.archive import Member, zip_members
from groundswell.sources.common.workbooks.workbook import Allowance, Sheet, Workbook
from groundswell.sources.common.workbooks.xlsx_parts import (
    AGAIN,
    Cells,
    Contents,
    Properties,
    Styles,
    Targets,
    Texts,
    XmlPart,
)
from groundswell.sources.protocol import Limits

MAGIC = b"PK\x03\x04"

_MAIN = "xl/workbook.xml"
_CHUNK = 64 * 1024
_DEEPEST = 64
_LONGEST_MARKUP = 1024 * 1024


def looks_like_one(head: bytes) -> bool:
    """Whether the first bytes are those of a workbook, even one that is cut off after them."""
    return head.startswith(MAGIC) and (b"xl/workbook.xml" in head or b"xl/worksheets/" in head)


def read(path: Path, limits: Limits, most_rows: int | None = None) -> Workbook | None:
    """The workbook; none if the ZIP is none.

    Raises:
        DamagedFile: It is cut off, broken or locked with a password.
        UnsafeFile: It passes the limits or declares XML entities.
    """
    with zip_members(path, limits) as members:
        by_name = {member.name: member for member in members}
        if _MAIN not in by_name:
            return None
        return _Package(by_name, Allowance(limits)).workbook(most_rows)


class _Package:
    def __init__(self, members: Mapping[str, Member], allowance: Allowance) -> None:
        self._members, self._allowance = members, allowance

    def workbook(self, most_rows: int | None) -> Workbook:
        main = Contents()
        self._parse(_MAIN, main)
        targets = Targets()
        self._parse("xl/_rels/workbook.xml.rels", targets)
        texts = Texts(self._allowance)
        if targets.texts:
            self._parse(targets.texts, texts)
        styles = Styles(self._allowance)
        if targets.styles in self._members:
            self._parse(targets.styles, styles)
        sheets = []
        for name, reference in main.sheets:
            cells = Cells(texts.found, styles.dates, self._allowance, most_rows)
            self._parse(targets.by_id.get(reference, ""), cells)
            sheets.append(Sheet(name, cells.rows))
        properties = Properties()
        if "docProps/core.xml" in self._members:
            self._parse("docProps/core.xml", properties)
        return Workbook(tuple(sheets), tuple(properties.told), main.calendar_1904)

    def _parse(self, name: str, part: XmlPart) -> None:
        if name not in self._members:
            raise DamagedFile(f"a part of the workbook is missing: {name[:80]!r}", mend=AGAIN)
        stream = self._members[name].open()
        try:
            _parse(self._chunks(stream.read), part)
        except expat.ExpatError as error:
            raise DamagedFile(f"the workbook is damaged ({error})", where=name, mend=AGAIN) from error
        finally:
            stream.close()

    def _chunks(self, read: Callable[[int], bytes]) -> Iterator[bytes]:
        while chunk := read(_CHUNK):
            self._allowance.take(size=len(chunk))
            yield chunk


def _parse(chunks: Iterator[bytes], part: XmlPart) -> None:
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise UnsafeFile("the workbook's XML is nested too deep", mend=AGAIN)
        part.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        part.end(name.rpartition(":")[2])

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = part.characters
    fed = 0
    for chunk in chunks:
        parser.Parse(chunk, False)
        fed += len(chunk)
        if part.done:
            return
        if fed - parser.CurrentByteIndex > _LONGEST_MARKUP:
            raise UnsafeFile("the workbook's XML holds a mark of more than a megabyte", mend=AGAIN)
    parser.Parse(b"", True)


def _refuse_doctype(*_: object) -> None:
    raise UnsafeFile(
        "the workbook's XML declares a document type, which can hide a trap",
        mend="Workbooks that spreadsheet programs write have none; make yours again.",
    )
