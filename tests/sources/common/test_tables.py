import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from groundswell.domain.errors import DamagedFile
from groundswell.domain.records import SetAside
from groundswell.sources.common.decoding import BLOCK_BYTES
from groundswell.sources.common.headers import find_header
from groundswell.sources.common.tables import Row, Table, text_of

PLENTY = 1_000_000
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=12)


def table(data: str | bytes, field_chars: int = PLENTY, column: str = "") -> Table:
    """The table; the header is told by one of its columns, or found out."""
    head, rest = text_of(BytesIO(data.encode() if isinstance(data, str) else data))
    known = (lambda cells: column in cells) if column else None
    return Table(find_header(head, known), head, rest, field_chars)


def cells(data: str | bytes) -> list[list[str]]:
    return [row for _, row in rows(data)]


def rows(data: str | bytes, field_chars: int = PLENTY) -> list[Row]:
    return [one for one in table(data, field_chars) if not isinstance(one, SetAside)]


def aside(data: str | bytes, field_chars: int = PLENTY) -> list[SetAside]:
    return [one for one in table(data, field_chars) if isinstance(one, SetAside)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encoding_delimiter_and_newlines_are_found_out(newline: str, delimiter: str, encoding: str) -> None:
    lines = [["name", "text"], ["Ana", "três, quatro"], ["Bo", "fem; sex"], ["Cy", "seven"]]
    text = newline.join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    found = table(text.encode(encoding))
    assert (found.columns, found.delimiter) == (("name", "text"), delimiter)
    assert [row[1] for row in found if not isinstance(row, SetAside)] == lines[1:]


def test_lines_that_are_not_utf8_are_read_as_windows_1252() -> None:
    data = "a,b\n1,caf\u00e9\n".encode() + b"2,caf\xe9 \x93so\x94 \x80\n3,\x81\x8d\x8f\x90\x9d\n"
    assert cells(data) == [["1", "café"], ["2", "café “so” €"], ["3", "\x81\x8d\x8f\x90\x9d"]]


def test_a_declared_delimiter_is_believed() -> None:
    assert cells("sep=;\na;b\n1,5;2,5\n") == [["1,5", "2,5"]]


def test_the_header_is_found_below_other_lines() -> None:
    data = 'Notes:\n"Some, addresses, are missing"\n\nname,mail,since\nAna,,2021\nBo,b@example.org,2022\n'
    found = table(data, column="mail")
    assert found.columns == ("name", "mail", "since")
    assert list(found) == [(5, ["Ana", "", "2021"]), (6, ["Bo", "b@example.org", "2022"])]
    assert table(data).columns == ("name", "mail", "since")


@pytest.mark.parametrize("data", ["", "\n \n", ",,\n1,2,3\n"])
def test_what_has_no_header_is_refused(data: str) -> None:
    with pytest.raises(DamagedFile):
        table(data, column="name")


def test_quotation_marks_may_be_escaped_with_backslashes() -> None:
    assert cells('a,b\n1,"say \\"hi, you\\" twice\nand go"\n2,"plain"\n') == [
        ["1", 'say "hi, you" twice\nand go'],
        ["2", "plain"],
    ]


def test_short_rows_are_filled_and_blank_ones_counted() -> None:
    assert rows("a,b,c\n1,2\n\n3,4,5,,\n") == [(2, ["1", "2", ""]), (4, ["3", "4", "5"])]


def test_a_row_with_too_many_cells_is_set_aside_alone() -> None:
    data = "a,b\n1,2\n3,4,5\n6,7,8\n9,10\n"
    assert rows(data) == [(2, ["1", "2"]), (5, ["9", "10"])]
    assert [(one.where, one.why, one.excerpt) for one in aside(data)] == [
        ("row 3", "more than 2 cells", "3,4,5\n6,7,8\n9,10\n"),
        ("row 4", "more than 2 cells", "6,7,8\n9,10\n"),
    ]


def test_an_open_quotation_mark_costs_only_its_own_row() -> None:
    data = 'a,b,c\n1,"never closed,3\n4,"five,\nand more",6\n7,8,9\n'
    assert cells(data) == [["4", "five,\nand more", "6"], ["7", "8", "9"]]
    assert [one.where for one in aside(data)] == ["row 2"]


def test_lines_that_went_down_with_a_broken_row_are_counted() -> None:
    data = 'a,b,c\n1,2,3\n4,"five\nand" more,6\nof it\n7,8,9\n'
    assert cells(data) == [["1", "2", "3"], ["7", "8", "9"]]
    assert [one.why for one in aside(data)] == [
        "a quotation mark stands open or in the wrong place; 2 more lines were passed over"
    ]


def test_a_quotation_mark_open_to_the_end_is_told() -> None:
    assert [one.why for one in aside('a,b\n1,2\n3,"four')] == ["a quotation mark opens here and never closes"]
    assert cells('a,b\n1,2\n3,"four') == [["1", "2"]]


def test_text_after_a_closing_quotation_mark_belongs_to_the_cell() -> None:
    assert cells('a,b\n1,"two" three\n4,5" screen\n') == [["1", "two three"], ["4", '5" screen']]


def test_a_cell_beyond_the_limit_is_set_aside_and_the_next_row_read() -> None:
    data = 'a,b\n1,"' + 600 * "x\n" + '"\n2,fine\n'
    assert rows(data, field_chars=1_000) == [(3, ["2", "fine"])]
    assert [one.why for one in aside(data, field_chars=1_000)] == ["a cell longer than 1,000 characters"]


def test_damage_far_from_its_end_is_left_behind() -> None:
    many = 5_000
    data = 'a,b\n1,"open\n' + "".join(f"{n},text {n}\n" for n in range(many))
    assert len(data) > BLOCK_BYTES
    assert len(cells(data)) == many
    assert len(aside(data)) == 1


def test_rows_across_blocks_stay_whole() -> None:
    written = [[str(n), f'line {n},\n"quoted" é ' * (n % 7)] for n in range(6_000)]
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows([["a", "b"], *written])
    assert cells(out.getvalue()) == written


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=30),
    st.sampled_from(["\n", "\r\n"]),
)
@example([["", "", '"']], "\n")
def test_what_the_standard_library_writes_comes_back(written: list[list[str]], newline: str) -> None:
    out = StringIO(newline="")
    csv.writer(out, lineterminator=newline).writerows([["first", "second", "third"], *written])
    assert list(table(out.getvalue(), column="third")) == [
        (number, row) for number, row in enumerate(written, start=2)
    ]


@given(st.binary(max_size=400), st.integers(1, 60))
def test_any_bytes_are_rows_or_set_aside_or_refused(data: bytes, field_chars: int) -> None:
    try:
        found = table(data, field_chars)
    except DamagedFile:
        return
    for one in found:
        assert isinstance(one, SetAside) or len(one[1]) == len(found.columns)


@given(st.text('ab,"\n\\;', max_size=120), st.integers(1, 60))
def test_any_quoting_is_rows_or_set_aside(text: str, field_chars: int) -> None:
    found = table("first,second\n1,2\n" + text, field_chars)
    for one in found:
        assert isinstance(one, SetAside) or len(one[1]) == len(found.columns)


@given(st.text('ab,"\n', max_size=80))
def test_damage_never_costs_the_rows_far_behind_it(text: str) -> None:
    good = [["g1", "good"], ["g2", "good"], ["g3", "good"]]
    tail = "".join(f"{','.join(row)}\n" for row in good)
    found = table(f"first,second\n{text}\n{tail}", column="second")
    assert [row[1] for row in found if not isinstance(row, SetAside)][-2:] == good[-2:]
