"""Mails to a list, whatever stands in it: each is one mail to one person, in a file for every system."""

import email
import email.policy
import mailbox
import re
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.domain.errors import UsageError
from groundswell.domain.letters import Kept, Letter, LetterCheck, Place
from groundswell.domain.records import SetAside
from groundswell.letters.merging import filled, unfilled
from groundswell.services.letters.mails import Mail, address_in, as_bytes, boxed, sender_in
from groundswell.services.letters.merging import Wanted, lay_out
from groundswell.sources.common.text import clean
from groundswell.sources.letters import People

SENDER = ("Ana Roth", "ana@firm.example")
HEADERS = {"from", "to", "subject", "x-unsent", "content-type", "content-transfer-encoding", "mime-version"}
CELL = st.text(max_size=60).map(clean)


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("ana@firm.example", "ana@firm.example"),
        ("Ana Roth <ana@firm.example>", "ana@firm.example"),
        ('"ana" <ana@firm.example>', "ana@firm.example"),
        ("mailto:ana@firm.example", "ana@firm.example"),
        ("  ana@firm.example ", "ana@firm.example"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("ana@firm.example\nBcc: all@x.example", ""),
        ("a@x.example, b@x.example", ""),
        ("ana@firm", ""),
        ("ana.@firm.example", ""),
        ("ana@-firm.example", ""),
        ("añа@firm.example", ""),
        ("ana at firm.example", ""),
        ("@firm.example", ""),
        ("a@b.example" * 1_000, ""),
        ("", ""),
    ],
)
def test_one_address_in_a_cell(cell: str, address: str) -> None:
    found, why = address_in(cell)
    assert found == address
    assert bool(why) != bool(address)


def test_a_sender_has_an_address() -> None:
    assert sender_in("Ana Roth <ana@firm.example>") == SENDER
    assert sender_in("ana@firm.example") == ("", "ana@firm.example")
    for told in ("", "Ana Roth", "ana@firm", "a@x.example, b@x.example"):
        with pytest.raises(UsageError):
            sender_in(told)


@pytest.mark.parametrize(
    ("name", "to", "file_name"),
    [
        ("Zoë Ünal", "z@x.example", "00007-zoe-unal.eml"),
        ("Łukasz Żak", "l@x.example", "00007-lukasz-zak.eml"),
        ("Jürgen Groß", "j@x.example", "00007-jurgen-gross.eml"),
        ("李雷", "lei.li@x.example", "00007-lei-li.eml"),
        ("CON", "c@x.example", "00007-con.eml"),
        ("../../etc/passwd", "e@x.example", "00007-etc-passwd.eml"),
        ("", "+@x.example", "00007-somebody.eml"),
        ("a" * 200, "a@x.example", f"00007-{'a' * 40}.eml"),
    ],
)
def test_names_of_files_are_plain(name: str, to: str, file_name: str) -> None:
    assert Mail(7, name, to, "s", "b").file_name == file_name


@given(name=CELL, role=CELL, whole=st.booleans())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_cell_can_make_more_of_a_mail_than_one(name: str, role: str, whole: bool) -> None:
    cells = {"name": name, "email": "a@x.example", "role": role}
    letter = Letter("1", "Dear {name},\n\n{role}\n", "To {role} {name}", "Ana Roth <ana@firm.example>")
    people = People(tuple(cells), ((2, cells),))
    plan = lay_out(Wanted(letter, people))
    for mail in plan.mails():
        data = as_bytes(mail, plan.sender, boxed=whole)
        read = email.message_from_bytes(data, policy=email.policy.default)
        assert {one.lower() for one in read} == HEADERS
        assert read["To"].addresses[0].addr_spec == "a@x.example"
        assert len(read["To"].addresses) == 1
        assert re.fullmatch(r"00002-[a-z0-9-]{1,40}\.eml", mail.file_name)
    assert len(plan.ready) + len(plan.aside) == 1


@given(st.lists(st.text(max_size=80).map(clean), max_size=4))
def test_a_mailbox_holds_as_many_mails_as_went_in(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str]
) -> None:
    path = tmp_path_factory.mktemp("box") / "box"
    texts = [f"From {text}\n>From a\nFrom b" for text in bodies]
    mails = [Mail(at, "Al", "al@x.example", "s", text) for at, text in enumerate(texts)]
    path.write_bytes(b"".join(boxed(mails, SENDER)))
    with closing(mailbox.mbox(path)) as box:
        found = [email.message_from_bytes(one.as_bytes(), policy=email.policy.default) for one in box]
    assert [" ".join(one.get_content().split()) for one in found] == [
        " ".join(text.split()) for text in texts
    ]


@given(st.data())
def test_of_a_value_that_a_rewrite_keeps_nothing_stays_but_its_gap(data: st.DataObject) -> None:
    """Any stretches of the filled letter, in any order, between words of ours."""
    values = {"a": data.draw(st.sampled_from(["Ana", "x y. z", "No", "{b}"])), "b": "Bo"}
    made = filled("", data.draw(st.sampled_from(["Dear {a}, {b}{a} no.", "{{a}}", "n {b} n {a} n"])), values)
    length = len(made.body)
    cuts = sorted(data.draw(st.lists(st.integers(0, length), min_size=2, max_size=6)))
    pieces = [(start, end) for start, end in pairwise(cuts) if start < end]
    rewrite, kept = "", list[Kept]()
    for start, end in data.draw(st.permutations(pieces)):
        rewrite += "# "
        kept.append(Kept(len(rewrite), start, end))
        rewrite += made.body[start:end]
    said = LetterCheck("", "", 3, {}, (), rewrite, "en", kept=tuple(kept))
    to_all = unfilled(said, made.spots)
    for one in made.spots:
        if any(start < one.end and one.start < end for start, end in pieces):
            assert one.gap in to_all
    assert "Bo" not in to_all


def test_a_value_that_was_cut_into_sentences_is_one_gap_again() -> None:
    made = filled("", "Dear {a}. No.", {"a": "Ana. Roth"})
    rewrite = "Ana.\n\nRoth. Yes"
    kept = (Kept(0, 5, 9), Kept(6, 10, 15))
    said = LetterCheck("", "", 3, {}, (), rewrite, "en", kept=kept)
    assert unfilled(said, made.spots) == "{a}. Yes"


def test_the_readers_name_is_the_gap_of_its_column() -> None:
    said = LetterCheck("", "", 3, {}, (), "Hello Ana,", "en", kept=(Kept(6, 0, 3, Place.TO),))
    assert unfilled(said, (), "{{Name}}") == "Hello {{Name}},"


def test_a_row_that_could_not_be_read_is_set_aside_with_the_rest(tmp_path: Path) -> None:
    letter = Letter("1", "Dear {name},\n\nno.\n", "s", "ana@firm.example")
    cells = {"name": "Al", "email": "al@x.example"}
    people = People(("name", "email"), (SetAside("row 2", "a quotation mark opens here"), (3, cells)))
    plan = lay_out(Wanted(letter, people))
    assert [one.where for one in plan.aside] == ["row 2"]
    assert [mail.row for mail in plan.mails()] == [3]
