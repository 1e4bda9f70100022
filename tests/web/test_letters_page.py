"""The page Letters in a real browser, with and without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from groundswell.domain.letters import Flaw, Place, Remark
from groundswell.web.letters import Grade, Piece, pieces
from tests.letters.test_lists import MAILS
from tests.web.conftest import Visitor
from tests.web.looking import accessible

COLD = (
    "Dear Candidate,\n\nAfter careful consideration we have decided to move on with others.\n\n"
    "<b>Please do not reply to this e-mail.</b>"
)


@pytest.mark.browser
@pytest.mark.slow
def test_a_country_that_is_none_is_said_and_the_letter_stays(visitor: Visitor) -> None:
    page = visitor.page("/letters")
    page.get_by_label("The letter").fill(COLD)
    page.get_by_label("Country").fill("XX")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("alert")).to_contain_text("“XX” is no country's two letters")
    expect(page.get_by_label("The letter")).to_have_value(COLD)


@pytest.mark.browser
@pytest.mark.slow
def test_a_file_that_cannot_be_used_is_called_by_its_own_name(visitor: Visitor, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    page = visitor.page("/letters")
    page.get_by_label("Or files").set_input_files(empty)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("alert")).to_have_text("empty.txt: there are no words in it. Write them into it.")


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("scripts", [True, False])
def test_a_pasted_letter_is_marked_and_written_anew(visitor: Visitor, scripts: bool) -> None:
    page = visitor.page("/letters", scripts=scripts)
    page.get_by_label("The letter").fill(COLD)
    page.get_by_label("From").fill("Jobs <no-reply@firm.example>")
    page.get_by_label("Country").fill("DE")
    page.get_by_role("button", name="Check").click()
    letter = page.locator(".letter")
    expect(letter).to_contain_text("of 5")
    expect(letter.locator("mark").first).to_be_visible()
    expect(letter).to_contain_text("Nobody reads answers to no-reply@firm.example")
    expect(letter).to_contain_text("AGG")
    # What a letter holds is shown as words, whatever it looks like.
    expect(letter.locator("b")).to_have_count(0)
    rewrite = page.get_by_label("The same letter, written anew")
    assert "do not reply" not in rewrite.input_value()
    if scripts:
        accessible(page)


@pytest.mark.browser
@pytest.mark.slow
def test_a_job_seeker_drops_a_mailbox(visitor: Visitor, tmp_path: Path) -> None:
    box, listed = tmp_path / "box.mbox", tmp_path / "applications.csv"
    box.write_text(MAILS, encoding="utf-8")
    listed.write_text("company,role\nAcme Tools,welder\nNowhere Ltd,clerk\n", encoding="utf-8")
    page = visitor.page("/letters", width=390, dark=True)
    page.get_by_label("Your mails").set_input_files(box)
    page.get_by_label("A list of your applications").set_input_files(listed)
    page.get_by_role("button", name="Look through").click()
    main = page.locator("main")
    expect(main.get_by_role("heading", name="Cold: 1")).to_be_visible()
    expect(main).to_contain_text("Acme Tools: Your application")
    expect(main.get_by_role("heading", name="No answer so far: 1")).to_be_visible()
    expect(main).to_contain_text("Nowhere Ltd (clerk)")
    accessible(page)


def test_a_grade_is_told_in_halves_and_words() -> None:
    assert Grade.of(5) == Grade((2, 2, 1, 0, 0), "2½", "cold")
    assert Grade.of(10).steps == (2,) * 5
    assert Grade.of(2).words == "it hurts, or is a broken template"


def test_marks_may_overlap() -> None:
    elsewhere = Remark(Flaw.NO_REPLY, 0, 3, "", place=Place.SENDER)
    remarks = (Remark(Flaw.ROBOTIC, 0, 4, ""), Remark(Flaw.UNCLEAR, 2, 6, ""), elsewhere)
    assert pieces("abcdefgh", remarks) == [
        Piece("ab", 1, ()), Piece("cd", 2, (1,)), Piece("ef", 1, (2,)), Piece("gh", 0, ()),
    ]  # fmt: skip


def test_a_mark_within_another_shows_each_number_once_at_its_end() -> None:
    remarks = (Remark(Flaw.NO_REASON, 0, 8, ""), Remark(Flaw.ROBOTIC, 2, 4, ""))
    assert pieces("abcdefgh", remarks) == [
        Piece("ab", 1, ()), Piece("cd", 2, (2,)), Piece("efgh", 1, (1,)),
    ]  # fmt: skip
