"""Letters in files of every kind, with what hostile or clumsy hands put into them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.errors import InputError, MappingNeeded, UnrecognisedFile
from groundswell.domain.letters import Letter
from groundswell.domain.records import SetAside
from groundswell.sources.letters import letters_in
from groundswell.sources.letters.stripping import own_words, until_quoted
from groundswell.sources.protocol import Limits

GOLDEN = Path(__file__).parents[1] / "golden" / "letters"


def letters(path: Path, limits: Limits = Limits()) -> list[Letter | SetAside]:  # noqa: B008
    return list(letters_in(path, limits))


def only(path: Path) -> Letter:
    (found,) = letters(path)
    assert isinstance(found, Letter)
    return found


def test_a_mail_is_read_without_what_it_quotes_and_without_its_signature() -> None:
    found = only(GOLDEN / "reply.eml")
    assert found.sender == "Jörg Mölk <joerg@muehle.example>"
    assert found.subject == "Ihre Bewerbung – Müller"
    assert found.body == "Liebe Frau Ünal,\n\nich muss Ihnen absagen. Danke für den Probetag.\n\nJörg Mölk"
    assert found.reply_to == "Büro <buero@muehle.example>"
    assert found.at == 1772445600000
    assert found.thread == ("ask-1@mail.example",)


def test_a_mailbox_holds_letters_in_html_and_in_old_encodings() -> None:
    first, second, third = letters(GOLDEN / "box.mbox")
    assert isinstance(first, Letter)
    assert first.body == "Dear Ana,\n\nwe chose somebody else. Write to me.\n\nBen"
    assert isinstance(second, Letter)
    assert second.body == "Estimada Núria:\n\nla plaza está cubierta."
    assert second.automatic
    assert isinstance(third, SetAside)
    assert third.where.endswith("mail 3")


def test_a_table_is_read_whatever_its_columns_are_called() -> None:
    first, second = letters(GOLDEN / "table.csv")
    assert isinstance(first, Letter)
    assert (first.id, first.sender, first.subject) == ("7", "hr@firm.example", "Absage")
    assert first.body == "Guten Tag,\nwir haben uns anders entschieden."
    assert isinstance(second, SetAside)
    assert "no words" in second.why


def test_plain_text_takes_its_subject_from_its_first_line() -> None:
    found = only(GOLDEN / "letter.txt")
    assert (found.id, found.subject) == ("letter", "The job")
    assert found.body.startswith("Dear Ana,")


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(UnrecognisedFile):
        letters(file)


def test_a_table_without_letters_names_the_column_it_misses(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("name,town\nAna,Bonn\n", encoding="utf-8")
    with pytest.raises(MappingNeeded, match="body"):
        letters(file)


def test_an_empty_folder_and_a_missing_file_are_errors(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(InputError):
            letters(path)


def test_a_letter_over_the_limit_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("no " * 100, encoding="utf-8")
    (found,) = letters(file, Limits(text_chars=100))
    assert isinstance(found, SetAside)


@pytest.mark.parametrize(
    "line",
    [
        "On Mon, 2 Mar 2026 at 10:00, Ana <ana@x.example> wrote:",
        "Am 02.03.2026 um 10:00 schrieb Ana:",
        "El lun, 2 mar 2026 a las 10:00, Ana escribió:",
        "Le lun. 2 mars 2026 à 10:00, Ana a écrit :",
        "Em seg., 2 de mar. de 2026 às 10:00, Ana escreveu:",
        "-----Original Message-----",
        "Von: Ana\nGesendet: Montag",
    ],
)
def test_answers_are_cut_in_five_languages(line: str) -> None:
    assert until_quoted(f"The answer is no.\n\n{line}\nDear Sir, may I") == "The answer is no."


def test_an_answer_below_what_it_quotes_is_kept() -> None:
    assert own_words("On Monday 2 March Ana wrote:\n> may I?\n\nNo, sorry.") == "No, sorry."


@given(st.text(max_size=400))
def test_what_is_cut_leaves_the_beginning_as_it_was(text: str) -> None:
    assert text.startswith(until_quoted(text))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=600), st.sampled_from([".txt", ".eml", ".csv", ".jsonl", ".mbox"]))
def test_no_bytes_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str
) -> None:
    file = tmp_path_factory.mktemp("any") / f"file{ending}"
    file.write_bytes(data)
    try:
        found = letters(file)
    except InputError:
        return
    for one in found:
        assert isinstance(one, SetAside) or one.body.strip()


def test_a_mail_that_is_passed_on_is_read_as_the_one_within(tmp_path: Path) -> None:
    mail = tmp_path / "passed.eml"
    mail.write_text(
        "From: Dana <dana@post.example>\nTo: Ben <ben@post.example>\nSubject: WG: Ihre Bewerbung\n"
        "Message-ID: <1@x.example>\n\nschau mal...\n\n-----Ursprüngliche Nachricht-----\n"
        "Von: Petra Holm <holm@bau.example>\nGesendet: Montag, 2. November 2026\nAn: Dana\n"
        "Betreff: Ihre Bewerbung\n\nLiebe Dana,\n\nleider nein.\n\nPetra Holm\n",
        encoding="utf-8",
    )
    found = only(mail)
    assert found.sender == "Petra Holm <holm@bau.example>"
    assert (found.subject, found.to) == ("Ihre Bewerbung", "")
    assert found.body == "Liebe Dana,\n\nleider nein.\n\nPetra Holm"


@pytest.mark.parametrize(
    ("columns", "body"),
    [
        ("Nr.;Name;E-Mail;Betreff;Nachricht", "7;Jörg;j@x.example;Absage;{}"),
        ("Email;Email Body;Candidate", "j@x.example;{};Jörg"),
        ("Candidate;Status;Rejection text", "Jörg;no;{}"),
        ("id;E-Mail", "7;{}"),
    ],
)
def test_excel_may_write_the_table_and_call_the_columns_what_it_likes(
    tmp_path: Path, columns: str, body: str
) -> None:
    table = tmp_path / "excel.csv"
    letter = '"Lieber Jörg,\r\n\r\nleider nein – „danke“."'
    table.write_bytes(f"{columns}\r\n{body.format(letter)}\r\n".encode("cp1252"))
    assert only(table).body == "Lieber Jörg,\n\nleider nein – „danke“."
