"""The archives of `tests/golden/linkedin_archive`, each with all that is to come out of it.

To write the expectations anew after a change that is meant: `GROUNDSWELL_GOLDEN=write pytest tests/sources`,
then read the difference.
"""

import json
import os
import tracemalloc
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from groundswell.domain.activity import Account, Fact, Interaction
from groundswell.domain.errors import DamagedFile, InputError, UnsafeFile
from groundswell.domain.records import Part, Record, SetAside, Yielded
from groundswell.domain.when import When
from groundswell.domain.words import Direction, Network
from groundswell.sources.linkedin_archive import LinkedInArchive
from groundswell.sources.protocol import Asked, Given, Limits

GOLDEN = Path(__file__).parent.parent / "golden" / "linkedin_archive"
YEARS = ("2018", "2021", "2024", "2026", "broken")
SOURCE = LinkedInArchive()
NOW = 1_795_000_000_000
"""18 November 2026, in epoch milliseconds."""


def read(path: Path, asked: Asked | None = None) -> list[Yielded]:
    return list(SOURCE.read(Given.at(path), asked or Asked(NOW)))


def told(value: object) -> object:
    """A value as JSON; what is empty is left out."""
    if isinstance(value, When):
        return value.earliest if value.exact else [value.earliest, value.latest]
    pairs: Iterable[tuple[str, object]] = ()
    if is_dataclass(value) and not isinstance(value, type):
        pairs = [(one.name, getattr(value, one.name)) for one in fields(value)]
    elif isinstance(value, Record | Interaction):
        pairs = value._asdict().items()
    if pairs:
        shown = {name: told(one) for name, one in pairs if one not in ("", None, False)}
        return {"": type(value).__name__, **shown}
    if isinstance(value, tuple):
        return [told(one) for one in value]
    return value


def packed(folder: Path, target: Path, inside: str = "", *, backwards: bool = False) -> Path:
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*"), reverse=backwards):
            if path.is_file():
                archive.write(path, inside + path.relative_to(folder).as_posix())
    return target


def facts(yielded: Iterable[Yielded]) -> list[Fact]:
    return [fact for one in yielded if isinstance(one, Record) for fact in one.facts]


def directions(yielded: Iterable[Yielded]) -> list[Direction]:
    return [fact.direction for fact in facts(yielded) if isinstance(fact, Interaction)]


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("year", YEARS)
def test_each_archive_gives_just_what_is_expected(year: str) -> None:
    lines = [json.dumps(told(one), ensure_ascii=False) for one in read(GOLDEN / year)]
    expected = GOLDEN / f"{year}.jsonl"
    if os.environ.get("GROUNDSWELL_GOLDEN") == "write":
        expected.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == expected.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("inside", ["", "Basic_LinkedInDataExport_10-26-2026/"])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_zip_gives_what_its_folder_gives(tmp_path: Path, inside: str, backwards: bool) -> None:
    path = packed(GOLDEN / "2026", tmp_path / "Export.zip", inside, backwards=backwards)
    assert SOURCE.recognise(Given.at(path)) > 0.9
    assert facts(read(path)) == facts(read(GOLDEN / "2026"))
    names = sorted(one.name for one in read(path) if isinstance(one, Part))
    assert names == sorted(
        inside + one.relative_to(GOLDEN / "2026").as_posix()
        for one in (GOLDEN / "2026").rglob("*")
        if one.is_file()
    )


@pytest.mark.parametrize("year", YEARS[:-1])
def test_every_table_is_known_alone_and_under_any_name(tmp_path: Path, year: str) -> None:
    needed = [one for one in read(GOLDEN / year) if isinstance(one, Part) and one.kind != "not needed"]
    for number, part in enumerate(needed):
        path = tmp_path / f"download ({number})"
        path.write_bytes((GOLDEN / year / part.name).read_bytes())
        assert SOURCE.recognise(Given.at(path)) > 0.9
        yielded = read(path)
        assert yielded[0] == Part("", part.kind)
        assert not [one for one in yielded if isinstance(one, SetAside) and "date" in one.why]
        assert facts(yielded)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"name,text,time\nAna,Well said,2w\n",
        b"<!doctype html><title>Post</title>",
        b"\x00\xff\xfe" * 100,
        b"PK\x03\x04\x14\x00[Content_Types].xml and then it breaks off",
    ],
)
def test_other_files_are_left_to_others(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert SOURCE.recognise(Given.at(path)) == 0
    assert SOURCE.recognise(Given.at(tmp_path)) == 0
    with pytest.raises(InputError):
        read(path)


def test_a_damaged_zip_is_claimed_and_told(tmp_path: Path) -> None:
    path = packed(GOLDEN / "2026", tmp_path / "Export.zip")
    path.write_bytes(path.read_bytes()[:-100])
    assert SOURCE.recognise(Given.at(path)) >= 0.3
    with pytest.raises(DamagedFile, match="cut off"):
        read(path)


def test_a_bomb_beside_good_files_stops_the_import(tmp_path: Path) -> None:
    path = packed(GOLDEN / "2026", tmp_path / "Export.zip")
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("messages_2.csv", MESSAGES + "," * (12 * 1024**2))
    with pytest.raises(UnsafeFile):
        read(path)


def test_a_damaged_member_is_set_aside_and_the_others_read(tmp_path: Path) -> None:
    path = packed(GOLDEN / "2026", tmp_path / "Export.zip")
    whole = facts(read(path))
    data = bytearray(path.read_bytes())
    data[data.index(b"Votes.csv") + 40] ^= 0xFF
    path.write_bytes(data)
    yielded = read(path)
    assert [one.where for one in yielded if isinstance(one, SetAside)][-1] == "Votes.csv"
    assert len(facts(yielded)) == len(whole) - 1


MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
    "DATE,SUBJECT,CONTENT,FOLDER\n"
)
ANA, BO = "Ana,https://www.linkedin.com/in/ana", "Bo,https://www.linkedin.com/in/bo"


def message(sender: str, receiver: str, text: str = "hi", thread: str = "t1") -> str:
    return f"{thread},,{sender},{receiver},2024-01-01 10:00:00 UTC,,{text},INBOX\n"


def test_without_a_profile_the_owner_is_who_takes_part_in_most_conversations(tmp_path: Path) -> None:
    path = written(
        tmp_path / "messages.csv",
        MESSAGES
        + message(ANA, BO)
        + message(BO, ANA)
        + message(BO, "Cy,https://www.linkedin.com/in/cy", "ho", "t2"),
    )
    first, *others = facts(read(path))
    assert first == Account(Network.LINKEDIN, "linkedin:in/bo", "Bo", "https://www.linkedin.com/in/bo")
    assert [one.direction for one in others if isinstance(one, Interaction)] == ["in", "out", "out"]


def test_a_known_account_tells_the_direction_where_the_file_does_not(tmp_path: Path) -> None:
    path = written(tmp_path / "messages.csv", MESSAGES + message(ANA, BO) + message(BO, ANA))
    for number, name in enumerate(["ana", "bo"]):
        account = Account(
            Network.LINKEDIN, f"linkedin:in/{name}", name.title(), f"https://linkedin.com/in/{name}"
        )
        yielded = read(path, Asked(NOW, (account,)))
        assert directions(yielded) == (["out", "in"] if number == 0 else ["in", "out"])
        assert not [one for one in facts(yielded) if isinstance(one, Account)]


def test_a_known_account_keeps_its_key_when_its_profile_becomes_known() -> None:
    before = Account(Network.LINKEDIN, "linkedin:name:noor haddad", "Noor Haddad")
    told_anew = [
        one for one in facts(read(GOLDEN / "2026", Asked(NOW, (before,)))) if isinstance(one, Account)
    ]
    assert [(one.key, one.url) for one in told_anew] == [
        (before.key, "https://www.linkedin.com/in/noor-haddad")
    ]


def test_a_ten_megabyte_comment_costs_only_itself(tmp_path: Path) -> None:
    link = "https://www.linkedin.com/feed/update/urn:li:activity:7256000000000000000"
    huge = "line\n" * 2_000_000
    path = written(
        tmp_path / "Comments.csv",
        f'Date,Link,Message\n2024-01-01 10:00:00,{link},"{huge}"\n2024-01-01 10:01:00,{link},short\n',
    )
    _, large, small = read(path)
    assert isinstance(large, SetAside)
    assert large.where == "row 2"
    assert "longer than" in large.why
    assert [one.text for one in facts([small]) if isinstance(one, Interaction)] == ["short"]


def test_a_text_beyond_the_limit_is_set_aside_and_the_limit_can_be_raised(tmp_path: Path) -> None:
    path = written(tmp_path / "messages.csv", MESSAGES + message(ANA, BO, "x" * 200_000))
    assert "at most 100,000" in next(one.why for one in read(path) if isinstance(one, SetAside))
    assert len(facts(read(path, Asked(NOW, limits=Limits(text_chars=200_000))))) == 1


def test_markup_and_formulas_come_through_as_plain_text(tmp_path: Path) -> None:
    name = "=cmd|' /C calc'!A0"
    path = written(
        tmp_path / "messages.csv",
        MESSAGES
        + message(f'"{name}",', BO, '"<img src=x onerror=alert(1)>\'; DROP TABLE post;--"')
        + message(ANA, BO, "<svg onload=alert(1)>", "t2"),
    )
    said = [one for one in facts(read(path)) if isinstance(one, Interaction)]
    assert [one.text for one in said] == ["'; DROP TABLE post;--", ""]
    assert said[0].person is not None
    assert said[0].person.name == name


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        path = tmp_path / f"{rows}.csv"
        with path.open("w") as file:
            file.write(MESSAGES)
            for number in range(rows):
                sender = f"Person {number % 50},https://www.linkedin.com/in/person-{number % 50}"
                file.write(message(sender, BO, "some words to read " * 10, f"t{number % 50}"))
        tracemalloc.start()
        for _ in SOURCE.read(Given.at(path), Asked(NOW, limits=Limits(field_chars=50_000))):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    small, large = peak(4_000), peak(8_000)
    assert large < 1.2 * small


@pytest.mark.parametrize(
    ("name", "text", "outcome"),
    [
        ("Shares.csv", "", "the file is empty"),
        ("Shares.csv", ",,\n1,2,3\n", "not a table out of a LinkedIn archive"),
        ("Shares.csv", "Date, date,ShareLink,ShareCommentary\n", "its header names the column 'date' twice"),
        ("messages.csv", "FROM,TO,DATE\nAna,Bo,2026-01-30\n", "not a table out of a LinkedIn archive"),
        ("Connections.csv", "Notes:\nsomething\n\n", "it holds notes and no rows"),
    ],
)
def test_a_table_without_its_header_is_refused(tmp_path: Path, name: str, text: str, outcome: str) -> None:
    with pytest.raises(InputError) as caught:
        read(written(tmp_path / name, text))
    assert caught.value.what == outcome
    assert caught.value.where == name
    assert caught.value.mend


COMMENTS = "Date,Link,Message\n"
LINK = "https://www.linkedin.com/feed/update/urn:li:activity:7256000000000000000"


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        (['{},"a \\"b\\" c"'], ['a "b" c']),
        (['{},"a ""b"" c"'], ['a "b" c']),
        (['{},"twice \\\\\\"escaped\\\\\\""'], ['twice "escaped"']),
        (["{},a, b and c"], ["a, b and c"]),
        (["{},one\ntwo, three\n\nfour", "{},five"], ["one\ntwo, three\n\nfour", "five"]),
        (['{},"one\ntwo', "{},three"], ['"one\ntwo', "three"]),
        (['{},"a "b" c"', "{},d"], ['a "b" c', "d"]),
        (['{},"C:\\"', '{},"next"'], ["C:\\", "next"]),
        (['{},"quoting\n2020-01-01 00:00:00,https://example.org/x,an export"', "{},after"],
         ["quoting\n2020-01-01 00:00:00,https://example.org/x,an export", "after"]),
        (['"2024-01-01 10:00:00","{}","all quoted"'], ["all quoted"]),
        (["{},one", "{},two\\"], ["one", None]),
        (["{},one", '{},"two'], ["one", None]),
        (["{},NA", "{},  "], [None, None]),
        (["no row at all", "{},one"], [None, "one"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_of_every_year_are_read(
    tmp_path: Path, rows: list[str], texts: list[str | None], newline: str
) -> None:
    filled = [
        row.format(LINK) if row.startswith('"') else row.replace("{}", f"2024-01-01 10:00:00,{LINK}")
        for row in rows
    ]
    path = written(tmp_path / "Comments.csv", (COMMENTS + "\n".join(filled)).replace("\n", newline))
    _, *records = read(path)
    assert [
        one.facts[0].text if isinstance(one, Record) and isinstance(one.facts[0], Interaction) else None
        for one in records
    ] == texts


def test_comments_of_others_are_left_to_others(tmp_path: Path) -> None:
    path = written(tmp_path / "Comments.csv", "Date,Link,Message,Author name\n2024-01-01,x,Hi,Ana\n")
    assert SOURCE.recognise(Given.at(path)) == 0


def test_a_column_that_was_not_known_before_does_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path / "Comments.csv", f"Date,Link,Message,Edited\n2024-01-01 10:00:00,{LINK},Hi,no\n")
    assert SOURCE.recognise(Given.at(path)) > 0.9
    assert [one.text for one in facts(read(path)) if isinstance(one, Interaction)] == ["Hi"]


def test_an_empty_file_does_not_hide_a_good_archive(tmp_path: Path) -> None:
    written(tmp_path / "Comments.csv", "")
    written(tmp_path / "messages.csv", MESSAGES + message(ANA, BO))
    assert SOURCE.recognise(Given.at(tmp_path)) > 0.9
    assert [(one.where, one.why) for one in read(tmp_path) if isinstance(one, SetAside)] == [
        ("Comments.csv", "the file is empty")
    ]


def test_endless_names_and_links_are_set_aside(tmp_path: Path) -> None:
    long = "x" * 5_000
    path = written(
        tmp_path / "messages.csv",
        MESSAGES
        + message(f"{long},", BO)
        + message(ANA, f"{long},")
        + message(ANA, BO, thread=long)
        + message(ANA, BO),
    )
    _, *records = read(path)
    assert [isinstance(one, SetAside) for one in records] == [True, False, True, False]
