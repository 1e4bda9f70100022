"""A letter to a whole list, and letters received, through the command."""

import email
import email.policy
import json
from datetime import datetime
from pathlib import Path

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.errors import InputError
from groundswell.letters.merging import fields, filled
from groundswell.services.letters.receiving import look_through
from groundswell.sources.letters import letter_in, people_in
from groundswell.sources.protocol import Limits
from tests.letters.test_command import letter
from tests.letters.test_reading import GOLDEN

TEXT = """Subject: Your application as {role}

Dear {{ Name }},

I'm sorry, it is a no. The job of {role} went to somebody who has run a night shift. Thank you for the
two hours you gave us on {Day}. I am free on Friday at ten, just reply here.

Ana Roth
"""
SENDER = "Ana Roth <ana@firm.example>"


def merged(tmp_path: Path, people: str, text: str = TEXT) -> tuple[int, dict[str, list[str]], str]:
    (tmp_path / "letter.txt").write_text(text, encoding="utf-8")
    (tmp_path / "people.csv").write_text(people, encoding="utf-8")
    out = tmp_path / "out"
    done = letter(
        "merge",
        str(tmp_path / "letter.txt"),
        str(tmp_path / "people.csv"),
        "--from",
        SENDER,
        "--out",
        str(out),
        "--json",
    )
    return done.returncode, json.loads(done.stdout) if done.stdout else {}, done.stderr


def test_each_person_gets_a_draft_of_their_own(tmp_path: Path) -> None:
    code, told, _ = merged(tmp_path, "Name,E-Mail,Role,day\nZoë Ünal,zoe@x.example,baker,Monday\n")
    assert code == 0
    (path,) = told["written"]
    mail = email.message_from_bytes(Path(path).read_bytes(), policy=email.policy.default)
    assert mail["To"] == "Zoë Ünal <zoe@x.example>"
    assert mail["From"] == SENDER
    assert mail["Subject"] == "Your application as baker"
    assert mail["X-Unsent"] == "1"
    text = mail.get_content()
    assert text.startswith("Dear Zoë Ünal,")
    assert "The job of baker" in text
    assert "{" not in text


def test_rows_that_cannot_be_filled_are_named_and_set_aside(tmp_path: Path) -> None:
    people = (
        "Name,email,Role,Day\nBob,bob@x.example,,Tuesday\nEve,,cook,Monday\n"
        "Al,al@x.example,cook,Friday\nAl,AL@x.example,c,d\n"
    )
    code, told, err = merged(tmp_path, people)
    assert code == 1
    assert len(told["written"]) == 1
    assert "row 2: nothing to fill in for {role}" in err
    assert "row 3: there is no address" in err
    assert "row 5: the address is that of row 4" in err


def test_a_cell_cannot_add_headers_or_placeholders(tmp_path: Path) -> None:
    people = 'Name,email,Role,Day\n"Mal\nBcc: all@x.example",mal@x.example,{Day},Friday\n'
    code, told, _ = merged(tmp_path, people)
    assert code == 0
    data = Path(told["written"][0]).read_bytes()
    mail = email.message_from_bytes(data, policy=email.policy.default)
    assert mail["Bcc"] is None
    assert "The job of {Day} went" in mail.get_content()


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    people = "Name,email,Role,Day\nAl,al@x.example,cook,Friday\n"
    assert merged(tmp_path, people)[0] == 0
    code, told, err = merged(tmp_path, people)
    assert (code, told["written"]) == (1, [])
    assert "is there already" in err


def test_a_letter_that_is_the_same_for_all_or_has_no_subject_is_refused(tmp_path: Path) -> None:
    people = "Name,email\nAl,al@x.example\n"
    assert "no placeholders" in merged(tmp_path, people, "Subject: no\n\nThe answer is no.\n")[2]
    assert "no subject" in merged(tmp_path, people, "Dear {name}, the answer is no.\n")[2]


MAILS = """From a
From: HR <hr@acme-tools.example>
Date: Mon, 2 Mar 2026 10:00:00 +0000
Subject: Your application
Message-ID: <1@a>

Dear Jo,

after careful consideration we have decided to move forward with other candidates for the position
of welder.

HR

From b
From: Nell Ward <nell@wardboats.example>
Date: Tue, 3 Mar 2026 10:00:00 +0000
Subject: The boatyard job
Message-ID: <2@a>

Dear Jo,

I'm sorry, the job is going to somebody who has sewn sails before. Thank you for the Saturday that you gave
us. You asked what happens to the offcuts, and nobody had asked us that; we now bag them for the school.
I am here on Friday at ten if you want to talk, just reply.

Nell

From c
From: Mum <mum@mail.example>
Date: Wed, 4 Mar 2026 10:00:00 +0000
Subject: Sunday

Lunch at one?
"""


def test_a_job_seeker_sees_who_answered_how_and_who_never_did(tmp_path: Path) -> None:
    (tmp_path / "box.mbox").write_text(MAILS, encoding="utf-8")
    applications = tmp_path / "applications.csv"
    applications.write_text(
        "company,role,email,date\nAcme Tools GmbH,welder,,2026-02-01\n"
        "Ward,sailmaker,jobs@wardboats.example,2026-02-03\nNowhere Ltd,clerk,,2026-02-01\n",
        encoding="utf-8",
    )
    done = letter("received", str(tmp_path / "box.mbox"), "--applications", str(applications), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [(one["application"]["firm"], one["how"]) for one in told["answers"]] == [
        ("Acme Tools GmbH", "cold"),
        ("Ward", "kind"),
    ]
    (never,) = told["never"]
    assert (never["firm"], never["role"]) == ("Nowhere Ltd", "clerk")
    assert never["days"] > 0
    assert told["others"] == 1


@given(st.dictionaries(st.sampled_from(["name", "role", "day"]), st.text(max_size=12)), st.text(max_size=60))
def test_a_placeholder_is_filled_or_named(values: dict[str, str], text: str) -> None:
    body = f"{text} {{{{name}}}} {{role}}"
    made = filled("s", body, values)
    empty = [one for one in fields(body) if not values.get(one.casefold(), "").strip()]
    assert bool(made.missing) == bool(empty)


def test_of_sixty_mails_the_answers_to_applications_are_told_from_the_rest(tmp_path: Path) -> None:
    # Each mail's id tells what it is: N a no, H on hold, O anything else: receipts, invitations, bills,
    # a loan that was refused, and a friend who was turned down.
    listed = tmp_path / "applications.csv"
    listed.write_text("company,date\nKestrel Studio,2026-09-15\nSilent GmbH,2026-08-01\n", encoding="utf-8")
    looked = look_through([GOLDEN / "inbox.mbox"], listed)
    found = {one.letter.id for one in looked.answers}
    assert len(found) >= 26
    assert not [one for one in found if "-O@" in one]
    assert looked.others + len(found) == 60
    assert [one.firm for one in looked.never] == ["Silent GmbH"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    (tmp_path / "letter.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "people.csv").write_text("name,email,role,day\nAna,a@b.example,clerk,Monday\n", "utf-8")
    paths = [str(tmp_path / name) for name in ("letter.txt", "people.csv")]
    done = letter("merge", *paths, "--from", SENDER, "--out", str(tmp_path / "taken" / "in"))
    assert done.returncode == 1
    assert "the folder cannot be made" in done.stderr
    assert "Give another folder with --out." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_placeholder_that_no_column_fills_is_the_letters_own_fault(tmp_path: Path) -> None:
    code, _, said = merged(tmp_path, "name,email,rolle,day\nAna,a@b.example,clerk,Monday\n")
    assert code == 1
    assert "no column fills {{role}}" in said
    assert "name, email, rolle, day" in said


def test_an_address_that_nobody_reads_is_named_before_mails_go_out(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "people.csv").write_text("name,email,role,day\nAna,a@b.example,clerk,Monday\n", "utf-8")
    paths = [str(tmp_path / name) for name in ("letter.txt", "people.csv")]
    done = letter("merge", *paths, "--from", "no-reply@firm.example", "--out", str(tmp_path / "out"))
    assert "Nobody reads answers to no-reply@firm.example." in done.stderr


def test_a_date_that_is_none_is_said_and_a_dotted_one_is_read(tmp_path: Path) -> None:
    (tmp_path / "box.mbox").write_text(MAILS, encoding="utf-8")
    listed = tmp_path / "applications.csv"
    listed.write_text("company,date\nNowhere Ltd,1.2.2026\nSilent GmbH,31.31.2026\n", encoding="utf-8")
    done = letter("received", str(tmp_path / "box.mbox"), "--applications", str(listed), "--json")
    waits = {one["firm"]: one["days"] for one in json.loads(done.stdout)["never"]}
    assert waits["Nowhere Ltd"] > 0
    assert waits["Silent GmbH"] is None
    assert "row 3: '31.31.2026' is no date. Write it like 2026-03-04" in done.stderr


def test_a_workbook_is_a_list_with_its_days_and_times_as_words(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet, day = book.add_sheet("Notes"), xlwt.easyxf(num_format_str="DD.MM.YY")
    sheet.write(0, 0, "made for the bakery")
    sheet = book.add_sheet("People")
    for row, cells in enumerate([("Name", "E-Mail", "Role", "Day"), ("Zoë", "zoe@x.example", 7.0)]):
        for place, cell in enumerate(cells):
            sheet.write(row, place, cell)
    sheet.write(1, 3, datetime(2026, 3, 3, 10, 30), day)
    book.save(str(tmp_path / "people.xls"))
    found = people_in(tmp_path / "people.xls", Limits())
    assert found.rows == (
        (2, {"Name": "Zoë", "E-Mail": "zoe@x.example", "Role": "7", "Day": "2026-03-03 10:30"}),
    )


def test_a_text_that_begins_like_a_table_is_a_letter_with_its_signature(tmp_path: Path) -> None:
    text = "Thank you for your mail, {name}\n\nit is a no.\n\n-- \nAna Roth\n"
    (tmp_path / "letter.txt").write_text(text, encoding="utf-8")
    read = letter_in(tmp_path / "letter.txt", Limits())
    assert (read.subject, read.body) == ("", text.strip())


def test_two_letters_in_one_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "box.mbox").write_text(MAILS, encoding="utf-8")
    with pytest.raises(InputError, match="more than one letter"):
        letter_in(tmp_path / "box.mbox", Limits())
