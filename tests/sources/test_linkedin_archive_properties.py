"""Whatever bytes stand in an archive, what comes out is records, rows set aside, or an error of ours."""

import csv
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from groundswell.domain.activity import Interaction
from groundswell.domain.errors import InputError
from groundswell.domain.records import Part, Record, SetAside, Yielded
from groundswell.sources.common.text import clean
from groundswell.sources.linkedin_archive import LinkedInArchive
from groundswell.sources.linkedin_archive.kinds import KINDS, FileKind
from groundswell.sources.protocol import Asked, Given

SOURCE = LinkedInArchive()
NOW = 1_795_000_000_000
"""18 November 2026, in epoch milliseconds."""
NASTY = st.sampled_from(
    [
        "2024-01-01 10:00:00",
        "30 Feb 2026",
        "https://[x",
        "https://www.linkedin.com/in/%ff%00",
        "https://www.linkedin.com/feed/update/urn:li:activity:99999999999999999999",
        "?commentUrn=urn:li:comment:(activity:7256000000000000000,99999999999999999999)",
        "LinkedIn Member",
        "OUTGOING",
        "\ud800",
        "<p>&#xD800;&#0;</p>",
        'a"b',
        "\\",
        "\x00",
        "",
    ]
)
CELLS = NASTY | st.text(max_size=10)
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&\u2028\u2029\ufeff\ufffe\uffff")
)


def read(data: bytes, name: str = "file.csv") -> list[Yielded]:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        given_file = Given.at(path)
        assert 0 <= SOURCE.recognise(given_file) <= 1
        return list(SOURCE.read(given_file, Asked(NOW)))


def lines(rows: Sequence[Sequence[str]]) -> str:
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


@given(st.binary(max_size=300))
@example(b"PK\x05\x06" + bytes(18))
def test_any_bytes(data: bytes) -> None:
    with suppress(InputError):
        assert all(isinstance(one, Part | Record | SetAside) for one in read(data))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@settings(max_examples=50)
@given(data=st.binary(max_size=200))
def test_any_bytes_below_a_known_header(kind: FileKind, data: bytes) -> None:
    header = ",".join(sorted(kind.columns)).encode()
    part, *others = read(header + b"\n" + data)
    assert part == Part("", kind.name)
    assert all(isinstance(one, Record | SetAside) for one in others)


@pytest.mark.parametrize(
    "kind", [one for one in KINDS if one.name != "linkedin-comments"], ids=lambda kind: kind.name
)
@settings(max_examples=50)
@given(data=st.data())
def test_every_row_is_accounted_for(kind: FileKind, data: st.DataObject) -> None:
    columns = sorted(kind.columns)
    cells = CELLS.filter(lambda cell: "\n" not in cell and "\r" not in cell)
    rows = data.draw(st.lists(st.lists(cells, min_size=len(columns), max_size=len(columns)), max_size=8))
    filled = [[*row[:-1], row[-1] or "."] for row in rows]
    text = lines([columns, *filled])
    _, *others = read(text.encode("utf-8", "surrogatepass"))
    assert len(others) == len(rows)


@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from(["\n", "\r\n"]))
@example(['"', "a\nb", ",", '""\n""', "\\"], "\n")
def test_messages_come_back_as_they_were_written(texts: list[str], newline: str) -> None:
    columns = ["CONVERSATION ID", "FROM", "SENDER PROFILE URL", "TO", "DATE", "CONTENT"]
    me = ["t", "Ana", "https://www.linkedin.com/in/ana", "Bo", "2024-01-01 10:00:00 UTC"]
    _, *records = read(lines([columns, *([*me, text] for text in texts)]).replace("\n", newline).encode())
    read_back = [
        fact.text
        for one in records
        if isinstance(one, Record)
        for fact in one.facts
        if isinstance(fact, Interaction)
    ]
    assert read_back == [clean(text) for text in texts]


@given(st.lists(WORDS.map(lambda text: f"{text} so"), min_size=1, max_size=8))
def test_comments_come_back_as_they_were_written(texts: list[str]) -> None:
    start = [
        "2024-01-01 10:00:00",
        "https://www.linkedin.com/feed/update/urn:li:activity:7256000000000000000",
    ]
    plain = [text.replace("\\", "") for text in texts]
    _, *records = read(lines([["Date", "Link", "Message"], *([*start, text] for text in plain)]).encode())
    assert len(records) == len(plain)
    read_back = [
        fact.text
        for one in records
        if isinstance(one, Record)
        for fact in one.facts
        if isinstance(fact, Interaction)
    ]
    assert read_back == [clean(text) for text in plain]
