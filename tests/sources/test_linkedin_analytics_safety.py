"""Damaged workbooks and traps: a clear error, whatever the bytes, and no more memory than allowed."""

import random
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.domain.errors import DamagedFile, InputError, UnsafeFile
from groundswell.domain.records import Yielded
from groundswell.sources.linkedin_analytics import CompanyWorkbook, CreatorWorkbook, PostWorkbook
from groundswell.sources.protocol import Asked, Given, Limits, Source

ALL: tuple[Source, ...] = (CreatorWorkbook(), PostWorkbook(), CompanyWorkbook())
NOW = 1_780_000_000_000
SHEETS: dict[str, list[list[object]]] = {
    "DISCOVERY": [["Overall Performance", "8/25/2024 - 8/27/2024"], ["Impressions", 73], ["Reached", 41]],
    "ENGAGEMENT": [["Date", "Impressions", "Engagements"], ["8/25/2024", 1, 2], ["8/26/2024", 3, 4]],
    "DEMOGRAPHICS": [["Top Demographics", "Value", "Percentage"], ["Job titles", "Recruiter", 0.029]],
}
PAGE: list[list[object]] = [
    ["Follower metrics"],
    ["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"],
    *([f"09/{day:02}/2024", day, 2 * day, 0, 3 * day] for day in range(1, 29)),
]


def an_xlsx() -> bytes:
    held = BytesIO()
    book = xlsxwriter.Workbook(held)
    for name, rows in SHEETS.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return held.getvalue()


def an_xls() -> bytes:
    book, held = xlwt.Workbook(), BytesIO()
    sheet = book.add_sheet("New followers")
    for number, row in enumerate(PAGE):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.save(held)
    return held.getvalue()


XLSX, XLS = an_xlsx(), an_xls()


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its XML parts changed."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(XLSX)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, change(old.read(one)) if one == name else old.read(one))
    return held.getvalue()


def read(source: Source, path: Path, limits: Limits | None = None) -> list[Yielded]:
    return list(source.read(Given.at(path), Asked(NOW, limits=limits or Limits())))


def taken_up(path: Path) -> Source:
    """The source that the file goes to."""
    score, source = max(((one.recognise(Given.at(path)), one) for one in ALL), key=lambda pair: pair[0])
    assert score >= 0.3
    return source


BOMB = b"""<!DOCTYPE bomb [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>"""


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_entities_are_refused_before_they_unfold(tmp_path: Path, part: str) -> None:
    def declare(xml: bytes) -> bytes:
        head, rest = xml.split(b"?>", 1)
        return head + b"?>" + BOMB + rest.replace(b"<v>", b"<v>&c;")

    path = tmp_path / "Content.xlsx"
    path.write_bytes(with_part(part, declare))
    with pytest.raises(UnsafeFile, match="document type"):
        read(taken_up(path), path)


def test_unpacked_bytes_are_counted_and_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "Content.xlsx"
    path.write_bytes(
        with_part("xl/sharedStrings.xml", lambda xml: xml.replace(b"<si>", b" " * 500_000 + b"<si>"))
    )
    assert path.stat().st_size < 50_000
    with pytest.raises(UnsafeFile, match="workbook_bytes"):
        read(CreatorWorkbook(), path, replace(Limits(), workbook_bytes=3_000_000))
    assert read(CreatorWorkbook(), path)


@pytest.mark.parametrize(
    "cell",
    [b'<row r="1048577"><c r="A1048577"><v>1</v></c></row>', b'<row r="9"><c r="XFE9"><v>1</v></c></row>'],
)
def test_cells_outside_of_a_sheet_are_refused(tmp_path: Path, cell: bytes) -> None:
    path = tmp_path / "Content.xlsx"
    sheet = "xl/worksheets/sheet2.xml"
    path.write_bytes(with_part(sheet, lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>")))
    with pytest.raises(DamagedFile, match="outside"):
        read(CreatorWorkbook(), path)


def test_one_cell_in_the_far_corner_costs_one_row(tmp_path: Path) -> None:
    path = tmp_path / "Content.xlsx"
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheet = "xl/worksheets/sheet2.xml"
    path.write_bytes(with_part(sheet, lambda xml: xml.replace(b"</sheetData>", corner + b"</sheetData>")))
    assert len(read(CreatorWorkbook(), path)) == len(read_plain(tmp_path)) + 1


def read_plain(folder: Path) -> list[Yielded]:
    path = folder / "plain.xlsx"
    path.write_bytes(XLSX)
    return read(CreatorWorkbook(), path)


def test_many_wide_rows_are_refused_by_their_cells(tmp_path: Path) -> None:
    wide = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (row, row) for row in range(5, 200))
    path = tmp_path / "Content.xlsx"
    sheet = "xl/worksheets/sheet2.xml"
    path.write_bytes(with_part(sheet, lambda xml: xml.replace(b"</sheetData>", wide + b"</sheetData>")))
    with pytest.raises(UnsafeFile, match="workbook_bytes"):
        read(CreatorWorkbook(), path)


@pytest.mark.parametrize("trap", [b"<x>" * 10_000, b'<x y="' + b"z" * 3_000_000])
def test_xml_that_is_nested_too_deep_or_one_endless_mark(tmp_path: Path, trap: bytes) -> None:
    path = tmp_path / "Content.xlsx"
    path.write_bytes(with_part("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<sheetData>", trap)))
    with pytest.raises(UnsafeFile, match="XML"):
        read(taken_up(path), path)


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", XLSX), ("a.xls", XLS)])
def test_cut_off_workbooks_are_taken_up_and_called_damaged(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises(DamagedFile, match="again") as raised:
        read(taken_up(path), path)
    assert raised.value.mend


def test_a_locked_workbook_says_how_to_unlock_it(tmp_path: Path) -> None:
    # Excel wraps a locked workbook of either format into an OLE container.
    path = tmp_path / "locked.xlsx"
    path.write_bytes(XLS.replace("Workbook".encode("utf-16-le"), "\0\0\0\0\0\0\0\0".encode("utf-16-le")))
    locked = path.read_bytes() + "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(locked)
    with pytest.raises(DamagedFile, match="password"):
        read(taken_up(path), path)


def test_other_zips_and_containers_are_not_taken_for_workbooks(tmp_path: Path) -> None:
    archive, document = tmp_path / "a.zip", tmp_path / "a.docx"
    for path, members in (
        (archive, ["Connections.csv", "messages.csv", "Jobs/Job Applications.csv"]),
        (document, ["[Content_Types].xml", "word/document.xml"]),
    ):
        with zipfile.ZipFile(path, "w") as made:
            for member in members:
                made.writestr(member, "a,b\n1,2\n")
    letter = tmp_path / "a.doc"
    named = XLS.replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))
    letter.write_bytes(named[:512] + b"\xec\xa5" + named[514:])
    for path in (archive, document, letter):
        for cut in (None, 200):
            path.write_bytes(path.read_bytes()[:cut])
            assert [source.recognise(Given.at(path)) for source in ALL] == [0, 0, 0]


def survives(path: Path) -> None:
    for source in ALL:
        assert 0 <= source.recognise(Given.at(path)) <= 1
        with suppress(InputError):
            read(source, path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_no_change_of_bytes_brings_anything_but_a_clear_error(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)

    def changed(content: bytes, alphabet: bytes) -> bytes:
        new = bytearray(content)
        for _ in range(chance.randint(1, 8)):
            new[chance.randrange(len(new))] = chance.choice(alphabet)
        return bytes(new[: chance.randint(1, len(new))]) if chance.random() < 0.2 else bytes(new)

    old = tmp_path / "a.xls"
    old.write_bytes(changed(XLS, bytes(range(256))))
    survives(old)
    part = chance.choice(
        [name for name in zipfile.ZipFile(BytesIO(XLSX)).namelist() if name.startswith("xl/")]
    )
    new = tmp_path / "a.xlsx"
    new.write_bytes(with_part(part, lambda xml: changed(xml, b'0123456789<>/"= AZrstv&;')))
    survives(new)
    new.write_bytes(changed(XLSX, bytes(range(256))))
    survives(new)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=2_000), magic=st.sampled_from([b"", XLSX[:4], XLS[:8], XLS[:512], XLSX[:64]])
)
def test_random_bytes_bring_nothing_but_a_clear_error(tmp_path: Path, content: bytes, magic: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(magic + content)
    survives(path)


CELLS = st.one_of(
    st.text(max_size=30).map(
        lambda text: re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
    ),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        [
            "8/25/2024",
            "31.12.2025",
            "8/25/2024 - 9/1/2024",
            "< 1%",
            "1,234",
            "-3",
            "٣٤",
            "Date",
            "0/0/0000",
            "https://www.linkedin.com/feed/update/urn:li:activity:7247212345678901248",
            "Impressions (total)",
        ]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, max_size=6), max_size=12), place=st.integers(0, 3))
def test_any_cells_bring_nothing_but_a_clear_error(
    tmp_path: Path, rows: list[list[object]], place: int
) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path, {"strings_to_urls": False, "strings_to_formulas": False})
    sheets = list(SHEETS.values())
    for number, known in enumerate([*sheets[:place], rows, *sheets[place:]]):
        sheet = book.add_worksheet(f"S{number}")
        for line, row in enumerate(known):
            sheet.write_row(line, 0, row)
    book.close()
    survives(path)
